"""Nothing lies about that no page, mail or package asks for (for Python: atelier.local.dead, a check of ./test)."""

import re
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
TEMPLATES, STATIC = ROOT / "templates", ROOT / "static"
ROOMS = ("atelier", "members", "cases", "meetings", "research")
# Django and crispy forms ask for these by name.
ASKED_FOR = {"400.html", "403.html", "404.html", "500.html", "atelier/uni_form.html", "atelier/field.html"}


@cache
def written() -> str:
    code = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    return "\n".join(path.read_text() for path in [*code, *TEMPLATES.rglob("*.*")])


def of_a_package(name: str) -> bool:
    """It stands in place of a template that a package brings."""
    return any((Path(app.path) / "templates" / name).exists() for app in apps.get_app_configs())


def of_a_mail(path: Path) -> bool:
    """`cases/email/released_subject.txt`: cases/emails.py names it, whole or the last word alone."""
    name = re.sub(r"_(subject|message)$", "", path.stem)
    room = path.relative_to(TEMPLATES).parts[0]
    mails = [place for place in (ROOT / room / "emails.py", ROOT / "atelier" / room / "emails.py") if place.exists()]
    return path.parent.name == "email" and any(re.search(rf'["/]{name}"', place.read_text()) for place in mails)


def test_every_template_is_asked_for_by_a_page_a_mail_or_a_package() -> None:
    left = {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.*") if not of_a_mail(path)}
    assert [name for name in sorted(left - ASKED_FOR) if f'"{name}' not in written() and not of_a_package(name)] == []


def test_every_static_file_is_asked_for() -> None:
    styles = "\n".join(path.read_text() for path in STATIC.glob("*.css"))
    files = {path.name for path in STATIC.rglob("*.*")} - {"OFL.txt"}
    assert [name for name in sorted(files) if name not in written() + styles] == []
