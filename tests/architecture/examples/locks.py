"""Examples of what changes locks, their reasons, notices and the inbox of the staff."""

from collections.abc import Callable
from datetime import timedelta

from tests.architecture.examples import SYSTEM, Stage, example
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_lock, make_lock_reason

from kartotek.domain.access import actions
from kartotek.domain.access.decisions.first_reasons import first_reasons
from kartotek.domain.access.values.legacy import LegacyRow
from kartotek.domain.access.values.locks import Days, Extension, Lifting, NewLock, Review, ReviewDecision
from kartotek.domain.booking.actions import lock_customer
from kartotek.domain.businesses.values import BusinessDetails
from kartotek.domain.customers import actions as customers
from kartotek.domain.customers.models import Notice
from kartotek.domain.customers.values import NewNotice
from kartotek.domain.messaging import actions as messaging
from kartotek.domain.messaging.models import StaffNotice
from kartotek.domain.messaging.values import NewStaffNotice

Do = Callable[[], object]


@example(actions.open_business)
def _open_business(stage: Stage) -> Do:
    details = BusinessDetails("klinik", "Klinik", "Europe/Berlin", "DE", "EUR", "de")
    return lambda: actions.open_business(actor=SYSTEM, now=stage.now, details=details)


@example(actions.create_lock_reason)
def _create_lock_reason(stage: Stage) -> Do:
    [details, *_] = first_reasons("en")
    return lambda: actions.create_lock_reason(
        actor=stage.owner, now=stage.now, business_id=stage.business.pk, details=details
    )


@example(actions.create_lock_reasons)
def _create_lock_reasons(stage: Stage) -> Do:
    return lambda: actions.create_lock_reasons(
        actor=stage.owner, now=stage.now, business_id=stage.business.pk, several=first_reasons("en")
    )


@example(actions.edit_lock_reason)
def _edit_lock_reason(stage: Stage) -> Do:
    row = make_lock_reason(stage.business)
    return lambda: actions.edit_lock_reason(
        actor=stage.owner, now=stage.now, reason_id=row.pk, changes={"label": "Unpaid"}
    )


@example(actions.archive_lock_reason)
def _archive_lock_reason(stage: Stage) -> Do:
    row = make_lock_reason(stage.business)
    return lambda: actions.archive_lock_reason(actor=stage.owner, now=stage.now, reason_id=row.pk)


@example(actions.restore_lock_reason)
def _restore_lock_reason(stage: Stage) -> Do:
    row = make_lock_reason(stage.business, archived_at=stage.now)
    return lambda: actions.restore_lock_reason(actor=stage.owner, now=stage.now, reason_id=row.pk)


def _new_lock(stage: Stage) -> NewLock:
    return NewLock(make_customer(stage.business).pk, make_lock_reason(stage.business).pk, Days(5))


@example(actions.place_lock)
def _place_lock(stage: Stage) -> Do:
    lock = _new_lock(stage)
    return lambda: actions.place_lock(business=stage.business, actor=stage.owner, now=stage.now, lock=lock)


@example(lock_customer)
def _lock_customer(stage: Stage) -> Do:
    lock = _new_lock(stage)
    return lambda: lock_customer(business=stage.business, actor=stage.owner, now=stage.now, lock=lock)


@example(actions.unlock)
def _unlock(stage: Stage) -> Do:
    row = make_lock(make_customer(stage.business), stage.now)
    lifting = Lifting(row.customer_id, "Paid.")
    return lambda: actions.unlock(business=stage.business, actor=stage.owner, now=stage.now, lifting=lifting)


@example(actions.extend_lock)
def _extend_lock(stage: Stage) -> Do:
    row = make_lock(make_customer(stage.business), stage.now, ends_at=stage.now + timedelta(days=1))
    extension = Extension(row.pk, Days(5))
    return lambda: actions.extend_lock(business=stage.business, actor=stage.owner, now=stage.now, extension=extension)


@example(actions.review_lock)
def _review_lock(stage: Stage) -> Do:
    row = make_lock(make_customer(stage.business), stage.now)
    review = Review(row.pk, ReviewDecision.KEEP, "As before.")
    return lambda: actions.review_lock(business=stage.business, actor=stage.owner, now=stage.now, review=review)


@example(actions.expire_locks)
def _expire_locks(stage: Stage) -> Do:
    make_lock(make_customer(stage.business), stage.now - timedelta(days=1), ends_at=stage.now)
    return lambda: actions.expire_locks(actor=SYSTEM, now=stage.now)


@example(customers.add_notice)
def _add_notice(stage: Stage) -> Do:
    notice = NewNotice(make_customer(stage.business).pk, "Prefers to be called.")
    return lambda: customers.add_notice(business_id=stage.business.pk, actor=stage.owner, now=stage.now, notice=notice)


@example(customers.pin_notice)
def _pin_notice(stage: Stage) -> Do:
    notice = NewNotice(make_customer(stage.business).pk, "Prefers to be called.")
    customers.add_notice(business_id=stage.business.pk, actor=stage.owner, now=stage.now, notice=notice)
    row = Notice.objects.get()
    return lambda: customers.pin_notice(actor=stage.owner, now=stage.now, notice_id=row.pk, is_pinned=True)


@example(messaging.done_staff_notice)
def _done_staff_notice(stage: Stage) -> Do:
    notice = NewStaffNotice("lock_expired", "lock_expired 1", make_customer(stage.business).pk)
    messaging.add_staff_notice(business_id=stage.business.pk, notice=notice, now=stage.now)
    row = StaffNotice.objects.get()
    return lambda: messaging.done_staff_notice(actor=stage.owner, now=stage.now, notice_id=row.pk)


@example(messaging.reopen_staff_notice)
def _reopen_staff_notice(stage: Stage) -> Do:
    notice = NewStaffNotice("lock_expired", "lock_expired 1", make_customer(stage.business).pk)
    messaging.add_staff_notice(business_id=stage.business.pk, notice=notice, now=stage.now)
    row = StaffNotice.objects.get()
    messaging.done_staff_notice(actor=stage.owner, now=stage.now, notice_id=row.pk)
    return lambda: messaging.reopen_staff_notice(actor=stage.owner, now=stage.now, notice_id=row.pk)


@example(actions.import_locks)
def _import_locks(stage: Stage) -> Do:
    rows = [LegacyRow(2, make_customer(stage.business).number, reason="Unpaid")]
    return lambda: actions.import_locks(business=stage.business, actor=SYSTEM, now=stage.now, rows=rows)
