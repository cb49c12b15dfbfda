"""Elements of the pages: error summary, perspective badges, chips, dates, menu."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import forms, template
from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import QueryDict
from django.template import Context
from django.template.defaultfilters import linebreaksbr
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from atelier.base.forms import keep, undo
from atelier.base.forms.binding import version_of
from atelier.base.forms.renderer import ShortTicks
from atelier.base.web.lost import texts_in, typed_texts
from atelier.base.words import dates

register = template.Library()

register.filter("nice_date", dates.nice_date)
register.filter("short_date", dates.short_date)
register.filter("nice_time", dates.nice_time)
register.filter("nice_moment", dates.nice_moment)
register.filter("in_days", dates.in_days)
register.filter("holiday_name", dates.holiday_name)


@register.simple_tag
def version(subject: object) -> SafeString:
    """What the page was made from, for a form that is only a button; `unchanged(request, subject)` compares it."""
    return format_html('<input type="hidden" name="version" value="{}">', version_of(subject))


@register.simple_tag
def nice_span(start: datetime | None, end: datetime | None) -> str:
    return dates.nice_span(start, end)


@register.filter
def iso(value: date | datetime | None) -> str:
    """For <time datetime>."""
    return value.isoformat() if value else ""


# --- what people typed ---------------------------------------------------------------------------------------------


def _language_of_people() -> str:
    """People here write Dutch; a page in another language says so of their words, for who has it read aloud."""
    return "" if (get_language() or "").startswith(settings.LANGUAGE_CODE) else f' lang="{settings.LANGUAGE_CODE}"'


@register.simple_tag
def typed() -> SafeString:
    """Attributes of an element that holds nothing but words of people: `<h1{% typed %}>{{ case.title }}</h1>`."""
    return SafeString(f' dir="auto"{_language_of_people()}')


@register.filter
def as_typed(text: object) -> SafeString:
    """Words of people between words of the portal."""
    return format_html("<bdi{}>{}</bdi>", SafeString(_language_of_people()), text)


@register.filter
def written_br(text: Any) -> SafeString:
    """Words of people over several lines, in a paragraph."""
    return format_html("<bdi{}>{}</bdi>", SafeString(_language_of_people()), linebreaksbr(text))


@register.filter
def written(text: object) -> SafeString:
    """Words of people as paragraphs, each in its own direction of writing."""
    paragraphs = linebreaks(text, autoescape=True).replace("<p>", f'<p dir="auto"{_language_of_people()}>')
    return mark_safe(paragraphs)  # noqa: S308 - linebreaks escapes what people typed, a tag of theirs as well


# --- forms ---------------------------------------------------------------------------------------------------------


@register.filter
def target_id(field: forms.BoundField) -> str:
    """The id an error summary links to: the first control of the field."""
    if isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple | forms.MultiWidget):
        return f"{field.auto_id}_0"
    return field.auto_id


@register.filter
def kind(field: forms.BoundField) -> str:
    """Which part of the pack renders this field."""
    widget = field.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, ShortTicks):
        return "ticks"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "tick"
    if isinstance(widget, forms.MultiWidget | forms.SelectDateWidget):
        return "group"
    if isinstance(widget, forms.FileInput):
        return "file"
    return "plain"


# What allauth says of a button that is not the one thing to do on its page.
QUIET = frozenset({"secondary", "outline", "link", "danger", "minor", "tool", "cancel"})


@register.filter
def are_quiet(tags: Collection[str]) -> bool:
    return not QUIET.isdisjoint(tags)


@register.filter
def is_optional(field: forms.BoundField) -> bool:
    """Not what this page demands just now, but what the form asks in the end (`Plain.let_empty`)."""
    return not getattr(field.field, "is_asked", field.field.required)


@register.filter
def describedby(field: forms.BoundField) -> str:
    ids = [f"{field.auto_id}_helptext"] if field.help_text else []
    return " ".join([*ids, f"{field.auto_id}_error"] if field.errors else ids)


@register.filter
def limit(field: forms.BoundField) -> str:
    """How many characters a long text may have, for the count under it."""
    return str(field.field.widget.attrs.get("data-limit", ""))


@register.filter
def day_in_words(field: forms.BoundField) -> str | None:
    """For a date field: weekday, date and holiday in words (the script keeps it up to date); None for other fields."""
    if not isinstance(field.field, forms.DateField) or not isinstance(field.field.widget, forms.DateInput):
        return None
    value = field.value()
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            return ""
    if not isinstance(value, date):
        return ""
    holiday = dates.holiday_name(value)
    return f"{dates.nice_date(value)} ({holiday})" if holiday else dates.nice_date(value)


@register.inclusion_tag("atelier/error_summary.html")
def error_summary(*sources: Any) -> dict[str, Any]:
    """On top of the page: what is still wrong, each line a link to its field."""
    found: list[tuple[str, str]] = []
    for source in sources:
        if not source or not source.is_bound:
            continue
        found += [("", str(error)) for error in source.non_field_errors()]
        for name in source.fields:
            if name in source.errors:
                bound = source[name]
                id_ = "" if bound.is_hidden else target_id(bound)
                found += [(id_, str(error)) for error in bound.errors]
    return {"found": found}


@register.inclusion_tag("atelier/summary_list.html")
def summary_list(rows: Iterable[Any]) -> dict[str, Any]:
    """Check your answers: rows of (label, answer) or (label, answer, address to change it)."""
    return {"rows": [(*row, "")[:3] for row in rows]}


# --- badges --------------------------------------------------------------------------------------------------------

LETTERS: Mapping[str, str] = {
    "lived": "E",
    "frontline": "U",
    "policy": "B",
    "welfare": "W",
    "housing": "H",
    "rights": "M",
    "research": "O",
}


def _perspectives() -> list[tuple[str, object]]:
    return list(get_user_model()._meta.get_field("perspective").choices or [])


@register.simple_tag
def voices(heard: Iterable[str], names: bool = False) -> SafeString:
    """The seven perspectives as round badges: filled is heard, hollow is missing. With `names` written out."""
    return _voices(frozenset(heard), names, get_language() or "")


@lru_cache(maxsize=1024)
def _voices(heard: frozenset[str], names: bool, language: str) -> SafeString:
    """A list shows one of these per row, and there are few of them."""
    all_of_them = _perspectives()
    caption = _("Perspectives: %(heard)d of %(all)d heard") % {
        "heard": sum(value in heard for value, _label in all_of_them),
        "all": len(all_of_them),
    }
    return format_html(
        '<ul class="voices{}" aria-label="{}">{}</ul>',
        " named" if names else "",
        caption,
        SafeString("".join(_badge(value, str(label), value in heard, names) for value, label in all_of_them)),
    )


def _badge(value: str, label: str, is_heard: bool, names: bool) -> SafeString:
    sentence = (_("%(perspective)s: heard") if is_heard else _("%(perspective)s: still missing")) % {
        "perspective": label
    }
    return format_html(
        '<li class="voice p-{}"{} title="{}"><span aria-hidden="true">{}</span>'
        '<span class="visually-hidden">{}</span>{}</li>',
        value,
        SafeString(" data-heard" if is_heard else ""),
        sentence,
        LETTERS.get(value, "?"),
        sentence,
        format_html('<span class="name" aria-hidden="true">{}</span>', label) if names else "",
    )


@register.simple_tag
def voice(perspective: str) -> SafeString:
    """One perspective as a badge with its name beside it."""
    label = dict(_perspectives()).get(perspective, "")
    if not label:
        return SafeString("")
    return format_html(
        '<span class="one-voice"><span class="voice p-{}" data-heard aria-hidden="true">{}</span> {}</span>',
        perspective,
        LETTERS.get(perspective, "?"),
        label,
    )


@register.simple_tag
def chip(text: object, tone: str = "") -> SafeString:
    """A short state as a pill; tones: urgent, good, wait or none."""
    return format_html('<span class="chip{}">{}</span>', f" {tone}" if tone else "", text)


@register.simple_tag
def minutes_class(minutes: int | None) -> str:
    """The class that gives an agenda block its height (style attributes are forbidden by the CSP)."""
    steps = min(max(5, round((minutes or 0) / 5) * 5), 120)
    return f"min-{steps}"


@register.simple_tag
def number_options(last: int, chosen: int) -> SafeString:
    """The options 1 to `last` of a select; a template would render each on its own, for each line of a list."""
    return format_html_join(
        "",
        "<option value={0}{1}>{0}</option>",
        ((number, SafeString(" selected" if number == chosen else "")) for number in range(1, last + 1)),
    )


@register.simple_block_tag
def empty_state(content: str, title: str, url: str = "", label: str = "") -> SafeString:
    """What will be here, and the first step.

    {% empty_state title="..." url=... label="..." %}sentence{% endempty_state %}
    """
    button = format_html('<p><a class="button" href="{}">{}</a></p>', url, label) if url and label else ""
    body = format_html("<p>{}</p>", SafeString(content)) if content.strip() else ""
    return format_html('<div class="empty"><p class="empty-title">{}</p>{}{}</div>', title, body, button)


# --- pages ---------------------------------------------------------------------------------------------------------


@register.inclusion_tag("ui/pages.html")
def pages(page: object) -> dict[str, object]:
    """Earlier and later of a keyset page (`atelier.base.web.paging`)."""
    return {"page": page}


VISITOR_MENU = (
    ("about", gettext_lazy("About the studio")),
    ("meetings:list", gettext_lazy("Meetings")),
    ("cases:insights", gettext_lazy("Insights")),
    ("research:projects", gettext_lazy("Research")),
    ("members:join", gettext_lazy("Take part")),
    (settings.LOGIN_URL, gettext_lazy("Log in")),
)
MEMBER_MENU = (
    ("mine", gettext_lazy("My studio")),
    ("meetings:list", gettext_lazy("Meetings")),
    ("cases:list", gettext_lazy("Cases")),
    ("research:questions", gettext_lazy("Learning questions")),
    ("research:projects", gettext_lazy("Research")),
    ("members:directory", gettext_lazy("Members")),
    ("search", gettext_lazy("Search")),
)
COORDINATOR_MENU = (("meetings:coordination", gettext_lazy("Coordination")),)
MODERATOR_MENU = (("admin:index", gettext_lazy("Administration")),)
PROFILE_MENU = (("members:profile", gettext_lazy("Profile")),)


@lru_cache(maxsize=64)
def _address(name: str) -> str:
    """Empty for a page that is not there. Addresses are the same in every language."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def menu(context: Context) -> SafeString:
    """The links of the main menu for this person, without a query."""
    request = context.get("request")
    user = getattr(request, "user", None)
    entries: tuple[tuple[str, object], ...] = VISITOR_MENU
    if user is not None and user.is_authenticated:
        entries = MEMBER_MENU
        if getattr(user, "is_coordinator", False) or user.is_superuser:
            entries += COORDINATOR_MENU
        if user.is_staff:
            entries += MODERATOR_MENU
        entries += PROFILE_MENU
    here = request.path if request is not None else ""
    links = [(address, label) for name, label in entries if (address := _address(name))]
    current = max((address for address, _label in links if here.startswith(address)), key=len, default="")
    return format_html_join(
        "",
        '<a href="{}"{}>{}</a>',
        (
            (
                address,
                SafeString(f' aria-current="{"page" if here == address else "true"}"') if address == current else "",
                label,
            )
            for address, label in links
        ),
    )


