"""Do many rows arrive whole, with the defaults of their fields, or not at all?"""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection

from kartotek.plumbing.copy import bulk_load, copy_rows, reserve_ids, settle

NOW = datetime(2026, 11, 12, 9, 54, tzinfo=UTC)
COLUMNS = ("id", "name", "slug", "timezone", "country", "currency", "languages", "default_language", "created_at")


def business(own: int, slug: str) -> tuple[object, ...]:
    return (own, slug.title(), slug, "Europe/Copenhagen", "DK", "DKK", ["da", "en"], "da", NOW)


def ask(question: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return [tuple(row) for row in cursor.fetchall()]


@pytest.mark.django_db(transaction=True)
def test_rows_arrive_with_the_defaults_of_their_fields() -> None:
    with bulk_load():
        first, second = reserve_ids("businesses_business", 2)
        rows = [business(first, "one"), business(second, "two")]
        assert copy_rows("businesses_business", COLUMNS, iter(rows)) == 2
    settle(("businesses_business",))
    assert ask("SELECT slug, languages, version, phone FROM businesses_business ORDER BY id") == [
        ("one", ["da", "en"], 1, ""),
        ("two", ["da", "en"], 1, ""),
    ]


@pytest.mark.django_db(transaction=True)
def test_one_wrong_row_leaves_nothing_behind() -> None:
    first, second = reserve_ids("businesses_business", 2)
    with pytest.raises(IntegrityError), bulk_load():
        copy_rows("businesses_business", COLUMNS, [business(first, "same"), business(second, "same")])
    assert ask("SELECT count(*) FROM businesses_business") == [(0,)]


@pytest.mark.django_db(transaction=True)
def test_identifiers_rise_and_are_never_given_twice() -> None:
    first, second = reserve_ids("businesses_business", 3), reserve_ids("businesses_business", 3)
    assert [*first, *second] == sorted({*first, *second})
