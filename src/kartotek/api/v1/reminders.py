"""`customers/{id}/reminders`, `reminders/{id}`: of what staff are reminded, when, and what has fired."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from ninja import Router, Status

from kartotek.api.kit import etags
from kartotek.api.kit.calls import StaffCall, StaffRequest
from kartotek.api.kit.shapes import PageShape, id_from_path, page_of
from kartotek.api.v1.reminder_shapes import (
    FiringOut,
    OccurrencesOut,
    ReminderIn,
    ReminderOut,
    ReminderPatch,
    RuleIn,
    changes_given,
    details_given,
    rule_given,
    shape_coming,
    shape_firing,
    shape_reminder,
)
from kartotek.domain.reminders import actions, queries
from kartotek.domain.reminders.values.reminders import OneDate, ReminderItem
from kartotek.domain.reminders.values.rules import Coming

router = Router(tags=["reminders"])


@router.get("/customers/{customer}/reminders", response=PageShape[ReminderOut])
def list_reminders(
    request: StaffRequest, customer: str, archived: bool = False, limit: int | None = None, cursor: str = ""
) -> dict[str, object]:
    """Those about a customer, newest first; with `archived=true` deleted ones too. Needs `reminder.manage`, as all."""
    call = request.call
    found = queries.list_reminders(
        viewer=call.actor, customer_id=id_from_path(customer), has_archived=archived, limit=limit, cursor=cursor
    )
    return page_of(found, lambda item: shape_reminder(item, call.business.timezone))


@router.post("/customers/{customer}/reminders", response={201: ReminderOut})
def create_reminder(
    request: StaffRequest, customer: str, payload: ReminderIn, response: HttpResponse
) -> Status[dict[str, object]]:
    """Add one. `without_number` names recipients whom no text message would reach; nobody reached at all is refused."""
    call = request.call
    made = actions.create_reminder(
        business=call.business,
        actor=call.actor,
        now=call.now,
        customer_id=id_from_path(customer),
        details=details_given(payload),
    )
    return Status(201, _answer(made, call, response))


@router.post("/reminders/preview", response=OccurrencesOut)
def preview(request: StaffRequest, payload: RuleIn, count: int | None = None) -> dict[str, object]:
    """The first occurrences (5 unless told, at most 500) of a rule that is not saved, from the start on."""
    call = request.call
    return _occurrences(queries.preview(rule_given(payload), business=call.business, count=count), call)


@router.get("/reminders/{reminder}", response=ReminderOut)
def get_reminder(request: StaffRequest, reminder: str, response: HttpResponse) -> dict[str, object]:
    """One reminder, deleted or not."""
    found = queries.get_reminder(id_from_path(reminder), viewer=request.call.actor)
    return _answer(found, request.call, response)


@router.patch("/reminders/{reminder}", response=ReminderOut)
def edit_reminder(
    request: StaffRequest, reminder: str, payload: ReminderPatch, response: HttpResponse
) -> dict[str, object]:
    """Change what is sent. With `scope` "this" the answer is the reminder of its own that the date became."""
    call, reminder_id, changes = request.call, id_from_path(reminder), changes_given(payload)
    version = etags.expected_version(request)
    if payload.scope == "this":
        changed = actions.edit_occurrence(
            business=call.business,
            actor=call.actor,
            now=call.now,
            which=OneDate(reminder_id, payload.occurrence),
            changes=changes,
            expected_version=version,
        )
    else:
        changed = actions.edit_reminder(
            business=call.business,
            actor=call.actor,
            now=call.now,
            reminder_id=reminder_id,
            changes=changes,
            expected_version=version,
        )
    return _answer(changed, call, response)


@router.delete("/reminders/{reminder}", response={204: None})
def delete_reminder(
    request: StaffRequest, reminder: str, scope: str = "following", occurrence: date | None = None
) -> Status[None]:
    """It fires no more, and what waits to be sent is dropped; with `scope=this` only one date is taken out."""
    call, reminder_id, version = request.call, id_from_path(reminder), etags.expected_version(request)
    if scope == "this":
        actions.skip_occurrence(
            business=call.business,
            actor=call.actor,
            now=call.now,
            reminder_id=reminder_id,
            on=occurrence,
            expected_version=version,
        )
    else:
        actions.delete_reminder(actor=call.actor, now=call.now, reminder_id=reminder_id, expected_version=version)
    return Status(204, None)


@router.post("/reminders/{reminder}/restore", response=ReminderOut)
def restore_reminder(request: StaffRequest, reminder: str, response: HttpResponse) -> dict[str, object]:
    """Take a deletion back: it goes on with what is to come."""
    call = request.call
    back = actions.restore_reminder(
        business=call.business, actor=call.actor, now=call.now, reminder_id=id_from_path(reminder)
    )
    return _answer(back, call, response)


@router.post("/reminders/{reminder}/undo", response=ReminderOut)
def undo_edit(request: StaffRequest, reminder: str, response: HttpResponse) -> dict[str, object]:
    """Take the last change back; nothing to take back is 409 `nothing_to_undo`."""
    call = request.call
    back = actions.undo_edit(
        business=call.business,
        actor=call.actor,
        now=call.now,
        reminder_id=id_from_path(reminder),
        expected_version=etags.expected_version(request),
    )
    return _answer(back, call, response)


@router.get("/reminders/{reminder}/occurrences", response=OccurrencesOut)
def list_occurrences(request: StaffRequest, reminder: str, count: int | None = None) -> dict[str, object]:
    """Its first occurrences from the start on, past ones too, without those that were taken out."""
    call = request.call
    found = queries.list_occurrences(
        viewer=call.actor, business=call.business, reminder_id=id_from_path(reminder), count=count
    )
    return _occurrences(found, call)


@router.get("/reminders/{reminder}/firings", response=PageShape[FiringOut])
def list_firings(request: StaffRequest, reminder: str, limit: int | None = None, cursor: str = "") -> dict[str, object]:
    """What has fired, newest first, with everybody who was told and what they did."""
    call = request.call
    found = queries.list_firings(
        viewer=call.actor, reminder_id=id_from_path(reminder), now=call.now, limit=limit, cursor=cursor
    )
    return page_of(found, lambda item: shape_firing(item, call.business.timezone))


def _occurrences(found: Sequence[Coming], call: StaffCall) -> dict[str, object]:
    zone = ZoneInfo(call.business.timezone)
    return {"items": [shape_coming(coming, zone) for coming in found]}


def _answer(item: ReminderItem, call: StaffCall, response: HttpResponse) -> dict[str, object]:
    etags.tag(response, item.version)
    return shape_reminder(item, call.business.timezone)
