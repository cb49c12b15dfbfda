"""Forms of research: they check what was typed; the actions write."""
