"""Is what happened to a customer told newest first, page by page, and nobody else's?"""

from datetime import datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from kartotek.domain.audit.actions import record
from kartotek.domain.audit.queries import list_entries_of
from kartotek.domain.audit.values import Actor, ActorKind, EntryItem, Target
from kartotek.kernel.errors import Invalid

METTE = Actor(ActorKind.STAFF, 7, "Mette", on_behalf_of="Signe", address="192.0.2.1")


def entry(now: datetime, action: str, customer_id: int = 9, business_id: int = 3) -> int:
    """Something that happened to a customer."""
    target = Target("customer", customer_id, customer_id)
    changes: dict[str, tuple[object, object]] = {"name": ("A", "B")} if action == "customer.edited" else {}
    return record(actor=METTE, now=now, business_id=business_id, action=action, target=target, changes=changes)


def test_entries_of_one_customer_come_newest_first(db: None, now: datetime) -> None:
    created = entry(now, "customer.created")
    edited = entry(now, "customer.edited")
    entry(now, "customer.created", customer_id=10)
    entry(now, "customer.created", business_id=4)
    page = list_entries_of(business_id=3, customer_id=9)
    assert [item.id for item in page.items] == [edited, created]
    assert page.items[0] == EntryItem(
        id=edited,
        at=now,
        action="customer.edited",
        actor="Mette",
        on_behalf_of="Signe",
        address="192.0.2.1",
        target_kind="customer",
        target_id=9,
        changes={"name": ("A", "B")},
        reason="",
    )
    assert (page.items[1].changes, page.next) == ({}, None)


def test_long_histories_come_in_pages_of_one_query(
    db: None, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = [entry(now, "customer.edited") for _ in range(3)]
    with django_assert_num_queries(1):
        first = list_entries_of(business_id=3, customer_id=9, limit=2)
    assert first.next is not None
    second = list_entries_of(business_id=3, customer_id=9, limit=2, cursor=first.next)
    assert [item.id for page in (first, second) for item in page.items] == made[::-1]
    assert second.next is None


def test_wrong_cursor_is_refused(db: None) -> None:
    with pytest.raises(Invalid):
        list_entries_of(business_id=3, customer_id=9, cursor="x")
