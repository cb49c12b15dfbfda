"""The mails of the members' room; the ids in `params` are turned into words at the moment of sending."""

from django.urls import reverse
from django.utils.translation import gettext_lazy

from atelier.base.web import links
from atelier.mail.messages import Mail, Obsolete, Recipient, absolute_url, compose, message
from members.models import JoinRequest, Member
from members.states import JoinState

CONFIRM = "join.confirm"
WELCOME = "member.welcome"


def confirm_url(request: JoinRequest) -> str:
    """The link that proves the address; a newer mail ends it."""
    return reverse("members:join_confirm", args=[links.make(CONFIRM, request.pk, request.link_version)])


def welcome_url(member: Member) -> str:
    return reverse("members:welcome", args=[links.make(WELCOME, member.pk, member.link_version)])


def request_in(state: JoinState, pk: int) -> JoinRequest:
    """The request while it is still in this state; else the mail is of no use any more."""
    found = JoinRequest.objects.filter(pk=pk, state=state).first()
    if found is None:
        raise Obsolete
    return found


@message("members.confirm_address", called=gettext_lazy("Confirm an e-mail address"), security=True)
def confirm_address(to: Recipient, *, request: int) -> Mail:
    asked = request_in(JoinState.UNCONFIRMED, request)
    return compose("members/email/confirm_address", to, {"request": asked, "link": absolute_url(confirm_url(asked))})


@message("members.already_member", called=gettext_lazy("Asked to join, takes part already"), security=True)
def already_member(to: Recipient) -> Mail:
    links_in = {"login": absolute_url("account_login"), "reset": absolute_url("account_reset_password")}
    return compose("members/email/already_member", to, links_in)


@message("members.still_waiting", called=gettext_lazy("Asked to join, waits already"), security=True)
def still_waiting(to: Recipient, *, request: int) -> Mail:
    asked = request_in(JoinState.WAITING, request)
    return compose("members/email/still_waiting", to, {"request": asked, "link": absolute_url(confirm_url(asked))})


@message("members.request_received", called=gettext_lazy("Request to join received"))
def request_received(to: Recipient, *, request: int) -> Mail:
    asked = request_in(JoinState.WAITING, request)
    return compose("members/email/request_received", to, {"request": asked, "link": absolute_url(confirm_url(asked))})


@message("members.request_came_in", called=gettext_lazy("Request to join came in, to moderators"))
def request_came_in(to: Recipient, *, request: int) -> Mail:
    """To the moderators. No text of the person: that is read behind login only."""
    asked = request_in(JoinState.WAITING, request)
    return compose(
        "members/email/request_came_in",
        to,
        {"link": absolute_url("admin:members_joinrequest_change", asked.pk)},
    )


@message("members.declined", called=gettext_lazy("Request to join declined"))
def declined(to: Recipient, *, request: int) -> Mail:
    asked = request_in(JoinState.DECLINED, request)
    reason = asked.moves.filter(to_state=JoinState.DECLINED).values_list("why", flat=True).last()
    return compose("members/email/declined", to, {"request": asked, "reason": reason})


@message("members.welcome", called=gettext_lazy("Welcome, with the link to come in"), security=True)
def welcome(to: Recipient) -> Mail:
    member: Member = to.member
    if member.welcomed_at or not member.is_active:
        raise Obsolete
    return compose("members/email/welcome", to, {"member": member, "link": absolute_url(welcome_url(member))})


@message("members.address_corrected", called=gettext_lazy("Address corrected, to the old one"), security=True)
def address_corrected(to: Recipient) -> Mail:
    """To the old address. Neither name nor new address: the old one may be a stranger's."""
    return compose("members/email/address_corrected", to, {})


@message("members.new_address", called=gettext_lazy("Address corrected, to the new one"), security=True)
def new_address(to: Recipient) -> Mail:
    """To the right address: how one gets in from now on."""
    if to.member is None or not to.member.is_active:
        raise Obsolete
    return compose("members/email/new_address", to, {"link": absolute_url("account_request_login_code")})


@message("members.left", called=gettext_lazy("Stopped taking part"), security=True)
def left(to: Recipient, *, member: int) -> Mail:
    person = Member.objects.filter(pk=member, is_active=False).first()
    if person is None:
        raise Obsolete
    context = {"member": person, "day": person.erased_on, "privacy": absolute_url("privacy")}
    return compose("members/email/left", to, context)


@message("members.account", called=gettext_lazy("Login and account"), security=True)
def account(to: Recipient, *, template: str, **words: str) -> Mail:
    """A mail of the login pages: code, new password, change of address or second factor. Its words came sealed."""
    return compose(template.replace(".", "/"), to, words)
