"""What can be done with hours and bookings? One file a verb or noun."""

from kartotek.domain.booking.actions.book_for_customer import book_for_customer
from kartotek.domain.booking.actions.book_online import book_online
from kartotek.domain.booking.actions.book_series import book_series
from kartotek.domain.booking.actions.cancel_booking import cancel_booking
from kartotek.domain.booking.actions.check_in import check_in
from kartotek.domain.booking.actions.class_sessions import (
    cancel_class_session,
    create_class_sessions,
    edit_class_session,
)
from kartotek.domain.booking.actions.edit_booking import answer_proposal, edit_booking
from kartotek.domain.booking.actions.feeds import rotate_feed
from kartotek.domain.booking.actions.lock_customer import lock_customer
from kartotek.domain.booking.actions.matches import mark_near_names, settle_match
from kartotek.domain.booking.actions.move_booking import move_booking
from kartotek.domain.booking.actions.offers import accept_offer, expire_offers, offer_places
from kartotek.domain.booking.actions.step_bookings import (
    approve_booking,
    arrive_booking,
    complete_booking,
    decline_booking,
    no_show_booking,
)
from kartotek.domain.booking.actions.terms import add_service_terms, edit_service_terms, remove_service_terms
from kartotek.domain.booking.actions.waiting_list import join_waitlist, leave_waitlist, remove_from_waitlist
from kartotek.domain.booking.actions.write_to_customer import send_appointment_card, send_free_message

__all__ = [
    "accept_offer",
    "add_service_terms",
    "answer_proposal",
    "approve_booking",
    "arrive_booking",
    "book_for_customer",
    "book_online",
    "book_series",
    "cancel_booking",
    "cancel_class_session",
    "check_in",
    "complete_booking",
    "create_class_sessions",
    "decline_booking",
    "edit_booking",
    "edit_class_session",
    "edit_service_terms",
    "expire_offers",
    "join_waitlist",
    "leave_waitlist",
    "lock_customer",
    "mark_near_names",
    "move_booking",
    "no_show_booking",
    "offer_places",
    "remove_from_waitlist",
    "remove_service_terms",
    "rotate_feed",
    "send_appointment_card",
    "send_free_message",
    "settle_match",
]
