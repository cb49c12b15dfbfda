"""What cannot be done, in one sentence for who ran the command."""


class Trouble(Exception):
    """The start cannot go on. The text is one sentence for the person at the keyboard: what is wrong, what to do."""
