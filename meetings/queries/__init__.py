"""Reads that join. What other rooms ask of this one stands here by name."""

from meetings.queries.meeting import asks_of, next_public_meeting

__all__ = ["asks_of", "next_public_meeting"]
