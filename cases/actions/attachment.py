"""Files with an intake: sent along, looked at for viruses, opened, released one by one, taken off again."""

import logging

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from atelier.audit.actions import record
from atelier.base.exceptions import MoveNotAllowed, NotAllowed, Stale
from atelier.base.files.uploads import Checked, discard, discarded_on_error, is_clean, why_of
from cases.actions import mails
from cases.actions.intake import save_draft
from cases.actions.rewrite import must_decide
from cases.exceptions import AttachmentsElsewhere, AttachmentWaits, NoAttachmentsNow, TooManyAttachments
from cases.models import Attachment, Case, Intake
from cases.models.attachment import MOST_OF_A_CASE, MOST_OF_A_MEMBER
from cases.permissions import may_attach, may_present
from cases.states import Scan
from members.models import Member
from members.permissions import may_moderate

logger = logging.getLogger(__name__)

# A tick looks at no more: mail waits for the same worker.
AT_ONCE = 5


@transaction.atomic
def attach(case: Case, *, by: Member, file: Checked, about: str = "") -> Attachment:
    """A file with a draft, or with a text that is being changed. The scanner looks at it later; no mail."""
    if not may_present(by, case):
        raise NotAllowed
    intake = Intake.objects.select_for_update().filter(case=case).first()
    case.refresh_from_db()
    if intake is None or not may_attach(by, case):
        raise NoAttachmentsNow
    if intake.attachments.held().count() >= MOST_OF_A_CASE:
        raise TooManyAttachments
    if Attachment.objects.filter(sent_by=by).count() >= MOST_OF_A_MEMBER:
        raise AttachmentsElsewhere
    if case.is_draft:
        save_draft(case, by=by)  # it is not left alone
    attachment = Attachment(intake=intake, file=file, name=file.name or "", about=about.strip(), sent_by=by)
    attachment.size, attachment.taken = file.size or 0, dict(file.taken)
    attachment.scan = Scan.WAITING if settings.UPLOAD_SCANNER else Scan.NONE
    with discarded_on_error(attachment.file):
        attachment.save()
        record("attachment.added", attachment, by=by, note=why_of(file))
    return attachment


@transaction.atomic
def detach(attachment: Attachment, *, by: Member) -> None:
    """Its submitters take it off, in any state; who could read it no longer can. No mail."""
    if not may_present(by, attachment.case):
        raise NotAllowed
    record("attachment.removed", attachment, by=by)
    attachment.delete()


def open_attachment(attachment: Attachment, *, by: Member) -> None:
    """Somebody who does not submit the case opens it before members may; recorded."""
    if not may_present(by, attachment.case) and may_moderate(by):
        record("attachment.read", attachment, by=by)


@transaction.atomic
def release_attachment(attachment: Attachment, *, by: Member, title: str, why: str = "") -> None:
    """Members read it while they may read the case; no mail. `why`: what the finder marks in it may stand there."""
    must_decide(attachment.case, by)
    held = _held(attachment)
    if not held.is_safe:
        raise AttachmentWaits
    if not held.may_be_released:
        raise MoveNotAllowed
    held.title, held.released_at, held.released_by = title.strip(), timezone.now(), by
    held.save(update_fields=["title", "released_at", "released_by"])
    record("attachment.released", held, by=by, note=why)


@transaction.atomic
def take_back_attachment(attachment: Attachment, *, by: Member) -> None:
    """Members no longer see it. No mail."""
    if not may_moderate(by):
        raise NotAllowed
    held = _held(attachment)
    if not held.is_released:
        raise MoveNotAllowed
    held.released_at = held.released_by = None
    held.save(update_fields=["released_at", "released_by"])
    record("attachment.taken_back", held, by=by)


def scan_attachments() -> int:
    """Let the scanner look at what waits for it; how many it judged. What it cannot judge waits on."""
    if not settings.UPLOAD_SCANNER:
        Attachment.objects.filter(scan=Scan.WAITING).update(scan=Scan.NONE)
        return 0
    judged = 0
    for attachment in Attachment.objects.to_scan()[:AT_ONCE]:
        Attachment.objects.filter(pk=attachment.pk).update(scanned_at=timezone.now())
        try:
            clean = _looks_clean(attachment)
        except FileNotFoundError:
            continue  # somebody took it off at this moment
        except OSError as error:
            logger.error("an attachment could not be looked at for viruses (%s)", type(error).__name__)
            break
        except Exception:
            logger.exception("the virus scanner failed on an attachment")
            continue
        judged += 1
        if clean:
            Attachment.objects.filter(pk=attachment.pk).update(scan=Scan.CLEAN)
        else:
            _refuse(attachment)
    return judged


def _looks_clean(attachment: Attachment) -> bool:
    with attachment.file.open("rb") as opened:
        return is_clean(opened.read())


@transaction.atomic
def _refuse(attachment: Attachment) -> None:
    """Its file is deleted; who sent it reads that on the page, and in a mail."""
    held = Attachment.objects.select_for_update().filter(pk=attachment.pk).first()
    if held is None:
        return
    discard(held.file)
    held.file, held.scan, held.released_at, held.released_by = "", Scan.INFECTED, None, None
    held.save(update_fields=["file", "scan", "released_at", "released_by"])
    record("attachment.refused", held)
    mails.tell_attachment_refused(held)


def _held(attachment: Attachment) -> Attachment:
    rows = Attachment.objects.select_for_update(of=("self",)).select_related("intake__case")
    held: Attachment | None = rows.filter(pk=attachment.pk).first()
    if held is None:
        raise Stale
    return held
