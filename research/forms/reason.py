"""Why something stops, goes back or is taken off: each page asks in its own words."""

from django.utils.translation import gettext_lazy as _

from atelier.base.forms.reason import reason_form

WithdrawAskedForm = reason_form(_("Why do you take your question back?"), kept="research.AskedMove.why")
QuestionWhyForm = reason_form(_("Why?"), kept="research.LearningQuestionMove.why")
StopForm = reason_form(_("Why does this research stop?"), kept="research.ProjectMove.why")
ReturnForm = reason_form(
    _("What should change?"),
    hint=_("The researchers get this by mail. Say what and why; be kind."),
    kept="research.Project.note",
)
RefuseForm = reason_form(
    _("Why do you not agree?"),
    hint=_("The researchers read this. Say what and why; be kind."),
    limit=1000,
    kept="research.ProjectChange.word",
)
# What everybody reads goes at once; the reason stays in its place.
TakeOffForm = reason_form(
    _("Why do you take it back?"),
    hint=_("Everybody can read this, also without logging in. Keep it plain, and name nobody."),
    missing=_("Give a reason: it stays where the text was."),
    limit=500,
    rows=3,
    kept="research.OutputNote.why",
)
