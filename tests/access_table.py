"""The rows of the access matrix; tests/test_access.py tells how to read them.

An argument is found in the demo when the test runs, by a function; its name says whose it is.
"""

from collections.abc import Callable
from typing import Any

from atelier.lib import links
from cases.models import Advice, Case, Commitment, Insight
from cases.states import CaseState
from meetings.models import GuestExpert, Meeting
from meetings.states import ItemKind, MeetingState
from members.models import BringSeek, Member, Organisation
from research.models import AskedQuestion, LearningQuestion, Milestone, Output, Project

type Row = tuple[str, Callable[[], Any], str]

# The admin has its own test; allauth's second factor, sessions and providers are allauth's to test.
NOT_OURS = ("admin:", "mfa_", "usersessions_", "socialaccount_", "openid_connect_")


def nothing() -> list[Any]:
    return []


def samira() -> Member:
    return Member.objects.get(email="samira@voorbeeld.test")


def of_samira(state: str) -> Case:
    return Case.objects.filter(submitter=samira(), state=state).get()


def samiras_waiting_case() -> list[Any]:
    return [of_samira(CaseState.CHANGES_ASKED).number]


def samiras_discussed_case() -> list[Any]:
    return [of_samira(CaseState.DISCUSSED).number]


def samiras_draft() -> list[Any]:
    return [of_samira(CaseState.DRAFT).key]


def samiras_draft_step() -> list[Any]:
    return [of_samira(CaseState.DRAFT).key, "situatie"]


def released_case() -> list[Any]:
    return [Case.objects.filter(state=CaseState.RELEASED).earliest("number").number]


def someone_elses_intake() -> list[Any]:
    return [Case.objects.filter(state=CaseState.SUBMITTED).earliest("number").number]


def reported_part() -> list[Any]:
    return [*samiras_discussed_case(), "advies"]


def reported_step() -> list[Any]:
    return [*samiras_discussed_case(), "opgevolgd"]


def advice() -> list[Any]:
    return [Advice.objects.earliest("pk").pk]


def marias_commitment() -> list[Any]:
    return [Commitment.objects.filter(owner__email="maria@voorbeeld.test").earliest("pk").pk]


def draft_insight() -> list[Any]:
    return [Insight.objects.exclude(state="published").earliest("pk").pk]


def published_insight() -> list[Any]:
    return [Insight.objects.filter(state="published").earliest("pk").slug]


def published_meeting() -> list[Any]:
    return [Meeting.objects.get(state=MeetingState.PUBLISHED).number]


def planned_meeting() -> list[Any]:
    return [Meeting.objects.get(state=MeetingState.PLANNED).number]


def reported_meeting() -> list[Any]:
    return [Meeting.objects.filter(state=MeetingState.REPORTED).latest("number").number]


def agenda_item() -> list[Any]:
    meeting = Meeting.objects.get(state=MeetingState.PUBLISHED)
    return [meeting.number, meeting.agenda_items.exclude(kind=ItemKind.LOOKING_BACK).earliest("pk").pk]


def held_item() -> list[Any]:
    meeting = Meeting.objects.filter(state=MeetingState.REPORTED).latest("number")
    return [meeting.number, meeting.agenda_items.filter(kind=ItemKind.CASE).earliest("pk").pk]


def series() -> list[Any]:
    found = Meeting.objects.filter(series__isnull=False).latest("number").series
    assert found is not None
    return [found.pk]


def guest() -> list[Any]:
    meeting = Meeting.objects.get(state=MeetingState.PUBLISHED)
    expert = meeting.experts.first() or GuestExpert.objects.create(
        meeting=meeting, name="Gast", email="gast@voorbeeld.test", expires_at=meeting.ends_at
    )
    return [meeting.number, expert.pk]


def guests_link() -> list[Any]:
    return [links.make("meetings.guest", guest()[1], GuestExpert.objects.get(pk=guest()[1]).token_version)]


def samiras_answer_link() -> list[Any]:
    meeting = Meeting.objects.get(state=MeetingState.PUBLISHED)
    return [links.make("meetings.answer", samira().pk, meeting.sequence, meeting=meeting.pk)]


def wrong_token() -> list[Any]:
    return ["geen-goede-link"]


def listed_member() -> list[Any]:
    return [Member.objects.filter(is_listed=True).earliest("pk").pk]


def organisation() -> list[Any]:
    return [Organisation.objects.earliest("pk").slug]


def samiras_offer() -> list[Any]:
    mine = BringSeek.objects.filter(member=samira()).first()
    return [(mine or BringSeek.objects.create(member=samira(), kind="bring", topic="Taal", text="Taal")).pk]


def question() -> list[Any]:
    return [LearningQuestion.objects.filter(state="open").earliest("pk").slug]


