"""What is a refused person told besides the message? How to reach the business; with proof the numbers (S8, S16)."""

from collections.abc import Sequence

from kartotek.domain.access.decisions import instant
from kartotek.domain.access.values import Decision, Policy, RefusalTexts
from kartotek.domain.booking.values.bookings import BookingItem
from kartotek.domain.businesses.values import BusinessLike


def contact_of(business: BusinessLike) -> dict[str, str]:
    """What stands beside every refusal."""
    return {
        "phone": business.phone,
        "email": business.email,
        "address_line": business.address_line,
        "postcode": business.postcode,
        "city": business.city,
        "opening_text": business.opening_text,
    }


def numbers_for_proven(decision: Decision, policy: Policy, bookings: Sequence[BookingItem]) -> dict[str, object]:
    """What only a proven customer learns, unless the business says the same to everybody."""
    if policy.refusal_texts is RefusalTexts.NEUTRAL:
        return {}
    return {
        "may_book_again_at": instant(decision.may_book_again_at),
        "future_bookings": decision.future_bookings,
        "limit": decision.limit.value,
        "bookings": [
            {
                "id": str(item.id),
                "service": str(item.service_id),
                "employee": str(item.employee_id),
                "starts_at": instant(item.starts_at),
                "ends_at": instant(item.ends_at),
            }
            for item in bookings
        ],
    }
