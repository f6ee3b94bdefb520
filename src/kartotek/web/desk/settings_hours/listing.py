"""How do absences, extra openings and closed days read in their lists?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from kartotek.domain.booking.values.hours import ClosedDayItem, DayOffItem, OpeningItem
from kartotek.kernel.periods import minute_text
from kartotek.web.kit import dates
from kartotek.web.kit.context import DeskContext


@dataclass(frozen=True)
class Line:
    """One line of a list, and where it is changed."""

    id: str
    icon: str
    kind: str
    badge_icon: str
    word: str
    when: str
    note: str
    edit_url: str
    delete_url: str


def away_lines(desk: DeskContext, items: Sequence[DayOffItem]) -> list[Line]:
    """Absences."""
    return [
        Line(
            id=f"away-{item.id}",
            icon="calendar-off",
            kind="limited",
            badge_icon="beach",
            word=gettext("Away"),
            when=_when(item.from_on, item.to_on, item.starts_minute, item.ends_minute),
            note=item.note,
            edit_url=desk.url("settings_hours:edit_away", item.employee_id, item.id),
            delete_url=desk.url("settings_hours:delete_away", item.employee_id, item.id),
        )
        for item in items
    ]


def extra_lines(desk: DeskContext, items: Sequence[OpeningItem]) -> list[Line]:
    """Extra openings."""
    return [
        Line(
            id=f"extra-{item.id}",
            icon="calendar-plus",
            kind="yes",
            badge_icon="plus",
            word=gettext("Extra"),
            when=_when(item.on, item.on, item.starts_minute, item.ends_minute),
            note=item.note,
            edit_url=desk.url("settings_hours:edit_extra", item.employee_id, item.id),
            delete_url=desk.url("settings_hours:delete_extra", item.employee_id, item.id),
        )
        for item in items
    ]


def closed_lines(desk: DeskContext, items: Sequence[ClosedDayItem], employee_id: int) -> list[Line]:
    """Closed days; the way back leads to the hours of the employee."""
    return [
        Line(
            id=f"closed-{item.id}",
            icon="building",
            kind="none",
            badge_icon="building",
            word=gettext("Closed"),
            when=dates.day(item.on),
            note=item.name,
            edit_url=f"{desk.url('settings_hours:edit_closed', item.id)}?employee={employee_id}",
            delete_url=f"{desk.url('settings_hours:delete_closed', item.id)}?employee={employee_id}",
        )
        for item in items
    ]


def _when(first_on: date, last_on: date, starts_minute: int | None, ends_minute: int | None) -> str:
    """“Fri 27 Nov 2026, 13:00–15:00”, “Mon 21 Dec 2026 – Sun 3 Jan 2027”."""
    days = dates.day(first_on) if first_on == last_on else f"{dates.day(first_on)} – {dates.day(last_on)}"
    if starts_minute is None or ends_minute is None:
        return days
    return f"{days}, {minute_text(starts_minute)}–{minute_text(ends_minute)}"
