"""Does an entry keep who, when, from where, what before and after? (S57)"""

from datetime import datetime

from kartotek.domain.audit.actions import record, record_each
from kartotek.domain.audit.models import Change, Entry
from kartotek.domain.audit.values import SYSTEM, Actor, ActorKind, Target

METTE = Actor(
    kind=ActorKind.STAFF, id=7, name="Mette", on_behalf_of="Signe", address="192.0.2.1", permissions=frozenset({"x.y"})
)


def test_entry_keeps_everything(db: None, now: datetime) -> None:
    entry_id = record(
        actor=METTE,
        now=now,
        business_id=3,
        action="customer.edited",
        target=Target("customer", 9, customer_id=9),
        changes={"name": ("A", "B")},
        reason="typo",
    )
    stored = Entry.objects.get()
    assert stored.pk == entry_id
    assert (stored.business_id, stored.at, stored.action) == (3, now, "customer.edited")
    assert (stored.actor_kind, stored.actor_id, stored.actor_name) == ("staff", 7, "Mette")
    assert (stored.on_behalf_of, stored.address) == ("Signe", "192.0.2.1")
    assert (stored.target_kind, stored.target_id, stored.customer_id) == ("customer", 9, 9)
    assert (stored.change.changes, stored.change.reason) == ({"name": ["A", "B"]}, "typo")
    assert (str(stored), str(stored.change)) == ("customer.edited customer 9", f"change of entry {entry_id}")


def test_entry_without_changes_has_no_side_row(db: None, now: datetime) -> None:
    record(actor=SYSTEM, now=now, business_id=3, action="x.y", target=Target("x", 1))
    assert (Entry.objects.count(), Change.objects.count()) == (1, 0)


def test_reason_alone_makes_a_side_row(db: None, now: datetime) -> None:
    record(actor=SYSTEM, now=now, business_id=3, action="x.y", target=Target("x", 1), reason="because")
    assert Change.objects.get().reason == "because"


def test_what_the_system_does_to_many_is_an_entry_for_each(db: None, now: datetime) -> None:
    targets = [Target("x", 1, customer_id=4), Target("x", 2)]
    record_each(actor=SYSTEM, now=now, business_id=3, action="x.y", kind="x", targets=targets)
    record_each(actor=SYSTEM, now=now, business_id=3, action="x.z", kind="x", targets=[])
    assert list(Entry.objects.order_by("target_id").values_list("action", "target_id", "customer_id")) == [
        ("x.y", 1, 4),
        ("x.y", 2, None),
    ]


def test_system_may_everything_and_staff_what_they_hold() -> None:
    assert (SYSTEM.may("x.y"), METTE.may("x.y"), METTE.may("x.z")) == (True, True, False)
