"""What can be chosen at each step, the likeliest first: customers, services, times?"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby, islice
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from kartotek.domain.access.queries import get_policy
from kartotek.domain.access.values import State
from kartotek.domain.booking.queries import (
    list_coming,
    list_free_starts_between,
    list_past,
    own_minutes_of,
    own_terms_of,
)
from kartotek.domain.booking.values.availability import ForWhom, Slot
from kartotek.domain.booking.values.terms import USUAL, OwnTerms
from kartotek.domain.businesses.values import Permission
from kartotek.domain.catalog.queries import list_employees, list_services
from kartotek.domain.catalog.values import EmployeeItem, ServiceItem
from kartotek.domain.overview.queries.customers import list_customers
from kartotek.domain.overview.values import CustomerLine, CustomerQuestion
from kartotek.kernel.errors import NotFound
from kartotek.kernel.text import fold
from kartotek.web.desk.quick_book.chosen import Chosen
from kartotek.web.kit import dates, durations, looks, money
from kartotek.web.kit.context import DeskContext
from kartotek.web.kit.looks import Look

_SHOWN = 8
_DAYS = 62  # as far as availability answers at once
_RECENT = 5
_OF_DAY = 3
_NEAR = 2
_APART = timedelta(hours=1)


@dataclass(frozen=True)
class Option:
    """One line of a list: what it says, and where it leads; `values` are posted, else the address is asked for."""

    url: str
    text: str
    more: str = ""
    icon: str = ""
    look: Look | None = None
    values: str = ""


def customer_options(chosen: Chosen, desk: DeskContext) -> list[Option]:
    """The cards that what is typed leads to, and last the way to a new one; nothing before anything was typed."""
    if not chosen.typed:
        return []
    page = list_customers(
        business=desk.business,
        viewer=desk.actor,
        question=CustomerQuestion(search=chosen.typed),
        now=desk.now,
        limit=_SHOWN,
    )
    new = chosen.url("quick_book:new_customer", desk, typed=chosen.typed)
    text = gettext("New customer “%(typed)s”") % {"typed": chosen.typed}
    return [*(_customer(line, chosen, desk) for line in page.items), Option(new, text, icon="user-plus")]


def service_options(chosen: Chosen, desk: DeskContext) -> list[Option]:
    """The services that can be booked by their names, what she had last before the others."""
    services = [one for one in list_services() if one.kind == "appointment"]
    recent = _recent_services(chosen, desk)
    found = [one for one in services if _has_words(one.name, chosen.typed)]
    found.sort(key=lambda one: recent.index(one.id) if one.id in recent else len(recent))
    own = own_terms_of(chosen.customer)
    return [_service(one, chosen, desk, _facts(one, own.get(one.id, USUAL), recent, desk)) for one in found]


def time_options(chosen: Chosen, desk: DeskContext) -> list[Option]:
    """The next free times; words like “fri 14” narrow them: each must begin a word of the time as it is shown."""
    if chosen.service is None or chosen.customer is None:
        raise NotFound
    names = {one.id: one.name for one in list_employees()}
    policy = get_policy(business=desk.business)
    within = (desk.now + timedelta(minutes=policy.min_notice_minutes), desk.now + timedelta(days=policy.horizon_days))
    every = ((slot, within[0] <= slot.starts_at <= within[1]) for slot in _slots(chosen, desk))
    may_override = desk.may(Permission.BOOKING_OVERRIDE)
    slots = [(slot, is_plain) for slot, is_plain in every if is_plain or may_override]
    if chosen.typed:
        found = [pair for pair in slots if _has_words(_in_words(pair[0].starts_at), chosen.typed)][:_SHOWN]
    else:  # what asks for a reason comes last: Enter takes the first
        found = [(slot, True) for slot in islice(spread(slot for slot, is_plain in slots if is_plain), _SHOWN)]
        found += [pair for pair in slots if not pair[1]][:_NEAR]
    return [_time(slot, names, is_plain=is_plain) for slot, is_plain in found]


def spread(slots: Iterable[Slot]) -> Iterator[Slot]:
    """Some of each day, an hour apart, so that a short list reaches the days after the next one."""
    for _, of_day in groupby(slots, key=lambda slot: dates.local_day(slot.starts_at)):
        last, left = None, _OF_DAY
        for slot in of_day:
            if left and (last is None or slot.starts_at - last >= _APART):
                last, left = slot.starts_at, left - 1
                yield slot


def employees_for(chosen: Chosen) -> list[EmployeeItem]:
    """Who performs the chosen service."""
    return [one for one in list_employees() if chosen.service in one.service_ids]


def first_day(chosen: Chosen, desk: DeskContext) -> date:
    """The day from which free times are looked for."""
    today = desk.now.astimezone(ZoneInfo(desk.business.timezone)).date()
    return max(chosen.on or today, today)


def _customer(line: CustomerLine, chosen: Chosen, desk: DeskContext) -> Option:
    card, state = line.card, line.decision.state
    where = "quick_book:when" if chosen.service else "quick_book:what"
    contacts = " · ".join(one for one in (card.number, card.phone, card.email) if one)
    look = None if state is State.OPEN else looks.ACCESS[state]
    return Option(chosen.url(where, desk, customer=card.id), card.name, contacts, "user", look)


def _recent_services(chosen: Chosen, desk: DeskContext) -> list[int]:
    """What she has booked or had of late, without repeating."""
    if chosen.customer is None:
        return []
    past = list_past(chosen.customer, now=desk.now, limit=_RECENT)
    coming = list_coming(chosen.customer, now=desk.now)
    return list(dict.fromkeys(one.service_id for one in [*past, *coming]))


def _facts(one: ServiceItem, own: OwnTerms, recent: Sequence[int], desk: DeskContext) -> list[str]:
    """How long it takes and what it costs her, and whether that, or the service, is usual for her."""
    minutes = one.duration_minutes if own.duration_minutes is None else own.duration_minutes
    price = one.price if own.price is None else own.price
    facts = [durations.short(minutes)]
    if price is not None:
        facts.append(money.price(price, desk.business.currency))
    if own is not USUAL:
        facts.append(gettext("her own terms"))
    if one.id in recent[:1]:
        facts.append(gettext("booked last"))
    return facts


def _service(one: ServiceItem, chosen: Chosen, desk: DeskContext, facts: Sequence[str]) -> Option:
    return Option(chosen.url("quick_book:when", desk, service=one.id), one.name, " · ".join(facts), "calendar-plus")


def _slots(chosen: Chosen, desk: DeskContext) -> Sequence[Slot]:
    first = first_day(chosen, desk)
    return list_free_starts_between(
        business=desk.business,
        service_id=chosen.service or 0,
        employee_id=chosen.employee,
        dates=(first, first + timedelta(days=_DAYS - 1)),
        now=desk.now,
        whom=ForWhom(own_minutes=own_minutes_of(chosen.customer, chosen.service or 0)),
    )


def _time(slot: Slot, names: dict[int, str], *, is_plain: bool) -> Option:
    who = ", ".join(names.get(one, "") for one in slot.employee_ids)
    more = who if is_plain else gettext("%(names)s · asks for a reason") % {"names": who}
    text = gettext("%(day)s at %(time)s") % {"day": dates.day(slot.starts_at), "time": dates.clock(slot.starts_at)}
    return Option("", text, more, "clock", values=slot.starts_at.isoformat())


def _in_words(at: datetime) -> str:
    return f"{dates.day_long(at)} {dates.weekday(at)} {dates.clock(at)}"


def _has_words(text: str, typed: str) -> bool:
    """Whether each typed word begins a word of the text, accents aside."""
    words = fold(text).split()
    return all(any(word.startswith(wanted) for word in words) for wanted in fold(typed).split())
