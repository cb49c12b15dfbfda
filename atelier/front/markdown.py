"""Markdown to HTML, for the studio's own texts."""

from functools import lru_cache

from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

# No raw HTML, and no pictures: those would need an upload and a description of their own.
_RENDERER = MarkdownIt("commonmark", {"html": False}).disable("image").enable("table")


@lru_cache(maxsize=256)
def render(body: str) -> SafeString:
    """The HTML of `body`. Raw HTML in it stays text, and a link never becomes script."""
    return SafeString(_RENDERER.render(body))  # the renderer escapes; a test tries to break it
