"""Who of the personas waits, for the class that is full and for a free time?"""

from datetime import timedelta

from django_scopes import scope

from kartotek.cli.sample.stage import Stage
from kartotek.domain.audit.values import STRANGER, SYSTEM
from kartotek.domain.booking.actions import join_waitlist, offer_places
from kartotek.domain.booking.queries.classes import list_class_sessions
from kartotek.domain.booking.values.bookings import Booker
from kartotek.domain.booking.values.classes import SessionFilters
from kartotek.domain.booking.values.waiting import WaitRequest
from kartotek.domain.customers.queries import get_customer

MASSAGE = 5  # position in clinic.SERVICES


def write_waiting(stage: Stage) -> None:
    """One waits for a seat, one has just been offered a time."""
    with scope(business=stage.business.id):
        page = list_class_sessions(business=stage.business, filters=SessionFilters())
        full = next((one for one in page.items if one.seats_left == 0), None)
        if full is not None:
            _wait(stage, "waits_for_class", session_id=full.id)
        _wait(stage, "has_an_offer", service_id=stage.services[MASSAGE])
        offer_places(business=stage.business, actor=SYSTEM, now=stage.now, service_id=stage.services[MASSAGE])


def _wait(stage: Stage, story: str, *, session_id: int | None = None, service_id: int | None = None) -> None:
    customer = stage.who(story)
    if customer is None:
        return
    card = get_customer(customer, viewer=SYSTEM)
    booker = Booker(card.first_name, card.last_name, card.email, card.phone)
    request = WaitRequest(card.language, session_id=session_id, service_id=service_id, booker=booker)
    join_waitlist(business=stage.business, actor=STRANGER, now=stage.now - timedelta(minutes=20), request=request)
