"""How would a template read for a real customer, or about a real booking? Nothing is written."""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from kartotek.domain.access.queries import get_policy
from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.queries import get_booking, list_bookings
from kartotek.domain.booking.queries.card_facts import facts_for_card, facts_of_booking, places_of
from kartotek.domain.booking.values.bookings import COMING, BookingFilters, BookingItem
from kartotek.domain.booking.values.telling import NOWHERE
from kartotek.domain.booking.values.waiting import OFFER_LASTS
from kartotek.domain.businesses.values import LANGUAGES, BusinessLike
from kartotek.domain.customers.queries import get_customer
from kartotek.domain.messaging.decisions import example_facts
from kartotek.domain.messaging.queries import business_facts
from kartotek.domain.messaging.values import Facts, MessageChannel
from kartotek.kernel.errors import NotFound
from kartotek.kernel.periods import local_date

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
    hers = facts_for_card(card, business=business, channel=MessageChannel.EMAIL, now=now)
    notice = get_policy(business=business).cancel_notice_minutes
    about = hers.booking
    if booking:
        place = places_of([booking.employee_id]).get(booking.employee_id, NOWHERE)
        about = facts_of_booking(booking, business, notice, place)
    invented = _invented(business, of.language)
    return replace(
        hers,
        language=of.language or hers.language,
        booking=replace(about, offer_until=now + OFFER_LASTS) if about else None,
        code=invented.code,
        reminder=invented.reminder,
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
