"""The moderators' side: who asks to join, members and their roles, organisations, bring and seek."""

from collections.abc import Sequence
from typing import Any, ClassVar, Unpack, cast

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.template.defaultfilters import yesno
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from atelier.base.forms.plain import PlainForm, PlainModelForm
from atelier.base.forms.reason import reason_form
from atelier.base.types import Data, Files, FormOptions, ModelFormOptions, Values, Words
from atelier.base.words.dates import nice_date
from atelier.desk.admins import DeskAdmin
from atelier.desk.filters import waiting_since
from atelier.desk.public import PublicAdmin
from atelier.desk.steps import BaseStep, Step
from atelier.desk.tables import Table, history, label_of
from atelier.desk.waiting import waiting
from atelier.mail.queries import undeliverable_among
from members import actions
from members.exceptions import NotChecked
from members.models import BringSeek, JoinRequest, JoinRequestMove, Member, Organisation, Return
from members.states import JOIN_OPEN, JoinState

waiting(
    _("Join requests that wait for an answer"),
    lambda: reverse("admin:members_joinrequest_changelist") + f"?state__exact={JoinState.WAITING}",
    lambda _now: JoinRequest.objects.waiting(),
)


# -- Join requests ----------------------------------------------------------------------------------------------------


SOMEBODY_ELSE = "else"
CHECKED = _("How did you check that this is the same person?")
CHECKED_HELP = _(
    "For example: I phoned the number we know, or I know them and spoke to them. An address proves nothing: "
    "another person may have it by now. This stays with the member."
)


def checked_field(*, required: bool = True, missing: Words | None = None) -> forms.CharField:
    return forms.CharField(
        label=CHECKED,
        help_text=CHECKED_HELP,
        max_length=600,
        required=required,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": missing} if missing else None,
    )


def told_of(former: Member) -> str:
    return gettext("%(name)s, who took part until %(day)s") % {"name": former.name, "day": nice_date(former.left_at)}


class AcceptForm(PlainForm):
    """Where somebody who left had the address, it also asks who this is: nothing is chosen beforehand."""

    takes_subject = True
    guards = {"checked": "members.Return.checked"}
    organisation = forms.ModelChoiceField(
        label=_("Known as"),
        queryset=Organisation.objects.confirmed(),
        required=False,
        empty_label=_("As asked"),
        help_text=_("Is the proposed organisation one we know under another name? Then choose it here."),
    )

    who = forms.ChoiceField(
        label=_("Somebody who left had this e-mail address. Who is this?"),
        help_text=_(
            "The same person gets back everything: cases, texts, history. Somebody else begins as a new member and "
            "sees nothing of it; who left keeps the history, without the address."
        ),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who this is. Ask the person if you do not know.")},
    )
    checked = checked_field(required=False)

    def __init__(
        self, data: Data = None, files: Files = None, *, subject: JoinRequest, **options: Unpack[FormOptions]
    ) -> None:
        super().__init__(data, files, **options)
        self.formers = {str(one.pk): one for one in Member.objects.who_had(subject.email)}
        if self.formers:
            same = [
                (pk, gettext("The same person: %(who)s") % {"who": told_of(one)}) for pk, one in self.formers.items()
            ]
            who = cast(forms.ChoiceField, self.fields["who"])
            who.choices = [*same, (SOMEBODY_ELSE, _("Somebody else"))]
        else:
            del self.fields["who"], self.fields["checked"]

    def clean(self) -> Values:
        told = super().clean() or self.cleaned_data
        who, checked = told.pop("who", ""), told.pop("checked", "")
        former = self.formers.get(who)
        if former and not checked.strip():
            self.add_error("checked", str(NotChecked.sentence))
        return {**told, "former": former, "somebody_else": who == SOMEBODY_ELSE, "checked": checked}


DeclineForm = reason_form(
    _("Reason"),
    hint=_("The person reads this in a mail."),
    missing=_("Give a reason. The person reads it."),
    rows=5,
    kept="members.JoinRequestMove.why",
)


def is_waiting(asked: JoinRequest) -> bool:
    return asked.state == JoinState.WAITING


