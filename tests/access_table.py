"""The rows of the access matrix; tests/test_access.py tells how to read them.

An argument is found in the demo when the test runs, by a function; its name says whose it is.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from atelier.base.forms import kept_files
from atelier.base.models import KeptFile
from atelier.base.web import links
from atelier.mail.models import UndeliverableAddress
from atelier.removal.models import Removal
from cases.models import Advice, Attachment, Case, Commitment, Insight, Together
from cases.states import CaseState
from cases.views.submit import Submission
from meetings import answer_links
from meetings.models import Answer, GuestExpert, Meeting
from meetings.states import ItemKind, MeetingState
from members.models import BringSeek, Member, Organisation
from research.actions import start_draft
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


def samiras_ask() -> list[Any]:
    return [Together.objects.waiting().get(member=samira()).pk]


def samiras_yes() -> list[Any]:
    """Somebody behind an address that Samira typed."""
    asked = Together.objects.said_yes().get(case__submitter=samira())
    return [asked.case.number, asked.pk]


def samiras_shown_case() -> list[Any]:
    return [of_samira(CaseState.SHOWN).number]


def samiras_discussed_case() -> list[Any]:
    return [of_samira(CaseState.DISCUSSED).number]


def samiras_draft() -> list[Any]:
    return [of_samira(CaseState.DRAFT).key]


def samiras_draft_step() -> list[Any]:
    return [of_samira(CaseState.DRAFT).key, Submission.steps[0].slug]


def samiras_attachment() -> list[Any]:
    return [Attachment.objects.filter(intake__case=of_samira(CaseState.CHANGES_ASKED)).earliest("pk").pk]


def released_attachment() -> list[Any]:
    return [Attachment.objects.exclude(released_at=None).earliest("pk").pk]


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


def marias_open_commitment() -> list[Any]:
    hers = Commitment.objects.filter(owner__email="maria@voorbeeld.test")
    if not hers.open().exists():
        hers.filter(pk=hers.earliest("pk").pk).update(state="open", ended_at=None)
    return [hers.open().earliest("pk").pk]


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


def link_of_guest_with_slides() -> list[Any]:
    meeting = Meeting.objects.get(state=MeetingState.PUBLISHED)
    one = GuestExpert(meeting=meeting, name="Gast", email="dias@voorbeeld.test", expires_at=meeting.ends_at)
    one.slides.save("x.pdf", ContentFile(b"%PDF-"), save=False)
    one.save()
    return [links.make("meetings.guest", one.pk, one.token_version)]


def samiras_kept_file() -> list[Any]:
    row = KeptFile(member=samira(), form="", name="x.pdf", size=1, until=timezone.now() + timedelta(hours=2))
    row.file.save("x.pdf", ContentFile(b"%PDF-"))
    return [kept_files.address_of(row).rstrip("/").rsplit("/", 1)[-1]]


def samiras_answer_link() -> list[Any]:
    meeting = Meeting.objects.get(state=MeetingState.PUBLISHED)
    mine = Answer.objects.select_related("meeting", "member").get(meeting=meeting, member=samira())
    return [answer_links.address_of(mine).rstrip("/").rsplit("/", 1)[-1]]


def sitemap_section() -> list[Any]:
    return ["insights"]


def wrong_token() -> list[Any]:
    return ["geen-goede-link"]


def listed_member() -> list[Any]:
    return [Member.objects.filter(is_listed=True).earliest("pk").pk]


def organisation() -> list[Any]:
    return [Organisation.objects.earliest("pk").slug]


def bounced_address() -> list[Any]:
    return [UndeliverableAddress.objects.get_or_create(address="pieter@voorbeeld.test")[0].pk]


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


def judged_output() -> list[Any]:
    """With words that a second person has not read yet."""
    output = Output.objects.get(pk=published_output()[0])
    Output.objects.filter(pk=output.pk).update(judgement_words="Fijn.", judged_by=None, words_read_at=None)
    return [output.pk]


def larss_change() -> list[Any]:
    project = Project.objects.get(slug=larss_running_project()[0])
    found = project.changes.waiting().first()
    return [(found or project.changes.create(asked={"method": "Vijf."}, before={"method": "Tien."}, why="x")).pk]


def waiting_output() -> list[Any]:
    return [Output.objects.exclude(project__state="published").earliest("pk").pk]


def larss_waiting_output() -> list[Any]:
    output = Output.objects.filter(project__participants__email="lars@voorbeeld.test", state="waiting").first()
    return [(output or Output.objects.create(project=of_lars("running"), title="Verslag", summary="Kort.")).pk]


def no_draft() -> list[Any]:
    return [999999]


def draft_of(name: str) -> int:
    person = Member.objects.get(email=f"{name}@voorbeeld.test")
    found = Project.objects.filter(state="draft", participants=person).first()
    return (found or start_draft(by=person, title="Concept", question="Waarom?")).pk


def larss_draft() -> list[Any]:
    return [draft_of("lars")]


def larss_draft_step() -> list[Any]:
    return [*larss_draft(), "vraag"]


def ingrids_draft() -> list[Any]:
    return [draft_of("ingrid")]


def ingrids_draft_step() -> list[Any]:
    return [*ingrids_draft(), "vraag"]


def released_key() -> list[Any]:
    """Its place, as reporting and taking off address it."""
    return ["kwestie", Case.objects.get(number=released_case()[0]).pk]


def insight_key() -> list[Any]:
    return ["inzicht", Insight.objects.get(slug=published_insight()[0]).pk]


def title_on_it() -> list[Any]:
    return [*released_key(), "case", released_key()[1], "title"]


def taken_off() -> list[Any]:
    """What Samira wrote, taken off by a moderator."""
    found = Removal.objects.filter(writers=samira()).exclude(sealed="").first()
    if found is None:
        found = Removal(kind="kwestie", subject=released_key()[1], label="cases.Voice", row=1, field="text", why="x")
        found.earlier = "Wat er stond."
        found.save()
        found.writers.add(samira())
    return [found.pk]


def wrong_uuid() -> list[Any]:
    return ["00000000-0000-4000-8000-000000000000"]


def one() -> list[Any]:
    return [1]


def one_and_one() -> list[Any]:
    return [1, 1]


def wrong_key() -> list[Any]:
    return ["1", "geen-goede-sleutel"]


#                                                          V   S P M   L I   N B
GET: list[Row] = [
    ("set_language", nothing, "R RRR RR RR"),
    ("kept_file", samiras_kept_file, "N ONN NN NN"),
    ("kept_file", wrong_token, "N NNN NN NN"),
    ("ready", nothing, "D DDD DD DD"),
    ("alive", nothing, "O OOO OO OO"),
    ("home", nothing, "O OOO OO OO"),
    ("about", nothing, "O OOO OO OO"),
    ("privacy", nothing, "O OOO OO OO"),
    ("accessibility", nothing, "O OOO OO OO"),
    ("house_rules", nothing, "O OOO OO OO"),
    ("contact", nothing, "O OOO OO OO"),
    ("sitemap", nothing, "O OOO OO OO"),
    ("sitemap_part", sitemap_section, "O OOO OO OO"),
    ("robots", nothing, "O OOO OO OO"),
    ("security_txt", nothing, "O OOO OO OO"),
    ("mine", nothing, "L OOO OO OO"),
    ("undo", wrong_uuid, "L RRR RR RR"),
    ("reading", nothing, "L RRR RR RR"),
    ("search", nothing, "L OOO OO OO"),
    ("privacy_mine", nothing, "L OOO OO OO"),
    ("privacy_export", nothing, "L RRR RR RR"),
    ("privacy_export_page", nothing, "L RRR RR RR"),
    ("privacy_erase", nothing, "L RRR RR RR"),
    ("statistics", nothing, "L FFF FF OO"),
    ("bounced", nothing, "L FFF FF OO"),
    ("bounced_works_again", bounced_address, "L FFF FF RR"),
    ("removal:report", released_key, "L OOO OO OO"),
    ("removal:report", insight_key, "O OOO OO OO"),
    ("removal:thanks", nothing, "O OOO OO OO"),
    ("removal:choose", released_key, "L FFF FF FO"),
    ("removal:take_off", title_on_it, "L FFF FF FO"),
    ("removal:earlier", taken_off, "L ONN NN NO"),
    ("members:join", nothing, "O RRR RR RR"),
    ("members:join_sent", nothing, "O OOO OO OO"),
    ("members:join_confirm", wrong_token, "N NNN NN NN"),
    ("members:join_withdrawn", nothing, "O OOO OO OO"),
    ("members:welcome", wrong_token, "N NNN NN NN"),
    ("members:profile", nothing, "L OOO OO OO"),
    ("members:profile_edit", nothing, "L OOO OO OO"),
    ("members:visibility", nothing, "L OOO OO OO"),
    ("members:leave", nothing, "L OOO OO OO"),
    ("members:directory", nothing, "L OOO OO OO"),
    ("members:detail", listed_member, "L OOO OO OO"),
    ("members:organisations", nothing, "L OOO OO OO"),
    ("members:organisation", organisation, "L OOO OO OO"),
    ("members:bring_seek", nothing, "L OOO OO OO"),
    ("members:bring_seek_add", nothing, "L OOO OO OO"),
    ("members:bring_seek_end", samiras_offer, "L RRR RR RR"),
    ("cases:list", nothing, "L OOO OO OO"),
    ("cases:mine", nothing, "L OOO OO OO"),
    ("cases:submit", nothing, "L OOO OO OO"),
    ("cases:check", samiras_draft, "L ONN NN NN"),
    ("cases:discard", samiras_draft, "L RRR RR RR"),
    ("cases:step", samiras_draft_step, "L ONN NN NN"),
    ("cases:detail", released_case, "L OOO OO OO"),
    ("cases:detail", someone_elses_intake, "L NNN NN NN"),
    ("cases:submitted", samiras_waiting_case, "L ONN NN NN"),
    ("cases:intake", samiras_waiting_case, "L ONN NN NN"),
    ("cases:intake", someone_elses_intake, "L NNN NN NN"),
    ("cases:together", samiras_ask, "L ONN NN NN"),
    ("cases:together_meant", samiras_yes, "L ONN NN NN"),
    ("cases:together_before", samiras_waiting_case, "L RRR RR RR"),
    ("cases:text", samiras_shown_case, "L ONN NN NN"),
    ("cases:text", samiras_waiting_case, "L RNN NN NN"),
    ("cases:attachments", samiras_waiting_case, "L ONN NN NN"),
    ("cases:attachment", samiras_attachment, "L ONN NN NO"),
    ("cases:attachment", released_attachment, "L OOO OO OO"),
    ("cases:attachment_remove", samiras_attachment, "L RRR RR RR"),
    ("cases:together_off", samiras_waiting_case, "L RRR RR RR"),
    ("cases:show_less", samiras_waiting_case, "L ONN NN NN"),
    ("cases:withdraw", samiras_waiting_case, "L ONN NN NN"),
    ("cases:voice", released_case, "L OOO OO OO"),
    ("cases:voice", someone_elses_intake, "L NNN NN NN"),
    ("cases:voice_remove", released_case, "L RRR RR RR"),
    ("cases:look_back", samiras_discussed_case, "L ONN NN NN"),
    ("cases:report", samiras_discussed_case, "L FFF FF OO"),
    ("cases:report_add", reported_part, "L FFF FF OO"),
    ("cases:report_step", reported_step, "L FFF FF OO"),
    ("cases:advice", advice, "L FFF FF NN"),
    ("cases:advice_remove", advice, "L FFF FF RR"),
    ("cases:commitment", marias_commitment, "L FFO FF OO"),
    ("cases:commitment_change", marias_open_commitment, "L FFO FF OO"),
    ("cases:insight_draft", draft_insight, "L FFF FF OO"),
    ("cases:insights", nothing, "O OOO OO OO"),
    ("cases:insight", published_insight, "O OOO OO OO"),
    ("meetings:list", nothing, "O OOO OO OO"),
    ("meetings:detail", published_meeting, "O OOO OO OO"),
    ("meetings:detail", planned_meeting, "N NNN NN OO"),
    ("meetings:methods", nothing, "L OOO OO OO"),
    ("meetings:coordination", nothing, "L FFF FF OO"),
    ("meetings:series_list", nothing, "L FFF FF OO"),
    ("meetings:series_new", nothing, "L FFF FF OO"),
    ("meetings:series", series, "L FFF FF OO"),
    ("meetings:series_dates", series, "L FFF FF OO"),
    ("meetings:plan", nothing, "L FFF FF OO"),
    ("meetings:workplace", planned_meeting, "L FFF FF OO"),
    ("meetings:change", planned_meeting, "L FFF FF OO"),
    ("meetings:publish", planned_meeting, "L FFF FF OO"),
    ("meetings:cancel", planned_meeting, "L FFF FF OO"),
    ("meetings:hold", planned_meeting, "L FFF FF RR"),
    ("meetings:agenda", planned_meeting, "L FFF FF OO"),
    ("meetings:agenda_add", planned_meeting, "L FFF FF OO"),
    ("meetings:agenda_item_add", planned_meeting, "L FFF FF RR"),
    ("meetings:agenda_case_add", planned_meeting, "L FFF FF RR"),
    ("meetings:agenda_subject_add", planned_meeting, "L FFF FF RR"),
    ("meetings:agenda_method_add", planned_meeting, "L FFF FF RR"),
    ("meetings:agenda_item", agenda_item, "L FFF FF OO"),
    ("meetings:agenda_move", agenda_item, "L FFF FF RR"),
    ("meetings:agenda_remove", agenda_item, "L FFF FF RR"),
    ("meetings:report", reported_meeting, "L FFF FF OO"),
    ("meetings:report_decide", held_item, "L FFF FF RR"),
    ("meetings:report_close", reported_meeting, "L FFF FF RR"),
    ("meetings:answer_by_link", samiras_answer_link, "O OOO OO OO"),
    ("meetings:answer_by_link", wrong_token, "N NNN NN NN"),
    ("meetings:answer", published_meeting, "L OOO OO OO"),
    ("meetings:answer", planned_meeting, "L NNN NN NN"),
    ("meetings:answer_quickly", published_meeting, "L RRR RR RR"),
    ("meetings:calendar_file", published_meeting, "L OOO OO OO"),
    ("meetings:check_in", published_meeting, "L OOO OO OO"),
    ("meetings:slides", guest, "L NNN NN NN"),
    ("meetings:invite", published_meeting, "L FFF FF OO"),
    ("meetings:answers", published_meeting, "L FFF FF OO"),
    ("meetings:check_in_code", published_meeting, "L FFF FF OO"),
    ("meetings:guest_add", published_meeting, "L FFF FF OO"),
    ("meetings:guest_renew", guest, "L FFF FF RR"),
    ("meetings:guest_end", guest, "L FFF FF RR"),
    ("meetings:guest", guests_link, "O OOO OO OO"),
    ("meetings:guest", wrong_token, "N NNN NN NN"),
    ("meetings:own_slides", link_of_guest_with_slides, "O OOO OO OO"),
    ("meetings:own_slides", guests_link, "N NNN NN NN"),
    ("meetings:own_slides", wrong_token, "N NNN NN NN"),
    ("meetings:feed", wrong_token, "N NNN NN NN"),
    ("meetings:feed_settings", nothing, "L OOO OO OO"),
    ("research:questions", nothing, "L OOO OO OO"),
    ("research:propose", nothing, "L OOO OO OO"),
    ("research:question", question, "L OOO OO OO"),
    ("research:question_edit", question, "L FFF FO OO"),
    ("research:question_state", question, "L FFF FO OO"),
    ("research:question_cases", question, "L FFF FO OO"),
    ("research:question_link", question_and_case, "L FFF FR RR"),
    ("research:question_unlink", question_and_case, "L FFF FR RR"),
    ("research:projects", nothing, "O OOO OO OO"),
    ("research:all_projects", nothing, "L OOO OO OO"),
    ("research:supervision", nothing, "L FFF FO FO"),
    ("research:ask", nothing, "L OOO OO OO"),
    ("research:asked_list", nothing, "L OOO OO OO"),
    ("research:asked", asked, "L OOO OO OO"),
    ("research:asked_withdraw", asked, "L FFF FF FF"),
    ("research:register", nothing, "L FFF OO FO"),
    ("research:register_done", larss_new_project, "L FFF ON FN"),
    ("research:project", larss_new_project, "N NNN OO OO"),
    ("research:project", larss_running_project, "N OOO OO OO"),
    ("research:project", published_project, "O OOO OO OO"),
    ("research:approve", larss_new_project, "L RRR RR RR"),
    ("research:ask_changes", larss_new_project, "L NNN FO FO"),
    ("research:start", larss_new_project, "L RRR RR RR"),
    ("research:withdraw", larss_new_project, "L NNN OO FO"),
    ("research:milestone_add", larss_running_project, "L FFF OO FO"),
    ("research:milestone_edit", larss_milestone, "L FFF OO FO"),
    ("research:milestone_done", larss_milestone, "L RRR RR RR"),
    ("research:milestone_remove", larss_milestone, "L RRR RR RR"),
    ("research:output_add", larss_running_project, "L FFF OF FF"),
    ("research:output_file", published_output, "O OOO OO OO"),
    ("research:output_file", waiting_output, "N NNN NN NO"),
    ("research:output_edit", waiting_output, "L NNN NN NF"),
    ("research:output_take_back", waiting_output, "L NNN NN NF"),
    ("research:output_take_back", larss_waiting_output, "L NNN OF NF"),
    ("research:output_name", published_output, "L RRR RR RR"),
    ("research:output_publish", waiting_output, "L NNN NN NO"),
    ("research:output_return", waiting_output, "L NNN NN NO"),
    ("research:output_judge", waiting_output, "L NNN NN NF"),
    ("research:output_withdraw", published_output, "L FFF FO FO"),
    ("research:output_withdraw", waiting_output, "L NNN NN NF"),
    ("research:output_correct", published_output, "L FFF FF FO"),
    ("research:output_correct", waiting_output, "L NNN NN NO"),
    ("research:output_words", published_output, "L RRR RR RR"),
    ("research:output_words_off", judged_output, "L FFF FF FO"),
    ("research:change", larss_running_project, "L FFF OO FO"),
    ("research:extend", larss_running_project, "L FFF OO FO"),
    ("research:change_agree", larss_change, "L RRR RR RR"),
    ("research:change_refuse", larss_change, "L FFF FO FO"),
    ("research:change_take_back", larss_change, "L RRR RR RR"),
    ("research:register_check", no_draft, "L FFF NN FN"),
    ("research:register_check", larss_draft, "L FFF ON FN"),
    ("research:register_check", ingrids_draft, "L FFF NO FN"),
    ("research:register_step", larss_draft_step, "L FFF ON FN"),
    ("research:register_step", ingrids_draft_step, "L FFF NO FN"),
    ("research:register_throw_away", larss_draft, "L FFF RR FR"),
    ("mail:unsubscribe", wrong_token, "N NNN NN NN"),
    ("mail:demo_mailbox", nothing, "N NNN NN NN"),
    ("mail:demo_mail", one, "N NNN NN NN"),
    ("mail:demo_mail_html", one, "N NNN NN NN"),
    ("mail:demo_mail_file", one_and_one, "N NNN NN NN"),
    ("account_login", nothing, "O RRR RR RR"),
    ("account_request_login_code", nothing, "O RRR RR RR"),
    ("account_confirm_login_code", nothing, "L RRR RR RR"),
    ("account_logout", nothing, "R RRR RR RR"),
    ("account_inactive", nothing, "O OOO OO OO"),
    ("account_signup", nothing, "R RRR RR RR"),
    ("account_reauthenticate", nothing, "L OOO OO OO"),
    ("account_email", nothing, "L OOO OO OO"),
    ("account_email_verification_sent", nothing, "O OOO OO OO"),
    ("account_confirm_email", wrong_token, "O OOO OO OO"),
    ("account_change_password", nothing, "L OOO OO OO"),
    ("account_set_password", nothing, "L RRR RR RR"),
    ("account_reset_password", nothing, "O OOO OO OO"),
    ("account_reset_password_done", nothing, "O OOO OO OO"),
    ("account_reset_password_from_key", wrong_key, "O OOO OO OO"),
    ("account_reset_password_from_key_done", nothing, "O OOO OO OO"),
]

# A POST of these does something at once: who may not is refused, who may is not asked ("-").
POST: list[Row] = [
    ("set_language", nothing, "- --- -- --"),
    ("privacy_export", nothing, "L --- -- --"),
    ("reading", nothing, "L --- -- --"),
    ("undo", wrong_uuid, "L RRR RR RR"),
    ("privacy_export_page", nothing, "L --- -- --"),
    ("members:bring_seek_end", samiras_offer, "L -NN NN NN"),
    ("cases:discard", samiras_draft, "L -NN NN NN"),
    ("cases:attachment_remove", samiras_attachment, "L -NN NN NN"),
    ("cases:voice_remove", released_case, "L NNN NN NN"),
    ("cases:advice_remove", advice, "L FFF FF NN"),
    ("meetings:hold", planned_meeting, "L FFF FF --"),
    ("meetings:agenda_item_add", planned_meeting, "L FFF FF --"),
    ("meetings:agenda_case_add", planned_meeting, "L FFF FF --"),
    ("meetings:agenda_subject_add", planned_meeting, "L FFF FF --"),
    ("meetings:agenda_method_add", planned_meeting, "L FFF FF --"),
    ("meetings:agenda_move", agenda_item, "L FFF FF --"),
    ("meetings:agenda_remove", agenda_item, "L FFF FF --"),
    ("meetings:report_decide", held_item, "L FFF FF --"),
    ("meetings:report_close", reported_meeting, "L FFF FF --"),
    ("meetings:answer_quickly", published_meeting, "L --- -- --"),
    ("meetings:guest_renew", guest, "L FFF FF --"),
    ("meetings:guest_end", guest, "L FFF FF --"),
    ("research:question_link", question_and_case, "L FFF F- --"),
    ("research:question_unlink", question_and_case, "L FFF F- --"),
    ("research:approve", larss_new_project, "L NNN F- F-"),
    ("research:start", larss_new_project, "L NNN -- F-"),
    ("research:milestone_done", larss_milestone, "L FFF -- F-"),
    ("research:milestone_remove", larss_milestone, "L FFF -- F-"),
    ("research:output_name", published_output, "L FFF FF FF"),
    ("research:output_publish", waiting_output, "L NNN NN N-"),
    ("research:output_words", judged_output, "L FFF F- F-"),
    ("research:change_agree", larss_change, "L FFF F- F-"),
    ("research:change_take_back", larss_change, "L FFF -F FF"),
    ("research:register_throw_away", larss_draft, "L FFF -N FN"),
    ("research:register_throw_away", ingrids_draft, "L FFF N- FN"),
    ("bounced_works_again", bounced_address, "L FFF FF --"),
    ("account_logout", nothing, "- --- -- --"),
]
