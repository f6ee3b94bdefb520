"""Look at an endless lock again: keep it, let it end one day, or lift it, with a reason."""

from datetime import datetime
from zoneinfo import ZoneInfo

from kartotek.domain.access.actions.locking import Doing, doing, hold_lock, lift
from kartotek.domain.access.decisions.locking import check_ends, check_lock_texts, end_of, is_standing
from kartotek.domain.access.errors import EndsRequired, NotLocked, ReasonRequired
from kartotek.domain.access.models import Lock, LockReview
from kartotek.domain.access.queries.locks import get_lock
from kartotek.domain.access.values import BusinessFacts
from kartotek.domain.access.values.locks import Endless, Lifting, LockItem, Review, ReviewDecision
from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.decisions import require
from kartotek.domain.businesses.values import Permission
from kartotek.domain.customers.values import NoticeKind
from kartotek.plumbing import locks

_NEEDED = {
    ReviewDecision.KEEP: Permission.LOCK_PLACE,
    ReviewDecision.SHORTEN: Permission.LOCK_LIFT,
    ReviewDecision.LIFT: Permission.LOCK_LIFT,
}


def review_lock(*, business: BusinessFacts, actor: Actor, now: datetime, review: Review) -> LockItem:
    """Decide about an endless lock, due or not; a shortened one may get any end, whatever its reason offers.

    Raises NotPermitted, NotFound, NotLocked, Invalid (ReasonRequired, EndsRequired, InThePast).
    """
    require(actor, _NEEDED[review.decision])
    if not review.reason.strip():
        raise ReasonRequired
    check_lock_texts(reason=review.reason, agent=review.agent)
    deed = doing(business.id, actor, now, review.agent)
    with locks.holding():
        row = hold_lock(review.lock_id, actor)
        if row.ends_at is not None or not is_standing(None, now, is_lifted=row.lifted_at is not None):
            raise NotLocked
        row.reviewed_at = now
        if review.decision is ReviewDecision.SHORTEN:
            row.ends_at = _end(review, now, ZoneInfo(business.timezone))
        if review.decision is ReviewDecision.LIFT:
            lift(deed, row, Lifting(row.customer_id, review.reason, row.pk, review.agent, review.was_mistake))
            deed.tell(row.customer_id, NoticeKind.UNLOCK, review.reason)
        else:
            row.version += 1
            row.save()
        _write_down(deed, row, review)
        return get_lock(row.pk, viewer=actor, now=now)


def _end(review: Review, now: datetime, zone: ZoneInfo) -> datetime | None:
    if review.ends is None or isinstance(review.ends, Endless):
        raise EndsRequired
    check_ends(review.ends, None, now, zone)
    return end_of(review.ends, now, zone)


def _write_down(deed: Doing, row: Lock, review: Review) -> None:
    LockReview.objects.create(
        business_id=deed.business_id,
        lock=row,
        at=deed.now,
        by=deed.actor.name,
        decision=review.decision.value,
        reason=review.reason,
        ends_at=row.ends_at,
    )
    ends_at = None if row.ends_at is None else row.ends_at.isoformat()
    deed.note(
        row,
        "lock.reviewed",
        {"decision": (None, review.decision.value), "ends_at": (None, ends_at)},
        review.reason,
    )
