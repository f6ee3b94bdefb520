"""Recall plans and who is in them, for tests."""

from datetime import UTC, date, datetime

from kartotek.domain.catalog.models import Service
from kartotek.domain.customers.models import Customer
from kartotek.domain.recall.models import Enrolment, Invitation, RecallPlan

MADE_AT = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)


def make_plan(service: Service, name: str = "Haircut", **fields: object) -> RecallPlan:
    """Due six weeks after a visit, invited a week before by e-mail, twice with a week between."""
    values: dict[str, object] = {
        "interval_days": 42,
        "ahead_days": 7,
        "tolerance_days": 14,
        "attempts": 2,
        "pause_days": 7,
        "channel": "email",
        "created_at": MADE_AT,
        **fields,
    }
    return RecallPlan.objects.create(business=service.business, service=service, name=name, **values)


def make_enrolment(plan: RecallPlan, customer: Customer, **fields: object) -> Enrolment:
    """In the plan since the first of November, to be looked at since then."""
    values: dict[str, object] = {"check_at": MADE_AT, "created_at": MADE_AT, "created_by": "Mette Lund", **fields}
    return Enrolment.objects.create(business=plan.business, plan=plan, customer=customer, **values)


def make_invitation(enrolment: Enrolment) -> Invitation:
    """The first, by e-mail, of the second of November."""
    return Invitation.objects.create(
        business=enrolment.business,
        enrolment=enrolment,
        after_on=date(2026, 9, 28),
        due_on=date(2026, 11, 9),
        attempt=1,
        channel="email",
        on=date(2026, 11, 2),
        at=datetime(2026, 11, 2, 8, 0, tzinfo=UTC),
    )
