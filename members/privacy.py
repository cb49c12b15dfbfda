"""Export and erasure of a member's data in this room; CLASSIFIED names every model with a link to a person."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from atelier.base.forms import keep, kept_files, undo
from atelier.base.models import Decision, WaitingText
from members.actions.keys import end_keys
from members.models import BringSeek, JoinRequest, Member, Return, WholeExport
from members.models.member import ERASED

CLASSIFIED = {
    "members.Member": "Exported whole. Erased: the row stays without name, address, organisation or texts.",
    "members.BringSeek": (
        "Exported. Erased: deleted; what stands on behalf of an organisation stays, without the name."
    ),
    "members.JoinRequest": "Exported. Erased: deleted. Without that, deleted 90 days after the answer.",
    "members.JoinRequestMove": (
        "Exported with the request, and deleted with it; as answering moderator only the link goes."
    ),
    "members.Return": "Exported: when somebody came back, and how it was checked. Erased: deleted.",
    "members.WholeExport": "Exported: when it was asked and agreed. Erased: deleted; as moderator the link goes.",
    "account.EmailAddress": "Exported. Erased: deleted.",
    "account.EmailConfirmation": "Holds a key only. Erased: deleted with the address.",
    "mfa.Authenticator": "Exported: kind and dates, never the secret. Erased: deleted.",
    "socialaccount.SocialAccount": "Exported: which organisation. Erased: deleted.",
    "socialaccount.SocialToken": "Never exported, as it opens doors. Erased: deleted with the account.",
    "usersessions.UserSession": "Exported: when and from where. Erased: deleted.",
    "lib.KeptFile": "Exported: names of files that wait for their form. Erased, at leaving too: deleted.",
    "lib.Decision": "Why a piece of a text stayed, as digests. Erased: the link goes; gone after two years.",
    "lib.WaitingText": "Names who wrote it. Erased: only the link goes.",
    "admin.LogEntry": "Not written: the audit has its place. Erased: deleted.",
}


def export(member: Member) -> dict[str, object]:
    """Everything this room holds about the member, in plain values."""
    return {
        "member": {
            "name": member.name,
            "email": member.address,
            "language": member.language,
            "organisation": str(member.organisation or ""),
            "perspective": member.perspective,
            "roles": [
                name
                for name in ("is_coordinator", "is_moderator", "is_student", "is_teacher", "is_superuser")
                if getattr(member, name)
            ],
            "joined": member.date_joined,
            "last_login": member.last_login,
            "left": member.left_at,
            "first_visit": member.welcomed_at,
            "house_rules": member.house_rules_at,
            "in_directory": member.is_listed,
            "shows_email": member.show_email,
            "shows_organisation": member.show_organisation,
            "visibility_chosen": member.visibility_chosen_at,
            "about": member.bio,
        },
        "join_requests": [
            {
                "asked": asked.created_at,
                "state": asked.state,
                "organisation": str(asked.organisation or asked.proposed_name),
                "brings": asked.brings,
                "hopes": asked.hopes,
                "history": list(asked.moves.values("from_state", "to_state", "at", "why")),
            }
            for asked in JoinRequest.objects.filter(member=member).select_related("organisation").order_by("pk")
        ],
        "returns": list(Return.objects.filter(member=member).values("at", "checked")),
        "whole_exports": list(WholeExport.objects.filter(member=member).values("asked_at", "agreed_at")),
        "brings_and_seeks": list(
            BringSeek.objects.filter(member=member).values(
                "kind", "topic", "text", "organisation__name", "created_at", "ended_at"
            )
        ),
        "addresses": list(EmailAddress.objects.filter(user=member).values("email", "verified")),
        "second_factors": list(Authenticator.objects.filter(user=member).values("type", "created_at", "last_used_at")),
        "linked_accounts": list(SocialAccount.objects.filter(user=member).values("provider", "uid", "date_joined")),
        "waiting_files": list(kept_files.of(member).values("name", "size", "until")),
        "sessions": list(UserSession.objects.filter(user=member).values("created_at", "ip", "user_agent")),
    }


@transaction.atomic
def erase(member: Member, *, by: Member | None) -> None:
    """Take out of this room who this was. The row stays, so that history keeps its shape."""
    keep.forget_of(member)
    undo.forget_all()
    JoinRequest.objects.filter(member=member).delete()
    for address in member.addresses:
        JoinRequest.objects.filter(email__iexact=address).delete()
    Return.objects.filter(member=member).delete()
    Return.objects.filter(by=member).update(by=None)
    WholeExport.objects.filter(member=member).delete()
    WholeExport.objects.filter(asked_by=member).update(asked_by=None)
    WholeExport.objects.filter(agreed_by=member).update(agreed_by=None)
    end_keys(member, address=member.email)
    BringSeek.objects.filter(member=member, organisation=None).delete()
    kept_files.forget(member)
    Decision.objects.filter(by=member).update(by=None)
    WaitingText.objects.filter(by=member).update(by=None)
    BringSeek.objects.filter(member=member).update(member=None)
    for model in (EmailAddress, Authenticator, SocialAccount, UserSession, LogEntry):
        model._default_manager.filter(user=member).delete()
    member.email, member.left_address = f"gewist-{member.pk}{ERASED}", ""
    with override(settings.LANGUAGE_CODE):  # one word for all, not the language of who erases
        member.name = str(_("Former member"))
    member.bio = ""
    member.organisation = None
    member.is_active = member.is_listed = member.show_email = member.show_organisation = False
    member.is_coordinator = member.is_moderator = member.is_student = member.is_teacher = member.is_superuser = False
    member.last_login = member.welcomed_at = member.house_rules_at = member.visibility_chosen_at = None
    member.left_at = member.left_at or timezone.now()
    member.set_unusable_password()
    member.save()
