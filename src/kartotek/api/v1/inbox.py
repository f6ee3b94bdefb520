"""`inbox`: the reminders that fired for the caller; nobody sees another's."""

from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from ninja import Query, Router

from kartotek.api.kit.calls import StaffRequest
from kartotek.api.kit.shapes import PageShape, Shape, id_from_path, page_of
from kartotek.api.kit.times import reference
from kartotek.api.v1.reminder_shapes import InboxOut, shape_item
from kartotek.domain.reminders import actions, queries
from kartotek.domain.reminders.decisions.occurrences import occurrence
from kartotek.domain.reminders.values.firings import InboxWanted, ItemState
from kartotek.domain.reminders.values.rules import DEFAULT_MINUTE
from kartotek.kernel.errors import invalid

router = Router(tags=["reminders"])


class InboxAsked(Shape):
    """Which items; type, area and customer are their ids."""

    state: Literal["open", "done", "snoozed"] = "open"
    type: str = ""
    area: str = ""
    customer: str = ""
    limit: int | None = None
    cursor: str = ""


class SnoozeIn(Shape):
    """A moment with its offset, or a date: then 07:00 at the business."""

    until: str


@router.get("/inbox", response=PageShape[InboxOut])
def list_inbox(request: StaffRequest, asked: Query[InboxAsked]) -> dict[str, object]:
    """The caller's own items in a state, newest first."""
    call = request.call
    wanted = InboxWanted(
        state=ItemState(asked.state),
        type_id=reference(asked.type) if asked.type else None,
        area_id=reference(asked.area) if asked.area else None,
        customer_id=reference(asked.customer) if asked.customer else None,
    )
    found = queries.list_inbox(viewer=call.actor, now=call.now, wanted=wanted, limit=asked.limit, cursor=asked.cursor)
    return page_of(found, lambda item: shape_item(item, call.business.timezone))


@router.get("/inbox/{item}", response=InboxOut)
def get_item(request: StaffRequest, item: str) -> dict[str, object]:
    """One of the caller's own."""
    call = request.call
    found = queries.get_inbox_item(id_from_path(item), viewer=call.actor, now=call.now)
    return shape_item(found, call.business.timezone)


@router.post("/inbox/{item}/done", response=InboxOut)
def done(request: StaffRequest, item: str) -> dict[str, object]:
    """The caller is done with it; the other recipients see that she is."""
    call = request.call
    settled = actions.done_item(actor=call.actor, now=call.now, item_id=id_from_path(item))
    return shape_item(settled, call.business.timezone)


@router.post("/inbox/{item}/reopen", response=InboxOut)
def reopen(request: StaffRequest, item: str) -> dict[str, object]:
    """Take *done* or *snooze* back."""
    call = request.call
    back = actions.reopen_item(actor=call.actor, now=call.now, item_id=id_from_path(item))
    return shape_item(back, call.business.timezone)


@router.post("/inbox/{item}/snooze", response=InboxOut)
def snooze(request: StaffRequest, item: str, payload: SnoozeIn) -> dict[str, object]:
    """Let it come again then."""
    call = request.call
    until = _moment(payload.until, ZoneInfo(call.business.timezone))
    later = actions.snooze_item(actor=call.actor, now=call.now, item_id=id_from_path(item), until=until)
    return shape_item(later, call.business.timezone)


def _moment(given: str, zone: ZoneInfo) -> datetime:
    """A date is the morning of that day; a moment without an offset is one on the clocks of the business."""
    try:
        moment = datetime.fromisoformat(given)
        if len(given) == len("2026-11-12"):
            return occurrence(moment.date(), DEFAULT_MINUTE, zone).at
        return moment if moment.tzinfo else moment.replace(tzinfo=zone)
    except (ValueError, OverflowError) as error:
        raise invalid("until", "invalid", "Give a date or an instant with its offset.") from error
