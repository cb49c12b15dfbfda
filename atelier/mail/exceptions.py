"""What can be wrong with a mail."""


class Obsolete(Exception):
    """Raised by a message function when the mail makes no sense any more; the row becomes cancelled."""


class UnknownKind(LookupError):
    """No message function is registered under this kind."""
