"""What a password must be: long, not on the list of common ones, and more than words everybody here knows."""

import re
import unicodedata

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from members.models import Member

SHORTEST = 12
LONGEST = 128
# What must be left once the known words are taken out.
REMAINDER = 8
STUDIO_WORDS = ("overleven", "leeratelier", "atelier", "limburg", "wachtwoord", "password")


class LengthValidator:
    def validate(self, password: str, user: Member | None = None) -> None:
        if len(password) < SHORTEST:
            raise ValidationError(
                _("Choose a password of at least %(least)d characters. A sentence of four words is easy to remember.")
                % {"least": SHORTEST},
                code="password_too_short",
            )
        if len(password) > LONGEST:
            raise ValidationError(
                _("Choose a password of at most %(most)d characters. Yours has %(length)d.")
                % {"most": LONGEST, "length": len(password)},
                code="password_too_long",
            )

    def get_help_text(self) -> str:
        return _("Between %(least)d and %(most)d characters. All characters are allowed.") % {
            "least": SHORTEST,
            "most": LONGEST,
        }


class CommonValidator(CommonPasswordValidator):
    """Django's list of twenty thousand common passwords, in our words."""

    def get_error_message(self) -> str:
        return _("Many people use this password, so it is easy to guess. Choose another one.")

    def get_help_text(self) -> str:
        return ""


def squeeze(text: str) -> str:
    """Small letters and digits only, so that `Over Leven!` is `overleven`."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[^a-z0-9]", "", plain)


class OwnWordsValidator:
    """Refuses a password that is little more than the studio's name, the own name or the own address."""

    def validate(self, password: str, user: Member | None = None) -> None:
        rest = squeeze(password[:LONGEST])
        for word in sorted(known_words(user), key=len, reverse=True):
            rest = rest.replace(word, "")
        if len(rest) < REMAINDER and rest != squeeze(password[:LONGEST]):
            raise ValidationError(
                _("Your password looks too much like the studio's name, your own name or your address."),
                code="password_own_words",
            )

    def get_help_text(self) -> str:
        return _("Not just your name, your address or the name of the studio.")


def known_words(user: Member | None) -> set[str]:
    words = set(STUDIO_WORDS)
    for text in (getattr(user, "name", ""), getattr(user, "email", "")):
        words.update(squeeze(part) for part in re.split(r"[\s@.\-_]+", text or ""))
    return {word for word in words if len(word) >= 4}


class ResetTokens(PasswordResetTokenGenerator):
    """Links for a new password; they end with all else that was given out, also when an address comes back."""

    def _make_hash_value(self, user: Member, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}:{user.link_version}"
