"""Who does what was asked for, and is there room? Chooses, holds the employees, and looks again (S10).

The looking is `decisions.checking`, the same code that fills the list of free starts.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from kartotek.domain.access.values import Channel, Question
from kartotek.domain.booking.decisions.calendar import to_instant
from kartotek.domain.booking.decisions.checking import Look, held_time, look_at
from kartotek.domain.booking.decisions.choosing import choose_employee
from kartotek.domain.booking.decisions.offering import with_terms
from kartotek.domain.booking.decisions.resources import Uses, is_to_be_had, use_of
from kartotek.domain.booking.decisions.starts import Range
from kartotek.domain.booking.queries.availability import checked_range, get_frame, get_last_before, get_taken
from kartotek.domain.booking.queries.hours import get_hours_rows
from kartotek.domain.booking.queries.resources import get_uses, needs_of
from kartotek.domain.booking.values.availability import Frame, Need, Offer, Taken
from kartotek.domain.booking.values.bookings import Wish
from kartotek.domain.booking.values.hours import HoursRows
from kartotek.domain.booking.values.terms import OwnTerms
from kartotek.domain.businesses.values import BusinessLike
from kartotek.domain.catalog.values import Gap
from kartotek.kernel.errors import Conflict, NotFound, invalid
from kartotek.kernel.periods import Period, local_date
from kartotek.kernel.words import gettext_noop
from kartotek.plumbing import locks

_AS_USUAL: Mapping[int, OwnTerms] = {}
_NO_RESOURCE = gettext_noop("There is no such room or equipment.")
_NOT_PERFORMED = gettext_noop("This employee does not perform this service.")


class LostRace(Conflict):
    """Somebody was faster; with anyone, another employee may still be free."""

    code = "slot_taken"


@dataclass(frozen=True)
class Placed:
    """One wish with the employee who would do it, and what can be said of the time; of a class, one of its seats."""

    frame: Frame
    offer: Offer
    starts_at: datetime
    was_anyone: bool
    look: Look
    session_id: int | None = None
    own_minutes: int | None = None
    needs: tuple[Need, ...] = ()
    has_own_resources: bool = False

    @property
    def resource_ids(self) -> tuple[int, ...]:
        """What it uses besides an employee."""
        return tuple(need.resource_id for need in self.needs)

    @property
    def use(self) -> Period:
        """How long it uses them, buffers and gap included."""
        taken = use_of(self.starts_at, self.offer.duration_minutes, self.frame.rules)
        return Period(to_instant(taken.starts), to_instant(taken.ends))

    @property
    def ends_at(self) -> datetime:
        """The end for the customer, without buffers."""
        return self.starts_at + timedelta(minutes=self.offer.duration_minutes)

    @property
    def is_free(self) -> bool:
        """Whether nothing else holds the time."""
        return self.look.is_free

    @property
    def gap(self) -> Gap | None:
        """When its employee is free for others, if the service has such a time."""
        gap = self.frame.rules.gap
        return gap.within(self.offer.duration_minutes) if gap else None

    @property
    def held(self) -> tuple[Period, ...]:
        """What it takes of the employee's time, buffers included: one stretch, or two around the gap."""
        taken = held_time(self.starts_at, self.offer.duration_minutes, self.frame.rules)
        return tuple(Period(to_instant(one.starts), to_instant(one.ends)) for one in taken)


@dataclass(frozen=True)
class _Wanted:
    """A wish and who may fulfil it."""

    wish: Wish
    frame: Frame
    offers: tuple[Offer, ...]
    needs: tuple[Need, ...]


