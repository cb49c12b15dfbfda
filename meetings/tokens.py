"""Secrets in addresses: only their hash is kept."""

import hashlib


def hash_of(token: str) -> str:
    """What is kept of a token. It holds 256 random bits, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
