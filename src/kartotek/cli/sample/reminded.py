"""Reminders of every kind, and a plan that invites customers back, so that the demo has something to be reminded of."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django_scopes import scope

from kartotek.cli.sample.stage import Stage
from kartotek.domain.businesses.values import Role
from kartotek.domain.recall import actions as recall
from kartotek.domain.recall.values import PlanDetails
from kartotek.domain.reminders.actions import create_reminder, create_reminder_type
from kartotek.domain.reminders.queries import list_reminder_types
from kartotek.domain.reminders.values.reminders import ReminderDetails

FEW = 12  # are enrolled: an outbox full of invitations would hide the rest
TYPES = ("Aftale", "Helbred", "Faktura")
_SEVEN = 7 * 60
_DAY = timedelta(days=1)


def write_reminders(stage: Stage) -> None:
    """Once, weekly, monthly and yearly ones; and the customers of the first service in a recall plan."""
    with scope(business=stage.business.id):
        for name in TYPES:
            create_reminder_type(actor=stage.staff(Role.OWNER), now=stage.now, business_id=stage.business.id, name=name)
        for at, details in enumerate(_reminders(stage)):
            actor = stage.staff(Role.ADMINISTRATOR)
            create_reminder(
                business=stage.business,
                actor=actor,
                now=stage.now - 3 * _DAY,
                customer_id=stage.cards[at],
                details=details,
            )
        _write_plan(stage)


def _reminders(stage: Stage) -> list[ReminderDetails]:
    types = list_reminder_types()
    today = stage.now.astimezone(ZoneInfo(stage.business.timezone)).date()
    made = [
        _reminder(types[0].id, "Forny klippekort", today - _DAY, "never", "Sidste klip er brugt."),
        _reminder(types[-1].id, "Ring om hudtest", today, "weekly", "Hver uge, indtil svaret er kommet."),
        _reminder(types[0].id, "Årligt tjek af kortet", today + 5 * _DAY, "yearly", "Adresse, telefon, samtykke."),
        _reminder(types[-1].id, "Faktura for måneden", today + 9 * _DAY, "monthly", ""),
    ]
    return made[: len(stage.cards)]


def _reminder(type_id: int, name: str, on: date, repeat: str, text: str) -> ReminderDetails:
    return ReminderDetails(name=name, type_id=type_id, text=text, starts_on=on, minute=_SEVEN, repeat=repeat)


def _write_plan(stage: Stage) -> None:
    details = PlanDetails("Tilbage efter seks uger", stage.services[0], 42, ahead_days=7, has_letters=True)
    actor = stage.staff(Role.OWNER)
    plan = recall.create_plan(actor=actor, now=stage.now, business_id=stage.business.id, details=details)
    for customer in stage.cards[:FEW]:
        recall.enrol_customer(
            business=stage.business, actor=actor, now=stage.now, customer_id=customer, plan_id=plan.id, is_paused=False
        )
