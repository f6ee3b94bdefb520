"""For which reasons may a customer be locked, and who keeps the list? (S24, S33)"""

from datetime import datetime

import pytest
from django_scopes import scope
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_lock, make_lock_reason

from kartotek.domain.access.actions import (
    archive_lock_reason,
    create_lock_reason,
    edit_lock_reason,
    open_business,
    restore_lock_reason,
)
from kartotek.domain.access.models import LockReason
from kartotek.domain.access.queries import get_lock, get_lock_reason, list_lock_reasons
from kartotek.domain.access.values.locks import AnyDate, Days, Endless, ReasonDetails, ReasonItem
from kartotek.domain.audit.models import Entry
from kartotek.domain.audit.values import SYSTEM, Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.businesses.values import BusinessDetails
from kartotek.kernel.errors import Invalid, NotFound, NotPermitted, Stale

UNPAID = ReasonDetails("Unpaid", (Days(5), Endless()), {"en": "Please call us.", "da": " "})


def create(business: Business, actor: Actor, now: datetime, details: ReasonDetails = UNPAID) -> ReasonItem:
    return create_lock_reason(actor=actor, now=now, business_id=business.pk, details=details)


def test_an_administrator_adds_reasons_at_the_end(scoped: Business, administrator: Actor, now: datetime) -> None:
    first = create(scoped, administrator, now)
    second = create(scoped, administrator, now, ReasonDetails("Conduct", (AnyDate(),)))
    assert (first.label, first.ends, first.messages) == ("Unpaid", (Days(5), Endless()), {"en": "Please call us."})
    assert list_lock_reasons() == [first, second]
    assert Entry.objects.filter(action="lock_reason.created").count() == 2


def test_only_who_manages_the_settings_may(scoped: Business, receptionist: Actor, now: datetime) -> None:
    reason = make_lock_reason(scoped)
    with pytest.raises(NotPermitted):
        create(scoped, receptionist, now)
    with pytest.raises(NotPermitted):
        archive_lock_reason(actor=receptionist, now=now, reason_id=reason.pk)


def test_what_is_wrong_is_told_and_nothing_is_stored(scoped: Business, owner: Actor, now: datetime) -> None:
    with pytest.raises(Invalid) as refused:
        create(scoped, owner, now, ReasonDetails("", ()))
    assert [problem.field for problem in refused.value.problems] == ["label", "ends"]
    reason = create(scoped, owner, now)
    with pytest.raises(Invalid):
        edit_lock_reason(actor=owner, now=now, reason_id=reason.id, changes={"ends": ()})
    assert list_lock_reasons() == [reason]


def test_two_reasons_never_share_a_label(scoped: Business, owner: Actor, now: datetime) -> None:
    create(scoped, owner, now)
    with pytest.raises(Invalid) as refused:
        create(scoped, owner, now)
    assert [(problem.field, problem.code) for problem in refused.value.problems] == [("label", "taken")]
    other = make_lock_reason(scoped, "Conduct")
    with pytest.raises(Invalid):
        edit_lock_reason(actor=owner, now=now, reason_id=other.pk, changes={"label": "Unpaid"})


def test_a_reason_is_changed_and_the_log_says_how(scoped: Business, owner: Actor, now: datetime) -> None:
    reason = create(scoped, owner, now)
    changed = edit_lock_reason(
        actor=owner,
        now=now,
        reason_id=reason.id,
        changes={"label": "Not paid", "ends": (AnyDate(),), "messages": {"da": "Ring."}},
        expected_version=1,
    )
    assert (changed.label, changed.ends, changed.messages, changed.version) == (
        "Not paid",
        (AnyDate(),),
        {"da": "Ring."},
        2,
    )
    assert get_lock_reason(reason.id) == changed
    assert Entry.objects.get(action="lock_reason.edited").change.changes["label"] == ["Unpaid", "Not paid"]
    with pytest.raises(Stale):
        edit_lock_reason(actor=owner, now=now, reason_id=reason.id, changes={"label": "x"}, expected_version=1)
    edit_lock_reason(actor=owner, now=now, reason_id=reason.id, changes={"label": "Not paid"})
    assert Entry.objects.filter(action="lock_reason.edited").count() == 1


def test_an_archived_reason_stays_with_its_locks_and_comes_back(scoped: Business, owner: Actor, now: datetime) -> None:
    reason = make_lock_reason(scoped, "Unpaid")
    lock = make_lock(make_customer(scoped), now, reason)
    assert archive_lock_reason(actor=owner, now=now, reason_id=reason.pk, expected_version=1).is_archived
    archive_lock_reason(actor=owner, now=now, reason_id=reason.pk)
    assert list_lock_reasons() == []
    assert [one.id for one in list_lock_reasons(has_archived=True)] == [reason.pk]
    assert get_lock(lock.pk, viewer=owner, now=now).reason_label == "Unpaid"
    assert get_lock(lock.pk, viewer=owner, now=now).is_active
    assert not restore_lock_reason(actor=owner, now=now, reason_id=reason.pk).is_archived
    actions = Entry.objects.filter(target_kind="lock_reason").order_by("id").values_list("action", flat=True)
    assert list(actions) == ["lock_reason.archived", "lock_reason.restored"]


def test_an_archived_label_is_free_until_its_reason_comes_back(scoped: Business, owner: Actor, now: datetime) -> None:
    old = make_lock_reason(scoped, "Unpaid", archived_at=now)
    create(scoped, owner, now)
    with pytest.raises(Invalid):
        restore_lock_reason(actor=owner, now=now, reason_id=old.pk)


def test_reasons_of_others_are_not_there(
    scoped: Business, other_business: Business, owner: Actor, now: datetime
) -> None:
    with scope(business=other_business):
        theirs = make_lock_reason(other_business)
    with pytest.raises(NotFound):
        get_lock_reason(theirs.pk)
    with pytest.raises(NotFound):
        archive_lock_reason(actor=owner, now=now, reason_id=theirs.pk)


@pytest.mark.django_db
def test_a_new_business_begins_with_reasons_in_its_language_and_gets_them_once(now: datetime) -> None:
    details = BusinessDetails("klinik", "Klinik", "Europe/Berlin", "DE", "EUR", "de")
    business = open_business(actor=SYSTEM, now=now, details=details)
    with scope(business=business):
        assert [reason.label for reason in list_lock_reasons()] == [
            "Fehlende Angaben oder Unterlagen",
            "Aufschub",
            "Unbezahlt",
            "Verhalten",
            "Sonstiges",
        ]
        LockReason.objects.filter(label="Verhalten").update(archived_at=now)
        assert open_business(actor=SYSTEM, now=now, details=details).id == business.id
        assert LockReason.objects.count() == 5
