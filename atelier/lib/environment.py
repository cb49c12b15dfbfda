from environ import Env, FileAwareMapping


class Environment(FileAwareMapping):  # type: ignore[misc]
    """The process's environment, where NAME may also come as NAME_FILE, the path of a file that holds it."""

    def __getitem__(self, key: str) -> str:
        try:
            # Editors and echo end a file with a line break; no setting of ours does.
            return str(super().__getitem__(key)).strip()
        except OSError as error:
            raise SystemExit(
                f"{key}_FILE names a file that cannot be read: {error.filename} ({error.strerror})."
            ) from error


def environment() -> Env:
    env = Env()
    env.ENVIRON = Environment()
    return env
