"""The words of the public site."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from atelier.front.markdown import render
from atelier.front.models import PageText

_TEXTS = Path(__file__).parent.parent / "texts"


@dataclass(frozen=True)
class Text:
    title: str
    body: str
    # The row, where the studio wrote it itself.
    own: PageText | None = None

    @property
    def html(self) -> SafeString:
        return render(self.body)


@cache
def default_text(key: str, language: str) -> Text:
    """The text that comes with the portal: the first line is its title."""
    title, _, body = (_TEXTS / f"{key}.{language}.md").read_text("utf-8").partition("\n")
    return Text(title.removeprefix("# "), body.strip())


def texts(keys: Iterable[str]) -> dict[str, Text]:
    """The texts for `keys` in the reader's language: the studio's own words, else those that came along."""
    language = "en" if (get_language() or "").startswith("en") else "nl"
    keys = [str(key) for key in keys]
    own = PageText.objects.filter(key__in=keys, language=language)
    return {key: default_text(key, language) for key in keys} | {
        one.key: Text(one.title, one.body, one) for one in own
    }
