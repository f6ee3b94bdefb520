"""Who comes to the sample appointments, and what became of them?"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from kartotek.cli.sample.cards import Joining, is_archived
from kartotek.cli.sample.clinic import SERVICES
from kartotek.cli.sample.personas import ORDINARY_LIMIT, PERSONAS
from kartotek.cli.sample.slots import Slot

TRIES = 12
LONGEST_LEAD_DAYS = 28


@dataclass(frozen=True)
class Visit:
    """One booking: `customer` is a position among the cards; closed means cancelled, completed or no-show."""

    slot: Slot
    customer: int
    status: str
    channel: str
    visit: UUID
    created_at: datetime
    closed_at: datetime | None
    was_anyone: bool
    cancel_reason: str = ""

    @property
    def takes_time(self) -> bool:
        """Whether the employee's time is taken; a cancelled one gives it back."""
        return self.status != "cancelled"


class Guests:
    """Chooses customers: known by then, once a day at most, and none above what an ordinary one may hold."""

    def __init__(self, rng: Random, joining: Joining) -> None:
        self._rng = rng
        self._joining = joining
        self._coming: Counter[int] = Counter()
        self._seen: set[int] = set()
        self._on: date | None = None

    def choose(self, slot: Slot, created_at: datetime, *, is_coming: bool) -> int | None:
        """A customer for the slot, or None where nobody fits; regulars come more often."""
        if slot.on != self._on:
            self._on, self._seen = slot.on, set()
        known = self._joining.count(created_at) - len(PERSONAS)
        for _ in range(TRIES if known > 0 else 0):
            # Mostly among those who joined last: with a million cards nobody would ever come twice otherwise.
            reach = known if self._rng.random() < 0.3 else min(known, 1200)
            customer = len(PERSONAS) + known - 1 - int(reach * self._rng.random() ** 1.6)
            if self._fits(customer, is_coming=is_coming):
                self._seen.add(customer)
                self._coming[customer] += is_coming
                return customer
        return None

    def _fits(self, customer: int, *, is_coming: bool) -> bool:
        if customer in self._seen or is_archived(customer):
            return False
        return not is_coming or self._coming[customer] < ORDINARY_LIMIT


def list_visits(rng: Random, slots: list[Slot], joining: Joining) -> Iterator[Visit]:
    """Every slot with its customer, in the order of time; here and there a cancelled one at the same time before it."""
    guests = Guests(rng, joining)
    kept = _slots_of_personas(rng, slots, joining)
    for number, slot in enumerate(slots):
        created_at = _created_at(rng, slot, joining.now)
        is_coming = slot.ends_at > joining.now
        given = kept.get(number)
        customer = given.customer if given else guests.choose(slot, created_at, is_coming=is_coming)
        if customer is None:
            continue
        if rng.random() < 0.05 and (other := guests.choose(slot, created_at, is_coming=False)) is not None:
            yield _cancelled(_visit(rng, slot, other, created_at, joining.now), "Something came up")
        visit = _visit(rng, slot, customer, created_at, joining.now)
        yield replace(visit, status=given.status, closed_at=slot.ends_at) if given and given.status else visit
    yield from _cancelled_visits(rng, slots, joining)


@dataclass(frozen=True)
class _Kept:
    customer: int
    status: str = ""


def _slots_of_personas(rng: Random, slots: list[Slot], joining: Joining) -> dict[int, _Kept]:
    """Slots (positions) for what the personas need: bookings to come, no-shows, visits; each on another day."""
    count = min(len(PERSONAS), joining.customers)
    tomorrow = joining.now.date() + timedelta(days=1)
    coming = [number for number, slot in enumerate(slots) if slot.on > tomorrow and _is_plain(slot)]
    past = [number for number, slot in enumerate(slots) if slot.ends_at < joining.now][-2000:]
    rng.shuffle(coming)
    rng.shuffle(past)
    found: dict[int, _Kept] = {}
    for customer, persona in enumerate(PERSONAS[:count]):
        for number in _take(coming, slots, persona.coming):
            found[number] = _Kept(customer)
        for number in _take(past, slots, persona.no_shows):
            found[number] = _Kept(customer, "no_show")
        for number in _take(past, slots, 2 + customer % 6):
            found[number] = _Kept(customer, "completed")
    return found


def _take(numbers: list[int], slots: list[Slot], count: int) -> list[int]:
    """Remove and return so many of the slots, each on another day."""
    taken: dict[date, int] = {}
    for number in numbers:
        if len(taken) < count:
            taken.setdefault(slots[number].on, number)
    chosen = set(taken.values())
    numbers[:] = [number for number in numbers if number not in chosen]
    return sorted(chosen)


def _is_plain(slot: Slot) -> bool:
    return not SERVICES[slot.service].needs_approval


def _created_at(rng: Random, slot: Slot, now: datetime) -> datetime:
    latest = min(slot.starts_at - timedelta(hours=2), now - timedelta(minutes=5))
    return (latest - timedelta(minutes=rng.randint(0, LONGEST_LEAD_DAYS * 1440))).replace(second=0, microsecond=0)


def _visit(rng: Random, slot: Slot, customer: int, created_at: datetime, now: datetime) -> Visit:
    channel = "staff" if rng.random() < 0.45 else "online"
    status = _status(rng, slot, created_at, now)
    if status == "pending" and channel == "staff":
        status = "confirmed"  # what staff book needs nobody's approval
    return Visit(
        slot=slot,
        customer=customer,
        status=status,
        channel=channel,
        visit=UUID(int=rng.getrandbits(128), version=4),
        created_at=created_at,
        closed_at=slot.ends_at if status in {"completed", "no_show"} else None,
        was_anyone=rng.random() < 0.35,
    )


def _status(rng: Random, slot: Slot, created_at: datetime, now: datetime) -> str:
    if slot.ends_at <= now:
        return "no_show" if rng.random() < 0.03 else "completed"
    if slot.starts_at <= now:
        return "arrived"
    is_fresh = now - created_at < timedelta(days=12)
    return "pending" if SERVICES[slot.service].needs_approval and is_fresh else "confirmed"


def _cancelled(visit: Visit, reason: str) -> Visit:
    closed_at = visit.created_at + (visit.slot.starts_at - visit.created_at) / 3
    return replace(visit, status="cancelled", closed_at=closed_at, cancel_reason=reason)


def _cancelled_visits(rng: Random, slots: list[Slot], joining: Joining) -> Iterator[Visit]:
    """The visits of two services that personas called off a few days before today."""
    ahead = [slot for slot in slots if slot.starts_at > joining.now + timedelta(days=3)]
    for customer, persona in enumerate(PERSONAS[: joining.customers]):
        if persona.has_cancelled_visit and ahead:
            first = _visit(rng, ahead[0], customer, joining.now - timedelta(days=6), joining.now)
            second = next((slot for slot in ahead if slot.starts_at >= ahead[0].ends_at), ahead[0])
            for one in (first, replace(first, slot=second)):
                yield replace(
                    one,
                    status="cancelled",
                    channel="online",
                    closed_at=joining.now - timedelta(days=1),
                    cancel_reason="Ill, will book again",
                )
