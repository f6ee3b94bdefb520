"""Lock and unlock: `customers/{id}/locks`, `customers/{id}/unlock`, `locks/{id}/extend`."""

from ninja import Field, Router, Schema, Status

from kartotek.api.kit.calls import StaffRequest
from kartotek.api.kit.shapes import PageShape, Shape, id_from_body, id_from_path, page_of
from kartotek.api.kit.times import references
from kartotek.api.v1.lock_shapes import EndsShape, LockOut, ends_of, shape_lock
from kartotek.domain.access import actions, queries
from kartotek.domain.access.values.locks import Extension, Lifting, NewLock
from kartotek.domain.booking.actions import lock_customer

router = Router(tags=["locks"])


class LockIn(Shape):
    """A new lock; `ends` null is endless and needs a note."""

    reason: str
    ends: EndsShape | None
    note: str = Field("", max_length=5000)
    agent: str = Field("", max_length=200)
    customer_text: str = Field("", max_length=1000)
    cancel_bookings: list[str] = Field([], max_length=200)


class UnlockIn(Shape):
    """Why, and which: an id or "all"; none named is all."""

    reason: str = Field("", max_length=5000)
    lock: str | None = None
    agent: str = Field("", max_length=200)
    was_mistake: bool = False


class ExtendIn(Shape):
    """A later end; null is endless and needs a note."""

    ends: EndsShape | None
    note: str = Field("", max_length=5000)
    agent: str = Field("", max_length=200)


class UnlockedOut(Schema):
    """The locks that were lifted."""

    items: list[LockOut]


@router.get("/customers/{customer}/locks", response=PageShape[LockOut])
def list_locks(request: StaffRequest, customer: str, limit: int | None = None, cursor: str = "") -> dict[str, object]:
    """All locks the customer ever had, newest first."""
    call = request.call
    found = queries.list_locks(
        viewer=call.actor, customer_id=id_from_path(customer), now=call.now, limit=limit, cursor=cursor
    )
    return page_of(found, lambda lock: shape_lock(lock, call.business.timezone))


@router.post("/customers/{customer}/locks", response={201: LockOut})
def place_lock(request: StaffRequest, customer: str, payload: LockIn) -> Status[dict[str, object]]:
    """Lock the customer at once; coming bookings stay but those that are to be cancelled."""
    call = request.call
    lock = NewLock(
        customer_id=id_from_path(customer),
        reason_id=id_from_body("reason", payload.reason),
        ends=ends_of(payload.ends),
        note=payload.note,
        customer_text=payload.customer_text,
        agent=payload.agent,
    )
    placed = lock_customer(
        business=call.business,
        actor=call.actor,
        now=call.now,
        lock=lock,
        cancelled=references(payload.cancel_bookings),
    )
    return Status(201, shape_lock(placed, call.business.timezone))


@router.post("/customers/{customer}/unlock", response=UnlockedOut)
def unlock(request: StaffRequest, customer: str, payload: UnlockIn) -> dict[str, object]:
    """Lift one lock or all, with a reason."""
    call = request.call
    is_all = payload.lock in {None, "all"}
    lifting = Lifting(
        customer_id=id_from_path(customer),
        reason=payload.reason,
        lock_id=None if payload.lock is None or is_all else id_from_body("lock", payload.lock),
        agent=payload.agent,
        was_mistake=payload.was_mistake,
    )
    lifted = actions.unlock(business=call.business, actor=call.actor, now=call.now, lifting=lifting)
    return {"items": [shape_lock(lock, call.business.timezone) for lock in lifted]}


@router.post("/locks/{lock}/extend", response=LockOut)
def extend_lock(request: StaffRequest, lock: str, payload: ExtendIn) -> dict[str, object]:
    """Move the end away; days and months count from today."""
    call = request.call
    extension = Extension(id_from_path(lock), ends_of(payload.ends), payload.note, payload.agent)
    extended = actions.extend_lock(business=call.business, actor=call.actor, now=call.now, extension=extension)
    return shape_lock(extended, call.business.timezone)
