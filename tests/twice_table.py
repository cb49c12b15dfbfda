"""The rows of tests/test_twice.py: a submission that is taken, for every address that takes a POST.

(name, its arguments, who, {what is needed beside what the page holds}). `page` is where the form stands, when that is
another address; `button` the one that is pressed. The rows are sent from top to bottom in one world.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import time_machine
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from atelier.base.forms.robots import made_now
from atelier.base.web import links
from cases.actions import begin
from cases.models import Advice, Case, Intake, Voice
from cases.states import TAKES_LOOK_BACK
from meetings.models import AgendaItem, Answer, Meeting
from members.emails import CONFIRM, WELCOME
from members.models import JoinRequest, Member
from research.actions import start_draft
from research.models import AskedQuestion, LearningQuestion, Milestone, Output, Project
from research.states import Promise
from tests import access_table as here
from tests.meetings.helpers import method
from tests.twice import PDF
from tests.world import PEOPLE


@dataclass(frozen=True)
class Row:
    name: str
    find: Callable[[], Any]
    who: str | Callable[[Any], str]
    typed: dict[str, Any] = field(default_factory=dict)
    page: Callable[[Any], str] | None = None
    button: str = ""
    preview: bool = False  # a page between, with what was typed on it


def at(name: str) -> Callable[[Any], str]:
    """A page without arguments."""
    return lambda _arguments: reverse(name)


def of(name: str, count: int = 1) -> Callable[[Any], str]:
    """A page that takes the first arguments of the address."""
    return lambda arguments: reverse(name, args=arguments[:count])


def a_minute_ago() -> str:
    """A page that was not filled in by a program."""
    with time_machine.travel(timezone.now() - timedelta(minutes=1)):
        return made_now()


JOIN = {
    "page_made": a_minute_ago,
    "website": "",
    "email": "twee@voorbeeld.test",
    "house_rules": "on",
    "organisation": "",
    "proposed_name": "",
    "proposed_kind": "",
}


def in_days(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def join_link() -> list[Any]:
    asked = JoinRequest.objects.filter(email="twee@voorbeeld.test").get()
    return [links.make(CONFIRM, asked.pk, asked.link_version)]


# The session goes on under another key, and the old one is over at once.
RENEWS_THE_LOGIN = {"account_change_password"}
# Who is in or out by it cannot send it later; at the same moment both hear the same.
ENDS_THE_LOGIN = {"privacy_erase", "members:leave", "account_login", "members:welcome"}

# Sent again tomorrow it would make another one: no version can tell that it is there.
MAKES_NEW = {
    "cases:attachments",
    "cases:report_add",
    "meetings:agenda_case_add",
    "meetings:agenda_item_add",
    "meetings:agenda_method_add",
    "meetings:agenda_subject_add",
    "meetings:guest_add",
    "meetings:invite",
    "meetings:plan",
    "meetings:series_new",
    "members:bring_seek_add",
    "members:join",
    "removal:report",
    "research:ask",
    "research:extend",
    "research:milestone_add",
    "research:output_add",
    "research:propose",
    "research:register",
}

# What gives no outcome to repeat, and why twice is harmless all the same.
NOT_REMEMBERED = {
    "set_language": "a cookie is set by each answer; the same language twice is one language",
    "privacy_export": "a download changes nothing",
    "privacy_export_page": "a page to read changes nothing",
    "mail:unsubscribe": "mail programs send it without a page; off twice is off",
    "research:change": "not sent here: the same action as research:extend, which is",
    "account_logout": "who is out twice is out",
    "undo": "what is back is back",
    "account_set_password": "only for who has none: those log in by code and go to the page of the first visit",
    "account_confirm_login_code": "a code of one session; allauth's own page",
}


def judged_output() -> list[Any]:
    """A published output of research that somebody asked for, and who judges it."""
    output = Output.objects.filter(project__state="published", project__asked__isnull=False).earliest("pk")
    return [output.pk]


def unsaid_case() -> list[Any]:
    """Where samira gave no perspective yet."""
    open_ones = Case.objects.visible_to(here.samira()).filter(state="released").exclude(submitter=here.samira())
    return [open_ones.exclude(voices__member=here.samira()).earliest("number").number]


def samiras_said_case() -> list[Any]:
    return [Voice.objects.filter(member=here.samira(), case__state="released").latest("pk").case.number]


def samiras_released_case() -> list[Any]:
    case = Case.objects.filter(submitter=here.samira(), state__in=["changes_asked", "submitted"]).earliest("pk")
    return [case.number]


def pieters_pk() -> str:
    return str(Member.objects.get(email="pieter@voorbeeld.test").pk)


def case_of_samira_and_pieter() -> list[Any]:
    arguments = samiras_released_case()
    Case.objects.get(number=arguments[0]).co_submitters.add(pieters_pk())
    return arguments


def samiras_treated_case() -> list[Any]:
    return [Case.objects.filter(submitter=here.samira(), state__in=TAKES_LOOK_BACK).latest("pk").number]


def whole_case() -> list[Any]:
    case = here.of_samira("draft")
    Intake.objects.filter(case=case).update(situation="Wat er gebeurt.", question="Wat nu?")
    return [case.key]


def unjudged_advice() -> list[Any]:
    case = Case.objects.get(number=here.samiras_discussed_case()[0])
    return [(case.advices.filter(verdict="").first() or Advice.objects.create(case=case, text="Bel eerst.")).pk]


def begun_meeting() -> list[Any]:
    """Published, with a code, and so near that one can check in."""
    meeting = Meeting.objects.get(state="published")
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=timezone.now(), ends_at=timezone.now() + timedelta(hours=2), checkin_code="123456"
    )
    return [meeting.number]


def held_meeting() -> list[Any]:
    return [Meeting.objects.filter(state="held").latest("number").number]


def undecided_item() -> list[Any]:
    meeting = Meeting.objects.get(number=held_meeting()[0])
    return [meeting.number, meeting.agenda_items.filter(kind="case").latest("pk").pk]


def welcome_link() -> list[Any]:
    """Of somebody who has not been here yet."""
    newcomer = Member.objects.active().exclude(email__in=PEOPLE.values()).latest("pk")
    Member.objects.filter(pk=newcomer.pk).update(welcomed_at=None)
    return [links.make(WELCOME, newcomer.pk, newcomer.link_version)]


def another_draft() -> list[Any]:
    return [begin(by=here.samira()).key]


def just_published() -> list[Any]:
    return [Meeting.objects.filter(state="published").latest("starts_at").number]


def decided_meeting() -> list[Any]:
    number = held_meeting()[0]
    AgendaItem.objects.filter(meeting__number=number, case__isnull=False).update(reached=True)
    return [number]


def uninvited_meeting() -> list[Any]:
    """Published, and somebody hears of it still."""
    number = here.published_meeting()[0]
    Answer.objects.filter(meeting__number=number, member__email="lars@voorbeeld.test").delete()
    return [number]


def not_invited() -> list[Any]:
    meeting = Meeting.objects.get(number=here.published_meeting()[0])
    return [Member.objects.active().exclude(answers__meeting=meeting).earliest("pk").pk]


def past_meeting() -> list[Any]:
    """Published, and over."""
    meeting = Meeting.objects.filter(state="published").earliest("starts_at")
    ended = timezone.now() - timedelta(hours=1)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=ended - timedelta(hours=2), ends_at=ended)
    return [meeting.number]


def question_and_other_case() -> list[Any]:
    question = LearningQuestion.objects.get(slug=here.question()[0])
    others = Case.objects.visible_to(here.samira()).exclude(learning_questions=question)
    return [question.slug, others.order_by("-released_at", "-pk")[0].number]


def question_and_own_case() -> list[Any]:
    question = LearningQuestion.objects.get(slug=here.question()[0])
    return [question.slug, question.cases.earliest("pk").number]


def samiras_asked() -> list[Any]:
    return [AskedQuestion.objects.filter(asker=here.samira(), state="open").latest("pk").pk]


def lars() -> Member:
    return Member.objects.get(email="lars@voorbeeld.test")


def another_research_draft() -> list[Any]:
    return [start_draft(by=lars(), title="Nog een", question="Waarom?").pk]


def meeting_and_method() -> list[Any]:
    method("dilemma")
    return here.planned_meeting()


def whole_draft() -> list[Any]:
    project = Project.objects.get(pk=here.larss_draft()[0])
    today = timezone.localdate()
    project.method, project.starts_on, project.ends_on = "Praten.", today, today + timedelta(days=100)
    project.reason = "Daarom."
    project.supervisor = Member.objects.get(email="ingrid@voorbeeld.test")
    project.promises = list(Promise.values)
    project.save()
    return [project.pk]


def registered_project() -> list[Any]:
    return [Project.objects.filter(state="registered").latest("pk").slug]


def approved_project() -> list[Any]:
    return [Project.objects.filter(state="approved").latest("pk").slug]


def open_milestone() -> list[Any]:
    project = here.of_lars("running")
    found = project.milestones.filter(done_at=None).first()
    found = found or Milestone.objects.create(project=project, title="Af", due_on=timezone.localdate())
    return [project.slug, found.pk]


def output_of_lars(state: str) -> list[Any]:
    project = Project.objects.filter(participants=lars(), state__in=["running", "delivered"]).latest("pk")
    found = project.outputs.first() or Output(project=project, title="Verslag", summary="Kort.", state=state)
    if not found.file:
        found.file.save("verslag.pdf", ContentFile(PDF))
    Output.objects.filter(pk=found.pk).update(state=state)
    return [found.pk]


def project_at_work() -> list[Any]:
    ended = ["draft", "published", "withdrawn"]
    return [Project.objects.filter(participants=lars()).exclude(state__in=ended).latest("pk").slug]


def returned_output() -> list[Any]:
    return output_of_lars("returned")


def waiting_again() -> list[Any]:
    return output_of_lars("waiting")


def named_output() -> list[Any]:
    return [Output.objects.filter(project__participants=lars()).latest("pk").pk]


def asker(arguments: Any) -> str:
    """By address: who asked for this output."""
    asked = Output.objects.get(pk=arguments[0]).project.asked
    assert asked is not None
    assert asked.asker is not None
    return asked.asker.email


def projects_page(arguments: Any) -> str:
    return Output.objects.get(pk=arguments[0]).project.get_absolute_url()


INVITED = {"people": not_invited, "q": "", "organisation": "", "check": "1"}


ROWS = [
    Row("members:profile_edit", list, "samira", {"name": "Samira van Twee"}),
    Row("members:visibility", list, "samira", {"bio": "Bel mij gerust."}),
    Row("members:bring_seek_add", list, "samira", {"kind": "bring", "topic": "Fietsen", "for_organisation": None}),
    Row("members:bring_seek_end", here.samiras_offer, "samira", typed={"sure": "1"}, page=at("members:bring_seek")),
    Row("meetings:feed_settings", list, "samira"),
    Row("cases:step", here.samiras_draft_step, "samira", {"situation": "Iets anders."}, button="go=next"),
    Row("cases:check", whole_case, "samira"),
    Row("cases:voice", unsaid_case, "samira"),
    Row("cases:voice_remove", samiras_said_case, "samira", typed={"sure": "1"}, page=of("cases:detail")),
    Row("cases:attachments", here.samiras_waiting_case, "samira", {"note": "Bewijs"}),
    Row(
        "cases:attachment_remove",
        here.samiras_attachment,
        "samira",
        typed={"sure": "1"},
        page=lambda arguments: reverse("cases:attachments", args=here.samiras_waiting_case()),
    ),
    Row("cases:intake", here.samiras_waiting_case, "samira", {"situation": "Nu zonder namen."}),
    Row("cases:together", here.samiras_ask, "samira", button="answer=yes"),
    Row("cases:together_meant", here.samiras_yes, "samira", button="answer=yes"),
    Row(
        "cases:together_off",
        case_of_samira_and_pieter,
        "samira",
        typed={"sure": "1", "who": pieters_pk},
        page=of("cases:intake"),
    ),
    Row("cases:text", here.samiras_shown_case, "samira", {"words": "De bakker moet eruit."}, button="answer=change"),
    Row("cases:show_less", samiras_released_case, "samira"),
    Row("cases:withdraw", samiras_released_case, "samira"),
    Row("cases:advice", unjudged_advice, "noor", {"text": "Bel eerst, schrijf dan."}),
    Row("cases:advice_remove", unjudged_advice, "noor", typed={"sure": "1"}, page=of("cases:advice")),
    Row("cases:report_add", here.reported_part, "noor", page=of("cases:report")),
    Row("cases:report_step", here.reported_step, "noor"),
    Row("cases:look_back", samiras_treated_case, "samira"),
    Row("cases:commitment", here.marias_open_commitment, "maria", {"to": "done"}),
    Row("cases:commitment_change", here.marias_open_commitment, "maria", {"what": "Bellen.", "due_on": in_days(30)}),
    Row("cases:insight_draft", here.draft_insight, "noor", {"title": "Wie belt, hoort meer."}),
    Row("meetings:answer", here.published_meeting, "samira", {"choice": "no"}),
    Row("meetings:answer_quickly", here.published_meeting, "pieter", page=of("meetings:detail")),
    Row("meetings:answer_by_link", here.samiras_answer_link, "visitor", {"choice": "yes_onsite"}),
    Row("meetings:series", here.series, "noor", {"name": "De reeks"}),
    Row("meetings:change", here.planned_meeting, "noor", {"title": "Andere titel"}),
    Row("meetings:agenda_item_add", here.planned_meeting, "noor", {"item-title": "Pauze"}, of("meetings:agenda_add")),
    Row("meetings:agenda_case_add", here.planned_meeting, "noor", page=of("meetings:agenda")),
    Row("meetings:agenda_subject_add", here.planned_meeting, "noor", page=of("meetings:agenda_add")),
    Row(
        "meetings:agenda_method_add",
        meeting_and_method,
        "noor",
        {"method-after": ""},
        page=of("meetings:agenda_add"),
    ),
    Row("meetings:agenda_item", here.agenda_item, "noor", {"note": "Met koffie."}),
    Row("meetings:agenda_move", here.agenda_item, "noor", page=of("meetings:agenda"), button="down"),
    Row("meetings:agenda_remove", here.agenda_item, "noor", typed={"sure": "1"}, page=of("meetings:agenda")),
    Row("meetings:guest_add", here.published_meeting, "noor"),
    Row("meetings:guest_renew", here.guest, "noor", page=of("meetings:answers")),
    Row("meetings:guest", here.guests_link, "visitor"),
    Row("meetings:guest_end", here.guest, "noor", typed={"sure": "1"}, page=of("meetings:answers")),
    Row("meetings:invite", uninvited_meeting, "noor", INVITED, button="send", preview=True),
    Row("meetings:check_in_code", here.published_meeting, "noor"),
    Row("meetings:check_in", begun_meeting, "samira", {"code": "123456"}),
    Row("meetings:hold", past_meeting, "noor", page=of("meetings:workplace")),
    Row("meetings:report", held_meeting, "noor", {"reason": "Was er toch.", "also": ""}),
    Row("meetings:report_decide", undecided_item, "noor", page=of("meetings:report"), button="reached=yes"),
    Row("meetings:report_close", decided_meeting, "noor", page=of("meetings:report")),
    Row("meetings:publish", here.planned_meeting, "noor"),
    Row("meetings:cancel", just_published, "noor"),
    Row("bounced_works_again", here.bounced_address, "noor", page=at("bounced")),
    Row("research:propose", list, "samira"),
    Row("research:question_edit", here.question, "ingrid", {"about": "Iets anders."}),
    Row("research:question_link", question_and_other_case, "ingrid", page=of("research:question_cases")),
    Row("research:question_unlink", question_and_own_case, "ingrid", page=of("research:question_cases")),
    Row("research:question_state", here.question, "ingrid", {"to": "answered"}),
    Row("research:ask", list, "samira"),
    Row("research:asked_withdraw", samiras_asked, "samira"),
    Row("research:register_step", here.larss_draft_step, "lars", {"title": "Andere titel"}, button="go=next"),
    Row("research:ask_changes", here.larss_new_project, "ingrid"),
    Row("research:extend", here.larss_running_project, "lars"),
    Row("research:milestone_add", here.larss_running_project, "lars"),
    Row("research:milestone_edit", here.larss_milestone, "lars", {"title": "Anders."}),
    Row("research:milestone_done", open_milestone, "lars", page=of("research:project")),
    Row(
        "research:milestone_remove", open_milestone, "lars", typed={"sure": "1"}, page=of("research:milestone_edit", 2)
    ),
    Row("research:output_add", here.larss_running_project, "lars"),
    Row("research:output_correct", waiting_again, "beheer", {"title": "Verbeterd."}),
    Row("research:output_take_back", waiting_again, "lars"),
    Row("research:output_return", here.waiting_output, "beheer"),
    Row("research:output_edit", returned_output, "lars", {"title": "Beter."}),
    Row("research:output_publish", waiting_again, "beheer"),
    Row("research:output_judge", judged_output, asker),
    Row("research:output_words_off", judged_output, "beheer"),
    Row("research:output_withdraw", here.published_output, "beheer"),
    Row("research:output_name", named_output, "lars", page=projects_page),
    Row("research:withdraw", project_at_work, "lars"),
    Row("cases:submit", list, "samira"),
    Row("cases:discard", another_draft, "samira", typed={"sure": "1"}, page=at("cases:submit")),
    Row("meetings:plan", list, "noor", {"start": "10:00", "end": "12:00"}),
    Row("meetings:series_new", list, "noor", {"first_month": in_days(40)[:7]}, button="save", preview=True),
    Row("meetings:series_dates", here.series, "noor", {"first_month": in_days(400)[:7]}, button="save", preview=True),
    Row("research:register", list, "lars"),
    Row("research:register_check", whole_draft, "lars"),
    Row(
        "research:register_throw_away",
        another_research_draft,
        "lars",
        typed={"sure": "1"},
        page=of("research:register_check"),
    ),
    Row("research:approve", registered_project, "beheer", page=of("research:project")),
    Row("research:start", approved_project, "beheer", page=of("research:project")),
    Row("members:join", list, "visitor", JOIN),
    Row("members:join_confirm", join_link, "visitor"),
    Row("members:welcome", welcome_link, "visitor", {"password": "een zin van veertig tekens lang"}, button="way="),
    Row("account_login", list, "visitor", {"login": "noor@voorbeeld.test", "password": "samen-over-leven"}),
    Row("account_request_login_code", list, "visitor", {"email": "noor@voorbeeld.test"}),
    Row("account_reset_password", list, "visitor", {"email": "noor@voorbeeld.test"}),
    Row("account_reauthenticate", list, "ingrid", {"password": "samen-over-leven"}),
    Row("account_email", list, "ingrid", {"email": "ingrid-nieuw@voorbeeld.test"}),
    Row(
        "account_change_password",
        list,
        "ingrid",
        {"oldpassword": "samen-over-leven", "password1": "een heel andere zin", "password2": "een heel andere zin"},
    ),
    Row("removal:report", here.insight_key, "visitor", {"page_made": a_minute_ago, "website": ""}),
    Row("removal:take_off", here.title_on_it, "beheer", {"words": "Anders.", "why": "Er stond een naam."}),
    Row("privacy_erase", list, "pieter"),
    Row("members:leave", list, "maria"),
]
