"""Does every link, button and form on every page lead somewhere that works? Followed from the first page on."""

from collections import deque
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve
from django_scopes import scopes_disabled
from tests.personas import signed_in
from tests.walks.crawler import Page, is_ours, read
from tests.walks.world import World, build_world

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business

MOST_PAGES = 400
# What a visit changes (signing out) or what leads to numberless days and times is looked at once.
_SAME_PLACE_ONCE = 3


@pytest.fixture
def world(business: Business) -> World:
    """A business with one of everything."""
    with scopes_disabled():
        return build_world(business)


def visit_all(client: Client, start: str) -> Iterator[tuple[Page, int]]:
    """Every page that can be reached from `start`, each route with up to three different addresses."""
    waiting, seen, by_route = deque([start]), {start}, dict[str, int]()
    while waiting and len(seen) < MOST_PAGES:
        url = waiting.popleft()
        route = route_of(url)
        by_route[route] = by_route.get(route, 0) + 1
        if by_route[route] > _SAME_PLACE_ONCE:
            continue
        answer = client.get(url, follow=True)
        html = answer.content.decode() if "html" in answer.get("Content-Type", "") else ""
        page = read(url, html)
        yield page, answer.status_code
        fresh = [link for link in page.links if is_ours(link) and link not in seen]
        seen.update(fresh)
        waiting.extend(fresh)


def route_of(url: str) -> str:
    """The route an address belongs to, whatever object it names."""
    try:
        return resolve(urlsplit(url).path).route
    except Resolver404:
        return url


def faults(client: Client, start: str) -> list[str]:
    """What does not work on the way, one line each."""
    found: list[str] = []
    for page, status in visit_all(client, start):
        if status != 200:
            found.append(f"{page.url} answers {status}")
        found += [f"{page.url}: dead {element}" for element in page.dead]
        found += [f"{page.url}: nothing has the id {name}" for name in page.missing_ids()]
        found += [f"{page.url}: a form posts to {post}" for post in page.posts if not _leads_somewhere(post)]
    return found


def _leads_somewhere(url: str) -> bool:
    try:
        resolve(urlsplit(url).path)
    except Resolver404:
        return False
    return True


@pytest.mark.parametrize("persona", ["owner", "receptionist", "practitioner", "inspector"])
def test_every_control_of_the_desk_leads_somewhere(persona: str, world: World, request: pytest.FixtureRequest) -> None:
    actor: Actor = request.getfixturevalue(persona)
    assert faults(signed_in(actor), f"/desk/{world.business.slug}/") == []


def test_every_control_of_the_booking_site_leads_somewhere(world: World) -> None:
    assert faults(Client(), f"/{world.business.slug}/") == []


def test_every_control_of_the_account_pages_leads_somewhere(world: World, owner: Actor) -> None:
    assert faults(signed_in(owner), "/accounts/login/") == []
