"""Which customers, bookings, screens and settings are meant by what was typed?"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext

from kartotek.domain.access.values import State
from kartotek.domain.booking.queries import find_booking, list_coming_of
from kartotek.domain.booking.values.bookings import BookingItem
from kartotek.domain.overview.queries.customers import list_customers
from kartotek.domain.overview.values import CustomerLine, CustomerQuestion
from kartotek.kernel.text import fold
from kartotek.web.kit import dates, looks
from kartotek.web.kit.context import DeskContext, DeskRequest
from kartotek.web.kit.looks import Look
from kartotek.web.kit.templatetags.kit import links_of
from kartotek.web.kit.templatetags.settings_nav import settings_of

_CUSTOMERS = 6
_BOOKINGS = 4
_SCREENS = 6
_MOST_DIGITS = 18


@dataclass(frozen=True)
class Hit:
    """One line: what it says and where it leads."""

    url: str
    text: str
    more: str = ""
    icon: str = ""
    look: Look | None = None


@dataclass(frozen=True)
class Group:
    """Lines of one kind."""

    title: str
    hits: list[Hit]


def groups_for(typed: str, request: DeskRequest) -> list[Group]:
    """What fits, by kind; nothing before anything was typed."""
    if not typed:
        return []
    desk = request.desk
    found = list_customers(
        business=desk.business,
        viewer=desk.actor,
        question=CustomerQuestion(search=typed),
        now=desk.now,
        limit=_CUSTOMERS,
    )
    groups = [
        Group(gettext("Customers"), [_customer(line, desk) for line in found.items]),
        Group(gettext("Bookings"), _bookings(typed, [line.card.id for line in found.items], desk)),
        Group(gettext("Go to"), list(_screens(typed, request))[:_SCREENS]),
        Group(gettext("Or"), _ways_on(typed, desk)),
    ]
    return [group for group in groups if group.hits]


def all_customers_url(typed: str, desk: DeskContext) -> str:
    """The customer list, searched."""
    return f"{desk.url('customer_list:index')}?{urlencode({'search': typed})}"


def _customer(line: CustomerLine, desk: DeskContext) -> Hit:
    card, state = line.card, line.decision.state
    contacts = " · ".join(one for one in (card.number, card.phone, card.email) if one)
    look = None if state is State.OPEN else looks.ACCESS[state]
    return Hit(desk.url("customer_card:card", card.id), card.name, contacts, "user", look)


def _bookings(typed: str, customer_ids: list[int], desk: DeskContext) -> list[Hit]:
    """The booking of that number, and what the found customers have coming."""
    number = typed.removeprefix("#")
    is_number = number.isascii() and number.isdecimal() and len(number) <= _MOST_DIGITS
    named = find_booking(int(number), viewer=desk.actor) if is_number else None
    coming = list_coming_of(customer_ids, now=desk.now, limit=_BOOKINGS)
    every = [*([named] if named else []), *(one for one in coming if named is None or one.id != named.id)]
    return [_booking(one, desk) for one in every[:_BOOKINGS]]


def _booking(one: BookingItem, desk: DeskContext) -> Hit:
    more = f"{one.customer_name} · {one.service_name} · {one.employee_name}"
    return Hit(desk.url("bookings:booking", one.id), dates.moment(one.starts_at), more, "calendar-event")


def _screens(typed: str, request: DeskRequest) -> Iterator[Hit]:
    """Screens and settings whose names have words that begin so."""
    settings = gettext("Settings")
    every = [(link.url, link.label, "", link.icon) for link in links_of(request)]
    every += [(link.url, link.label, settings, "settings") for link in settings_of(request)]
    wanted = fold(typed).split()
    for url, label, more, icon in every:
        words = fold(f"{label} {more}").split()
        if all(any(word.startswith(one) for word in words) for one in wanted):
            yield Hit(url, label, more, icon)


def _ways_on(typed: str, desk: DeskContext) -> list[Hit]:
    everybody = gettext("All customers with “%(typed)s”") % {"typed": typed}
    return [Hit(all_customers_url(typed, desk), everybody, icon="users")]
