"""A business with one of everything, so that a walk can name each object a path may ask for."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from tests.factories.access import make_proof, make_refusal
from tests.factories.booking import Salon, make_booking, make_salon, make_terms
from tests.factories.businesses import make_area, make_location, make_membership
from tests.factories.catalog import make_category, make_extra_field, make_resource
from tests.factories.classes import make_session, make_studio
from tests.factories.customers import make_customer
from tests.factories.hours import make_closed_day, make_day_off, make_opening
from tests.factories.letters import make_letters
from tests.factories.messages import make_message
from tests.factories.recall import make_enrolment, make_plan
from tests.factories.reminders import make_item, make_reminder
from tests.factories.restrictions import make_exception, make_lock, make_lock_reason, make_rule, make_tag, put_tag
from tests.factories.waiting import make_waiting

from kartotek.domain.access.models import ServiceRule
from kartotek.domain.booking.models import Booking, WeeklyHours
from kartotek.domain.businesses.models import ApiToken, Business, Membership
from kartotek.domain.businesses.values import digest_of
from kartotek.domain.customers.models import Customer
from kartotek.domain.hooks.models import Delivery, Webhook

AT = datetime(2026, 11, 12, 9, 54, tzinfo=UTC)


@dataclass(frozen=True)
class World:
    """The business, the objects walks need themselves, and the id of each object by the name paths give it."""

    business: Business
    salon: Salon
    customer: Customer
    booking: Booking
    ids: dict[str, str]


def build_world(business: Business) -> World:
    """One of everything; call it with scopes disabled."""
    salon = make_salon(business)
    customer = make_customer(
        business, email="sofie.bjerregaard@example.com", phone="+4531550124", important_note="PPD allergy."
    )
    booking = make_booking(salon, customer)
    refusal = make_refusal(business, AT, customer)
    rule = make_rule(business, when={"no_shows": 3})
    put_tag(customer, tag := make_tag(business, "Regular"))
    delivery = _delivery(business)
    ids: dict[str, object] = {
        "member": make_membership(business).pk,
        "area": make_area(business, "Nørrebro").pk,
        "location": make_location(business).pk,
        **_bookable(salon),
        "employee": salon.jonas.pk,
        "hours": WeeklyHours.objects.filter(employee=salon.jonas).earliest("pk").pk,
        "day_off": make_day_off(salon.jonas, date(2026, 12, 1)).pk,
        "opening": make_opening(salon.jonas, date(2026, 12, 5)).pk,
        "closed_day": make_closed_day(business, date(2026, 12, 24), "Christmas Eve").pk,
        "customer": customer.pk,
        "booking": booking.pk,
        "session": make_session(make_studio(business)).pk,
        "refusal": refusal.pk,
        "token": _token(business, make_membership(business)).pk,
        "reason": make_lock_reason(business).pk,
        "lock": make_lock(make_customer(business, "Anders"), AT).pk,
        "rule": rule.pk,
        **_agreed(customer, rule, salon),
        "tag": tag.pk,
        "waiting": make_waiting(business, salon.service).pk,
        "message": make_message(business, customer, state="queued", html="<p>Hej</p>").pk,
        **_reminded(customer, salon),
        "proof": make_proof(business, AT).public_id,
        "webhook": delivery.webhook_id,
        "delivery": delivery.pk,
    }
    return World(business, salon, customer, booking, {name: str(value) for name, value in ids.items()})


def _bookable(salon: Salon) -> dict[str, object]:
    """What can be booked, and what is asked then."""
    return {
        "category": make_category(salon.business).pk,
        "service": salon.service.pk,
        "resource": make_resource(salon.business).pk,
        "extra_field": make_extra_field(salon.service).pk,
    }


def _agreed(customer: Customer, rule: ServiceRule, salon: Salon) -> dict[str, object]:
    """What holds for this customer alone."""
    return {
        "exception": make_exception(customer, rule=rule).pk,
        "terms": make_terms(customer, salon.service).pk,
    }


def _reminded(customer: Customer, salon: Salon) -> dict[str, object]:
    """A reminder that has fired, the item in somebody's inbox, letters that she had printed, a recall plan."""
    plan = make_enrolment(make_plan(salon.service), customer)
    reminder = make_reminder(customer)
    item = make_item(reminder, make_membership(customer.business))
    letters = make_letters(customer.business, item.member_id, customer.pk)
    return {
        "reminder": reminder.pk,
        "reminder_type": reminder.type_id,
        "item": item.pk,
        "job": letters.pk,
        "recall_plan": plan.plan_id,
        "plan": plan.plan_id,
    }


def _token(business: Business, membership: Membership) -> ApiToken:
    return ApiToken.objects.create(
        business=business,
        membership=membership,
        name="Website",
        prefix="kt_12345",
        digest=digest_of("kt_12345"),
        created_at=AT,
    )


def _delivery(business: Business) -> Delivery:
    webhook = Webhook.objects.create(business_id=business.pk, url="https://example.com/", events=[], created_at=AT)
    return Delivery.objects.create(
        webhook=webhook, event="booking.made", about="booking 1", body="{}", state="failed", created_at=AT, due_at=AT
    )
