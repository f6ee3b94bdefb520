"""Which refusals belong to bookings?"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from kartotek.domain.access.values import Decision
from kartotek.domain.booking.values.availability import Slot
from kartotek.kernel.errors import Conflict, Invalid, NotPermitted


class SlotTaken(Conflict):
    """Somebody else has just taken this time. Please choose another one."""

    code = "slot_taken"

    def __init__(self, alternatives: Sequence[Slot] = ()) -> None:
        super().__init__()
        self.alternatives = tuple(alternatives)

    def members(self) -> dict[str, object]:
        """The free starts nearest to the lost one."""
        slots = [
            {"starts_at": slot.starts_at.isoformat(), "employees": [str(one) for one in slot.employee_ids]}
            for slot in self.alternatives
        ]
        return {"alternatives": slots}


class SessionOverlaps(SlotTaken):
    """Somebody else's appointment or another class takes this time. Nothing was written."""

    def __init__(self, starts: Sequence[datetime]) -> None:
        super().__init__()
        self.starts = tuple(starts)

    def members(self) -> dict[str, object]:
        """Which of the dates meet something."""
        return {**super().members(), "taken": [start.isoformat() for start in self.starts]}


class ClassFull(Conflict):
    """All seats of this class are taken."""

    code = "class_full"


class AlreadyBooked(Conflict):
    """There is a seat in this class for this person already."""

    code = "already_booked"


class TermsExist(Conflict):
    """This customer has own terms of this service already."""

    code = "terms_exist"


class SeatStays(Conflict):
    """A seat in a class cannot be moved. Cancel it and book another one."""

    code = "seat_stays"


class SessionCancelled(Conflict):
    """This class is cancelled."""

    code = "class_cancelled"


class WaitlistFull(Conflict):
    """You are on the waiting list five times already. Leave one of them first."""

    code = "waitlist_full"


class NoOffer(Conflict):
    """There is no place on offer any more."""

    code = "no_offer"


class NeedsOverride(Conflict):
    """This goes against the rules. Book anyway with a reason?"""

    code = "needs_override"

    def __init__(self, decision: Decision, told: Mapping[str, object]) -> None:
        """`told` is the decision as staff and their programs read it (`access.queries.decision_for_staff`)."""
        super().__init__()
        self.decision = decision
        self.told = dict(told)

    def members(self) -> dict[str, object]:
        """The decision, with every reason."""
        return {"decision": self.told}


class MayNotOverride(NotPermitted):
    """This goes against the rules, and you do not have the permission to do it anyway."""

    def __init__(self, decision: Decision) -> None:
        super().__init__()
        self.decision = decision


class BadRange(Invalid):
    """A range has 1 to 62 days."""

    code = "range"


class NotAStart(Invalid):
    """An appointment cannot start at this time."""

    code = "not_a_start"


class OutsideHours(Invalid):
    """This time lies outside the opening hours."""

    code = "outside_hours"


class TooSoon(Invalid):
    """This time is too soon to be booked online."""

    code = "too_soon"


class TooLate(Invalid):
    """This time is too far ahead to be booked online."""

    code = "too_late"


class NoticePassed(Invalid):
    """It is too late to change this appointment online. Please contact us."""

    code = "notice_passed"


class WrongStep(Conflict):
    """This is not possible for this booking any more."""

    code = "wrong_status"
