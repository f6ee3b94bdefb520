"""Is another tenant's anything absent on every face? Each route, asked with identifiers of another business."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django_scopes import scopes_disabled
from tests.personas import bearer
from tests.walks.world import World, build_world

from kartotek.config.urls import API
from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business

ABSENT = "987654321"
# Named by what they are for, and there in every business; whose words they hold is proved where they are tested.
IN_EVERY_BUSINESS = ("/templates/{template}",)


def routes() -> Iterator[tuple[str, str]]:
    """(method, path) of every staff operation whose path names an object."""
    for path, operations in API.get_openapi_schema()["paths"].items():
        if "{" in path and "/public/" not in path and not any(one in path for one in IN_EVERY_BUSINESS):
            for method in operations:
                yield method, path


def filled(path: str, ids: dict[str, str]) -> str:
    return re.sub(r"{(\w+)}", lambda name: ids[name.group(1)], path)


@pytest.fixture
def world(business: Business) -> World:
    """A business with one of everything."""
    with scopes_disabled():
        return build_world(business)


@pytest.mark.parametrize(("method", "path"), sorted(routes()))
def test_another_tenants_object_is_answered_like_one_that_never_was(
    method: str, path: str, world: World, other_owner: Actor
) -> None:
    client = Client(headers=bearer(other_owner))
    answers = [
        client.generic(method.upper(), filled(path, ids), "{}", content_type="application/json")
        for ids in (world.ids, dict.fromkeys(world.ids, ABSENT))
    ]
    assert answers[0].status_code in ({404} if method in {"get", "delete"} else {404, 422})
    assert [(answer.status_code, answer.content) for answer in answers] == [
        (answers[1].status_code, answers[1].content)
    ] * 2


def test_every_object_that_a_path_may_name_stands_in_the_world(world: World) -> None:
    named = {name for _, path in routes() for name in re.findall(r"{(\w+)}", path)}
    assert named - set(world.ids) == set()