@admin.register(JoinRequest)
class JoinRequestAdmin(DeskAdmin[JoinRequest]):
    may_change = False
    list_display = ("name", "state", "waiting_since", "perspective", "organisation", "proposed_name")
    list_filter = ("state", waiting_since("waiting_since"), "perspective")
    list_select_related = ("organisation",)
    search_fields = ("~name", "=email", "~organisation")
    fields = (
        "state", "name", "email", "language", "perspective", "organisation", "proposed_name", "proposed_kind",
        "brings", "hopes", "created_at", "waiting_since", "house_rules_at", "member",
    )  # fmt: skip
    readonly_fields = ("former",)
    tables = (history(JoinRequestMove),)
    steps = (
        Step(
            name="accepteren",
            label=_("Accept"),
            form=AcceptForm,
            act=lambda asked, by, **told: actions.accept(asked, by=by, **told),
            possible=is_waiting,
            intro=_("The person becomes a member, and gets a mail with a link for the first visit."),
            done=_("Accepted. The person gets a mail."),
        ),
        Step(
            name="afwijzen",
            label=_("Decline"),
            form=DeclineForm,
            act=lambda asked, by, **told: actions.decline(asked, by=by, **told),
            possible=is_waiting,
            done=_("Declined. The person gets a mail with your reason."),
        ),
    )

    def get_fields(self, request: HttpRequest, obj: JoinRequest | None = None) -> list[Any]:
        """Right below the name stands who had this address before, as long as it matters."""
        fields = super().get_fields(request, obj)
        if obj is not None and obj.state in JOIN_OPEN and Member.objects.who_had(obj.email).exists():
            fields.insert(2, "former")
        return fields

    @admin.display(description=_("had this address before"))
    def former(self, asked: JoinRequest) -> str:
        known = Member.objects.who_had(asked.email)
        links = ((reverse("admin:members_member_change", args=[one.pk]), told_of(one)) for one in known)
        return format_html_join("; ", '<a href="{}">{}</a>', links)


# -- Members ----------------------------------------------------------------------------------------------------------


class RolesForm(PlainModelForm):
    takes_subject = True

    class Meta:
        model = Member
        fields = ("is_coordinator", "is_student", "is_teacher", "is_moderator", "is_superuser")

    def __init__(
        self, data: Data = None, files: Files = None, *, subject: Member, **options: Unpack[ModelFormOptions]
    ) -> None:
        # On a copy: the form writes on its instance, and the action compares with what was.
        super().__init__(data, files, **options, instance=Member.objects.get(pk=subject.pk))


class LetBackForm(PlainForm):
    takes_subject = True
    guards = {"checked": "members.Return.checked"}
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The link for the first visit goes there. Is it still this person's own address?"),
        error_messages={"invalid": _("Write a whole e-mail address, like name@example.nl")},
    )
    checked = checked_field(missing=NotChecked.sentence)

    def __init__(
        self, data: Data = None, files: Files = None, *, subject: Member, **options: Unpack[FormOptions]
    ) -> None:
        super().__init__(data, files, initial={"email": subject.address}, **options)


class EmailForm(PlainForm):
    email = forms.EmailField(
        label=_("The right e-mail address"),
        error_messages={"invalid": _("Write a whole e-mail address, like name@example.nl")},
    )


