"""Pages of research, by noun."""
