"""Reads that join: pages, lists, what is asked of a member."""

from research.queries.asked import open_asked
from research.queries.asks import asks_of
from research.queries.learning_question import question_list, question_page, timeline
from research.queries.output import published_outputs
from research.queries.own_page import OWN_COLUMNS, MyResearch, mine_in_words, on_own_page
from research.queries.project import project_page, registration_page, running_projects, supervised

__all__ = [
    "OWN_COLUMNS",
    "MyResearch",
    "asks_of",
    "mine_in_words",
    "on_own_page",
    "open_asked",
    "project_page",
    "published_outputs",
    "question_list",
    "question_page",
    "registration_page",
    "running_projects",
    "supervised",
    "timeline",
]
