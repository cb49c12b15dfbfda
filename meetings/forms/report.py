"""After the meeting: who was there."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from atelier.lib.forms import PlainForm
from atelier.lib.renderer import ShortSelect
from meetings.models import Answer, Attendance, Meeting
from meetings.queries.meeting import answers_with_names, ticks_with_names
from meetings.states import COMING, Choice, Presence
from members.models import Member

NOT_TICKED = ""
CAME = [(presence.value, presence.label) for presence in Presence if presence != Presence.ABSENT]


class CameToo(forms.CharField):
    """Members who were not invited: a name or an e-mail address per line. Cleans to a list of members."""

    widget = forms.Textarea(attrs={"rows": 3})
    MOST = 100

    def to_python(self, value: Any) -> Any:
        lines = [line.strip() for line in (super().to_python(value) or "").splitlines() if line.strip()]
        if len(lines) > self.MOST:
            raise forms.ValidationError(_("Write at most %(most)s names at once.") % {"most": self.MOST})
        found, wrong = [], []
        for line in dict.fromkeys(lines):
            try:
                found.append(_member_called(line))
            except forms.ValidationError as error:
                wrong.append(error)
        if wrong:
            raise forms.ValidationError(wrong)
        return found


def _member_called(line: str) -> Member:
    members: QuerySet[Member] = Member.objects.active().select_related("organisation").order_by("name", "pk")
    exact = list(members.filter(Q(name__unaccent__iexact=line) | Q(email__iexact=line))[:2])
    if len(exact) == 1:
        return exact[0]
    near = exact or list(members.filter(name__unaccent__icontains=line)[:3])
    if not near:
        raise forms.ValidationError(
            _("“%(name)s” is not a member. Write the whole name as in the directory, or the e-mail address.")
            % {"name": line}
        )
    names = "; ".join(f"{one.name}, {one.organisation}" if one.organisation else one.name for one in near)
    raise forms.ValidationError(
        _("Whom do you mean by “%(name)s”: %(names)s? Write the whole name, or the e-mail address.")
        % {"name": line, "names": names}
    )


class AttendanceForm(PlainForm):
    """One choice per member who was invited or ticked, and a place for those who came all the same.

    A tick that changes needs a reason.
    """

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ticked: dict[int, Attendance] = {one.member_id: one for one in ticks_with_names(meeting.pk)}
        self.answers: list[Answer] = answers_with_names(meeting.pk)
        words = [(one.value, str(one.label)) for one in Presence]
        invited = {mine.member_id for mine in self.answers}
        for mine in self.answers:
            self._add_row(mine.member_id, mine.member.name, self._known(mine), words)
        for pk, one in self.ticked.items():
            if pk not in invited:
                self._add_row(pk, one.member.name, one.presence, words)
        self.rows = [self[name] for name in self.fields]
        self.fields["also"] = CameToo(
            label=_("Who came without an invitation?"),
            help_text=_("A name or an e-mail address per line."),
            max_length=4000,
            required=False,
        )
        self.fields["also_presence"] = forms.ChoiceField(label=_("How?"), choices=CAME, required=False)
        self.fields["reason"] = forms.CharField(
            label=_("Reason of the correction"),
            help_text=_(
                "Only needed when you change a tick that was already there. Did the wrong person have a tick? "
                "Choose “Was not there”."
            ),
            max_length=200,
            required=False,
        )
        self.add_helpful_errors()

    def _add_row(self, pk: int, name: str, known: str, words: list[tuple[str, str]]) -> None:
        """A tick is corrected, not taken away: who has one was there, online, or absent."""
        offered = words if pk in self.ticked else [(NOT_TICKED, str(_("Not ticked yet"))), *words]
        self.fields[f"m{pk}"] = forms.ChoiceField(
            label=name, choices=offered, required=False, initial=known, widget=ShortSelect
        )

    def _known(self, mine: Answer) -> str:
        """What was ticked; else what the answer makes likely, so that only the exceptions need a click."""
        known = self.ticked.get(mine.member_id)
        if known is not None:
            return known.presence
        if mine.choice not in COMING or mine.state != "confirmed":
            return NOT_TICKED
        return Presence.ONLINE if mine.choice == Choice.YES_ONLINE else Presence.ONSITE

    def clean_also(self) -> list[Member]:
        """Who stands in the list has a choice there; two answers for one person could differ."""
        listed = {int(row.name[1:]) for row in self.rows}
        for member in self.cleaned_data["also"]:
            if member.pk in listed:
                raise forms.ValidationError(_("%(name)s is in the list above already.") % {"name": member.name})
        return list(self.cleaned_data["also"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.corrects and not cleaned.get("reason"):
            self.add_error("reason", _("You change a tick that was already there. Say why."))
        return cleaned

    @property
    def presences(self) -> dict[int, str]:
        """Who has a tick: {member pk: presence}."""
        chosen = {int(row.name[1:]): self.cleaned_data.get(row.name, "") for row in self.rows}
        for also in self.cleaned_data.get("also") or ():
            chosen[also.pk] = self.cleaned_data.get("also_presence") or Presence.ONSITE
        return {pk: presence for pk, presence in chosen.items() if presence}

    @property
    def corrects(self) -> bool:
        return any(pk in self.ticked and self.ticked[pk].presence != now for pk, now in self.presences.items())
