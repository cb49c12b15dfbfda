"""Learning questions: members read and propose, teacher-researchers, moderators and coordinators keep them."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from atelier.base.data.prepared import one_or_404
from atelier.base.data.search import tidied
from atelier.base.forms.binding import bind
from atelier.base.web.access import needs
from atelier.base.web.paging import keyset
from cases.models import Case
from members.requests import MemberRequest
from research import actions
from research.forms.learning_question import ProposeForm, QuestionForm, QuestionStateForm
from research.models import LearningQuestion
from research.permissions import may_keep_questions, may_propose
from research.queries import question_list, question_page, timeline
from research.states import QUESTION_MOVES, QuestionState

KEEPERS_ONLY = gettext_lazy(
    "Teacher-researchers, coordinators and moderators keep the learning questions. Ask one of them to change this."
)


@require_safe
def question_index(request: MemberRequest) -> HttpResponse:
    """All learning questions, by state."""
    state = request.GET.get("staat", "")
    questions = question_list(request.user)
    if state in QuestionState.values:
        questions = questions.filter(state=state)
    page = keyset(questions, request, order=("title", "pk"))
    return render(
        request,
        "research/question_list.html",
        {"page": page, "state": state, "states": QuestionState.choices},
    )


@require_safe
def question(request: MemberRequest, slug: str) -> HttpResponse:
    subject = one_or_404(question_page(slug, request.user))
    return render(
        request,
        "research/question.html",
        {
            "question": subject,
            "events": timeline(subject, request.user),
            "may_keep": may_keep_questions(request.user),
        },
    )


def _thanks(proposed: LearningQuestion) -> str:
    if proposed.state == QuestionState.PROPOSED:
        return _("Thank you. Those who keep the questions read it; once the studio takes it on, everyone sees it.")
    return _("Thank you. Your question stands in the list.")


def propose(request: MemberRequest) -> HttpResponse:
    if not may_propose(request.user):  # pragma: no cover - the login wall stands before it
        return redirect("account_login")
    form = bind(request, ProposeForm, makes_new=True)
    if request.method == "POST" and form.is_valid():
        proposed = actions.propose_question(by=request.user, **form.typed())
        messages.success(request, _thanks(proposed))
        return redirect(proposed)
    return render(request, "research/question_form.html", {"form": form, "question": None})


@needs(may_keep_questions, KEEPERS_ONLY)
def question_edit(request: MemberRequest, slug: str) -> HttpResponse:
    subject = get_object_or_404(LearningQuestion.objects.visible_to(request.user), slug=slug)
    form = bind(request, QuestionForm, instance=subject)
    if request.method == "POST" and form.is_valid():
        fields = {name: form.cleaned_data[name] for name in ("title", "question", "about", "answer")}
        actions.edit_question(LearningQuestion.objects.get(pk=subject.pk), by=request.user, **fields)
        messages.success(request, _("Saved."))
        return redirect(subject)
    return render(request, "research/question_form.html", {"form": form, "question": subject})


@needs(may_keep_questions, KEEPERS_ONLY)
def question_state(request: MemberRequest, slug: str) -> HttpResponse:
    subject = get_object_or_404(LearningQuestion.objects.visible_to(request.user), slug=slug)
    form = bind(request, QuestionStateForm, versioned=subject, state=subject.state)
    if request.method == "POST" and form.is_valid():
        actions.move_question(subject, form.cleaned_data["to"], by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("Saved."))
        return redirect(subject)
    return render(
        request,
        "research/question_state.html",
        {"form": form, "question": subject, "possible": QUESTION_MOVES[subject.state]},
    )


@needs(may_keep_questions, KEEPERS_ONLY)
@require_safe
def question_cases(request: MemberRequest, slug: str) -> HttpResponse:
    """Tie cases to the question: those linked, and a search for others."""
    subject = get_object_or_404(LearningQuestion.objects.visible_to(request.user), slug=slug)
    words = tidied(request.GET.get("q", ""))
    linked = Case.objects.visible_to(request.user).filter(learning_questions=subject)
    return render(
        request,
        "research/question_cases.html",
        {
            "question": subject,
            "words": words,
            "linked": linked,
            "others": _others(request, subject, words),
        },
    )


def _others(request: MemberRequest, subject: LearningQuestion, words: str) -> "QuerySet[Case]":
    others = Case.objects.visible_to(request.user).exclude(learning_questions=subject)
    if words:
        others = others.filter(title__icontains=words) | others.filter(number=words)
    return others.order_by("-released_at", "-pk")[:20]


@needs(may_keep_questions, KEEPERS_ONLY)
@require_POST
def question_link(request: MemberRequest, slug: str, number: str) -> HttpResponse:
    subject = get_object_or_404(LearningQuestion.objects.visible_to(request.user), slug=slug)
    case = get_object_or_404(Case.objects.visible_to(request.user), number=number)
    actions.link_case(subject, case, by=request.user)
    messages.success(request, _("Linked."))
    return redirect("research:question_cases", slug)


@needs(may_keep_questions, KEEPERS_ONLY)
@require_POST
def question_unlink(request: MemberRequest, slug: str, number: str) -> HttpResponse:
    subject = get_object_or_404(LearningQuestion.objects.visible_to(request.user), slug=slug)
    case = get_object_or_404(Case.objects.visible_to(request.user), number=number)
    actions.unlink_case(subject, case, by=request.user)
    messages.success(request, _("No longer linked."))
    return redirect("research:question_cases", slug)
