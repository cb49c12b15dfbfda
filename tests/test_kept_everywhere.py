"""The session ends while somebody types, on every form of the portal and of the workplace: nothing typed is lost."""

from collections.abc import Iterator
from html import unescape
from itertools import islice
from urllib.parse import urljoin

import pytest
from django.contrib import admin
from django.test import Client, TestCase
from django.urls import reverse

from atelier.base.forms import keep
from atelier.desk.admins import DeskAdmin
from tests.access_table import GET, NOT_OURS
from tests.spread import part
from tests.test_access import address
from tests.twice import PageForm, forms_of
from tests.world import PEOPLE, client_of, load_world, member

# Where nobody is logged in, or what is typed is a secret.
NOT_KEPT = (
    "account_",
    "members:join",
    "members:welcome",
    "mail:",
    "meetings:answer_by_link",
    "meetings:guest",
    # Who is out reports as a visitor what visitors read; the rest is kept (tests/removal).
    "removal:report",
    *NOT_OURS,
)


def written_in(form: PageForm) -> list[str]:
    """The names of what one writes with words."""
    return [
        here["name"]
        for tag, here, _text in form.controls
        if here.get("name") and (tag == "textarea" or (tag == "input" and here.get("type", "text") == "text"))
    ]


def pages_of_the_portal() -> Iterator[tuple[str, str]]:
    for name, find, letters in GET:
        who = next(
            (
                who
                for who, one in zip(PEOPLE, letters.replace(" ", ""), strict=True)
                if one == "O" and who != "visitor"
            ),
            None,
        )
        if who and not name.startswith(NOT_KEPT):
            yield who, address(name, find())


def pages_of_the_workplace(client: Client) -> Iterator[str]:
    """Adding, changing, and each step, of each kind of thing."""
    request = client.get("/beheer/").wsgi_request
    for model, of_model in admin.site._registry.items():
        assert isinstance(of_model, DeskAdmin)
        stem = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        if of_model.has_add_permission(request):
            yield reverse(f"{stem}_add")
        some = list(islice(of_model.get_queryset(request).order_by("-pk"), 40))
        changed = [one for one in some if of_model.has_change_permission(request, one)]
        yield from (reverse(f"{stem}_change", args=[one.pk]) for one in changed[:1])
        for step in of_model.steps:
            possible = [one for one in some if step in of_model.steps_for(one, request.user)]
            yield from (reverse(f"{stem}_step", args=[one.pk, step.name]) for one in possible[:1])


@pytest.mark.long
class TestKeptEverywhere(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        load_world()

    def lost_on(self, who: str, page: str) -> list[str]:
        """What was typed on this page and is not there after logging in again."""
        client = client_of(who)
        lost = []
        answer = client.get(page, follow=True)
        there = answer.request["PATH_INFO"]
        if answer.status_code != 200 or "html" not in answer["Content-Type"]:
            return []
        for number, form in enumerate(forms_of(answer.content.decode())):
            names = written_in(form)
            if not names:
                continue
            client = client_of(who)
            client.get("/mijn/")
            typed = {name: f"Zin {number} {at} van <deze> proef" for at, name in enumerate(names)}
            client.session.flush()
            sent = {**form.as_it_stands(), **typed}
            sent = {name: value for name, value in sent.items() if value is not None and not hasattr(value, "read")}
            after = client.post(
                urljoin(there, form.action or there), sent, headers={"referer": f"http://testserver{page}"}
            )
            if not after.get("Location", "").startswith("/inloggen/"):
                lost.append(f"{page}: {after.status_code}, not asked to log in")
                continue
            found = client.session.get(keep.SESSION_KEY)
            client.force_login(member(who))
            session = client.session
            session[keep.SESSION_KEY] = found
            session.save()
            shown = unescape(client.get(urljoin(there, form.action or there), follow=True).content.decode())
            lost += [f"{page} as {who}: {name}" for name, text in typed.items() if text not in shown]
        return lost

    def test_on_every_page_of_the_portal(self) -> None:
        assert [one for who, page in part(pages_of_the_portal(), one_of=2) for one in self.lost_on(who, page)] == []

    @pytest.mark.long
    def test_on_every_form_of_the_workplace(self) -> None:
        pages = list(pages_of_the_workplace(client_of("beheer")))
        assert len(pages) > 20
        assert [one for page in part(pages, one_of=2) for one in self.lost_on("beheer", page)] == []
