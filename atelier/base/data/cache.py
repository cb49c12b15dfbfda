"""The shared cache, which the portal can do without: when its server is away, everything is a miss."""

import logging
import time
from collections.abc import Callable, Iterable

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

PAUSE = 5.0  # seconds without asking again, so that a lost server does not slow every page


class FailOpenRedisCache(RedisCache):
    """Django's Redis cache that answers "not there" instead of raising."""

    def __init__(self, server: str, params: dict[str, object]) -> None:
        super().__init__(server, params)
        self.away_until = 0.0

    def attempt[**P, R](self, call: Callable[P, R], otherwise: R, *args: P.args, **kwargs: P.kwargs) -> R:
        if time.monotonic() < self.away_until:
            return otherwise
        try:
            return call(*args, **kwargs)
        except (RedisError, OSError) as error:
            self.away_until = time.monotonic() + PAUSE
            logger.warning("The cache is away (%s); going on without.", type(error).__name__)
            return otherwise

    def add(
        self, key: object, value: object, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        return self.attempt(super().add, True, key, value, timeout, version)

    def get(self, key: object, default: object = None, version: int | None = None) -> object:
        return self.attempt(super().get, default, key, default, version)

    def set(
        self, key: object, value: object, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        self.attempt(super().set, None, key, value, timeout, version)

    def touch(self, key: object, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self.attempt(super().touch, False, key, timeout, version)

    def delete(self, key: object, version: int | None = None) -> bool:
        return self.attempt(super().delete, False, key, version)

    def get_many(self, keys: Iterable[str], version: int | None = None) -> dict[str, object]:
        return self.attempt(super().get_many, {}, keys, version)

    def has_key(self, key: object, version: int | None = None) -> bool:
        return self.attempt(super().has_key, False, key, version)

    def incr(self, key: object, delta: int = 1, version: int | None = None) -> int:
        return self.attempt(super().incr, delta, key, delta, version)

    def set_many(
        self, data: dict[str, object], timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> list[str]:
        return self.attempt(super().set_many, [], data, timeout, version)

    def delete_many(self, keys: Iterable[str], version: int | None = None) -> None:
        self.attempt(super().delete_many, None, keys, version)

    def clear(self) -> None:
        self.attempt(super().clear, None)
