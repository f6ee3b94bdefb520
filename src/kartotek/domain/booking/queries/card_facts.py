"""What fills a message that staff send to a customer by hand? The card, the business, her coming bookings (S46)."""

from collections.abc import Collection, Mapping
from datetime import datetime

from kartotek.domain.access.queries import get_policy
from kartotek.domain.booking.decisions.steps import cancel_until
from kartotek.domain.booking.queries.bookings import list_coming
from kartotek.domain.booking.queries.manage import manage_token
from kartotek.domain.booking.values.bookings import BookingItem
from kartotek.domain.booking.values.telling import NOWHERE, Place
from kartotek.domain.businesses.models import Location
from kartotek.domain.businesses.values import LANGUAGES, BusinessLike
from kartotek.domain.catalog.models import Employee
from kartotek.domain.customers.values import CustomerCard
from kartotek.domain.messaging.queries import business_facts, customer_facts, opt_out_link
from kartotek.domain.messaging.values import BookingFacts, Facts, MessageChannel
from kartotek.kernel.contact import address_in_line
from kartotek.kernel.money import Money
from kartotek.plumbing.addresses import absolute


def language_of(card: CustomerCard, business: BusinessLike) -> str:
    """The language the customer is written to in."""
    return card.language if card.language in LANGUAGES else business.default_language


def facts_for_card(card: CustomerCard, *, business: BusinessLike, channel: MessageChannel, now: datetime) -> Facts:
    """All facts; outside loops, booking codes mean her next booking. Two queries, three where bookings are coming."""
    notice = get_policy(business=business).cancel_notice_minutes
    bookings = list_coming(card.id, now=now)
    places = places_of({one.employee_id for one in bookings})
    coming = tuple(facts_of_booking(one, business, notice, places.get(one.employee_id, NOWHERE)) for one in bookings)
    ahead = [one for one in coming if one.starts_at > now]
    return Facts(
        business=business_facts(business),
        language=language_of(card, business),
        timezone=business.timezone,
        now=now,
        customer=customer_facts(card),
        booking=next(iter([*ahead, *coming]), None),
        coming=coming,
        opt_out_link=opt_out_link(business, card.id, channel),
    )


def places_of(employee_ids: Collection[int]) -> Mapping[int, Place]:
    """Where these employees receive their customers. One query; none for nobody."""
    if not employee_ids:
        return {}
    rows = Employee.objects.filter(pk__in=employee_ids, location__isnull=False).select_related("location")
    return {row.pk: Place(row.location.name, _address_of(row.location)) for row in rows if row.location}


def facts_of_booking(
    booking: BookingItem, business: BusinessLike, notice_minutes: int, place: Place = NOWHERE
) -> BookingFacts:
    """One booking; `place`: where its employee receives her customers."""
    link = absolute(f"/{business.slug}/manage/{manage_token(booking.id)}/")
    return BookingFacts(
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        service=booking.service_name,
        employee=booking.employee_name,
        status=booking.status.value,
        location=place.name,
        location_address=place.address,
        price=Money(booking.price, booking.currency) if booking.price is not None else None,
        cancel_until=cancel_until(booking.starts_at, notice_minutes),
        is_cancelled_by_customer=booking.cancel_channel == "online",
        cancel_reason=booking.cancel_reason,
        manage_link=link,
        cancel_link=f"{link}cancel/",
    )


def _address_of(place: Location) -> str:
    return address_in_line(place.address_line, place.postcode, place.city)
