"""After the meeting: who was there."""

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from atelier.lib.forms import PlainForm
from atelier.lib.renderer import ShortSelect
from meetings.models import Answer, Attendance, Meeting
from meetings.queries.meeting import answers_with_names, ticks_with_names
from meetings.states import COMING, Choice, Presence
from members.models import Member

NOT_TICKED = ""
CAME = [(presence.value, presence.label) for presence in Presence if presence != Presence.ABSENT]


class CameToo(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Members who were not invited, by name; where they work tells two of one name apart."""

    def label_from_instance(self, member: Any) -> str:
        return f"{member.name}, {member.organisation}" if member.organisation else str(member.name)


class AttendanceForm(PlainForm):
    """One choice per member who was invited or ticked, and a place for somebody who came all the same.

    A tick that changes needs a reason.
    """

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ticked: dict[int, Attendance] = {one.member_id: one for one in ticks_with_names(meeting.pk)}
        self.answers: list[Answer] = answers_with_names(meeting.pk)
        words = [(NOT_TICKED, str(_("Not ticked yet"))), *((one.value, str(one.label)) for one in Presence)]
        invited = {mine.member_id for mine in self.answers}
        for mine in self.answers:
            self._add_row(mine.member_id, mine.member.name, self._known(mine), words)
        for pk, one in self.ticked.items():
            if pk not in invited:
                self._add_row(pk, one.member.name, one.presence, words)
        self.rows = [self[name] for name in self.fields]
        self.fields["also"] = CameToo(
            label=_("Somebody came without an invitation?"),
            help_text=_("Choose who, and keep it; then you can add the next one."),
            queryset=_neither_invited_nor_ticked(meeting),
            empty_label=_("Nobody else"),
            required=False,
        )
        self.fields["also_presence"] = forms.ChoiceField(label=_("How?"), choices=CAME, required=False)
        self.fields["reason"] = forms.CharField(
            label=_("Reason of the correction"),
            help_text=_("Only needed when you change a tick that was already there."),
            max_length=200,
            required=False,
        )
        self.add_helpful_errors()

    def _add_row(self, pk: int, name: str, known: str, words: list[tuple[str, str]]) -> None:
        self.fields[f"m{pk}"] = forms.ChoiceField(
            label=name, choices=words, required=False, initial=known, widget=ShortSelect
        )

    def _known(self, mine: Answer) -> str:
        """What was ticked; else what the answer makes likely, so that only the exceptions need a click."""
        known = self.ticked.get(mine.member_id)
        if known is not None:
            return known.presence
        if mine.choice not in COMING or mine.state != "confirmed":
            return NOT_TICKED
        return Presence.ONLINE if mine.choice == Choice.YES_ONLINE else Presence.ONSITE

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.corrects and not cleaned.get("reason"):
            self.add_error("reason", _("You change a tick that was already there. Say why."))
        return cleaned

    @property
    def presences(self) -> dict[int, str]:
        """Who has a tick: {member pk: presence}."""
        chosen = {int(row.name[1:]): self.cleaned_data.get(row.name, "") for row in self.rows}
        if also := self.cleaned_data.get("also"):
            chosen[also.pk] = self.cleaned_data.get("also_presence") or Presence.ONSITE
        return {pk: presence for pk, presence in chosen.items() if presence}

    @property
    def corrects(self) -> bool:
        return any(pk in self.ticked and self.ticked[pk].presence != now for pk, now in self.presences.items())


def _neither_invited_nor_ticked(meeting: Meeting) -> Any:
    of_this = [model.objects.filter(meeting=meeting, member=OuterRef("pk")) for model in (Answer, Attendance)]
    others = Member.objects.active().exclude(Exists(of_this[0])).exclude(Exists(of_this[1]))
    return others.select_related("organisation").only("name", "organisation__name").order_by("name")
