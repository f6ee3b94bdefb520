"""The days as they go to the script, remembered: thirty browsers that show one day want one drawing of it.

What a process remembers is valid while nothing has changed on those days (joint 9), and within the minute: locks end
and visits pass by the clock alone.
"""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Final

import orjson
from django.utils.translation import get_language

from kartotek.domain.booking.queries.day_changes import find_news
from kartotek.domain.overview.queries.calendar import get_calendar
from kartotek.web.desk.calendar.asked import Asked
from kartotek.web.desk.calendar.events import Drawing
from kartotek.web.kit.context import DeskContext

MOST: Final = 50  # of some 100 kB each


@dataclass(frozen=True)
class _Drawn:
    """A drawing, and the mark of when it was made."""

    mark: str
    body: bytes


_drawn: OrderedDict[tuple[object, ...], _Drawn] = OrderedDict()
_lock = Lock()


def drawn_days(desk: DeskContext, asked: Asked) -> bytes:
    """The JSON of what is asked for, drawn anew unless somebody else saw the same just now."""
    drawing = Drawing(desk, asked)
    key = (
        *(desk.business.id, desk.actor.area_ids, drawing.own, get_language(), asked.query()),
        desk.now.replace(second=0, microsecond=0),
    )
    with _lock:
        known = _drawn.get(key)
    news = find_news(desk.business.id, asked.dates, known.mark if known else "")
    if known is not None and not news.is_changed:
        return known.body
    shown = [one.id for one in asked.shown]
    found = get_calendar(business=desk.business, viewer=desk.actor, dates=asked.ends, employee_ids=shown, now=desk.now)
    body = orjson.dumps(drawing.drawn(found))
    with _lock:
        _drawn[key] = _Drawn(news.mark, body)
        _drawn.move_to_end(key)
        while len(_drawn) > MOST:
            _drawn.popitem(last=False)
    return body
