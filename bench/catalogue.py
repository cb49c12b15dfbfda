"""Every page of the round, per role: whose browser asks for it, and where in the demo its subject is found."""

import time
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import Count
from django.urls import reverse

from cases.models import Advice, Case, Commitment, Insight
from cases.states import CaseState
from meetings.answer_links import address_of
from meetings.models import Meeting
from meetings.states import ItemKind, MeetingState
from members.middleware import BEGAN, SEEN
from members.models import JoinRequest, Member, Organisation
from research.models import AskedQuestion, LearningQuestion, Project
from research.states import ProjectState

# Who of the demo plays each role.
PLAYERS = {
    "member": "samira@voorbeeld.test",
    "student": "lars@voorbeeld.test",
    "teacher": "ingrid@voorbeeld.test",
    "coordinator": "noor@voorbeeld.test",
    "moderator": "beheer@voorbeeld.test",
}
ADMIN_LISTS = (
    "cases_case",
    "cases_insight",
    "cases_commitment",
    "cases_advice",
    "cases_voice",
    "cases_lookback",
    "cases_placename",
    "members_joinrequest",
    "members_member",
    "members_organisation",
    "members_bringseek",
    "research_learningquestion",
    "research_askedquestion",
    "research_project",
    "research_output",
    "pages_pagetext",
    "audit_entry",
    "outbox_outboxmessage",
)

type Found = Iterator[tuple[str, str, str]]


def pages() -> list[tuple[str, str, str]]:
    """(name, path, role) of each page."""
    return [*public(), *member(), *student(), *teacher(), *coordinator(), *moderator()]


def public() -> Found:
    names = "home about privacy accessibility contact house_rules account_login account_request_login_code"
    names += " account_reset_password members:join research:projects cases:insights"
    names += " meetings:list"
    for name in names.split():
        yield page(name, "visitor")
    meeting = published_meeting()
    yield page("cases:insight", "visitor", insight())
    yield page("meetings:detail", "visitor", meeting.number)
    yield page("research:project", "visitor", project(ProjectState.PUBLISHED))
    invited = meeting.answers.select_related("meeting", "member").filter(member=player("member")).get()
    yield "meetings:answer_by_link", urlsplit(address_of(invited)).path, "visitor"


def member() -> Found:
    samira = player("member")
    names = "home mine cases:list cases:mine cases:submit cases:insights meetings:list meetings:methods"
    names += " members:directory members:organisations members:bring_seek members:bring_seek_add members:profile"
    names += " members:profile_edit members:visibility members:leave privacy_mine"
    names += " research:questions research:propose research:projects research:asked_list research:ask"
    names += " mfa_index usersessions_list account_email account_change_password"
    for name in names.split():
        yield page(name, "member")
    yield page("search", "member", query="q=huur")
    own = Case.objects.filter(submitter=samira)
    draft = own.filter(state=CaseState.DRAFT).first()
    if draft:
        yield page("cases:step", "member", draft.key, "vraag")
        yield page("cases:check", "member", draft.key)
    yield page("cases:intake", "member", own.exclude(state=CaseState.DRAFT).latest("pk").number)
    shown = own.filter(state=CaseState.SHOWN).first()
    if shown:
        yield page("cases:text", "member", shown.number)
    yield page("cases:detail", "member", fullest_case())
    yield page("cases:voice", "member", Case.objects.filter(state=CaseState.RELEASED).latest("pk").number)
    discussed = own.filter(state=CaseState.DISCUSSED).first()
    if discussed:
        yield page("cases:look_back", "member", discussed.number)
    commitment = Commitment.objects.filter(owner=samira).first()
    if commitment:
        yield page("cases:commitment", "member", commitment.pk)
    promised = Commitment.objects.open().filter(owner=samira).first()
    if promised:
        yield page("cases:commitment_change", "member", promised.pk)
    yield page("cases:insight", "member", insight())
    yield page("meetings:detail", "member", published_meeting().number)
    yield page("meetings:answer", "member", published_meeting().number)
    yield page("meetings:calendar_file", "member", published_meeting().number)
    yield page("meetings:feed_settings", "member")
    yield page("meetings:detail", "member", reported_meeting().number, label="meetings:detail (held)")
    yield page("members:detail", "member", Member.objects.active().filter(is_listed=True).latest("pk").pk)
    yield page("members:organisation", "member", organisation())
    yield page("research:question", "member", question())
    yield page("research:project", "member", project(ProjectState.PUBLISHED))
    yield page("research:asked", "member", AskedQuestion.objects.latest("pk").pk)


