"""When does each service of a visit begin, and who does it? Each begins when the one before it ends.

With anyone, whoever does the one before goes on if she can; else those who are free, in the fair order of all bookings.
Where one employee does two that need time before or after them, that time lies between the two.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from kartotek.domain.booking.decisions.calendar import to_minute
from kartotek.domain.booking.decisions.checking import Look, held_time, look_at
from kartotek.domain.booking.decisions.choosing import choose_employee
from kartotek.domain.booking.decisions.resources import Uses, is_to_be_had
from kartotek.domain.booking.values.availability import Offer, Taken
from kartotek.domain.booking.values.hours import HoursRows
from kartotek.domain.booking.values.visits import Part, Plan, PlannedPart

_Dead = tuple[int, datetime, int]
NOBODY = 0


class Planner:
    """Plans one visit at many starts: what was once looked at is remembered."""

    def __init__(
        self, parts: Sequence[Part], hours: HoursRows, taken: Mapping[int, Sequence[Taken]], uses: Uses
    ) -> None:
        self._uses = uses
        self._parts = parts
        self._hours = hours
        self._taken = taken
        self._looks: dict[tuple[int, int, datetime], Look] = {}
        self._dead: set[_Dead] = set()

    def free(self, starts_at: datetime) -> Plan | None:
        """The visit with everybody free and at work; None where there is no such."""
        return self._from(0, starts_at, ())

    def best(self, starts_at: datetime) -> Plan:
        """The same, else as much of it as is possible, one service after the other."""
        plan = self.free(starts_at) or ()
        at = starts_at
        while len(plan) < len(self._parts):
            tried = [self._planned(len(plan), offer, at, plan) for offer in self._in_order(len(plan), at, plan)]
            chosen = max(tried, key=lambda one: (one.fits, one.is_within_hours))
            plan, at = (*plan, chosen), chosen.ends_at
        return plan

    def _from(self, index: int, at: datetime, before: Plan) -> Plan | None:
        if index == len(self._parts):
            return before
        last = before[-1].offer.employee_id if before else NOBODY
        if (index, at, last) in self._dead:
            return None
        for offer in self._in_order(index, at, before):
            done = self._planned(index, offer, at, before)
            if done.fits and (plan := self._from(index + 1, done.ends_at, (*before, done))) is not None:
                return plan
        self._dead.add((index, at, last))
        return None

    def _in_order(self, index: int, at: datetime, before: Plan) -> Iterator[Offer]:
        """Whoever does the one before, then the others as bookings with anyone choose among them."""
        left = {offer.employee_id: offer for offer in self._parts[index].offers}
        if before and (same := left.pop(before[-1].offer.employee_id, None)) is not None:
            yield same
        while left:
            yield left.pop(choose_employee(left, self._taken, at, self._parts[index].frame.rules.timezone))

    def _planned(self, index: int, offer: Offer, at: datetime, before: Plan) -> PlannedPart:
        rules, who = self._parts[index].frame.rules, offer.employee_id
        if before and before[-1].offer.employee_id == who:
            after = self._parts[index - 1].frame.rules.buffer_after_minutes
            at += timedelta(minutes=after + rules.buffer_before_minutes)
        key = (index, who, at)
        if key not in self._looks:
            taken = self._taken.get(who, ())
            self._looks[key] = look_at(at, who, offer.duration_minutes, self._hours, taken, rules)
        look = self._looks[key]
        first, *_rest = held_time(at, offer.duration_minutes, rules)
        is_free = look.is_free and not any(first.starts < one.ends for one in self._held(who, before))
        frame = self._parts[index].frame
        is_free = is_free and is_to_be_had(at, offer.duration_minutes, rules, frame.needs, self._uses)
        return PlannedPart(frame.service_id, frame.service_name, offer, at, look.is_within_hours, is_free)

    def _held(self, who: int, before: Plan) -> Iterator[Taken]:
        """What the visit itself has taken of her time; all of it begins earlier."""
        for index, one in enumerate(before):
            if one.offer.employee_id == who:
                rules = self._parts[index].frame.rules
                ends = to_minute(one.ends_at) + rules.buffer_after_minutes
                yield Taken(to_minute(one.starts_at) - rules.buffer_before_minutes, ends)
