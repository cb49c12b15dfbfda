"""scripts/templates: what it says of a line, and how it opens out a long text to translate."""

import pytest
from django.template import Context, Template

from atelier.local import templates

LONG = "The same words, said over and over, until the line that they stand on is longer than anybody reads"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("x" * 121, "121 characters; 120 at most"),
        ("\t<p>", "a tab; indent by two spaces"),
        ('{% if case.state == "draft" %}', "case.state is compared with a word; let the model, or a dictionary"),
        ("{% elif a and item.kind != 'bring' %}", "item.kind is compared with a word; let the model"),
        ('{% if "draft" == one.case.state %}', "one.case.state is compared with a word"),
    ],
)
def test_a_line_that_does_not_read_is_said(line, said) -> None:
    (fault,) = templates.of_line(line)
    assert fault.startswith(said)


@pytest.mark.parametrize(
    "line",
    ["x" * 120, '{% if request.method == "POST" %}', "{% if case.is_draft and one == season %}", "{% if a == 2 %}"],
)
def test_a_line_that_reads_is_left_alone(line) -> None:
    assert not list(templates.of_line(line))


@pytest.mark.parametrize(
    "text",
    [
        f'<p>{{% translate "{LONG} {LONG}" %}}</p>',
        f'{{% translate "{LONG} {LONG}" as said %}}<p>{{{{ said }}}}</p>',
        f"<p>{{% blocktranslate trimmed with n=who|upper %}}{LONG}, {{{{ n }}}}. {LONG}{{% endblocktranslate %}}</p>",
        f"<p>{{% blocktranslate trimmed count n=n %}}{LONG} {{{{ n }}}}{{% plural %}}{LONG}{{% endblocktranslate %}}",
    ],
)
def test_a_long_text_is_opened_out_and_says_the_same(text) -> None:
    opened = templates.opened(text)
    assert "\n" in opened
    assert not [line for line in opened.splitlines() if len(line) > templates.LONGEST]
    assert shown(opened) == shown(text)
    assert templates.opened(opened) == opened


def test_white_space_that_came_between_two_tags_is_told() -> None:
    before = "<p>{% chip a %}{% if b %}, {{ b }}{% endif %}</p>"
    assert list(templates.parted(before, before)) == []
    assert list(templates.parted(before, before.replace("{% if", "\n  {% if"))) == ["{% chip a %}{% if b %}"]


def shown(text: str) -> str:
    return Template("{% load i18n %}" + text).render(Context({"who": "Fatma", "n": 3}))
