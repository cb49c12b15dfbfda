"""A real Chromium for the journeys.

    @pytest.mark.browser
    def test_a_member_answers(page, live, cast):
        sign_in(page, live, cast.samira)
        page.goto(live.url + "/mijn/")
        ...
        assert_accessible(page)

Every page a journey visits is watched: an error in the console, a refused script or style, an exception, or a request
to anybody else fails the test at its end. `page.expects(404)` tells that an answer of that status is meant.
"""

import os
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, expect, sync_playwright

from atelier.local import browser as browsers
from members.models import Member

# The list under the address bar is a page of its own for each window, which nobody sees here and costs half a second.
# The others are Playwright's own list, in the place of which ours comes.
UNWANTED = (
    "WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup,"
    "AimEnabled,AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsFirstBalancedModeAutoEnable,"
    "HttpsUpgrades,LensOverlay,MediaRouter,NetworkTimeServiceQuerying,OptimizationHints,PaintHolding,PreconnectToSearch"
)
ARGUMENTS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--no-first-run",
    f"--disable-features={UNWANTED}",
    # Nobody else is ever asked. (Playwright's own interception would do, but it turns the browser's cache off and
    # asks Python of each file: half of what a page took.)
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
AXE = Axe().axe_script
WRONG = re.compile("^Fout:")  # the title of a page with errors
PATIENCE = 30_000  # milliseconds, for what is waited for and for expect(): two processors, and the other one busy
PHONE = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 900}


class Watched:
    """A browser context and what went wrong on its pages."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.context = context
        self.home = urlsplit(home).netloc
        self.others: set[str] = set()
        self.problems: list[str] = []
        self.meant: set[int] = set()
        context.set_default_timeout(PATIENCE)
        context.on("request", self.keep_at_home)
        context.on("page", self.watch)

    def keep_at_home(self, request: Request) -> None:
        url = urlsplit(request.url)
        if urlsplit(request.headers.get("referer", "")).netloc in self.others:
            return  # what another's page loads is its own affair
        if url.scheme in ("http", "https") and url.netloc not in (self.home, *self.others):
            self.problems.append(f"a request to somebody else: {request.url}")

    def watch(self, page: Page) -> None:
        page.on("console", lambda said: self.note(said.type, said.text, page))
        page.on("pageerror", lambda error: self.problems.append(f"{page.url}: {error}"))
        page.expects = self.meant.add  # type: ignore[attr-defined]
        page.also_at = lambda url: self.others.add(urlsplit(url).netloc)  # type: ignore[attr-defined]

    def note(self, kind: str, text: str, page: Page) -> None:
        if urlsplit(page.url).netloc in self.others:  # their pages, their faults
            return
        if any(f"the server responded with a status of {status}" in text for status in self.meant):
            return
        if kind == "error" or "Content Security Policy" in text:
            self.problems.append(f"{page.url}: {text}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = browsers.find()
    if not path:
        pytest.skip("no Chromium or Chrome on this machine (./test tries to fetch one)")
    # Playwright keeps an event loop in this thread, which Django would take for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    expect.set_options(timeout=PATIENCE)
    arguments = [*ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        program = playwright.chromium.launch(executable_path=path, args=arguments)
        yield program
        program.close()


@pytest.fixture
def live(live_server: Any, settings: Any) -> Any:
    """The portal on a real address, also the one that stands in its mails."""
    settings.SITE_URL = live_server.url
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    return live_server


@pytest.fixture
def new_page(chromium: Browser, live: Any) -> Iterator[Any]:
    """new_page(viewport=PHONE, java_script_enabled=False, locale="en") opens a browser of one more person."""
    opened: list[Watched] = []

    def open_page(**options: Any) -> Page:
        watched = Watched(chromium.new_context(**{"locale": "nl-NL", "viewport": DESK, **options}), live.url)
        opened.append(watched)
        return watched.context.new_page()

    yield open_page
    for watched in opened:
        watched.context.close()
    problems = [problem for watched in opened for problem in watched.problems]
    assert problems == [], problems


@pytest.fixture
def page(new_page: Any) -> Page:
    return new_page()


def sign_in(page: Page, live: Any, member: Member) -> None:
    """Be this member from now on, without walking through the login page."""
    client = Client()
    client.force_login(member)
    cookies = [{"name": name, "value": morsel.value, "url": live.url} for name, morsel in client.cookies.items()]
    page.context.add_cookies(cookies)


def assert_accessible(page: Page) -> None:
    """axe finds nothing, and nothing sticks out sideways."""
    page.evaluate(AXE)
    # Only what is wrong comes over: all the rest that axe tells of a page takes as long as the looking.
    found = page.evaluate("axe.run({resultTypes: ['violations']}).then(all => all.violations)")
    broken = [f"{each['id']}: {[node['html'] for node in each['nodes']][:3]}" for each in found]
    assert broken == [], f"{page.url}: {broken}"
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} px wider than the window"


def follow(way: Locator) -> None:
    """Press a link or button that leads to a page (if only the same one with its errors), and be there.

    A click alone returns while the answer is on its way: what is read, filled in or looked up in the database next may
    be of the page before. Where no new page comes, click, and `expect` what must be there.
    """
    with way.page.expect_navigation():
        way.click()
