"""After the meeting: who was there."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple, Unpack

from django import forms
from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from atelier.base.forms.plain import PlainForm
from atelier.base.types import Data, Files, FormOptions, Values
from meetings.models import Answer, Meeting
from meetings.queries.meeting import answers_given, ticks_of, to_tick
from meetings.states import Choice, Presence
from members.models import Member
from members.queries import called

type Choices = tuple[tuple[str, str], ...]

NOT_TICKED = ""
# Longer than any presence.
LONGEST = 20
CAME = [(presence.value, presence.label) for presence in Presence if presence != Presence.ABSENT]


class CameToo(forms.CharField):
    """Members who were not invited: a name or an e-mail address per line. Cleans to a list of members."""

    widget = forms.Textarea(attrs={"rows": 3})
    MOST = 100

    def to_python(self, value: object) -> Any:
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
    found = called(line, Member.objects.active())
    if found.one:
        return found.one
    if not found.named:
        raise forms.ValidationError(
            _("“%(name)s” is not a member. Write the whole name as in the directory, or the e-mail address.")
            % {"name": line}
        )
    raise forms.ValidationError(
        _("Whom do you mean by “%(name)s”: %(names)s? Write the whole name, or the e-mail address.")
        % {"name": line, "names": found.named}
    )


class Row(NamedTuple):
    """Of one person the choice, and what its page was made from; drawn by the page, for a list has a hundred."""

    name: str
    label: object
    options: SafeString
    errors: Sequence[object]
    was: str
    seen: str


@lru_cache(maxsize=256)
def options_of(choices: Choices, chosen: str) -> SafeString:
    """Of a select; the same few stand in every row."""
    drawn = ((value, SafeString(" selected" if value == chosen else ""), label) for value, label in choices)
    return format_html_join("", '<option value="{}"{}>{}</option>', drawn)


class AttendanceForm(PlainForm):
    """One choice per member on this page of the list, and a place for those who came without an invitation.

    A tick that changes needs a reason. Each row carries the tick it was made from: what stays as the page showed it is
    not written, and what somebody else changed meanwhile is asked again.
    """

    def __init__(
        self,
        data: Data = None,
        files: Files = None,
        *,
        meeting: Meeting,
        people: Sequence[Member],
        **options: Unpack[FormOptions],
    ) -> None:
        super().__init__(data, files, **options)
        self.meeting = meeting
        self.ticked = ticks_of(meeting, people)
        answers = answers_given(meeting, people)
        for person in people:
            self._add_row(person, self._known(person.pk, answers.get(person.pk)))
        self.people = [person.pk for person in people]
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

    def _add_row(self, person: Member, known: str) -> None:
        self.fields[f"m{person.pk}"] = forms.ChoiceField(
            label=person.name, choices=self._offered(person.pk), required=False, initial=known
        )
        self.fields[f"was{person.pk}"] = forms.CharField(
            required=False, max_length=LONGEST, widget=forms.HiddenInput, initial=self._is_now(person.pk)
        )

    def _offered(self, pk: int) -> Choices:
        """A tick is corrected, not taken away: who has one was there, online, or absent."""
        return self._words if pk in self.ticked else self._words_and_none

    @cached_property
    def _words(self) -> Choices:
        return tuple((one.value, str(one.label)) for one in Presence)

    @cached_property
    def _words_and_none(self) -> Choices:
        return ((NOT_TICKED, str(_("Not ticked yet"))), *self._words)

    @property
    def rows(self) -> list[Row]:
        return [self._row(pk) for pk in self.people]

    def _row(self, pk: int) -> Row:
        name, was = f"m{pk}", f"was{pk}"
        shown: Any = self.data if self.is_bound else self.initial
        field = self.fields[name]
        chosen = str(shown.get(name, field.initial))[:LONGEST]  # as sent, and a key of what is kept
        options = options_of(self._offered(pk), chosen)
        return Row(name, field.label, options, self.errors.get(name, ()), was, shown.get(was, self._is_now(pk)))

    def _known(self, pk: int, mine: Answer | None) -> str:
        """What was ticked; else what the answer makes likely, so that only the exceptions need a click."""
        if known := self.ticked.get(pk):
            return known
        if mine is None or not mine.has_place:
            return NOT_TICKED
        return Presence.ONLINE if mine.choice == Choice.YES_ONLINE else Presence.ONSITE

    def clean_also(self) -> list[Member]:
        """Who stands in the list has a choice there; two answers for one person could differ."""
        also: list[Member] = list(self.cleaned_data["also"])
        listed = set(to_tick(self.meeting).filter(pk__in=[one.pk for one in also]).values_list("pk", flat=True))
        for member in also:
            if member.pk in listed:
                raise forms.ValidationError(_("%(name)s is in the list above already.") % {"name": member.name})
        return also

    def clean(self) -> Values:
        cleaned = super().clean() or self.cleaned_data
        for pk in self.people:
            self._ask_again_if_changed(pk)
        if self.corrects and not cleaned.get("reason"):
            self.add_error("reason", _("You change a tick that was already there. Say why."))
        return cleaned

    def _ask_again_if_changed(self, pk: int) -> None:
        """Someone else ticked this one meanwhile, and something else than was chosen here."""
        is_now, chosen = self._is_now(pk), self.cleaned_data.get(f"m{pk}", "")
        if not is_now or self._was(pk) == is_now or chosen in (is_now, self._was(pk)):
            return
        self.add_error(
            f"m{pk}",
            _("Someone else wrote down meanwhile: %(presence)s. Choose once more.")
            % {"presence": Presence(is_now).label},
        )
        data: Any = self.data
        data[f"was{pk}"] = is_now

    def _is_now(self, pk: int) -> str:
        return self.ticked.get(pk, NOT_TICKED)

    def _was(self, pk: int) -> str:
        """On the page this was sent from; a page without it is taken to be of now."""
        return self.cleaned_data.get(f"was{pk}", "") if f"was{pk}" in self.data else self._is_now(pk)

    @property
    def presences(self) -> dict[int, str]:
        """Whose tick is new or other than the page showed: {member pk: presence}."""
        chosen = {pk: self.cleaned_data.get(f"m{pk}", "") for pk in self.people}
        chosen = {pk: presence for pk, presence in chosen.items() if presence != self._was(pk)}
        for also in self.cleaned_data.get("also") or ():
            chosen[also.pk] = self.cleaned_data.get("also_presence") or Presence.ONSITE
        return {pk: presence for pk, presence in chosen.items() if presence}

    @property
    def seen(self) -> dict[int, str]:
        """The ticks that the page showed: {member pk: presence or ""}."""
        return {pk: self._was(pk) for pk in self.people}

    @property
    def corrects(self) -> bool:
        return any(pk in self.ticked and self.ticked[pk] != now for pk, now in self.presences.items())
