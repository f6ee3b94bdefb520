"""How do very many rows get into a table at once? COPY over the connection Django has; it knows no model by name.

django-scopes does not guard COPY (joint 17): whoever calls this writes the business into each row.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.apps import apps
from django.db import connection, models, transaction
from psycopg import Cursor, sql

# Collected before they are sorted into the trigram index: many rows at once cost it a fraction of one by one.
PENDING_LIST_KB = 256 * 1024


@contextmanager
def bulk_load() -> Iterator[None]:
    """One transaction for many copies: all of them, or nothing. Planner statistics are made afterwards."""
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET LOCAL work_mem = '256MB'")
            cursor.execute("SELECT set_config('gin_pending_list_limit', %s, true)", [f"{PENDING_LIST_KB}kB"])
        yield


def reserve_ids(table: str, count: int) -> list[int]:
    """That many fresh primary keys of the table, rising."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count])
        return [row[0] for row in cursor.fetchall()]


def copy_rows(table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """Copy rows into the table; columns that are not named get the default of their field. Returns their number."""
    defaults = _defaults(table, set(columns))
    tail = tuple(defaults.values())
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, (*columns, *defaults)))
    )
    count = 0
    with _cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row((*row, *tail))
            count += 1
    return count


def settle(tables: Sequence[str]) -> None:
    """Bring indexes and planner statistics of the tables up to what was copied; outside a transaction."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"VACUUM (ANALYZE) {connection.ops.quote_name(table)}")


@contextmanager
def _cursor() -> Iterator[Cursor[tuple[object, ...]]]:
    connection.ensure_connection()
    raw = connection.connection
    with connection.wrap_database_errors, raw.cursor() as cursor:
        yield cursor


def _defaults(table: str, given: set[str]) -> dict[str, object]:
    """Column and value of every field that is not given; the primary key is left to the database."""
    fields = (field for field in _model(table)._meta.concrete_fields if not field.primary_key)  # noqa: SLF001 - public in Django's documentation
    return {
        field.column: field.get_db_prep_save(field.get_default(), connection)
        for field in fields
        if field.column and field.column not in given
    }


def _model(table: str) -> type[models.Model]:
    every = apps.get_models(include_auto_created=True)
    return next(model for model in every if model._meta.db_table == table)  # noqa: SLF001 - public in Django's documentation
