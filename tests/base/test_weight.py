"""What every page carries stays small and clean: the styles, the script, the letters, the templates."""

import gzip
import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

STATIC = Path(settings.BASE_DIR) / "static"
TEMPLATES = sorted((Path(settings.BASE_DIR) / "templates").rglob("*.html"))


def packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes()))


def test_the_first_visit_is_light() -> None:
    fonts = sum(path.stat().st_size for path in STATIC.glob("fonts/*.woff2"))
    ours = sum(packed(STATIC / name) for name in ("tokens.css", "atelier.css", "atelier.js"))
    assert ours + fonts < 45_000


def test_the_script_stays_under_its_limit_even_with_htmx() -> None:
    htmx = finders.find("django_htmx/htmx-2.min.js")
    assert htmx
    assert packed(STATIC / "atelier.js") + packed(Path(htmx)) < 20_000


def test_no_template_holds_what_the_policy_forbids() -> None:
    """No style attribute, no event attribute, no script without a nonce (data blocks are no scripts)."""
    for path in TEMPLATES:
        if path.parts[-2] == "mail" or "email" in path.parts:
            continue  # mail programs know nothing else
        text = path.read_text()
        assert not re.search(r"<[^>]+\sstyle=", text), path
        assert not re.search(r"<[^>]+\son[a-z]+=\"", text), path
        for script in re.findall(r"<script[^>]*>", text):
            assert "nonce=" in script or "application/json" in script, (path, script)
        assert not re.search(r"<style", text), path


def test_a_table_that_scrolls_can_be_scrolled_by_keyboard() -> None:
    for path in TEMPLATES:
        for tag in re.findall(r'<[^>]*class="scroll[ "][^>]*>', path.read_text()):
            assert "tabindex" in tag, (path, tag)


def test_every_colour_pair_of_the_tokens_can_be_read() -> None:
    """WCAG AA, 4.5 to 1, in the light and in the dark scheme, each perspective included."""
    css = (STATIC / "tokens.css").read_text()
    light_text, dark_text = re.findall(r":root[^{]*\{(.*?)\n\s+\}", css, re.DOTALL)[:2]
    light = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})\b", light_text))
    dark = {**light, **dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})\b", dark_text))}
    for scheme in (light, dark):
        texts = ["ink", "ink-soft", "clay", "clay-deep", "moss", "moss-deep"]
        pairs = [(text, ground) for text in texts for ground in ("paper", "sheet")]
        pairs += [(f"p-{name}", "sheet") for name in PERSPECTIVES]
        pairs += [("on-voice", f"p-{name}") for name in PERSPECTIVES]
        pairs += [("clay-deep", "clay-wash"), ("moss-deep", "moss-wash"), ("sun-deep", "sun-wash"), ("ink", "linen")]
        pairs += [("ink", "sun-wash"), ("night-text", "night"), ("night-link", "night")]
        resolved = {**scheme, "on-button": "#ffffff"}
        for text, ground in pairs:
            assert contrast(resolved[text], resolved[ground]) >= 4.5, (text, ground, resolved[text], resolved[ground])


PERSPECTIVES = ("lived", "frontline", "policy", "welfare", "housing", "rights", "research")


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(c * 2 for c in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