def question_and_case() -> list[Any]:
    return [*question(), *released_case()]


def asked() -> list[Any]:
    return [AskedQuestion.objects.earliest("pk").pk]


def of_lars(state: str) -> Project:
    return Project.objects.filter(participants__email="lars@voorbeeld.test", state=state).get()


def larss_new_project() -> list[Any]:
    return [of_lars("registered").slug]


def larss_running_project() -> list[Any]:
    return [of_lars("running").slug]


def larss_milestone() -> list[Any]:
    project = of_lars("running")
    return [project.slug, Milestone.objects.filter(project=project).earliest("pk").pk]


def published_project() -> list[Any]:
    return [Project.objects.filter(state="published").earliest("pk").slug]


def published_output() -> list[Any]:
    return [Output.objects.filter(project__state="published").earliest("pk").pk]


def waiting_output() -> list[Any]:
    return [Output.objects.exclude(project__state="published").earliest("pk").pk]


def no_draft() -> list[Any]:
    return [999999]


def no_draft_step() -> list[Any]:
    return [999999, "vraag"]


def one() -> list[Any]:
    return [1]


def one_and_one() -> list[Any]:
    return [1, 1]


def wrong_key() -> list[Any]:
    return ["1", "geen-goede-sleutel"]


#                                                          V   S P M   L I   N B
GET: list[Row] = [
    ("set_language", nothing, "?"),
    ("alive", nothing, "?"),
    ("ready", nothing, "?"),
    ("home", nothing, "?"),
    ("about", nothing, "?"),
    ("privacy", nothing, "?"),
    ("accessibility", nothing, "?"),
    ("house_rules", nothing, "?"),
    ("robots", nothing, "?"),
    ("security_txt", nothing, "?"),
    ("mine", nothing, "?"),
    ("search", nothing, "?"),
    ("privacy_mine", nothing, "?"),
    ("privacy_export", nothing, "?"),
    ("privacy_export_page", nothing, "?"),
    ("privacy_erase", nothing, "?"),
    ("statistics", nothing, "?"),
    ("members:join", nothing, "?"),
    ("members:join_sent", nothing, "?"),
    ("members:join_confirm", wrong_token, "?"),
    ("members:join_withdrawn", nothing, "?"),
    ("members:welcome", wrong_token, "?"),
    ("members:profile", nothing, "?"),
    ("members:profile_edit", nothing, "?"),
    ("members:visibility", nothing, "?"),
    ("members:leave", nothing, "?"),
    ("members:directory", nothing, "?"),
    ("members:detail", listed_member, "?"),
    ("members:organisations", nothing, "?"),
    ("members:organisation", organisation, "?"),
    ("members:bring_seek", nothing, "?"),
    ("members:bring_seek_add", nothing, "?"),
    ("members:bring_seek_end", samiras_offer, "?"),
    ("cases:list", nothing, "?"),
    ("cases:mine", nothing, "?"),
    ("cases:submit", nothing, "?"),
    ("cases:check", samiras_draft, "?"),
    ("cases:discard", samiras_draft, "?"),
    ("cases:step", samiras_draft_step, "?"),
    ("cases:detail", released_case, "?"),
    ("cases:detail", someone_elses_intake, "?"),
    ("cases:submitted", samiras_waiting_case, "?"),
    ("cases:intake", samiras_waiting_case, "?"),
    ("cases:intake", someone_elses_intake, "?"),
    ("cases:withdraw", samiras_waiting_case, "?"),
    ("cases:voice", released_case, "?"),
    ("cases:voice", someone_elses_intake, "?"),
    ("cases:voice_remove", released_case, "?"),
    ("cases:look_back", samiras_discussed_case, "?"),
    ("cases:report", samiras_discussed_case, "?"),
    ("cases:report_add", reported_part, "?"),
    ("cases:report_step", reported_step, "?"),
    ("cases:advice", advice, "?"),
    ("cases:advice_remove", advice, "?"),
    ("cases:commitment", marias_commitment, "?"),
    ("cases:insight_draft", draft_insight, "?"),
    ("cases:insights", nothing, "?"),
    ("cases:insight", published_insight, "?"),
    ("meetings:list", nothing, "?"),
    ("meetings:detail", published_meeting, "?"),
    ("meetings:detail", planned_meeting, "?"),
    ("meetings:methods", nothing, "?"),
    ("meetings:coordination", nothing, "?"),
    ("meetings:series_list", nothing, "?"),
    ("meetings:series_new", nothing, "?"),
    ("meetings:series", series, "?"),
    ("meetings:series_dates", series, "?"),
    ("meetings:plan", nothing, "?"),
    ("meetings:workplace", planned_meeting, "?"),
    ("meetings:change", planned_meeting, "?"),
    ("meetings:publish", planned_meeting, "?"),
    ("meetings:cancel", planned_meeting, "?"),
    ("meetings:hold", planned_meeting, "?"),
    ("meetings:agenda", planned_meeting, "?"),
    ("meetings:agenda_item_add", planned_meeting, "?"),
    ("meetings:agenda_case_add", planned_meeting, "?"),
    ("meetings:agenda_subject_add", planned_meeting, "?"),
    ("meetings:agenda_method_add", planned_meeting, "?"),
    ("meetings:agenda_item", agenda_item, "?"),
    ("meetings:agenda_move", agenda_item, "?"),
    ("meetings:agenda_remove", agenda_item, "?"),
    ("meetings:report", reported_meeting, "?"),
    ("meetings:report_decide", held_item, "?"),
    ("meetings:report_close", reported_meeting, "?"),
    ("meetings:answer_by_link", samiras_answer_link, "?"),
    ("meetings:answer_by_link", wrong_token, "?"),
    ("meetings:answer", published_meeting, "?"),
    ("meetings:answer", planned_meeting, "?"),
    ("meetings:answer_quickly", published_meeting, "?"),
    ("meetings:calendar_file", published_meeting, "?"),
    ("meetings:check_in", published_meeting, "?"),
    ("meetings:slides", guest, "?"),
    ("meetings:invite", published_meeting, "?"),
    ("meetings:answers", published_meeting, "?"),
    ("meetings:check_in_code", published_meeting, "?"),
    ("meetings:guest_add", published_meeting, "?"),
    ("meetings:guest_renew", guest, "?"),
    ("meetings:guest_end", guest, "?"),
    ("meetings:guest", guests_link, "?"),
    ("meetings:guest", wrong_token, "?"),
    ("meetings:feed", wrong_token, "?"),
    ("meetings:feed_settings", nothing, "?"),
    ("research:questions", nothing, "?"),
    ("research:propose", nothing, "?"),
    ("research:question", question, "?"),
    ("research:question_edit", question, "?"),
    ("research:question_state", question, "?"),
    ("research:question_cases", question, "?"),
    ("research:question_link", question_and_case, "?"),
    ("research:question_unlink", question_and_case, "?"),
    ("research:projects", nothing, "?"),
    ("research:all_projects", nothing, "?"),
    ("research:supervision", nothing, "?"),
    ("research:ask", nothing, "?"),
    ("research:asked_list", nothing, "?"),
    ("research:asked", asked, "?"),
    ("research:asked_withdraw", asked, "?"),
    ("research:register", nothing, "?"),
    ("research:register_done", larss_new_project, "?"),
    ("research:project", larss_new_project, "?"),
    ("research:project", larss_running_project, "?"),
    ("research:project", published_project, "?"),
    ("research:approve", larss_new_project, "?"),
    ("research:ask_changes", larss_new_project, "?"),
    ("research:start", larss_new_project, "?"),
    ("research:withdraw", larss_new_project, "?"),
    ("research:milestone_add", larss_running_project, "?"),
    ("research:milestone_edit", larss_milestone, "?"),
    ("research:milestone_done", larss_milestone, "?"),
    ("research:milestone_remove", larss_milestone, "?"),
    ("research:output_add", larss_running_project, "?"),
    ("research:output_file", published_output, "?"),
    ("research:output_file", waiting_output, "?"),
    ("research:output_edit", waiting_output, "?"),
    ("research:output_publish", waiting_output, "?"),
    ("research:output_return", waiting_output, "?"),
    ("research:output_judge", waiting_output, "?"),
    ("research:register_check", no_draft, "?"),
    ("research:register_throw_away", no_draft, "?"),
    ("research:register_step", no_draft_step, "?"),
    ("mail:unsubscribe", wrong_token, "?"),
    ("mail:demo_mailbox", nothing, "?"),
    ("mail:demo_mail", one, "?"),
    ("mail:demo_mail_html", one, "?"),
    ("mail:demo_mail_file", one_and_one, "?"),
    ("account_login", nothing, "?"),
    ("account_request_login_code", nothing, "?"),
    ("account_confirm_login_code", nothing, "?"),
    ("account_logout", nothing, "?"),
    ("account_inactive", nothing, "?"),
    ("account_signup", nothing, "?"),
    ("account_reauthenticate", nothing, "?"),
    ("account_email", nothing, "?"),
    ("account_email_verification_sent", nothing, "?"),
    ("account_confirm_email", wrong_token, "?"),
    ("account_change_password", nothing, "?"),
    ("account_set_password", nothing, "?"),
    ("account_reset_password", nothing, "?"),
    ("account_reset_password_done", nothing, "?"),
    ("account_reset_password_from_key", wrong_key, "?"),
    ("account_reset_password_from_key_done", nothing, "?"),
]
POST: list[Row] = []
