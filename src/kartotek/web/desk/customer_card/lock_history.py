"""Every lock a card ever had: who, when, why, until when, lifted by whom; old ones word for word (S28, S29)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kartotek.domain.access.values.locks import EntryKind, LockItem, LockKind, ReviewDecision, ReviewItem
from kartotek.domain.businesses.values import Permission
from kartotek.web.kit import agents, dates, lock_words
from kartotek.web.kit.context import DeskContext
from kartotek.web.kit.looks import Look


@dataclass(frozen=True)
class Step:
    """Something that happened to a lock."""

    at: datetime
    icon: str
    kind: str
    said: str
    note: str


@dataclass(frozen=True)
class LockRow:
    """One lock as the tab shows it."""

    lock: LockItem
    badge: Look
    since: str
    until: str
    note: str
    steps: tuple[Step, ...]
    unlock_url: str
    extend_url: str


_STEPS: dict[EntryKind, tuple[str, str, Promise]] = {
    EntryKind.PLACED: ("lock", "no", _("%(name)s locked, %(until)s")),
    EntryKind.EXTENDED: ("calendar-plus", "limited", _("%(name)s extended, %(until)s")),
    EntryKind.LIFTED: ("lock-open", "yes", _("%(name)s unlocked")),
    EntryKind.EXPIRED: ("clock", "none", _("Ended by itself")),
}
_REVIEWS: dict[ReviewDecision, tuple[str, str, Promise]] = {
    ReviewDecision.KEEP: ("refresh", "none", _("%(name)s reviewed it: stays")),
    ReviewDecision.SHORTEN: ("calendar-event", "limited", _("%(name)s reviewed it: %(until)s")),
    ReviewDecision.LIFT: ("refresh", "yes", _("%(name)s reviewed it: lifted")),
}


def row_of(lock: LockItem, desk: DeskContext) -> LockRow:
    """A lock in words, with what may be done about it."""
    can_extend = lock.is_standing and lock.ends_at is not None and desk.may(Permission.LOCK_PLACE)
    can_unlock = lock.is_standing and desk.may(Permission.LOCK_LIFT)
    unlock, extend = (desk.url(f"customer_card:{name}", lock.customer_id) for name in ("unlock", "extend"))
    return LockRow(
        lock=lock,
        badge=_badge(lock),
        since=_since(lock),
        until=lock_words.until_alone(lock.ends_at),
        note="" if any(entry.note == lock.note for entry in lock.entries) else lock.note,
        steps=_steps(lock),
        unlock_url=f"{unlock}?lock={lock.id}" if can_unlock else "",
        extend_url=f"{extend}?lock={lock.id}" if can_extend else "",
    )


def _badge(lock: LockItem) -> Look:
    if lock.lifted_at is not None:
        return Look("none", "lock-open", _("Lifted"))
    return Look("no", "lock", _("Holds")) if lock.is_standing else Look("none", "clock", _("Over"))


def _since(lock: LockItem) -> str:
    """When and by whom; of a lock from an old system, what is known."""
    if lock.kind is not LockKind.LEGACY:
        who = agents.said(lock.placed_by, lock.agent)
        return gettext("%(moment)s by %(name)s") % {"moment": dates.moment(lock.placed_at), "name": who}
    known = lock.starts_at
    since = gettext("Since %(day)s") % {"day": dates.day(known)} if known else gettext("Start unknown")
    if not lock.placed_by:
        return since
    return gettext("%(since)s, placed by “%(name)s”") % {"since": since, "name": lock.placed_by}


def _steps(lock: LockItem) -> tuple[Step, ...]:
    """Entries and reviews by time, newest first; a review that lifted or shortened says so once."""
    steps = [
        _step(entry.at, _STEPS[entry.kind], agents.said(entry.by, entry.agent), entry.note, entry.ends_at)
        for entry in lock.entries
    ]
    steps += [_review(review) for review in lock.reviews]
    return tuple(sorted(steps, key=lambda step: step.at, reverse=True))


def _review(review: ReviewItem) -> Step:
    return _step(review.at, _REVIEWS[review.decision], review.by, review.reason, review.ends_at)


def _step(at: datetime, look: tuple[str, str, Promise], name: str, note: str, ends_at: datetime | None) -> Step:
    icon, kind, words = look
    return Step(at, icon, kind, str(words) % {"name": name, "until": lock_words.until(ends_at)}, note)