def student() -> Found:
    running = of_student(ProjectState.RUNNING)
    for name in ["mine", "research:projects", "research:register", "research:questions"]:
        yield page(name, "student")
    draft = Project.objects.filter(participants=player("student"), state=ProjectState.DRAFT).first()
    if draft:
        yield page("research:register_step", "student", draft.pk, "vraag")
        yield page("research:register_check", "student", draft.pk)
    if running:
        yield page("research:project", "student", running.slug)
        yield page("research:milestone_add", "student", running.slug)
        yield page("research:output_add", "student", running.slug)


def teacher() -> Found:
    for name in ["mine", "research:supervision", "research:all_projects"]:
        yield page(name, "teacher")
    registered = Project.objects.filter(state=ProjectState.REGISTERED).first()
    if registered:
        yield page("research:project", "teacher", registered.slug)
        yield page("research:ask_changes", "teacher", registered.slug)
    yield page("research:question_cases", "teacher", question())


def coordinator() -> Found:
    meeting, held = published_meeting(), reported_meeting()
    names = "mine meetings:coordination meetings:series_list meetings:series_new meetings:plan statistics bounced"
    for name in names.split():
        yield page(name, "coordinator")
    yield page("meetings:series", "coordinator", Meeting.objects.filter(series__isnull=False).latest("pk").series_id)
    for name in ["workplace", "change", "agenda", "agenda_add", "cancel", "answers", "invite", "guest_add"]:
        yield page(f"meetings:{name}", "coordinator", meeting.number)
    planned = Meeting.objects.filter(state=MeetingState.PLANNED).earliest("number")
    yield page("meetings:publish", "coordinator", planned.number)
    item = meeting.agenda_items.exclude(kind=ItemKind.LOOKING_BACK).earliest("pk")
    yield page("meetings:agenda_item", "coordinator", meeting.number, item.pk)
    yield page("meetings:workplace", "coordinator", held.number, label="meetings:workplace (held)")
    yield page("meetings:report", "coordinator", held.number)
    yield page("cases:report", "coordinator", fullest_case())
    yield page("cases:report_add", "coordinator", fullest_case(), "advies")
    yield page("cases:advice", "coordinator", Advice.objects.latest("pk").pk)


def moderator() -> Found:
    yield page("mine", "moderator")
    yield page("admin:index", "moderator")
    for name in ADMIN_LISTS:
        yield page(f"admin:{name}_changelist", "moderator")
    yield page("admin:cases_case_changelist", "moderator", query="q=huur", label="admin: cases, searched")
    waiting = Case.objects.filter(state=CaseState.SUBMITTED).earliest("pk")
    yield page("admin:cases_case_change", "moderator", waiting.pk, label="admin: a case that waits")
    for name, subject in (
        ("cases_insight", Insight.objects.latest("pk")),
        ("members_joinrequest", JoinRequest.objects.latest("pk")),
        ("members_member", player("member")),
        ("members_organisation", Organisation.objects.latest("pk")),
        ("research_project", Project.objects.latest("pk")),
    ):
        yield page(f"admin:{name}_change", "moderator", subject.pk)


def page(name: str, role: str, *arguments: object, query: str = "", label: str = "") -> tuple[str, str, str]:
    path = reverse(name, args=arguments)
    return label or name, f"{path}?{query}" if query else path, role


def player(role: str) -> Member:
    return Member.objects.get(email=PLAYERS[role])


def published_meeting() -> Meeting:
    return Meeting.objects.filter(state=MeetingState.PUBLISHED).latest("number")


def reported_meeting() -> Meeting:
    return Meeting.objects.filter(state=MeetingState.REPORTED).latest("number")


def fullest_case() -> str:
    """The discussed case of which most came."""
    discussed = Case.objects.filter(state=CaseState.DISCUSSED)
    return str(discussed.annotate(size=Count("advices")).latest("size", "pk").number)


def insight() -> str:
    return Insight.objects.filter(state="published").latest("pk").slug


def organisation() -> str:
    """The one with the most members."""
    return Organisation.objects.annotate(size=Count("members")).latest("size", "pk").slug


def question() -> str:
    return LearningQuestion.objects.filter(state="open").latest("pk").slug


def project(state: str) -> str:
    return Project.objects.filter(state=state).latest("pk").slug


def of_student(state: str) -> Project | None:
    return Project.objects.filter(participants=player("student"), state=state).first()


def session_cookies() -> dict[str, str]:
    """Per role a session as the login leaves it, second factor passed."""
    return {role: f"{settings.SESSION_COOKIE_NAME}={session(player(role))}" for role in PLAYERS}


def session(who: Member) -> str | None:
    now = int(time.time())
    store = SessionStore()
    store[SESSION_KEY] = str(who.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = who.get_session_auth_hash()
    store[BEGAN] = store[SEEN] = now
    store["account_authentication_methods_user"] = str(who.pk)
    store["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": now}]
    store.create()
    return store.session_key
