"""The cases, each as far as its script says."""

from datetime import datetime, timedelta
from functools import partial

from django.utils.text import slugify

from atelier.base.files.uploads import Checked
from atelier.demo.cases import CASES, MECHANISMS, DemoCase
from atelier.demo.play_meetings import agenda_at
from atelier.demo.play_research import pdf
from atelier.demo.stage import Stage
from cases import actions
from cases.models import Attachment, Mechanism, Together
from cases.states import CaseState, CommitmentState, Moment, Urgency, Verdict

S = CaseState
REVIEWED = (S.CHANGES_ASKED, S.DECLINED, S.WITHDRAWN)
# The released text differs from the intake by design.
IN_HASTE = "Ik schrijf dit snel op tussen twee gesprekken door."


def cases(stage: Stage) -> None:
    for name, about in MECHANISMS:
        Mechanism.objects.get_or_create(slug=slugify(name), defaults={"name": name, "about": about})
    for number, told in enumerate(CASES):
        _happens(stage, number, told)
    stage.then(stage.ago(0.1), actions.purge_intakes)


def _happens(stage: Stage, number: int, told: DemoCase) -> None:
    # Some hours apart, so that cases of one meeting do not come in at the same moment.
    submitted = _submitted(stage, told) + timedelta(hours=number / 3)
    stage.then(submitted - timedelta(hours=2), lambda: _begin(stage, told))
    if told.state == S.DRAFT:
        return
    stage.then(submitted, lambda: _submit(stage, told))
    for place, one in enumerate(told.yes):
        stage.then(submitted + timedelta(hours=5 + place), partial(_says_yes, stage, told, one))
    if told.state == S.SUBMITTED:
        return
    reviewed = submitted + timedelta(days=2 + number % 5, hours=3)
    if told.state in REVIEWED:
        stage.then(reviewed, lambda: _review(stage, told))
        return
    if told.state == S.SHOWN:
        stage.then(stage.ago(0.2), lambda: _release(stage, told))
        return
    stage.then(reviewed, lambda: _release(stage, told))
    stage.then(reviewed + timedelta(hours=5), lambda: _agree(stage, told))
    for place, (speaker, words) in enumerate(told.voices):
        moment = reviewed + timedelta(hours=20 + 29 * place)
        stage.then(
            min(moment, stage.ago(0.2)),
            partial(_speak, stage, told, speaker, words),
        )
    if told.meeting is not None and told.meeting < 0:
        _after_the_meeting(stage, told)


def _submitted(stage: Stage, told: DemoCase) -> datetime:
    """Soon enough before the agenda was built to be released by then."""
    if told.meeting is None:
        return stage.ago(told.days)
    return agenda_at(stage, told.meeting) - timedelta(days=9)


def _begin(stage: Stage, told: DemoCase) -> None:
    stage.cases[told.key] = actions.begin(
        by=stage.people[told.by],
        situation=f"{told.raw or IN_HASTE} {told.situation}",
        question=told.question,
        tried=told.tried,
        urgency=told.urgency,
        at_once=told.urgency == Urgency.URGENT,
        attribution=told.attribution,
        colleagues=[str(stage.people[one].pk) for one in told.colleagues],
        together="\n".join(stage.people[one].email for one in told.co),
    )
    for one in told.attached:
        file = Checked(one.name, pdf(one.line))
        actions.attach(stage.cases[told.key], by=stage.people[told.by], file=file, about=one.about)


def _submit(stage: Stage, told: DemoCase) -> None:
    stage.cases[told.key] = actions.submit(stage.case(told.key), by=stage.people[told.by])


def _says_yes(stage: Stage, told: DemoCase, who: str) -> None:
    member = stage.people[who]
    actions.agree_together(Together.objects.waiting().get(case=stage.case(told.key), member=member), by=member)


def _review(stage: Stage, told: DemoCase) -> None:
    case, beheer = stage.case(told.key), stage.people["beheer"]
    actions.read_intake(case, by=beheer)
    if told.state == S.CHANGES_ASKED:
        actions.request_changes(case, by=beheer, notes={"situation": told.why})
    elif told.state == S.DECLINED:
        actions.decline(case, by=beheer, reason=told.why, offer=told.offer)
    else:
        actions.withdraw(case, by=stage.people[told.by], reason=told.why)


def _release(stage: Stage, told: DemoCase) -> None:
    case, beheer = stage.case(told.key), stage.people["beheer"]
    actions.read_intake(case, by=beheer)
    actions.release(
        case, by=beheer, title=told.title, situation=told.situation, question=told.question, tried=told.tried
    )
    titles = {one.name: one.title for one in told.attached if one.title}
    for attachment in Attachment.objects.filter(intake__case=case, name__in=titles):
        actions.open_attachment(attachment, by=beheer)
        actions.release_attachment(attachment, by=beheer, title=titles[attachment.name])


def _agree(stage: Stage, told: DemoCase) -> None:
    """What is urgent is open already."""
    case = stage.case(told.key)
    if case.is_shown:
        actions.agree_text(case, by=stage.people[told.by])


def _after_the_meeting(stage: Stage, told: DemoCase) -> None:
    assert told.meeting is not None  # noqa: S101
    ended = stage.meetings[told.meeting].ends_at
    stage.then(ended + timedelta(days=8), lambda: _publish_insights(stage, told))
    for commitment in told.commitments:
        if commitment.state == "done":
            due = ended + timedelta(weeks=commitment.weeks, days=-2)
            stage.then(
                min(due, stage.ago(1)),
                partial(_done, stage, told, commitment.what, commitment.word),
            )
    if told.state in (S.FOLLOWED_UP, S.CLOSED):
        stage.then(ended + timedelta(days=44), lambda: _look_back(stage, told, Moment.SIX_WEEKS))
    if told.state == S.CLOSED:
        stage.then(ended + timedelta(days=190), lambda: _look_back(stage, told, Moment.SIX_MONTHS))
        stage.then(ended + timedelta(days=195), lambda: actions.close(stage.case(told.key), by=stage.people["noor"]))


def _publish_insights(stage: Stage, told: DemoCase) -> None:
    published = {one.title for one in told.insights if one.published}
    for insight in stage.case(told.key).insights.filter(title__in=published):
        actions.publish_insight(insight, by=stage.people["beheer"])


def _speak(stage: Stage, told: DemoCase, speaker: str, words: str) -> None:
    actions.give_voice(stage.case(told.key), by=stage.people[speaker], text=words)


def _done(stage: Stage, told: DemoCase, what: str, word: str) -> None:
    commitment = stage.case(told.key).commitments.select_related("owner").get(what=what)
    by = commitment.owner or stage.people["noor"]
    actions.answer_commitment(commitment, by=by, to=CommitmentState.DONE, word=word)


def _look_back(stage: Stage, told: DemoCase, moment: Moment) -> None:
    """After six weeks what worked has been tried at most; after six months it is known."""
    case = stage.case(told.key)
    early = {Verdict.WORKED: Verdict.TRIED} if moment == Moment.SIX_WEEKS and told.state == S.CLOSED else {}
    script = {one.text: one for one in told.advices}
    verdicts = {
        advice.pk: (early.get(Verdict(verdict), Verdict(verdict)), script[advice.text].word)
        for advice in case.advices.all()
        if (verdict := script[advice.text].verdict)
    }
    changed = "" if early else told.changed
    actions.look_back(case, by=stage.people[told.by], moment=moment, verdicts=verdicts, changed=changed)
