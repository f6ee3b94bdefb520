"""Does every action keep the rules of the house: keyword-only, with an actor and a moment, leaving an entry?"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django_scopes import scope
from tests.architecture import examples
from tests.architecture.examples import EXAMPLES, Stage, name_of

from kartotek import domain
from kartotek.domain.audit.models import Entry
from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business

EXAMPLE_FILES = [
    importlib.import_module(f"{examples.__name__}.{info.name}") for info in pkgutil.iter_modules(examples.__path__)
]
# They write the entries themselves.
RECORDERS = {"audit.record", "audit.record_each", "audit.record_on_cards"}


def public_functions() -> Iterator[Callable[..., object]]:
    """Every public function of every actions room that takes an actor by keyword."""
    for info in pkgutil.walk_packages(domain.__path__, "kartotek.domain."):
        if info.name.split(".")[3:4] != ["actions"]:
            continue
        module = importlib.import_module(info.name)
        for name, function in vars(module).items():
            if inspect.isfunction(function) and function.__module__ == info.name and is_action(name, function):
                yield function


def is_action(name: str, function: Callable[..., object]) -> bool:
    """Public, and it asks by keyword who acts and when; helpers do not."""
    parameters = inspect.signature(function).parameters
    if name.startswith("_") or not {"actor", "now"} <= set(parameters):
        return False
    return parameters["actor"].kind is inspect.Parameter.KEYWORD_ONLY


ACTIONS = {name_of(action): action for action in public_functions() if name_of(action) not in RECORDERS}


def test_every_action_has_an_example_and_every_example_an_action() -> None:
    assert EXAMPLE_FILES
    assert sorted(EXAMPLES) == sorted(ACTIONS)


@pytest.mark.parametrize("name", sorted(ACTIONS))
def test_actions_take_everything_by_keyword(name: str) -> None:
    kinds = {parameter.kind for parameter in inspect.signature(ACTIONS[name]).parameters.values()}
    assert kinds == {inspect.Parameter.KEYWORD_ONLY}


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_every_action_leaves_an_entry(name: str, business: Business, owner: Actor, now: datetime) -> None:
    with scope(business=business):
        act = EXAMPLES[name](Stage(business, owner, now))
        assert callable(act)
        before = Entry.objects.count()
        act()
        assert Entry.objects.count() > before
