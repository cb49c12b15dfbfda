"""The shared cache, which the portal can do without: when its server is away, everything is a miss."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

PAUSE = 5.0  # seconds without asking again, so that a lost server does not slow every page


class FailOpenRedisCache(RedisCache):
    """Django's Redis cache that answers "not there" instead of raising."""

    def __init__(self, server: str, params: dict[str, object]) -> None:
        super().__init__(server, params)
        self.away_until = 0.0

    def attempt(self, call: Callable[..., Any], otherwise: Any, *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() < self.away_until:
            return otherwise
        try:
            return call(*args, **kwargs)
        except (RedisError, OSError) as error:
            self.away_until = time.monotonic() + PAUSE
            logger.warning("The cache is away (%s); going on without.", type(error).__name__)
            return otherwise

    def add(self, *args: Any, **kwargs: Any) -> Any:
        return self.attempt(super().add, True, *args, **kwargs)

    def get(self, key: object, default: object = None, version: int | None = None) -> object:
        return self.attempt(super().get, default, key, default, version=version)

    def set(self, *args: Any, **kwargs: Any) -> None:
        self.attempt(super().set, None, *args, **kwargs)

    def touch(self, *args: Any, **kwargs: Any) -> Any:
        return self.attempt(super().touch, False, *args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        return self.attempt(super().delete, False, *args, **kwargs)

    def get_many(self, *args: Any, **kwargs: Any) -> Any:
        return self.attempt(super().get_many, {}, *args, **kwargs)

    def has_key(self, *args: Any, **kwargs: Any) -> Any:
        return self.attempt(super().has_key, False, *args, **kwargs)

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> Any:
        return self.attempt(super().incr, delta, key, delta, version=version)

    def set_many(self, *args: Any, **kwargs: Any) -> Any:
        return self.attempt(super().set_many, [], *args, **kwargs)

    def delete_many(self, *args: Any, **kwargs: Any) -> None:
        self.attempt(super().delete_many, None, *args, **kwargs)

    def clear(self) -> Any:
        return self.attempt(super().clear, False)
