"""Tell somebody who waits that a place is kept for her: at once, for it is not kept for long (S9)."""

from dataclasses import replace

from kartotek.domain.booking.actions.deeds import Deed
from kartotek.domain.booking.actions.placing import Placed
from kartotek.domain.booking.decisions.telling import channels_for
from kartotek.domain.booking.models import WaitlistEntry
from kartotek.domain.booking.queries.telling import draft_to, read_telling
from kartotek.domain.booking.queries.waiting import booker_of, wait_token
from kartotek.domain.booking.values.telling import NOWHERE, Addressee, Telling
from kartotek.domain.messaging.actions import queue_messages
from kartotek.domain.messaging.decisions import quiet_period
from kartotek.domain.messaging.values import BookingFacts, CustomerFacts, Event, MessageChannel
from kartotek.plumbing.addresses import absolute


def tell_offer(deed: Deed, row: WaitlistEntry, placed: Placed) -> None:
    """The place, until when it is kept, and the link to take it. No text message in the quiet hours: the place would
    be somebody else's in the morning.
    """
    telling = read_telling(
        deed.business,
        Addressee(row.customer_id, _typed(row), row.language),
        employees=[placed.offer.employee_id],
        events=[Event.WAITLIST_OFFER],
        now=deed.now,
    )
    offer = _facts_of(telling, row, placed)
    is_quiet = quiet_period(deed.now, telling.rules, deed.business.timezone) is not None
    drafts = [
        replace(draft_to(telling, Event.WAITLIST_OFFER, channel, _key(row), offer), expires_at=row.offer_until)
        for channel in channels_for(telling, Event.WAITLIST_OFFER, [placed.frame.service_id])
        if not (is_quiet and channel is MessageChannel.SMS)
    ]
    queue_messages(business_id=deed.business.id, drafts=drafts, caused_by=deed.actor.name, now=deed.now)


def _key(row: WaitlistEntry) -> str:
    """Each offer is one message; she may be offered another place when this one has run out."""
    return f"{row.pk}:{row.offer_starts_at}:{row.offer_until}"


def _typed(row: WaitlistEntry) -> CustomerFacts:
    booker = booker_of(row)
    if booker is None:
        return CustomerFacts()
    return CustomerFacts(
        first_name=booker.first_name, last_name=booker.last_name, email=booker.email, phone=booker.phone
    )


def _facts_of(telling: Telling, row: WaitlistEntry, placed: Placed) -> BookingFacts:
    link = absolute(f"/{telling.business.slug}/waiting/{wait_token(row.pk)}/")
    place = telling.places.get(placed.offer.employee_id, NOWHERE)
    return BookingFacts(
        starts_at=placed.starts_at,
        ends_at=placed.ends_at,
        service=placed.frame.service_name,
        employee=placed.offer.employee_name,
        location=place.name,
        location_address=place.address,
        offer_until=row.offer_until,
        manage_link=link,
        cancel_link=link,
    )
