"""Examples of what changes reminders, their types, what fires, and inboxes."""

from collections.abc import Callable
from datetime import date, timedelta

from tests.architecture.examples import SYSTEM, Stage, example
from tests.factories.booking import make_booking
from tests.factories.customers import make_customer
from tests.factories.reminders import make_firing, make_item, make_reminder, make_type
from tests.personas import membership_of

from kartotek.domain.businesses.values import BusinessDetails
from kartotek.domain.reminders import actions
from kartotek.domain.reminders.models import Delivery, Reminder
from kartotek.domain.reminders.values.reminders import OneDate, ReminderDetails

Do = Callable[[], object]
DAY = timedelta(days=1)


@example(actions.open_business)
def _open_business(stage: Stage) -> Do:
    details = BusinessDetails("klinik", "Klinik", "Europe/Berlin", "DE", "EUR", "de")
    return lambda: actions.open_business(actor=SYSTEM, now=stage.now, details=details)


@example(actions.create_reminder_type)
def _create_type(stage: Stage) -> Do:
    return lambda: actions.create_reminder_type(
        actor=stage.owner, now=stage.now, business_id=stage.business.pk, name="Contract"
    )


@example(actions.create_reminder_types)
def _create_types(stage: Stage) -> Do:
    return lambda: actions.create_reminder_types(
        actor=stage.owner, now=stage.now, business_id=stage.business.pk, names=["Contract", "Call"]
    )


@example(actions.edit_reminder_type)
def _edit_type(stage: Stage) -> Do:
    row = make_type(stage.business)
    return lambda: actions.edit_reminder_type(
        actor=stage.owner, now=stage.now, type_id=row.pk, changes={"name": "Card"}
    )


@example(actions.archive_reminder_type)
def _archive_type(stage: Stage) -> Do:
    row = make_type(stage.business)
    return lambda: actions.archive_reminder_type(actor=stage.owner, now=stage.now, type_id=row.pk)


@example(actions.restore_reminder_type)
def _restore_type(stage: Stage) -> Do:
    row = make_type(stage.business, archived_at=stage.now)
    return lambda: actions.restore_reminder_type(actor=stage.owner, now=stage.now, type_id=row.pk)


def _reminder(stage: Stage, **fields: object) -> Reminder:
    return make_reminder(make_customer(stage.business), date(2026, 11, 13), **fields)


@example(actions.create_reminder)
def _create_reminder(stage: Stage) -> Do:
    customer, kind = make_customer(stage.business), make_type(stage.business)
    details = ReminderDetails(name="Renew", type_id=kind.pk, starts_on=date(2026, 12, 1))
    return lambda: actions.create_reminder(
        business=stage.business, actor=stage.owner, now=stage.now, customer_id=customer.pk, details=details
    )


@example(actions.edit_reminder)
def _edit_reminder(stage: Stage) -> Do:
    row = _reminder(stage)
    return lambda: actions.edit_reminder(
        business=stage.business, actor=stage.owner, now=stage.now, reminder_id=row.pk, changes={"name": "Call"}
    )


@example(actions.edit_occurrence)
def _edit_occurrence(stage: Stage) -> Do:
    row = _reminder(stage, repeat="daily")
    return lambda: actions.edit_occurrence(
        business=stage.business, actor=stage.owner, now=stage.now, which=OneDate(row.pk), changes={"name": "Call"}
    )


@example(actions.undo_edit)
def _undo_edit(stage: Stage) -> Do:
    row = _reminder(stage, undo={"name": "Before"})
    return lambda: actions.undo_edit(business=stage.business, actor=stage.owner, now=stage.now, reminder_id=row.pk)


@example(actions.delete_reminder)
def _delete_reminder(stage: Stage) -> Do:
    row = _reminder(stage)
    return lambda: actions.delete_reminder(actor=stage.owner, now=stage.now, reminder_id=row.pk)


@example(actions.restore_reminder)
def _restore_reminder(stage: Stage) -> Do:
    row = _reminder(stage, due_on=None, due_at=None, deleted_at=stage.now)
    return lambda: actions.restore_reminder(
        business=stage.business, actor=stage.owner, now=stage.now, reminder_id=row.pk
    )


@example(actions.skip_occurrence)
def _skip_occurrence(stage: Stage) -> Do:
    row = _reminder(stage, repeat="daily")
    return lambda: actions.skip_occurrence(
        business=stage.business, actor=stage.owner, now=stage.now, reminder_id=row.pk
    )


@example(actions.fire_due)
def _fire_due(stage: Stage) -> Do:
    _reminder(stage)
    return lambda: actions.fire_due(actor=SYSTEM, now=stage.now + DAY)


@example(actions.close_done)
def _close_done(stage: Stage) -> Do:
    customer = make_customer(stage.business)
    make_firing(make_reminder(customer, closes_on="booking"))
    make_booking(stage.salon(), customer, created_at=stage.now + DAY)
    return lambda: actions.close_done(actor=SYSTEM, now=stage.now + 2 * DAY)


def _item(stage: Stage, **fields: object) -> Delivery:
    return make_item(_reminder(stage), membership_of(stage.owner), None, **fields)


@example(actions.done_item)
def _done_item(stage: Stage) -> Do:
    row = _item(stage)
    return lambda: actions.done_item(actor=stage.owner, now=stage.now, item_id=row.pk)


@example(actions.reopen_item)
def _reopen_item(stage: Stage) -> Do:
    row = _item(stage, done_at=stage.now)
    return lambda: actions.reopen_item(actor=stage.owner, now=stage.now, item_id=row.pk)


@example(actions.snooze_item)
def _snooze_item(stage: Stage) -> Do:
    row = _item(stage)
    return lambda: actions.snooze_item(actor=stage.owner, now=stage.now, item_id=row.pk, until=stage.now + DAY)
