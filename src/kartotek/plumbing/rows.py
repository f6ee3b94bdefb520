"""How is a row read by a statement that is written once? For what every request asks, compiling costs more than asking.

The guard of django-scopes does not see such a statement (joint 17): it names the business itself.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, models

M = TypeVar("M", bound=models.Model)
_INSERT = 'INSERT INTO "{table}" ({columns}) VALUES ({values})'


class Columns(Generic[M]):
    """All columns of a model, to be put into a SELECT, and the instance that they make."""

    def __init__(self, model: type[M], alias: str) -> None:
        self._model = model
        self._alias = alias

    @cached_property
    def _fields(self) -> tuple[tuple[str, str], ...]:
        """(attribute, column) of each field."""
        every = self._model._meta.concrete_fields  # noqa: SLF001 - public in Django's documentation
        return tuple((field.attname, field.column or "") for field in every)

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._fields)

    @property
    def names(self) -> tuple[str, ...]:
        """As `values_list` takes them."""
        return tuple(name for name, _ in self._fields)

    def __str__(self) -> str:
        """As they stand in a SELECT."""
        return ", ".join(f'{self._alias}."{column}"' for _, column in self._fields)

    def instance(self, values: Sequence[object]) -> M:
        """The row."""
        return self._model.from_db(DEFAULT_DB_ALIAS, [name for name, _ in self._fields], values)


class Insert:
    """An INSERT of one row of a model, without its id; the database gives that, and the caller adds RETURNING."""

    def __init__(self, model: type[models.Model]) -> None:
        self._model = model

    @cached_property
    def _fields(self) -> "list[models.Field[object, object]]":
        every = self._model._meta.concrete_fields  # noqa: SLF001 - public in Django's documentation
        return [field for field in every if not field.primary_key]

    def __str__(self) -> str:
        """The statement up to its values."""
        table = self._model._meta.db_table  # noqa: SLF001 - public in Django's documentation
        columns = ", ".join(f'"{field.column}"' for field in self._fields)
        return _INSERT.format(table=table, columns=columns, values=", ".join(["%s"] * len(self._fields)))

    def values(self, row: models.Model) -> list[Any]:  # Any: whatever the driver takes
        """What an instance puts into it."""
        return [field.get_db_prep_save(getattr(row, field.attname), connection) for field in self._fields]


def first_row(statement: str, params: Sequence[str | int]) -> tuple[object, ...] | None:
    """The first row of a plain statement, or None."""
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        row = cursor.fetchone()
    return None if row is None else tuple(row)
