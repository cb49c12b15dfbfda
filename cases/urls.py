"""Addresses of cases, their review and what came of them."""

from django.urls import path, re_path, register_converter, reverse_lazy
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView

from cases.views import attachment, follow, insight, member, mine, report, steps, submit, text, together

app_name = "cases"


class NumberConverter:
    """The number of a case: 2026-031."""

    regex = r"\d{4}-\d{3,6}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(NumberConverter, "case_number")

PART = "|".join(report.FORMS)
MOVE = "|".join(steps.STEPS)
NUMBER = NumberConverter.regex

urlpatterns = [
    path("kwesties/", member.case_list, name="list"),
    path("kwesties/mijn/", mine.mine, name="mine"),
    path("kwesties/inbrengen/", submit.start, name="submit"),
    path("kwesties/inbrengen/<uuid:key>/controle/", submit.check, name="check"),
    path("kwesties/inbrengen/<uuid:key>/weggooien/", submit.discard, name="discard"),
    path("kwesties/inbrengen/<uuid:key>/<slug:step>/", submit.step, name="step"),
    path("kwesties/<case_number:number>/", member.detail, name="detail"),
    path("kwesties/<case_number:number>/ingebracht/", submit.submitted, name="submitted"),
    path("kwesties/<case_number:number>/inbreng/", mine.intake, name="intake"),
    path("kwesties/<case_number:number>/tekst/", text.text, name="text"),
    path("kwesties/samen/<int:asked>/", together.together, name="together"),
    path("kwesties/<case_number:number>/samen/<int:asked>/", together.together_meant, name="together_meant"),
    path("kwesties/<case_number:number>/bijlagen/", attachment.attachments, name="attachments"),
    path("kwesties/bijlagen/<int:pk>/", attachment.download, name="attachment"),
    path("kwesties/bijlagen/<int:pk>/weg/", attachment.attachment_remove, name="attachment_remove"),
    # In mails of before 1 December 2026. The question stands on the own page too; its own address names no case.
    path(
        "kwesties/<case_number:number>/samen/",
        require_safe(RedirectView.as_view(url=reverse_lazy("mine"))),
        name="together_before",
    ),
    path("kwesties/<case_number:number>/samen/weg/", together.together_off, name="together_off"),
    path("kwesties/<case_number:number>/naam/", mine.show_less, name="show_less"),
    path("kwesties/<case_number:number>/intrekken/", mine.withdraw, name="withdraw"),
    path("kwesties/<case_number:number>/perspectief/", member.voice, name="voice"),
    path("kwesties/<case_number:number>/perspectief/weg/", member.voice_remove, name="voice_remove"),
    path("kwesties/<case_number:number>/terugblik/", follow.look_back, name="look_back"),
    path("kwesties/<case_number:number>/verslag/", report.report, name="report"),
    re_path(rf"^kwesties/(?P<number>{NUMBER})/verslag/(?P<part>{PART})/$", report.add, name="report_add"),
    re_path(rf"^kwesties/(?P<number>{NUMBER})/verslag/(?P<step>{MOVE})/$", steps.step, name="report_step"),
    path("kwesties/adviezen/<int:pk>/", report.advice, name="advice"),
    path("kwesties/adviezen/<int:pk>/weg/", report.advice_remove, name="advice_remove"),
    path("kwesties/toezeggingen/<int:pk>/", follow.commitment, name="commitment"),
    path("kwesties/toezeggingen/<int:pk>/wijzigen/", follow.commitment_change, name="commitment_change"),
    path("kwesties/inzichten/<int:pk>/", report.insight, name="insight_draft"),
    path("inzichten/", insight.insight_list, name="insights"),
    path("inzichten/<slug:slug>/", insight.insight, name="insight"),
]
