"""When worker and beat were last seen at work: each leaves a mark in the cache that fades by itself."""

from typing import Literal

from django.core.cache import cache

FADES_AFTER = 180  # seconds: two missed ticks and some patience

type Who = Literal["worker", "beat"]


def seen(who: Who) -> None:
    cache.set(f"heartbeat:{who}", 1, timeout=FADES_AFTER)


def seen_lately(who: Who) -> bool:
    return cache.get(f"heartbeat:{who}") is not None
