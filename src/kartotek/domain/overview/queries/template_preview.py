"""How would a template read for a real customer, or about a real booking? Nothing is written."""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from kartotek.domain.access.queries import get_policy
from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.decisions.steps import cancel_until
from kartotek.domain.booking.queries import get_booking, list_bookings, list_coming, manage_token
from kartotek.domain.booking.values.bookings import COMING, BookingFilters, BookingItem
from kartotek.domain.booking.values.waiting import OFFER_LASTS
from kartotek.domain.businesses.values import LANGUAGES, BusinessLike
from kartotek.domain.customers.queries import get_customer
from kartotek.domain.messaging.decisions import example_facts
from kartotek.domain.messaging.queries import business_facts, customer_facts
from kartotek.domain.messaging.values import BookingFacts, Facts
from kartotek.kernel.errors import NotFound
from kartotek.kernel.money import Money
from kartotek.kernel.periods import local_date
from kartotek.plumbing.addresses import absolute

MOST_EXAMPLES = 10


@dataclass(frozen=True)
class PreviewOf:
    """For whom and about what; nobody: somebody invented. `language` "": that of the customer, else the business's."""

    customer_id: int | None = None
    booking_id: int | None = None
    language: str = ""


def preview_facts(*, business: BusinessLike, viewer: Actor, now: datetime, of: PreviewOf) -> Facts:
    """What fills the codes. A customer without a booking named: her next one. Out of the viewer's areas: NotFound."""
    booking = get_booking(of.booking_id, viewer=viewer) if of.booking_id is not None else None
    customer_id = booking.customer_id if booking else of.customer_id
    if customer_id is None:
        return _invented(business, of.language)
    if of.customer_id not in {None, customer_id}:
        raise NotFound
    card = get_customer(customer_id, viewer=viewer)
    coming = list_coming(customer_id, now=now)
    about = booking or next(iter(coming), None)
    notice = get_policy(business=business).cancel_notice_minutes
    told = _facts(business, about, notice) if about else None
    return replace(
        _invented(business, of.language or card.language),
        now=now,
        customer=customer_facts(card),
        booking=replace(told, offer_until=now + OFFER_LASTS) if told else None,
        coming=tuple(_facts(business, one, notice) for one in coming),
    )


def list_preview_bookings(*, business: BusinessLike, viewer: Actor, now: datetime) -> list[BookingItem]:
    """The next bookings, to try a text with."""
    filters = BookingFilters(from_on=local_date(now, ZoneInfo(business.timezone)), statuses=tuple(COMING))
    return list(list_bookings(business=business, viewer=viewer, filters=filters, limit=MOST_EXAMPLES).items)


def _invented(business: BusinessLike, language: str) -> Facts:
    """A customer who does not exist, in the business as it is."""
    language = language if language in LANGUAGES else business.default_language
    facts = example_facts(language)
    return replace(facts, business=business_facts(business), timezone=business.timezone)


def _facts(business: BusinessLike, booking: BookingItem, notice_minutes: int) -> BookingFacts:
    link = absolute(f"/{business.slug}/manage/{manage_token(booking.id)}/")
    return BookingFacts(
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        service=booking.service_name,
        employee=booking.employee_name,
        status=booking.status.value,
        price=Money(booking.price, booking.currency) if booking.price is not None else None,
        cancel_until=cancel_until(booking.starts_at, notice_minutes),
        is_cancelled_by_customer=booking.cancel_channel == "online",
        cancel_reason=booking.cancel_reason,
        manage_link=link,
        cancel_link=f"{link}cancel/",
    )
