"""A real browser against a running site: Debian's Chromium, else Playwright's; without one the journeys fail."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page, Playwright
from pytest_django.live_server_helper import LiveServer
from tests.personas import membership_of, signed_in

from kartotek.domain.audit.values import Actor

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser's driver runs an event loop in the test's thread

DEBIAN_CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
SHOTS = Path(os.environ.get("KARTOTEK_SHOTS", ROOT / "test-results" / "shots"))
PHONE = (390, 844)
DESK = (1440, 900)
_AT_WORK = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'
"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """The one browser of the session."""
    path = DEBIAN_CHROMIUM if DEBIAN_CHROMIUM.is_file() else None
    browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
    yield browser
    browser.close()


def _open(chromium: Browser, size: tuple[int, int], *, has_scripts: bool = True) -> tuple[BrowserContext, Page]:
    context = chromium.new_context(
        viewport={"width": size[0], "height": size[1]},
        reduced_motion="reduce",
        color_scheme="light",
        locale="en-GB",
        timezone_id="Europe/Copenhagen",
        java_script_enabled=has_scripts,
    )
    context.set_default_timeout(10_000)
    return context, context.new_page()


@pytest.fixture
def faults() -> list[str]:
    """What the page complained about: script errors, refused styles, missing files."""
    return []


# Tests look at what the server refuses; htmx also complains when a keystroke replaces what was asked (hx-sync).
EXPECTED = ("the server responded", "htmx:afterRequest", "htmx:sendAbort")


def _watch(page: Page, faults: list[str]) -> Page:
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "console",
        lambda said: (
            faults.append(said.text)
            if said.type == "error" and not any(known in said.text for known in EXPECTED)
            else None
        ),
    )
    page.on("requestfailed", lambda request: faults.append(f"{request.failure}: {request.url}"))
    return page


@pytest.fixture
def settled(transactional_db: None) -> Iterator[None]:
    """What a page asked for last is answered before the tables are emptied, which would meet it in a deadlock."""
    yield
    for _ in range(100):
        with connection.cursor() as cursor:
            cursor.execute(_AT_WORK)
            if cursor.fetchone() == (0,):
                return
        time.sleep(0.05)


@pytest.fixture
def phone(chromium: Browser, faults: list[str], settled: None) -> Iterator[Page]:
    """A page at phone size; the test fails when it leaves faults behind."""
    context, page = _open(chromium, PHONE)
    yield _watch(page, faults)
    context.close()
    assert [fault for fault in faults if "ERR_ABORTED" not in fault] == []


@pytest.fixture
def plain_phone(chromium: Browser, settled: None) -> Iterator[Page]:
    """A page at phone size without JavaScript."""
    context, page = _open(chromium, PHONE, has_scripts=False)
    yield page
    context.close()


@pytest.fixture
def screen(chromium: Browser, faults: list[str], settled: None) -> Iterator[Page]:
    """A page at desk size; the test fails when it leaves faults behind."""
    context, page = _open(chromium, DESK)
    yield _watch(page, faults)
    context.close()
    assert [fault for fault in faults if "ERR_ABORTED" not in fault] == []


@pytest.fixture
def enter(live_server: LiveServer) -> Callable[[Page, Actor], str]:
    """`enter(page, owner)` signs the person in and answers the address of the desk, with a slash at its end."""

    def sign_in(page: Page, actor: Actor) -> str:
        member = membership_of(actor)
        client = signed_in(actor)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        return f"{live_server.url}/desk/{member.business.slug}/"

    return sign_in


def _said(found: dict[str, Any]) -> list[str]:  # Any: what axe answers
    return [f"{violation['id']}: {_places(violation['nodes'])}" for violation in found["violations"]]


def _places(nodes: list[dict[str, Any]]) -> str:  # Any: what axe answers
    return " | ".join(f"{node['target']} {node['failureSummary'][:200]}" for node in nodes[:3])


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """Check the page as it stands with axe, light and dark, wide and narrow; nothing may scroll sideways."""
    script = AXE.read_text(encoding="utf-8")

    def check(page: Page) -> None:
        before = page.viewport_size
        page.evaluate(script)
        found: list[str] = []
        for width, height in (DESK, PHONE):
            page.set_viewport_size({"width": width, "height": height})
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found.append(f"scrolls sideways at {width}")
            for theme in ("light", "dark"):
                page.evaluate("theme => document.documentElement.setAttribute('data-bs-theme', theme)", theme)
                answer = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
                found += [f"{theme} {width} {line}" for line in _said(answer)]
        page.evaluate("document.documentElement.setAttribute('data-bs-theme', 'light')")
        if before is not None:
            page.set_viewport_size(before)
        assert found == []

    return check


@pytest.fixture
def shoot() -> Callable[[Page, str], None]:
    """Keep a picture of the whole page under the given name."""

    def take(page: Page, name: str) -> None:
        SHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SHOTS / f"{name}.png", full_page=True)

    return take
