"""How is a row of another business kept out of every query? django-scopes, with types."""

from typing import TypeVar, cast

from django.db import models
from django_scopes import ScopeError, get_scope
from django_scopes.manager import DisabledQuerySet

M_co = TypeVar("M_co", bound=models.Model, covariant=True)


class BusinessManager(models.Manager[M_co]):
    """Reads only rows of the business in scope; outside `django_scopes.scope(business=…)` every read raises (S56)."""

    def get_queryset(self) -> models.QuerySet[M_co]:
        """The rows of the business in scope."""
        scope = get_scope()
        if not scope.get("_enabled", True):
            return super().get_queryset()
        if "business" not in scope:
            disabled = DisabledQuerySet(self.model, using=self._db, missing_scopes=["business"])
            return cast("models.QuerySet[M_co]", disabled)  # django-scopes has no types
        return super().get_queryset().filter(business=scope["business"])


def business_in_scope() -> int | None:
    """The number of the business in scope, for a statement that is written out; None where the guard is off.

    Outside of any scope: raises, as every guarded read does.
    """
    scope = get_scope()
    if not scope.get("_enabled", True):
        return None
    if "business" not in scope:
        raise ScopeError("A scope on dimension(s) business needs to be active for this query.")
    business = scope["business"]
    return business if isinstance(business, int) else int(business.pk)
