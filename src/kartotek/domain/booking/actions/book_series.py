"""Staff book the same appointment every few weeks; dates that do not fit are told, and the others stand (S2)."""

from datetime import datetime

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.actions.book_for_customer import book_for_customer
from kartotek.domain.booking.decisions.asking import check_texts, check_wishes
from kartotek.domain.booking.decisions.checking import is_whole_minute
from kartotek.domain.booking.decisions.series import check_series, visits_of
from kartotek.domain.booking.errors import MayNotOverride, NeedsOverride, NotAStart, SlotTaken
from kartotek.domain.booking.values.bookings import BookingItem
from kartotek.domain.booking.values.series import BookedSeries, Missed, Series
from kartotek.domain.businesses.values import BusinessLike

_OF_ONE_DATE = (SlotTaken, NeedsOverride, MayNotOverride)


def book_series(*, business: BusinessLike, actor: Actor, now: datetime, series: Series) -> BookedSeries:
    """Book one date after the other, each a visit of its own in its own transaction.

    Raises what concerns every date: Invalid, NotFound, NotAStart, NotPermitted; then nothing is written.
    """
    first = series.first
    check_wishes(first.wishes)
    check_texts(note=first.note, internal_note=first.internal_note, override_reason=first.override_reason)
    if not all(is_whole_minute(wish.starts_at) for wish in first.wishes):
        raise NotAStart
    check_series(series, business.timezone)
    bookings: list[BookingItem] = []
    conflicts: list[Missed] = []
    for starts_at, request in visits_of(series, business.timezone):
        if request is None:
            conflicts.append(Missed(starts_at, NotAStart()))
            continue
        try:
            bookings += book_for_customer(business=business, actor=actor, now=now, request=request).bookings
        except _OF_ONE_DATE as error:
            conflicts.append(Missed(starts_at, error))
    return BookedSeries(tuple(bookings), tuple(conflicts))
