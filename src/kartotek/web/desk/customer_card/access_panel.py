"""“Can she book online?” What the access panel says: the answer, since when, until when, why, by whom (S11a)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, pgettext

from kartotek.domain.access.queries import list_standing_locks
from kartotek.domain.access.values import Reason, ReasonCode, SourceKind, State
from kartotek.domain.access.values.locks import LockItem, LockKind
from kartotek.domain.overview.queries.access import CustomerAccess
from kartotek.web.desk.customer_card.access_closed import Closed, closed_of, remark
from kartotek.web.desk.customer_card.access_gates import Gate, gates_of, shown, tag_label
from kartotek.web.desk.customer_card.access_links import Link, actions_of
from kartotek.web.kit import agents, dates, lock_words
from kartotek.web.kit.context import DeskContext


@dataclass(frozen=True)
class Look:
    """How a state looks and what it answers: icon, word and colour together, never colour alone."""

    kind: str
    mark: str
    badge_icon: str
    badge: str
    answer: str


@dataclass(frozen=True)
class Panel:
    """The whole panel of one card."""

    customer_id: int
    question: str
    look: Look
    text: str
    by: str
    gates: tuple[Gate, ...]
    actions: list[Link]

    @property
    def said(self) -> str:
        """The answer in one sentence, for the announcement after a change."""
        return f"{self.question} {self.look.answer} {self.text}"


def panel_of(access: CustomerAccess, desk: DeskContext) -> Panel:
    """What the panel of this card says to this member of staff."""
    closed = closed_of(access, desk.now)
    locks = _standing(access, desk)
    return Panel(
        customer_id=access.card.id,
        question=gettext("Can %(name)s book online?") % {"name": access.card.first_name or access.card.name},
        look=_look_of(access),
        text=_text(access, closed),
        by=_by(access, locks),
        gates=gates_of(access, closed, desk, note=locks[-1].note if locks else ""),
        actions=actions_of(
            access.decision.state, access.card.id, desk, has_end=any(lock.ends_at is not None for lock in locks)
        ),
    )


def _standing(access: CustomerAccess, desk: DeskContext) -> list[LockItem]:
    """The locks that hold, the longest last; asked for only where there is one."""
    if access.decision.state is not State.LOCKED:
        return []
    locks = list_standing_locks(viewer=desk.actor, customer_id=access.card.id, now=desk.now)
    active = [lock for lock in locks if lock.is_active]
    return sorted(active, key=lambda lock: (lock.ends_at is None, lock.ends_at or desk.now))


def _look_of(access: CustomerAccess) -> Look:
    state = access.decision.state
    yes, not_now, no = gettext("Yes,"), gettext("Not now,"), gettext("No,")
    looks = {
        State.OPEN: Look("yes", "check", "circle-check", pgettext("access", "Open"), yes),
        State.LIMITED: Look("limited", "alert-circle", "alert-circle", pgettext("access", "Limited"), not_now),
        State.BLOCKED: Look("no", "ban", "ban", pgettext("access", "Blocked"), no),
        State.LOCKED: Look("no", "lock", "lock", pgettext("access", "Locked"), no),
    }
    look = looks[state]
    if state is State.LIMITED and not access.decision.is_refused:
        return Look(look.kind, look.mark, look.badge_icon, look.badge, yes)  # only some services are closed
    return look


def used(access: CustomerAccess) -> str:
    """“2 of 5 coming bookings used.”"""
    decision = access.decision
    if decision.limit.count is None:
        return gettext("no limit. Coming bookings: %(bookings)s.") % {"bookings": decision.future_bookings}
    numbers = {"bookings": decision.future_bookings, "limit": decision.limit.count}
    return gettext("%(bookings)s of %(limit)s coming bookings used.") % numbers


def _text(access: CustomerAccess, closed: Closed) -> str:
    """The rest of the answer: until when, why."""
    match access.decision.state:
        case State.LOCKED:
            return _locked_text(access)
        case State.BLOCKED:
            return _blocked_text(access)
        case _:
            parts = [used(access), _again(access), remark(closed)]
            return " ".join(part for part in parts if part)


def _again(access: CustomerAccess) -> str:
    moment = access.decision.may_book_again_at
    return gettext("Again after %(moment)s.") % {"moment": dates.moment(moment)} if moment is not None else ""


def _locked_text(access: CustomerAccess) -> str:
    last = _last_lock(access)
    words = {"until": lock_words.until(last.until), "label": last.source.label or gettext("No reason given")}
    return gettext("%(until)s. %(label)s.") % words


def _last_lock(access: CustomerAccess) -> Reason:
    """Of the locks that hold, the one that holds longest."""
    locks = [reason for reason in access.decision.reasons if reason.code is ReasonCode.LOCKED]
    return max(locks, key=lambda reason: (reason.until is None, reason.until or access.card.created_at))


def _blocked_text(access: CustomerAccess) -> str:
    first = access.decision.reasons[0]
    if first.code is ReasonCode.BANNED_TAG:
        return gettext("the tag “%(label)s” stops online booking.") % {"label": first.source.label}
    match access.decision.limit_source.kind:
        case SourceKind.CARD:
            return gettext("max coming bookings on the card is 0.")
        case SourceKind.TAG:
            return gettext("max coming bookings of the tag “%(label)s” is 0.") % {"label": tag_label(access)}
        case _:
            return gettext("max coming bookings is 0 for everybody who follows the general setting.")


def _by(access: CustomerAccess, locks: Sequence[LockItem]) -> str:
    """Who set what decides, since when, and for how long."""
    if locks:
        return _locked_by(locks[-1])
    if access.decision.is_refused and access.decision.reasons[0].code is ReasonCode.BANNED_TAG:
        return gettext("until someone takes the tag off the card")
    return _limit_by(access)


def _locked_by(lock: LockItem) -> str:
    """Who locked, when, and when it unlocks; one from an old system tells what is known of it (S29)."""
    moment = dates.moment(lock.placed_at)
    if lock.kind is LockKind.LEGACY:
        who = gettext("From the old system, placed by “%(name)s”") % {"name": lock.placed_by or gettext("unknown")}
    else:
        who = gettext("By %(name)s, %(moment)s") % {"name": agents.said(lock.placed_by, lock.agent), "moment": moment}
    return " · ".join(part for part in (who, lock_words.unlocks(lock.ends_at)) if part)


def _limit_by(access: CustomerAccess) -> str:
    own, card = access.own_limit, access.card
    if own is None and access.decision.limit_source.kind is SourceKind.TAG:
        words = {"label": tag_label(access), "value": shown(access.decision.limit.count)}
        return gettext("Follows the tag “%(label)s”, %(value)s now") % words
    if own is None:
        value = shown(access.policy.general_limit.count)
        return gettext("Follows the general setting, %(value)s now") % {"value": value}
    parts = [gettext("Own value %(value)s") % {"value": shown(own.count)}]
    if card.limit_set_at is not None:
        who = {"name": card.limit_set_by, "day": dates.day(card.limit_set_at)}
        parts.append(gettext("set by %(name)s, %(day)s") % who)
    parts.append(gettext("until someone changes it"))
    return " · ".join(parts)