@dataclass(frozen=True)
class _Scene:
    """What time and resources are taken around some wishes, apart from the booking that is moved."""

    business_id: int
    asked: Range
    resource_ids: Sequence[int]
    without_booking: int | None

    def hold(self, employee_ids: Sequence[int]) -> None:
        """In the order of joint 5."""
        hold_employees(employee_ids)
        if self.resource_ids:
            locks.hold_ids("catalog_resource", self.resource_ids)

    def taken(self, employee_ids: Sequence[int]) -> dict[int, list[Taken]]:
        """Of these employees."""
        return get_taken(self.business_id, employee_ids, self.asked, without_booking=self.without_booking)

    def uses(self) -> dict[int, list[Taken]]:
        """Of what is needed."""
        return get_uses(self.business_id, self.resource_ids, self.asked, without_booking=self.without_booking)


def _resources_of(wanted: Sequence[_Wanted]) -> list[int]:
    return sorted({need.resource_id for one in wanted for need in one.needs})


def _to_all(frame: Frame, offer: Offer) -> bool:  # noqa: ARG001 - the shape of a choice
    return True


def place(
    business: BusinessLike,
    wishes: Sequence[Wish],
    *,
    is_online: bool,
    without_booking: int | None = None,
    is_open_to: Callable[[Frame, Offer], bool] = _to_all,
    terms: Mapping[int, OwnTerms] = _AS_USUAL,
) -> list[Placed]:
    """Settle who does each wish and hold those employees until the transaction ends.

    Raises NotFound for a service that cannot be booked here, Invalid for an employee who does not perform it, LostRace
    when somebody else took what was free a moment ago. `without_booking` is the one being moved. With anyone it is one
    whom the customer may be offered (`is_open_to`), else one who is to be refused. `terms` are her own (S51).
    """
    frames = _frames(business, wishes, terms)
    wanted = [_wanted(wish, frames[wish.service_id], is_open_to, is_online=is_online) for wish in wishes]
    asked = _range(business.timezone, wishes)
    scene = _Scene(business.id, asked, _resources_of(wanted), without_booking)
    employee_ids = sorted({offer.employee_id for one in wanted for offer in one.offers})
    is_settled = all(len(one.offers) == 1 for one in wanted)
    if is_settled:
        scene.hold(employee_ids)
    wide = asked.wide_days
    hours = get_hours_rows(business_id=business.id, employee_ids=employee_ids, from_on=wide[0].on, to_on=wide[-1].on)
    taken = scene.taken(employee_ids)
    if not is_settled:  # who has been idle for longest may be asked about weeks that are long past
        _add_last(taken, get_last_before(business.id, employee_ids, asked))
    placed = _settle(wanted, hours, taken, scene.uses())
    if is_settled or not all(one.is_free for one in placed):
        return placed
    chosen = sorted({one.offer.employee_id for one in placed})
    scene.hold(chosen)
    again = [replace(one, offers=(done.offer,)) for one, done in zip(wanted, placed, strict=True)]
    fresh = _settle(again, hours, scene.taken(chosen), scene.uses())
    if not all(one.is_free for one in fresh):
        raise LostRace
    return fresh


def _frames(business: BusinessLike, wishes: Sequence[Wish], terms: Mapping[int, OwnTerms]) -> dict[int, Frame]:
    wanted = {wish.service_id for wish in wishes}
    return {one: with_terms(get_frame(business, one), terms.get(one)) for one in wanted}


def _add_last(taken: dict[int, list[Taken]], last: Mapping[int, Taken]) -> None:
    for who, before in last.items():
        taken.setdefault(who, []).insert(0, before)


def question_about(placed: Placed, channel: Channel, *, is_move: bool = False) -> Question:
    """What access is asked about one wish."""
    return Question(
        channel=channel,
        service_id=placed.frame.service_id,
        employee_id=placed.offer.employee_id,
        starts_at=placed.starts_at,
        is_within_hours=placed.look.is_within_hours,
        is_move=is_move,
        category_id=placed.frame.category_id,
        location_id=placed.offer.location_id,
    )


def hold_employees(employee_ids: Iterable[int]) -> None:
    """Hold the rows of these employees, in the order of joint 5."""
    locks.hold_ids("catalog_employee", employee_ids)


