"""Who and what the stories about reminders begin with."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Unpack

import pytest
from tests.factories.customers import make_customer
from tests.factories.reminders import make_type

from kartotek.domain.audit.values import SYSTEM, Actor
from kartotek.domain.businesses.models import Area, Business
from kartotek.domain.customers.models import Customer
from kartotek.domain.reminders import actions, queries
from kartotek.domain.reminders.models import ReminderType
from kartotek.domain.reminders.values.firings import InboxItem, InboxWanted, ItemState
from kartotek.domain.reminders.values.reminders import ReminderChanges, ReminderDetails, ReminderItem
from kartotek.kernel.errors import Invalid


@dataclass(frozen=True)
class Desk:
    """The business, a customer of the inspector's area, a type, and short words for what everybody does."""

    business: Business
    freja: Customer
    kind: ReminderType
    owner: Actor

    def add(self, now: datetime, on: str, by: Actor | None = None, **fields: Unpack[ReminderChanges]) -> ReminderItem:
        """A reminder about Freja, of the owner unless told."""
        plain = ReminderDetails(
            name="Renew the contract",
            type_id=self.kind.pk,
            starts_on=date.fromisoformat(on),
            recipients="administrators",
        )
        details = replace(plain, **fields)
        return actions.create_reminder(
            business=self.business, actor=by or self.owner, now=now, customer_id=self.freja.pk, details=details
        )

    def inbox(self, viewer: Actor, now: datetime, state: ItemState = ItemState.OPEN) -> list[InboxItem]:
        """What lies in somebody's inbox."""
        return list(queries.list_inbox(viewer=viewer, now=now, wanted=InboxWanted(state)).items)


def fire(now: datetime) -> int:
    """One run of the minute job."""
    return actions.fire_due(actor=SYSTEM, now=now)


@pytest.fixture
def desk(scoped: Business, area: Area, owner: Actor, now: datetime) -> Desk:
    """Havnegade, where Freja lives in the inner city."""
    freja = make_customer(scoped, "Freja", "Holm", area=area)
    return Desk(scoped, freja, make_type(scoped), owner)


def edit(desk: Desk, item: ReminderItem, now: datetime, **changes: Unpack[ReminderChanges]) -> ReminderItem:
    return actions.edit_reminder(
        business=desk.business, actor=desk.owner, now=now, reminder_id=item.id, changes=changes
    )


def undo(desk: Desk, item: ReminderItem, now: datetime) -> ReminderItem:
    return actions.undo_edit(business=desk.business, actor=desk.owner, now=now, reminder_id=item.id)


def faults(error: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in error.value.problems]
