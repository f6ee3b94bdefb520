"""How is a scope written, of a rule or of a ban: "all", or an object of identifiers (S18)?"""

from typing import Literal

from ninja import Field
from pydantic import ConfigDict

from kartotek.api.kit.shapes import Shape
from kartotek.api.kit.times import references
from kartotek.domain.access.values import EVERYTHING, Scope

_MOST = 1000
Ids = list[str]


class ScopeShape(Shape):
    """What lies in every list that is not empty. A key that is not known is refused: it would cover the whole house."""

    model_config = ConfigDict(extra="forbid")

    services: Ids = Field([], max_length=_MOST)
    categories: Ids = Field([], max_length=_MOST)
    employees: Ids = Field([], max_length=_MOST)
    locations: Ids = Field([], max_length=_MOST)


Where = Literal["all"] | ScopeShape


def scope_given(where: Where) -> Scope:
    """The scope in the words of the domain."""
    if isinstance(where, str):
        return EVERYTHING
    return Scope(**{key: frozenset(references(ids)) for key, ids in where.model_dump().items()})


def scope_shape(scope: Scope) -> object:
    """ "all", or what narrows it, identifiers in order."""
    named = {
        "services": scope.services,
        "categories": scope.categories,
        "employees": scope.employees,
        "locations": scope.locations,
    }
    return {key: [str(one) for one in sorted(ids)] for key, ids in named.items() if ids} or "all"
