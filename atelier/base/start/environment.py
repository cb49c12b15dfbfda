"""Settings from the environment, or from a file that it names; what cannot be read is said in one sentence."""

from typing import Any
from urllib.parse import urlsplit

from environ import Env, FileAwareMapping


class Environment(FileAwareMapping):
    """The process's environment, where NAME may also come as NAME_FILE, the path of a file that holds it.

    A name with nothing in it is not given: docker-compose.yml passes every setting, empty where .env names none.
    """

    def __getitem__(self, key: str) -> str:
        try:
            # Editors and echo end a file with a line break; no setting of ours does.
            value = str(super().__getitem__(key)).strip()
        except OSError as error:
            raise SystemExit(
                f"{key}_FILE names a file that cannot be read: {error.filename} ({error.strerror})."
            ) from error
        if not value:
            raise KeyError(key)
        return value


class Given(Env):
    """What the environment gives, by name. A value that cannot be read stops the start with a sentence."""

    def number(self, name: str, *, default: int, least: int = 0) -> int:
        text = str(self.str(name, default=str(default)))
        if not text.isdecimal() or int(text) < least:
            raise SystemExit(f"{name} is {text!r}; it must be a whole number, {least} or more.")
        return int(text)

    def database(self, name: str) -> dict[str, Any]:
        """Django's DATABASES entry; without the name of a database when the variable is not given."""
        url = self.str(name, default="postgres://")
        try:
            if urlsplit(url).scheme not in ("postgres", "postgresql"):
                raise ValueError
            return dict(self.db_url_config(url))
        except ValueError:
            # It may hold a password: it is not repeated.
            raise SystemExit(
                f"{name} must be the address of a PostgreSQL server, postgres://user:password@host:5432/name."
            ) from None


def environment() -> Given:
    env = Given()
    env.ENVIRON = Environment()
    return env
