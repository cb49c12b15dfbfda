"""What opens a door in somebody's name ends: at once, and for ever."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db.models import F
from django.utils import timezone

from atelier.audit.actions import record
from atelier.mail.actions import take_back, write_over
from members.exceptions import AlreadyMember, Erased, NotChecked
from members.models import JoinRequest, Member, Return
from members.moments import on_ending_keys, on_new_address


def end_keys(member: Member, *, address: str, session: str = "", all_mail: bool = True) -> None:
    """Nothing that was given out until now opens anything any more. `address` is the one that ends with it.

    The number ends all that carries it: sessions, logins half way, kept forms, password resets, links in mails.
    `session` is the key of the one session that goes on; without `all_mail` only mails that open a door are stopped.
    """
    Member.objects.filter(pk=member.pk).update(link_version=F("link_version") + 1)
    member.refresh_from_db(fields=["link_version"])
    for one in UserSession.objects.filter(user=member).exclude(session_key=session):
        one.end()
    for model in (Authenticator, SocialAccount):
        model._default_manager.filter(user=member).delete()
    take_back(member, address=address, all_mail=all_mail)
    on_ending_keys.tell(member, address)


def follow_address(member: Member, old: str, *, until: datetime) -> None:
    """What the portal holds of this person under the old address stands under the present one from now on.

    Else who gets the old address one day would find it as the own.
    """
    JoinRequest.objects.filter(member=member, email__iexact=old).update(email=member.email)
    write_over(old, member, until=until)
    on_new_address.tell(member, old, until)


def give_up(address: str) -> None:
    """Another person has this address now: who left and had it keeps the history, without the address."""
    for former in Member.objects.who_had(address).select_for_update():
        old, former.left_address = former.left_address, ""
        former.save(update_fields=["left_address"])
        follow_address(former, old, until=former.left_at or timezone.now())
        record("member.address_given_up", former)


def take_back_in(member: Member, *, by: Member, email: str, checked: str) -> None:
    """Who left takes part again under this address; none of the old ways in come back with them."""
    if not checked.strip():
        raise NotChecked
    member.refresh_from_db(from_queryset=Member.objects.select_for_update())
    if member.is_active or Member.objects.filter(email__iexact=email).exclude(pk=member.pk).exists():
        raise AlreadyMember
    if member.is_erased:
        raise Erased
    end_keys(member, address=member.email)
    old, member.left_address = member.left_address, ""
    member.email = email.strip()
    member.is_active, member.left_at, member.welcomed_at = True, None, None
    member.is_coordinator = member.is_student = member.is_teacher = member.is_moderator = member.is_superuser = False
    member.set_unusable_password()
    member.save()
    if old and old.lower() != email.lower():
        follow_address(member, old, until=timezone.now())
    give_up(email)
    Member.objects.keep_address(member)
    Return.objects.create(member=member, by=by, checked=checked.strip())
