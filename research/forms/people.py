"""The people of a research, for moderators."""

from typing import Unpack

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from atelier.base.forms.fields import model_choice
from atelier.base.forms.plain import PlainForm
from atelier.base.forms.versions import VersionedForm
from atelier.base.types import Data, Files, FormOptions, Values
from members.models import Member
from research.models import Project


class PeopleForm(VersionedForm, PlainForm):
    """Who may be chosen: active students and teacher-researchers, and who is in already."""

    takes_subject = True
    supervisor = forms.ModelChoiceField(
        label=_("supervisor"), queryset=Member.objects.none(), empty_label=_("Choose a name")
    )
    participants = forms.ModelMultipleChoiceField(
        label=_("researchers"), queryset=Member.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, data: Data = None, files: Files = None, *, subject: Project, **options: Unpack[FormOptions]
    ) -> None:
        super().__init__(data, files, versioned=subject, **options)
        people = self.known()["participants"]
        active = Member.objects.active().order_by("name", "pk")
        supervisors = active.filter(Q(is_teacher=True) | Q(pk=subject.supervisor_id))
        researchers = active.filter(Q(is_student=True) | Q(is_teacher=True) | Q(pk__in=people))
        for name, choices in (("supervisor", supervisors), ("participants", researchers)):
            model_choice(self, name).queryset = choices

    def known(self) -> Values:
        people = self.versioned.participants.order_by("pk").values_list("pk", flat=True)
        return {"supervisor": self.versioned.supervisor_id, "participants": list(people)}