@register.simple_tag
def address(name: str) -> str:
    """`{% url %}` that gives nothing for a page that is not there."""
    return _address(name)


@register.simple_tag
def demo() -> bool:
    return bool(getattr(settings, "DEMO", False))


@register.simple_tag(takes_context=True)
def other_language(context: Context) -> dict[str, object]:
    """The language the switch offers, in its own words; on a page that answers a POST with what was sent."""
    request = context.get("request")
    now = getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE)
    code, its_name = ("en", "English") if now == "nl" else ("nl", "Nederlands")
    back = request.get_full_path() if request and request.method == "GET" else "/"
    typed = list(_typed(request)) if request is not None and request.resolver_match else []
    emptied = getattr(context.get("form"), "emptied", ())
    typed = [(name, value) for name, value in typed if name not in emptied]
    return {"code": code, "name": its_name, "back": back, "typed": typed}


def _typed(request: Any) -> Iterator[tuple[str, str]]:
    """The fields that this page stands for, also when it is only shown again."""
    sent = request.POST if request.method == "POST" else getattr(request, "_kept", None) or QueryDict()
    for name in sent:
        if name not in (keep.TOKEN, keep.SWITCH, keep.SENT) and "password" not in name:
            yield from ((name, value) for value in sent.getlist(name))


@register.inclusion_tag("ui/typed.html", takes_context=True)
def kept_text(context: Context) -> dict[str, object]:
    """What was typed before a session ended, where no form of the page takes it: to copy."""
    request = context.get("request")
    rest = keep.unshown(request) if request is not None and request.method == "GET" else None
    return {"typed": texts_in(rest) if rest else []}


@register.inclusion_tag("ui/typed.html", takes_context=True)
def typed_text(context: Context) -> dict[str, object]:
    """On an error page: what was typed, to copy, where the page does not show it already."""
    request = context.get("request")
    shown = context.get("typed") or context.get("both")
    return {"typed": [] if request is None or shown else typed_texts(request)}


@register.inclusion_tag("ui/undo.html", takes_context=True)
def undo_offers(context: Context) -> dict[str, object]:
    """What was just thrown away, and the button that brings it back."""
    request = context.get("request")
    if request is None or not getattr(getattr(request, "user", None), "is_authenticated", False):
        return {"offers": []}
    return {"offers": undo.offers(request)}
