"""Who answers for the portal, from the settings: facts, said in the reader's language."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

GROUNDS: dict[str, Promise | str] = {
    "consent": _("your consent (AVG, article 6, paragraph 1, point a)"),
    "contract": _("the agreement that you take part (AVG, article 6, paragraph 1, point b)"),
    "legal_obligation": _("a duty by law (AVG, article 6, paragraph 1, point c)"),
    "public_task": _("a task of general interest (AVG, article 6, paragraph 1, point e)"),
    "legitimate_interest": _("a legitimate interest (AVG, article 6, paragraph 1, point f)"),
}


@dataclass(frozen=True)
class Who:
    controller: str
    email: str
    phone: str
    officer: str
    ground: Promise | str


def who_answers() -> Who:
    return Who(
        controller=settings.CONTROLLER,
        email=settings.STUDIO_EMAIL,
        phone=settings.STUDIO_PHONE,
        officer=settings.PRIVACY_OFFICER,
        ground=GROUNDS.get(settings.LEGAL_GROUND, ""),
    )
