"""How does a booking look in a column? Plain values for the script; times are those of the clock on the wall."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from django.utils.translation import gettext, ngettext

from kartotek.domain.access.values import State
from kartotek.domain.booking.queries.own_calendar import find_own_calendar
from kartotek.domain.booking.values.bookings import Status
from kartotek.domain.booking.values.classes import SessionItem
from kartotek.domain.booking.values.days import Closing, DayBooking
from kartotek.domain.overview.values import CalendarDays, CalendarLine
from kartotek.kernel.periods import minute_text
from kartotek.web.desk.calendar.asked import Asked
from kartotek.web.kit import looks
from kartotek.web.kit.context import DeskContext
from kartotek.web.kit.tag_looks import in_order

MOST_TAGS = 5  # S31
EARLIEST, LATEST = 8 * 60, 18 * 60  # what is shown of a day at least
_PLAIN = frozenset({Status.CONFIRMED, Status.COMPLETED})  # need no icon: the block itself tells them apart
_SHORT = timedelta(minutes=25)  # what takes less has room for one line
_MOVABLE = frozenset({Status.PENDING, Status.CONFIRMED})
_DAY = 24 * 60

Event = dict[str, object]


class Drawing:
    """Draws the days of one look."""

    def __init__(self, desk: DeskContext, asked: Asked) -> None:
        self.desk, self.asked = desk, asked
        self.zone = ZoneInfo(desk.business.timezone)
        self.own = find_own_calendar(desk.actor)
        self.icons = {name: _icon(*shown) for name, shown in _shown_icons().items()}
        # 400 bookings want 800 addresses: each differs from the first in its number only
        self.booking_url = _with_number(desk.url("bookings:booking", 0))
        self.drag_url = _with_number(desk.url("calendar:drag", 0))

    def drawn(self, days: CalendarDays) -> dict[str, object]:
        """Everything the script needs to draw them."""
        counts = Counter(line.booking.employee_id for line in days.lines)
        counts.update(session.employee_id for session in days.sessions)
        return {
            "employees": [{"id": str(one.id), "title": one.name, "count": counts[one.id]} for one in self.asked.shown],
            "events": [
                *chain.from_iterable(map(self._blocks, days.lines)),
                *map(self._session, days.sessions),
                *map(self._closing, days.closings),
            ],
            "icons": self.icons,
            "span": self._span(days),
            "told": self._told(days),
        }

    def _blocks(self, line: CalendarLine) -> Iterator[Event]:
        """A booking; of one with a gap its two parts, and the time between them, which is free for others (S5)."""
        booking, block = line.booking, self._booking(line)
        if (free := booking.free) is None:
            yield block
            return
        who, css = booking.employee_id, _css(booking)
        first = Closing(who, booking.starts_at, free.starts_at)
        last = Closing(who, free.ends_at, booking.ends_at)
        yield {**block, **self._times(first), "css": _part_css(css, first), "resizable": False}
        times = self._times(Closing(who, free.starts_at, free.ends_at))
        yield {**times, "kind": "gap", "name": gettext("Free for others"), "service": str(booking.service_id)}
        rest = {"id": f"b{booking.id}-2", "clock": self._clock(last), "movable": False, "resizable": False}
        if "text" in block:
            rest |= {"text": gettext("%(service)s, part 2") % {"service": booking.service_name}, "icons": []}
        yield {**block, **self._times(last), "css": _part_css(css, last), **rest}

    def _booking(self, line: CalendarLine) -> Event:
        booking = line.booking
        if booking.customer_id is None:
            return {**self._placed(booking), "kind": "taken", "name": gettext("Taken"), "css": _css(booking)}
        may_touch = self.own is None or self.own == booking.employee_id
        is_movable = may_touch and booking.status in _MOVABLE
        return {
            **self._placed(booking),
            "kind": "booking",
            "name": booking.customer_name,
            "text": booking.service_name,
            "service": str(booking.service_id),
            "css": _css(booking),
            "icons": self._icons(line),
            "url": self.booking_url(booking.id),
            "drag": self.drag_url(booking.id),
            "version": booking.version,
            "movable": is_movable,
            "resizable": is_movable or (may_touch and booking.status is Status.ARRIVED),
        }

    def _icons(self, line: CalendarLine) -> list[str]:
        """The names of its icons: what to mind first, then who she is, then the state of the booking."""
        booking = line.booking
        found = ["important"] if booking.important_note else []
        if line.state is not State.OPEN:
            found.append(f"state {line.state.value}")
        for tag in in_order(line.tags)[:MOST_TAGS]:
            found.append(f"tag {tag.id}")
            self.icons.setdefault(f"tag {tag.id}", _icon(tag.icon, tag.label))
        marks = {"first": booking.is_first, "note": booking.has_note, "online": booking.is_online}
        found += [name for name, is_so in {**marks, "squeezed": booking.is_squeezed}.items() if is_so]
        return found if booking.status in _PLAIN else [*found, f"is {booking.status.value}"]

    def _session(self, session: SessionItem) -> Event:
        words = {"taken": session.seats_taken, "seats": session.seats}
        return {
            **self._placed(session),
            "id": session.key,
            "kind": "class",
            "name": session.service_name,
            "text": gettext("%(taken)s of %(seats)s") % words,
            "service": str(session.service_id),
            "css": [f"c-{session.service_color}", "class"],
            "icons": ["class"],
            "url": self.desk.url("classes:session", session.id),
        }

    def _closing(self, closing: Closing) -> Event:
        return {**self._times(closing), "kind": "closed"}

    def _placed(self, one: DayBooking | SessionItem) -> Event:
        return {"id": f"b{one.id}", **self._times(one), "clock": self._clock(one)}

    def _clock(self, one: DayBooking | SessionItem | Closing) -> str:
        starts = one.starts_at.astimezone(self.zone)
        return minute_text(starts.hour * 60 + starts.minute)

    def _times(self, one: DayBooking | SessionItem | Closing) -> Event:
        starts, ends = self._wall(one.starts_at), self._wall(one.ends_at)
        if ends <= starts:  # in the hour that an autumn night has twice
            ends = starts + (one.ends_at - one.starts_at)
        return {"employee": str(one.employee_id), "starts": starts.isoformat(), "ends": ends.isoformat()}

    def _wall(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone).replace(tzinfo=None)

    def _span(self, days: CalendarDays) -> tuple[str, str]:
        """From which to which hour of the clock columns reach: the working day, and what lies outside it."""
        shown = [(self._wall(one.starts_at), self._wall(one.ends_at)) for one in _dated(days)]
        closed = [(self._wall(one.starts_at), self._wall(one.ends_at)) for one in days.closings]
        opened = [ends.hour * 60 for starts, ends in closed if starts.time() == time() and ends.time() != time()]
        left = [_hour_after(starts, starts) for starts, ends in closed if ends.time() == time() != starts.time()]
        first = min([EARLIEST, *opened, *(starts.hour * 60 for starts, _ends in shown)])
        last = max([LATEST, *left, *(_hour_after(starts, ends) for starts, ends in shown)])
        return minute_text(first), minute_text(last)

    def _told(self, days: CalendarDays) -> str:
        """The line below the columns."""
        count = len(days.lines)
        told = [ngettext("%(count)s booking", "%(count)s bookings", count) % {"count": count}]
        if days.sessions:
            count = len(days.sessions)
            told.append(ngettext("%(count)s class", "%(count)s classes", count) % {"count": count})
        if missed := sum(line.booking.status is Status.NO_SHOW for line in days.lines):
            told.append(ngettext("%(count)s no-show", "%(count)s no-shows", missed) % {"count": missed})
        return " · ".join(told)


def _dated(days: CalendarDays) -> Iterator[DayBooking | SessionItem]:
    yield from (line.booking for line in days.lines)
    yield from days.sessions


def _hour_after(starts: datetime, ends: datetime) -> int:
    """The full hour after the end, as a minute of the day; the end of the day where it lies on a later one."""
    return _DAY if ends.date() > starts.date() else -(-(ends.hour * 60 + ends.minute) // 60) * 60


def _css(booking: DayBooking) -> list[str]:
    return ["c-none"] if booking.customer_id is None else [f"c-{booking.service_color}", *_states(booking)]


def _part_css(css: list[str], part: Closing) -> list[str]:
    """The look of one of two parts: what is short is its own affair."""
    short = ["short"] if part.ends_at - part.starts_at < _SHORT else []
    return [*(one for one in css if one != "short"), "gap", *short]


def _states(booking: DayBooking) -> list[str]:
    """What the look of the block itself says."""
    states = {"noshow": booking.status is Status.NO_SHOW, "pending": booking.status is Status.PENDING}
    states |= {"short": booking.ends_at - booking.starts_at < _SHORT}
    states |= {"squeezed": booking.is_squeezed, "over": booking.status is Status.COMPLETED}
    return [name for name, is_so in states.items() if is_so]


def _shown_icons() -> dict[str, tuple[str, object, str]]:
    """What icons there are besides those of tags: name, words, and a class for what stays on narrow blocks."""
    states = {f"state {one.value}": (look.icon, look.text, "acc") for one, look in looks.ACCESS.items()}
    statuses = {f"is {one.value}": (look.icon, look.text, "") for one, look in looks.BOOKING.items()}
    return {
        **states,
        **statuses,
        "important": ("alert-triangle", gettext("Important note"), "warn"),
        "first": ("sparkles", gettext("First visit"), ""),
        "note": ("note", gettext("Note"), ""),
        "online": ("world", gettext("Booked online"), ""),
        "squeezed": ("stack-2", gettext("Squeezed in"), ""),
        "class": ("users", gettext("Class"), ""),
    }


def _icon(name: str, text: object, css: str = "") -> dict[str, str]:
    return {"icon": name, "text": str(text), **({"css": css} if css else {})}


def _with_number(url: str) -> Callable[[int], str]:
    """The address of a page of another number than 0."""
    before, _zero, after = url.rpartition("/0/")
    return lambda number: f"{before}/{number}/{after}"
