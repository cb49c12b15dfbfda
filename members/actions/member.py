"""What a member does with the own membership, and moderators with somebody's role."""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from atelier.audit.actions import record
from atelier.base.exceptions import NotAllowed
from atelier.base.forms import kept_files, undo
from atelier.mail.actions import address_occasion, address_works_again, queue
from members.actions.join import send_welcome
from members.actions.keys import end_keys, follow_address, give_up, take_back_in
from members.exceptions import AlreadyMember, LastModerator
from members.models import BringSeek, Member
from members.models.member import LEFT
from members.moments import on_joining, on_leaving
from members.permissions import may_moderate

GUARDED_ROLES = ("is_moderator", "is_superuser")


@transaction.atomic
def welcome(member: Member, *, password: str | None) -> None:
    """The first visit: with a password, or without one (then a code by mail opens the door). The link is used up."""
    if password:
        member.set_password(password)
    else:
        member.set_unusable_password()
    member.welcomed_at = timezone.now()
    member.save(update_fields=["password", "welcomed_at"])
    record("member.welcomed", member, by=member)


@transaction.atomic
def invite_again(member: Member, *, by: Member) -> None:
    """Mail a new link to the first visit, and what is going on asks for them too; the old link ends."""
    if not may_moderate(by):
        raise NotAllowed
    end_links(member)
    send_welcome(member)
    record("member.invited_again", member, by=by)


def end_links(member: Member) -> None:
    """Links in mails that have left open nothing any more, and all sessions end."""
    member.link_version += 1
    member.save(update_fields=["link_version"])


@transaction.atomic
def save_profile(member: Member, **changes: object) -> None:
    """`changes`: name, language, perspective; no record.

    The organisation is a moderator's to change: rights hang on it.
    """
    for name, value in changes.items():
        setattr(member, name, value)
    member.save(update_fields=[*changes, "updated_at"])


@transaction.atomic
def choose_visibility(member: Member, **choices: object) -> None:
    """`choices`: is_listed, show_email, show_organisation, bio. No record."""
    for name, value in choices.items():
        setattr(member, name, value)
    member.visibility_chosen_at = timezone.now()
    # These alone: who left at this very moment stays away.
    member.save(update_fields=[*choices, "visibility_chosen_at", "updated_at"])


@transaction.atomic
def change_roles(member: Member, *, by: Member, **roles: bool) -> None:
    """Give or take roles (`is_coordinator=True`). Who moderates is for a superuser to say; each change is recorded."""
    if not may_moderate(by):
        raise NotAllowed
    changed = {name: value for name, value in roles.items() if getattr(member, name) != value}
    if not by.is_superuser and any(name in GUARDED_ROLES for name in changed):
        raise NotAllowed(_("Only an administrator says who moderates."))
    if changed.get("is_superuser") is False:
        keep_one(member)
    for name, value in changed.items():
        setattr(member, name, value)
        record("member.role_given" if value else "member.role_taken", member, by=by, note=name.removeprefix("is_"))
    if changed:
        member.save(update_fields=list(changed))


def keep_one(member: Member) -> None:
    """The last administrator stays: somebody must be able to let people in. Raises LastModerator."""
    others = Member.objects.active().filter(is_superuser=True).exclude(pk=member.pk)
    if member.is_superuser and not others.exists():
        raise LastModerator


def must_administer(member: Member, by: Member) -> None:
    """The address opens the door: else a moderator could take over the account of who may do more."""
    if not may_moderate(by):
        raise NotAllowed
    if member.is_staff and not by.is_superuser:
        raise NotAllowed(_("This person is a moderator. Only an administrator does this."))


@transaction.atomic
def change_email(member: Member, *, by: Member, email: str) -> None:
    """A moderator puts a wrong address right; the old one and the right one hear of it.

    The person is asked to confirm nothing: this mends a typing error. Whoever reads the old mailbox may have used it:
    all that opened a door ends, the password too. A code by mail to the right address opens it again.
    """
    must_administer(member, by)
    if Member.objects.filter(email__iexact=email).exclude(pk=member.pk).exists():
        raise AlreadyMember
    give_up(email)
    old, member.email = member.email, email.strip()
    member.set_unusable_password()
    member.save(update_fields=["email", "password"])
    address_works_again(member.email)
    Member.objects.keep_address(member)
    end_keys(member, address=old, all_mail=False)
    follow_address(member, old, until=timezone.now())
    queue(
        "members.address_corrected",
        to=old,
        language=member.language,
        occasion=address_occasion(member),
        version=member.link_version,
    )
    queue("members.new_address", to=member, occasion=f"new_address:{member.pk}", version=member.link_version)
    on_joining.tell(member)  # what was asked by mail went to the wrong address, and its links have ended
    record("member.email_corrected", member, by=by)


@transaction.atomic
def use_new_address(member: Member, email: str, *, session: str) -> None:
    """The own new address is confirmed; call just before it takes the place of the present one.

    All that was given out ends, but for this session and the password: who changes the address gave proof just now.
    """
    old, now = member.email, timezone.now()
    give_up(email)
    end_keys(member, address=old, session=session, all_mail=False)
    member.email = email
    follow_address(member, old, until=now)


@transaction.atomic
def leave(member: Member, *, by: Member) -> None:
    """Stop taking part: no login, not in the directory, and no mail but the one that says so.

    Seats at meetings ahead go to who waits. What was written stays until it is erased. Nobody is found by the address
    any more, but by a moderator when somebody asks to join with it. Twice is once.
    """
    if by.pk != member.pk:
        must_administer(member, by)
    member.refresh_from_db(from_queryset=Member.objects.select_for_update())
    if not member.is_active:
        return
    keep_one(member)
    address = member.email
    end_keys(member, address=address)
    kept_files.forget(member)
    undo.forget_all()
    queue(
        "members.left",
        to=address,
        language=member.language,
        params={"member": member.pk},
        occasion=f"left:{member.pk}",
        version=member.link_version,
    )
    now = timezone.now()
    member.is_active, member.left_at, member.is_listed = False, now, False
    member.email, member.left_address = f"vertrokken-{member.pk}{LEFT}", address
    member.is_moderator = member.is_superuser = member.is_coordinator = False
    member.set_unusable_password()
    member.save()
    EmailAddress.objects.filter(user=member).delete()
    BringSeek.objects.active().filter(member=member, organisation=None).update(ended_at=now)
    on_leaving.tell(member)
    record("member.left", member, by=by)


@transaction.atomic
def let_back(member: Member, *, by: Member, email: str, checked: str) -> None:
    """Who left comes back, as a plain member, and gets the mail of a first visit to choose a way to log in.

    The mailbox may be another person's by now: `checked` says how it was made sure who this is.
    """
    must_administer(member, by)
    take_back_in(member, by=by, email=email, checked=checked)
    send_welcome(member)
    record("member.let_back", member, by=by)
