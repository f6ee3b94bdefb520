"""One example of every action: what the walk over all actions calls. A new action without one fails the walk."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tests.factories.booking import Salon, make_salon

from kartotek.domain.audit.values import STRANGER, SYSTEM, Actor
from kartotek.domain.businesses.models import Business


@dataclass(frozen=True)
class Stage:
    """Where an example plays: a business, its owner, a moment."""

    business: Business
    owner: Actor
    now: datetime

    def salon(self, **service: object) -> Salon:
        """A service and two who perform it."""
        return make_salon(self.business, **service)


Example = Callable[[Stage], object]
EXAMPLES: dict[str, Example] = {}


def name_of(action: Callable[..., object]) -> str:
    """`catalog.create_service`: the app and the verb."""
    return f"{action.__module__.split('.')[2]}.{action.__name__}"


def example(action: Callable[..., object]) -> Callable[[Example], Example]:
    """The function below is the example of this action: it prepares the rows and returns what to do."""

    def register(prepare: Example) -> Example:
        EXAMPLES[name_of(action)] = prepare
        return prepare

    return register


__all__ = ["EXAMPLES", "STRANGER", "SYSTEM", "Example", "Stage", "example", "name_of"]
