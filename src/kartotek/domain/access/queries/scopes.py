"""Does everything that a scope names exist in this business (S18, S56)?"""

from kartotek.domain.access.values import Scope
from kartotek.domain.businesses.models import Location
from kartotek.domain.catalog.models import Category, Employee, Service
from kartotek.kernel.errors import Problem
from kartotek.kernel.words import gettext_noop


def find_scope_problems(where: Scope) -> tuple[Problem, ...]:
    """One problem for each kind of which something is named that is not here; put away or not does not matter."""
    found = (
        ("services", where.services, Service.objects.filter(pk__in=where.services).count),
        ("categories", where.categories, Category.objects.filter(pk__in=where.categories).count),
        ("employees", where.employees, Employee.objects.filter(pk__in=where.employees).count),
        ("locations", where.locations, Location.objects.filter(pk__in=where.locations).count),
    )
    return tuple(_unknown(name) for name, ids, count in found if ids and count() != len(ids))


def _unknown(name: str) -> Problem:
    return Problem(f"where.{name}", "unknown", gettext_noop("Something chosen here does not exist."))
