"""Is another tenant's anything absent on the desk? Every page that names an object, asked by somebody else's owner."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django_scopes import scopes_disabled
from tests.personas import signed_in
from tests.walks.world import World, build_world

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business

DESK = "desk/<slug:slug>/"


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """(route, names of its arguments) of every page below the resolver."""
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield route, tuple(_arguments(route))
        else:
            yield from patterns(entry, route)


def _arguments(route: str) -> Iterator[str]:
    for part in route.split("<")[1:]:
        yield part.split(">")[0].split(":")[-1]


def address(route: str, slug: str, ids: dict[str, str]) -> str:
    """The page's address; `customer_id` is the id of the `customer`."""
    for part in route.split("<")[1:]:
        given = part.split(">")[0]
        name = given.split(":")[-1]
        value = slug if name == "slug" else ids.get(name.removesuffix("_id"), "1")
        route = route.replace(f"<{given}>", value)
    return "/" + route


def desk_pages() -> list[str]:
    """Every route of the desk."""
    return sorted(route for route, _ in patterns(get_resolver()) if route.startswith(DESK))


@pytest.fixture
def world(business: Business) -> World:
    """A business with one of everything."""
    with scopes_disabled():
        return build_world(business)


def statuses(client: Client, url: str) -> set[int]:
    """What reading and writing there answer, apart from "that method is not for this page"."""
    return {client.get(url).status_code, client.post(url).status_code} - {405}


@pytest.mark.parametrize("route", desk_pages())
def test_a_page_of_another_business_does_not_exist(route: str, world: World, other_owner: Actor) -> None:
    assert statuses(signed_in(other_owner), address(route, world.business.slug, world.ids)) == {404}


@pytest.mark.parametrize("route", [route for route in desk_pages() if route.count("<") > 1])
def test_an_object_of_another_business_does_not_exist_on_the_own_desk(
    route: str, world: World, other_owner: Actor, other_business: Business
) -> None:
    assert statuses(signed_in(other_owner), address(route, other_business.slug, world.ids)) == {404}


@pytest.mark.parametrize("route", desk_pages())
def test_without_signing_in_every_page_asks_for_it(route: str, world: World) -> None:
    url = address(route, world.business.slug, world.ids)
    answer = Client().get(url)
    if answer.status_code == 405:
        answer = Client().post(url)
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/login/")
