"""`lock-reviews`: endless locks that nobody has looked at for long."""

from ninja import Field, Router

from kartotek.api.kit.calls import StaffRequest
from kartotek.api.kit.shapes import PageShape, Shape, id_from_path, page_of
from kartotek.api.v1.lock_shapes import EndsShape, LockOut, ends_of, shape_lock
from kartotek.domain.access import actions, queries
from kartotek.domain.access.values.locks import Review, ReviewDecision

router = Router(tags=["locks"])


class ReviewIn(Shape):
    """What becomes of the lock, and why; `shorten` needs `ends`."""

    decision: ReviewDecision
    reason: str = Field("", max_length=5000)
    ends: EndsShape | None = None
    agent: str = Field("", max_length=200)
    was_mistake: bool = False


@router.get("/lock-reviews", response=PageShape[LockOut])
def list_reviews(request: StaffRequest, limit: int | None = None, cursor: str = "") -> dict[str, object]:
    """The locks that are due, the one not looked at for longest first."""
    call = request.call
    found = queries.list_lock_reviews(
        business=call.business, viewer=call.actor, now=call.now, limit=limit, cursor=cursor
    )
    return page_of(found, lambda lock: shape_lock(lock, call.business.timezone))


@router.post("/lock-reviews/{lock}", response=LockOut)
def review_lock(request: StaffRequest, lock: str, payload: ReviewIn) -> dict[str, object]:
    """Keep it, let it end one day, or lift it."""
    call = request.call
    review = Review(
        lock_id=id_from_path(lock),
        decision=payload.decision,
        reason=payload.reason,
        ends=None if payload.ends is None else ends_of(payload.ends),
        agent=payload.agent,
        was_mistake=payload.was_mistake,
    )
    looked_at = actions.review_lock(business=call.business, actor=call.actor, now=call.now, review=review)
    return shape_lock(looked_at, call.business.timezone)
