"""Finds what in a text may lead to a person: a help for who writes and who moderates, never the gate alone."""