@admin.register(Member)
class MemberAdmin(DeskAdmin[Member]):
    list_display = ("name", "shown_address", "organisation", "perspective", "roles", "takes_part")
    list_filter = ("is_active", "perspective", "is_coordinator", "is_moderator", "is_student", "is_teacher")
    list_select_related = ("organisation",)
    search_fields = ("~name", "=email", "=left_address", "~organisation")
    fields = (
        "name", "shown_address", "language", "perspective", "organisation", "roles", "is_active", "is_listed",
        "date_joined", "welcomed_at", "last_login", "left_at", "goes_on", "mail_comes_back",
    )  # fmt: skip
    tables: ClassVar[Sequence[Table]] = (Table(Return, ("at", "by", "checked")),)
    readonly_fields = (
        "shown_address", "roles", "is_active", "is_listed", "date_joined", "welcomed_at", "last_login", "left_at",
        "goes_on", "mail_comes_back",
    )  # fmt: skip
    autocomplete_fields = ("organisation",)
    steps: ClassVar[Sequence[BaseStep]] = (
        Step(
            name="rollen",
            label=_("Change roles"),
            form=RolesForm,
            act=lambda member, by, **roles: actions.change_roles(member, by=by, **roles),
            possible=lambda member: member.is_active,
            intro=_("Who moderates reads what people bring in. Only an administrator gives that role."),
            done=_("The roles are changed."),
        ),
        Step(
            name="adres",
            label=_("Correct the e-mail address"),
            form=EmailForm,
            act=lambda member, by, **told: actions.change_email(member, by=by, **told),
            possible=lambda member: member.is_active,
            intro=_(
                "Only for a typing error, or when the person cannot log in any more. All that opened a door ends: "
                "where they are logged in, password, passkeys, authenticator app, calendar address, links in mails. "
                "They get a mail how to log in again."
            ),
            done=_("The address is corrected."),
        ),
        Step(
            name="opnieuw-uitnodigen",
            label=_("Mail the link for the first visit again"),
            act=lambda member, by: actions.invite_again(member, by=by),
            possible=lambda member: member.is_active and not member.welcomed_at and not member.last_login,
            done=_("The mail is on its way."),
        ),
        Step(
            name="stoppen",
            label=_("End taking part"),
            act=lambda member, by: actions.leave(member, by=by),
            possible=lambda member: member.is_active,
            intro=_("The person cannot log in any more, gets no mails, and disappears from the list."),
            done=_("The person no longer takes part."),
        ),
        Step(
            name="terugkeren",
            label=_("Let take part again"),
            form=LetBackForm,
            act=lambda member, by, **told: actions.let_back(member, by=by, **told),
            possible=lambda member: not member.is_active and not member.is_erased,
            intro=_(
                "The person gets a mail with a link for the first visit. Nothing they logged in with before works."
            ),
            done=_("The person takes part again."),
        ),
    )

    @admin.display(description=_("e-mail address"), ordering="email")
    def shown_address(self, member: Member) -> str:
        return member.address or "-"

    @admin.display(description=_("takes part"), ordering="is_active")
    def takes_part(self, member: Member) -> str:
        return str(yesno(member.is_active))

    @admin.display(description=_("erased by the portal on"))
    def goes_on(self, member: Member) -> str:
        return nice_date(member.erased_on) if member.erased_on else "-"

    @admin.display(description=_("mail comes back"), boolean=True)
    def mail_comes_back(self, member: Member) -> bool:
        return bool(undeliverable_among([member.address]))

    @admin.display(description=_("roles"))
    def roles(self, member: Member) -> str:
        names = ("is_superuser", "is_moderator", "is_coordinator", "is_teacher", "is_student")
        return ", ".join(label_of(Member, name) for name in names if getattr(member, name))


# -- Organisations ----------------------------------------------------------------------------------------------------


class MergeForm(PlainForm):
    takes_subject = True
    into = forms.ModelChoiceField(
        label=_("This is the same as"), queryset=Organisation.objects.none(), help_text=_("That one stays.")
    )

    def __init__(
        self, data: Data = None, files: Files = None, *, subject: Organisation, **options: Unpack[FormOptions]
    ) -> None:
        super().__init__(data, files, **options)
        into = cast("forms.ModelChoiceField[Organisation]", self.fields["into"])
        into.queryset = Organisation.objects.confirmed().exclude(pk=subject.pk)


@admin.register(Organisation)
class OrganisationAdmin(PublicAdmin[Organisation]):
    may_add = True
    public_fields = ("about",)
    list_display = ("name", "kind", "place", "shown_confirmed")
    list_filter = ("is_confirmed", "kind")
    search_fields = ("~name", "place")
    fields = ("name", "slug", "kind", "place", "website", "about", "is_confirmed")
    prepopulated_fields = {"slug": ("name",)}
    steps = (
        Step(
            name="samenvoegen",
            label=_("Merge with another"),
            form=MergeForm,
            act=lambda double, by, **told: actions.merge(double, told["into"], by=by),
            possible=lambda organisation: True,
            intro=_("Everything of this organisation goes to the other one; then this one is removed."),
            done=_("Merged."),
        ),
    )

    @admin.display(description=_("confirmed by a moderator"), ordering="is_confirmed")
    def shown_confirmed(self, organisation: Organisation) -> str:
        return str(yesno(organisation.is_confirmed))

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Organisation | None = None
    ) -> dict[str, Sequence[str]]:
        return {} if obj else dict(self.prepopulated_fields)


# -- Bring and seek ---------------------------------------------------------------------------------------------------


@admin.register(BringSeek)
class BringSeekAdmin(DeskAdmin[BringSeek]):
    may_change = False
    list_display = ("topic", "kind", "member", "organisation", "created_at", "ended_at")
    list_filter = ("kind", ("ended_at", admin.EmptyFieldListFilter))
    list_select_related = ("member", "organisation")
    search_fields = ("@topic,text", "~member", "~organisation")
    fields = ("kind", "topic", "text", "member", "organisation", "created_at", "ended_at")
    steps = (
        Step(
            name="beeindigen",
            label=_("Take off the list"),
            act=lambda item, by: actions.end_bring_seek(item, by=by),
            possible=lambda item: item.is_active,
            done=_("It is off the list."),
        ),
    )
