"""Full text search in Dutch, by PostgreSQL (`lib.0001_initial` makes the configuration)."""

from django.contrib.postgres.search import SearchQuery

CONFIG = "dutch_unaccent"


def query(words: str) -> SearchQuery:
    """What a person typed in a search box: words, "a phrase", -not."""
    return SearchQuery(words.replace("\0", "")[:200], config=CONFIG, search_type="websearch")
