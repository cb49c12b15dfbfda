"""Words of the members' room: perspectives, kinds of organisation, and the life of a join request."""

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Perspective(TextChoices):
    """The seven perspectives; `letter` is what the round badge shows."""

    LIVED = "lived", _("Lived experience")
    FRONTLINE = "frontline", _("Front line")
    POLICY = "policy", _("Policy")
    WELFARE = "welfare", _("Welfare")
    HOUSING = "housing", _("Housing")
    RIGHTS = "rights", _("Human rights")
    RESEARCH = "research", _("Research")

    @property
    def letter(self) -> str:
        return PERSPECTIVE_LETTERS[self]


PERSPECTIVE_LETTERS: dict[str, str] = {
    Perspective.LIVED: "E",
    Perspective.FRONTLINE: "U",
    Perspective.POLICY: "B",
    Perspective.WELFARE: "W",
    Perspective.HOUSING: "H",
    Perspective.RIGHTS: "M",
    Perspective.RESEARCH: "O",
}


# Whom it is meant for, beside the name where one chooses.
PERSPECTIVE_MEANS: dict[str, str | Promise] = {
    Perspective.LIVED: _("I know from my own life what living in poverty is"),
    Perspective.FRONTLINE: _("I work with residents: at the counter, at home or by telephone"),
    Perspective.POLICY: _("I make plans and rules"),
    Perspective.WELFARE: _("I work in welfare or in the neighbourhood"),
    Perspective.HOUSING: _("I work at a housing corporation"),
    Perspective.RIGHTS: _("I stand up for rights and equal treatment"),
    Perspective.RESEARCH: _("I study, teach or do research"),
}


class OrganisationKind(TextChoices):
    MUNICIPALITY = "municipality", _("Municipality")
    WELFARE = "welfare", _("Welfare organisation")
    HOUSING = "housing", _("Housing corporation")
    RIGHTS = "rights", _("Human rights organisation")
    EDUCATION = "education", _("Education")
    LIVED = "lived", _("Experts by experience")
    OTHER = "other", _("Other")


class BringSeekKind(TextChoices):
    BRING = "bring", _("Brings")
    SEEK = "seek", _("Seeks")


BRING_SEEK_TONES: dict[str, str] = {BringSeekKind.BRING: "good", BringSeekKind.SEEK: "wait"}


class JoinState(TextChoices):
    UNCONFIRMED = "unconfirmed", _("Address not confirmed")
    WAITING = "waiting", _("Waiting for an answer")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


JOIN_OPEN = (JoinState.UNCONFIRMED, JoinState.WAITING)

JOIN_MOVES: dict[str, tuple[str, ...]] = {
    JoinState.UNCONFIRMED: (JoinState.WAITING, JoinState.WITHDRAWN),
    JoinState.WAITING: (JoinState.ACCEPTED, JoinState.DECLINED, JoinState.WITHDRAWN),
}
