"""Reads that join or annotate."""

from cases.queries.asks import asks_of, look_back_moment
from cases.queries.attachment import attached_of, attached_to, with_attached
from cases.queries.beside import around
from cases.queries.case import (
    case_page,
    mine,
    number_in,
    page_of_number,
    released_of,
    voices_of,
    what_happened,
    why_gone,
)
from cases.queries.finder import looked, looked_intake, place_names, start_of_release
from cases.queries.insight import with_published_insights
from cases.queries.intake import changes_of, compared_texts, raw_of, readings_of, ready_answers
from cases.queries.recognisable import Fit, fits_of, fits_of_draft
from cases.queries.result import results_of
from cases.queries.together import Asked, asked_of, chosen_colleagues

__all__ = [
    "Asked",
    "Fit",
    "around",
    "asked_of",
    "asks_of",
    "attached_of",
    "attached_to",
    "case_page",
    "changes_of",
    "chosen_colleagues",
    "compared_texts",
    "fits_of",
    "fits_of_draft",
    "look_back_moment",
    "looked",
    "looked_intake",
    "mine",
    "number_in",
    "page_of_number",
    "place_names",
    "raw_of",
    "readings_of",
    "ready_answers",
    "released_of",
    "results_of",
    "start_of_release",
    "voices_of",
    "what_happened",
    "why_gone",
    "with_attached",
    "with_published_insights",
]
