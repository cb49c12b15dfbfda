"""Words that must pass through the database but may not lie there in clear: encrypted by SECRET_KEY."""

import base64
import hashlib
import json
from collections.abc import Mapping

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from atelier.base.types import Values


def _fernet(purpose: str) -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(f"atelier.lib.sealed:{purpose}:{key}".encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def seal(words: Mapping[str, object], purpose: str) -> str:
    """Encrypt; an empty mapping gives an empty string."""
    return _fernet(purpose).encrypt(json.dumps(words).encode()).decode() if words else ""


def unseal(sealed: str, purpose: str) -> Values | None:
    """Decrypt; None when the key has changed or the text is not ours."""
    if not sealed:
        return {}
    try:
        words: dict[str, object] = json.loads(_fernet(purpose).decrypt(sealed.encode()))
    except InvalidToken:
        return None
    return words
