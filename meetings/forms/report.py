"""After the meeting: who was there."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from atelier.lib.forms import PlainForm
from meetings.models import Answer, Attendance, Meeting
from meetings.states import COMING, Choice, Presence

NOT_TICKED = ""


class AttendanceForm(PlainForm):
    """One choice per invited member; a tick that changes needs a reason."""

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ticked = {one.member_id: one for one in Attendance.objects.filter(meeting=meeting)}
        self.answers: list[Answer] = list(
            meeting.answers.select_related("member").order_by("member__name").only("choice", "state", "member__name")
        )
        for mine in self.answers:
            self.fields[f"m{mine.member_id}"] = forms.ChoiceField(
                label=mine.member.name,
                choices=[(NOT_TICKED, _("Not ticked yet")), *Presence.choices],
                required=False,
                initial=self._known(mine),
            )
        self.fields["reason"] = forms.CharField(
            label=_("Reason of the correction"),
            help_text=_("Only needed when you change a tick that was already there."),
            max_length=200,
            required=False,
        )
        self.add_helpful_errors()

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
        chosen = {mine.member_id: self.cleaned_data.get(f"m{mine.member_id}", "") for mine in self.answers}
        return {pk: presence for pk, presence in chosen.items() if presence}

    @property
    def corrects(self) -> bool:
        return any(pk in self.ticked and self.ticked[pk].presence != now for pk, now in self.presences.items())
