"""Questions for research from practice."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from atelier.base.exceptions import NotAllowed
from atelier.base.forms.binding import bind
from atelier.base.forms.undo import TIME, undoable
from atelier.base.web.paging import keyset
from atelier.mail.actions import hold, rows_of
from members.requests import MemberRequest
from research import actions
from research.forms.asked import AskForm
from research.forms.reason import WithdrawAskedForm
from research.models import AskedQuestion, Project
from research.permissions import may_pick_up, may_withdraw_asked
from research.queries import open_asked
from research.views.reason import reason_page


def ask(request: MemberRequest) -> HttpResponse:
    form = bind(request, AskForm, makes_new=True, member=request.user)
    if request.method == "POST" and form.is_valid():
        asked = actions.ask_question(by=request.user, **form.typed())
        messages.success(request, _("Thank you. Students and teacher-researchers see your question in the list."))
        return redirect(asked)
    return render(request, "research/asked_form.html", {"form": form})


@require_safe
def asked_index(request: MemberRequest) -> HttpResponse:
    """What waits to be picked up."""
    page = keyset(open_asked(request.user), request, order=("-created_at", "-pk"))
    return render(request, "research/asked_list.html", {"page": page})


@require_safe
def asked(request: MemberRequest, pk: int) -> HttpResponse:
    visible = AskedQuestion.objects.visible_to(request.user).select_related("asker", "organisation")
    subject = get_object_or_404(visible, pk=pk)
    return render(
        request,
        "research/asked.html",
        {
            "asked": subject,
            "projects": Project.objects.visible_to(request.user).filter(asked=subject),
            "may_pick_up": may_pick_up(request.user, subject),
            "may_withdraw": may_withdraw_asked(request.user, subject),
        },
    )


def asked_withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    subject = get_object_or_404(AskedQuestion.objects.visible_to(request.user), pk=pk)
    if not may_withdraw_asked(request.user, subject):
        raise NotAllowed(_("Only who asked this can take it back, as long as it was not answered."))
    form = bind(request, WithdrawAskedForm, versioned=subject)
    if request.method == "POST" and form.is_valid():
        mails, now = [f"project:{one.pk}" for one in subject.projects.all()], timezone.now()
        said, back = _("Your question was taken back."), subject.get_absolute_url()
        with undoable(request, said, subject, back=back, also=[rows_of(*mails)]):
            actions.withdraw_asked(subject, by=request.user, reason=form.cleaned_data["reason"])
            hold(*mails, since=now, time=TIME)
        return redirect("research:projects")
    return reason_page(request, form, subject, title=_("Take back your question"), button=_("Take back"))
