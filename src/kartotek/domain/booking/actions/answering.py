"""Which answers does a booking get, and what does a change of notes and answers write?"""

from collections.abc import Mapping, Sequence

from kartotek.domain.booking.actions.placing import Placed
from kartotek.domain.booking.decisions.answering import by_service, check_required, read_answers
from kartotek.domain.booking.models import Booking
from kartotek.domain.booking.queries.bookings import answers_in
from kartotek.domain.booking.values.answers import Answer
from kartotek.domain.booking.values.bookings import NoteChanges, OnlineBooking
from kartotek.domain.catalog.queries import list_asked

Answers = Mapping[int, tuple[Answer, ...]]


def answers_online(request: OnlineBooking, placed: Sequence[Placed]) -> Answers:
    """What a customer answered, by service; what is required must be there, but of who accepts a place it waited for:
    she is not asked then. Raises Invalid.
    """
    asked = list_asked({one.frame.service_id for one in placed}, is_online=True)
    answers = read_answers(asked, request.extra_fields)
    if not request.is_vouched:
        check_required(asked, answers)
    return by_service(asked, answers)


def answers_by_staff(given: Mapping[str, object], placed: Sequence[Placed]) -> Answers:
    """What staff wrote down, by service; nothing is demanded of them (ADR 0022). Raises Invalid."""
    if not given:
        return {}
    asked = list_asked({one.frame.service_id for one in placed})
    return by_service(asked, read_answers(asked, given))


def texts_in(changes: NoteChanges) -> dict[str, str]:
    """The notes among the changes, to be checked as texts."""
    return {name: value for name, value in changes.items() if isinstance(value, str)}


def values_of(row: Booking, changes: NoteChanges) -> dict[str, object]:
    """What the changes write into the booking's row; raises Invalid for an answer that does not fit."""
    values: dict[str, object] = {**texts_in(changes)}
    if "extra_fields" in changes:
        answers = read_answers(list_asked({row.service_id}), changes["extra_fields"], answers_in(row))
        values["extra_fields"] = [answer.plain for answer in answers]
    return values
