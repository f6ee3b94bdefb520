"""What do the locks, tags and rules a decision speaks of say now? One statement, also as part of another (S19)."""

import orjson
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, JSONField
from django.db.models.sql.compiler import SQLCompiler

from kartotek.domain.access.decisions.naming import StoredNames, named_from_json, spoken_of
from kartotek.domain.access.values import Decision
from kartotek.domain.access.values.trace import Named

Parameters = tuple[str | int, ...]

# Names of the tags a rule asks for and of the places a scope names come along, so that its sentence can be told.
_NAMES = """
WITH asked AS (
    SELECT %s::bigint AS business_id, %s::bigint AS customer_id,
           %s::bigint[] AS locks, %s::bigint[] AS tags, %s::bigint[] AS rules
), rule AS (
    SELECT one.id, one."when", one."where", one."then" FROM asked
    JOIN access_servicerule AS one ON one.business_id = asked.business_id AND one.id = ANY(asked.rules)
), tag AS (
    SELECT one.id, one.label, one."where" FROM asked
    JOIN access_tag AS one ON one.business_id = asked.business_id AND (one.id = ANY(asked.tags) OR one.id IN (
        SELECT jsonb_array_elements_text(coalesce("when"->'has_tags', '[]') || coalesce("when"->'lacks_tags', '[]'))
               ::bigint FROM rule))
), place AS (SELECT "where" FROM rule UNION ALL SELECT "where" FROM tag),
exception AS (
    SELECT one.* FROM asked JOIN access_ruleexception AS one
      ON one.business_id = asked.business_id AND one.customer_id = asked.customer_id AND one.removed_at IS NULL
)
SELECT jsonb_build_object(
    'locks', (SELECT coalesce(jsonb_object_agg(lock.id, jsonb_build_object(
        'placed_at', lock.placed_at, 'placed_by', lock.placed_by, 'agent', lock.agent,
        'is_legacy', lock.kind = 'legacy')), '{{}}')
        FROM access_lock AS lock WHERE lock.business_id = asked.business_id AND lock.id = ANY(asked.locks)),
    'tags', (SELECT coalesce(jsonb_object_agg(id, jsonb_build_object('label', label, 'where', "where")), '{{}}')
        FROM tag),
    'rules', (SELECT coalesce(jsonb_object_agg(id, jsonb_build_object(
        'when', "when", 'where', "where", 'then', "then")), '{{}}') FROM rule),
    'exceptions', (SELECT coalesce(jsonb_agg(jsonb_build_object(
        'from', from_on, 'until', until_on, 'by', created_by, 'rule', rule_id, 'service', service_id)
        ORDER BY id), '[]') FROM exception),
    'places', jsonb_build_object({places}),
    'own_limit', (SELECT jsonb_build_object(
        'by', card.limit_set_by, 'at', card.limit_set_at, 'reason', card.limit_reason)
        FROM customers_customer AS card WHERE card.business_id = asked.business_id AND card.id = asked.customer_id
          AND card.max_future_bookings IS NOT NULL),
    'general_limit', (SELECT general.max_future_bookings FROM access_onlinebookingsettings AS general
        WHERE general.business_id = asked.business_id)
) FROM asked
"""
_PLACE = """
'{key}', (SELECT coalesce(jsonb_object_agg(one.id, one.name), '{{}}') FROM {table} AS one
    WHERE one.business_id = asked.business_id
      AND one.id IN (SELECT jsonb_array_elements_text("where"->'{key}')::bigint FROM place{more}))
"""
_TABLES = (
    ("services", "catalog_service", " UNION ALL SELECT service_id FROM exception"),
    ("categories", "catalog_category", ""),
    ("employees", "catalog_employee", ""),
    ("locations", "businesses_location", ""),
)
_STATEMENT = _NAMES.format(
    places=", ".join(_PLACE.format(key=key, table=table, more=more) for key, table, more in _TABLES)
)


_AS_VALUE = f"({_STATEMENT})"


class _KeptNames(Expression):
    """The statement as a value of a column."""

    def __init__(self, parameters: Parameters) -> None:
        super().__init__(output_field=JSONField())
        self._parameters = parameters

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Parameters]:
        """The statement in brackets."""
        return _AS_VALUE, self._parameters


def get_named(decision: Decision, *, business_id: int, customer_id: int | None) -> Named:
    """What the decision speaks of, as it is now."""
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, _parameters(decision, business_id, customer_id))
        [(raw,)] = cursor.fetchall()
    stored: StoredNames = orjson.loads(raw)
    return named_from_json(stored)


def names_to_keep(decision: Decision, *, business_id: int, customer_id: int | None) -> Expression:
    """The same as a value that is written with a row: no further query, whoever is refused (S22)."""
    return _KeptNames(_parameters(decision, business_id, customer_id))


def _parameters(decision: Decision, business_id: int, customer_id: int | None) -> Parameters:
    """Arrays as PostgreSQL writes them; nobody's card is 0."""
    return (business_id, customer_id or 0, *(f"{{{','.join(map(str, ids))}}}" for ids in spoken_of(decision)))