def _wanted(wish: Wish, frame: Frame, is_open_to: Callable[[Frame, Offer], bool], *, is_online: bool) -> _Wanted:
    if frame.is_class or (is_online and not frame.is_online):
        raise NotFound
    offers = tuple(
        offer
        for offer in frame.offers
        if wish.employee_id in {None, offer.employee_id} and (offer.is_online or not is_online)
    )
    if not offers:
        raise invalid("employee", "unknown", _NOT_PERFORMED)
    if wish.employee_id is None:
        offers = tuple(offer for offer in offers if is_open_to(frame, offer)) or offers
    if wish.own_minutes is not None:
        offers = tuple(replace(offer, duration_minutes=wish.own_minutes) for offer in offers)
    return _Wanted(wish, frame, offers, frame.needs if wish.resource_ids is None else _named(wish.resource_ids))


def _named(resource_ids: Sequence[int]) -> tuple[Need, ...]:
    found = needs_of(resource_ids)
    if len(found) != len(set(resource_ids)):
        raise invalid("resources", "unknown", _NO_RESOURCE)
    return found


def _range(timezone: str, wishes: Sequence[Wish]) -> Range:
    zone = ZoneInfo(timezone)
    dates = [local_date(wish.starts_at, zone) for wish in wishes]
    return checked_range(timezone, min(dates), max(dates))


def _settle(
    wanted: Sequence[_Wanted], hours: HoursRows, taken: Mapping[int, Sequence[Taken]], used: Uses
) -> list[Placed]:
    """One after the other, so that a visit's own services do not overlap either; whoever has less choice comes first,
    or "anyone" would take the time of the one who is asked for by name. The answer is in the order of the wishes.
    """
    held = {employee_id: list(rows) for employee_id, rows in taken.items()}
    uses = {resource_id: list(rows) for resource_id, rows in used.items()}
    placed = {}
    for at in sorted(range(len(wanted)), key=lambda at: len(wanted[at].offers)):
        done = _settle_one(wanted[at], hours, held, uses)
        for resource_id in done.resource_ids:
            uses.setdefault(resource_id, []).append(
                use_of(done.starts_at, done.offer.duration_minutes, done.frame.rules)
            )
        mine = held_time(done.starts_at, done.offer.duration_minutes, done.frame.rules)
        held.setdefault(done.offer.employee_id, []).extend(mine)
        placed[at] = done
    return [placed[at] for at in range(len(wanted))]


def _settle_one(wanted: _Wanted, hours: HoursRows, held: Mapping[int, Sequence[Taken]], uses: Uses) -> Placed:
    """With the chosen one of those who are free; without any, with somebody who would at least be at work."""
    wish, rules = wanted.wish, wanted.frame.rules
    looks = {
        offer.employee_id: look_at(
            wish.starts_at,
            offer.employee_id,
            offer.duration_minutes,
            hours,
            held.get(offer.employee_id, ()),
            rules,
        )
        for offer in wanted.offers
    }
    at_work = [who for who, look in looks.items() if look.is_within_hours]
    for offer in wanted.offers:
        if not is_to_be_had(wish.starts_at, offer.duration_minutes, rules, wanted.needs, uses):
            looks[offer.employee_id] = replace(looks[offer.employee_id], is_free=False)
    free = [who for who in at_work if looks[who].is_free]
    chosen = choose_employee(free or at_work or list(looks), held, wish.starts_at, rules.timezone)
    offer = next(offer for offer in wanted.offers if offer.employee_id == chosen)
    usual = next(offer.duration_minutes for offer in wanted.frame.offers if offer.employee_id == chosen)
    own_minutes = None if wish.own_minutes == usual else wish.own_minutes
    was_anyone = wish.employee_id is None
    return Placed(
        wanted.frame,
        offer,
        wish.starts_at,
        was_anyone,
        looks[chosen],
        own_minutes=own_minutes,
        needs=wanted.needs,
        has_own_resources=wish.resource_ids is not None,
    )
