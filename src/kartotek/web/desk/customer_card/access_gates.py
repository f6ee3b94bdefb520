"""What did each of the four gates say? Lock, ban tags, max bookings, service rules, in the order of S11.

All are always shown: what stops besides is read here, and where it is changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from kartotek.domain.access.decisions import public_message
from kartotek.domain.access.values import Check, ReasonCode, SourceKind, State, Verdict
from kartotek.domain.overview.queries.access import CustomerAccess
from kartotek.web.desk.customer_card.access_closed import Closed, because, in_short
from kartotek.web.desk.customer_card.access_links import Link, Remedy, links_of
from kartotek.web.kit import dates, lock_words
from kartotek.web.kit.context import DeskContext

_LIMIT_CODES = frozenset({ReasonCode.MAX_ZERO, ReasonCode.LIMIT_REACHED})
_GATE_OF = {
    ReasonCode.LOCKED: 1,
    ReasonCode.BANNED_TAG: 2,
    ReasonCode.MAX_ZERO: 3,
    ReasonCode.LIMIT_REACHED: 3,
    ReasonCode.SERVICE_RULE: 4,
}


@dataclass(frozen=True)
class _Said:
    """What a gate said: colour, icon and words together; then what lies behind it."""

    kind: str
    icon: str
    verdict: str
    metas: tuple[str, ...] = ()
    remedies: tuple[Remedy, ...] = ()


@dataclass(frozen=True)
class Gate:
    """One gate as the panel shows it. The one that decides gives the public text."""

    number: int
    name: str
    kind: str
    icon: str
    verdict: str
    metas: tuple[str, ...]
    links: tuple[Link, ...]
    told: str
    language: str

    @property
    def decides(self) -> bool:
        """Whether this gate is the first that stops, and gives the public text."""
        return bool(self.told)

    @property
    def stops(self) -> bool:
        """Whether it closes anything at all."""
        return self.kind != "yes"


def gates_of(access: CustomerAccess, closed: Closed, desk: DeskContext, *, note: str = "") -> tuple[Gate, ...]:
    """The four gates of this card; `note` is that of the lock that holds longest."""
    reasons = access.decision.reasons
    decisive = _GATE_OF.get(reasons[0].code, 0) if access.decision.is_refused else 0
    language = access.card.language or desk.business.default_language
    told = public_message(access.decision, language, access.policy, is_proven=True)
    said = (
        (gettext("Lock"), _lock(access, note)),
        (gettext("Ban tags"), _bans(access, closed)),
        (gettext("Max bookings"), _limit(access, is_first=decisive == _GATE_OF[ReasonCode.LIMIT_REACHED])),
        (gettext("Service rules"), _rules(access, closed)),
    )
    return tuple(
        Gate(
            number=number,
            name=name,
            kind=one.kind,
            icon=one.icon,
            verdict=one.verdict,
            metas=one.metas,
            links=links_of(one.remedies, access.card.id, desk),
            told=told if number == decisive else "",
            language=language,
        )
        for number, (name, one) in enumerate(said, start=1)
    )


def _passes(*metas: str, remedy: Remedy) -> _Said:
    return _Said("yes", "circle-check", gettext("Passes"), metas, (remedy,))


def _found(access: CustomerAccess, *codes: ReasonCode) -> Sequence[Check]:
    return [check for check in access.decision.checks if check.code in codes]


def _lock(access: CustomerAccess, note: str) -> _Said:
    locks = [check for check in _found(access, ReasonCode.LOCKED) if check.verdict is Verdict.STOPS]
    if not locks:
        return _passes(gettext("Not locked"), remedy=Remedy.LOCK)
    labels = [check.source.label or gettext("No reason given") for check in locks]
    last = max(locks, key=lambda check: (check.until is None, check.until or access.card.created_at))
    until = lock_words.until_alone(last.until)
    if len(locks) > 1:
        many = ngettext("%(n)s lock", "%(n)s locks", len(locks)) % {"n": len(locks)}
        until = gettext("%(many)s: %(until)s") % {"many": many, "until": lock_words.until(last.until)}
    said = gettext("“%(note)s”") % {"note": note} if note else ""
    metas = tuple(part for part in (" · ".join(labels), said) if part)
    return _Said("no", "lock", until, metas, (Remedy.UNLOCK,))


def _bans(access: CustomerAccess, closed: Closed) -> _Said:
    bans = [check for check in _found(access, ReasonCode.BANNED_TAG) if check.verdict is not Verdict.PASSES]
    normal = sum(not tag.is_banned for tag in access.facts.tags)
    if not bans:
        no_ban = gettext("No ban tag")
        others = ngettext("%(n)s normal tag", "%(n)s normal tags", normal) % {"n": normal}
        return _passes(f"{no_ban}, {others}" if normal else no_ban, remedy=Remedy.TAGS)
    labels = ", ".join(gettext("“%(label)s”") % {"label": check.source.label} for check in bans)
    if any(check.verdict is Verdict.STOPS for check in bans):
        return _Said("no", "ban", gettext("Stops everything"), (labels,), (Remedy.TAGS,))
    return _Said("limited", "alert-circle", in_short(closed.by_tags), (labels,), (Remedy.TAGS,))


def _limit(access: CustomerAccess, *, is_first: bool) -> _Said:
    [check] = _found(access, *_LIMIT_CODES)
    decision = access.decision
    numbers = {"bookings": decision.future_bookings, "limit": decision.limit.value}
    metas = tuple(part for part in (_whose(access), _why(access), _free_again(check)) if part)
    remedies = (Remedy.MAX, Remedy.TAGS) if decision.limit_source.kind is SourceKind.TAG else (Remedy.MAX,)
    if check.code is ReasonCode.MAX_ZERO:
        return _Said("no", "ban", gettext("0, blocked"), metas, remedies)
    if check.verdict is Verdict.STOPS:
        words = (
            gettext("Stops: %(bookings)s of %(limit)s") if is_first else gettext("Stops too: %(bookings)s of %(limit)s")
        )
        return _Said("limited", "alert-circle", words % numbers, metas, remedies)
    passes = (
        gettext("Passes: unlimited") if decision.limit.count is None else gettext("Passes: %(bookings)s of %(limit)s")
    )
    return _Said("yes", "circle-check", passes % numbers, metas, remedies)


def _whose(access: CustomerAccess) -> str:
    """Whose number it is, and what it stands before."""
    general = {"value": shown(access.policy.general_limit.count)}
    match access.decision.limit_source.kind:
        case SourceKind.CARD:
            return gettext("Own value; the general setting is %(value)s.") % general
        case SourceKind.TAG:
            words = {"label": tag_label(access), **general}
            return gettext("Of the tag “%(label)s”; the general setting is %(value)s.") % words
        case _:
            return gettext("General setting.")


def _why(access: CustomerAccess) -> str:
    reason = access.card.limit_reason if access.own_limit is not None else ""
    return gettext("Reason: “%(reason)s”") % {"reason": reason} if reason else ""


def _free_again(check: Check) -> str:
    if check.until is None:
        return ""
    return gettext("Free again after %(moment)s.") % {"moment": dates.moment(check.until)}


def _rules(access: CustomerAccess, closed: Closed) -> _Said:
    excepted = sum(check.verdict is Verdict.EXCEPTED for check in _found(access, ReasonCode.SERVICE_RULE))
    metas = [why] if (why := because(access, closed.rules)) else []
    if excepted:
        words = ngettext("An exception holds for %(n)s rule", "An exception holds for %(n)s rules", excepted)
        metas.append(words % {"n": excepted})
    if closed.by_rules:
        return _Said("limited", "alert-circle", in_short(closed.by_rules), tuple(metas), (Remedy.EXCEPTION,))
    if access.decision.needs_approval:
        return _Said("limited", "question-mark", gettext("Only with approval"), tuple(metas), (Remedy.EXCEPTION,))
    return _Said("yes", "circle-check", gettext("Passes"), tuple(metas) or (gettext("No rule closes anything"),))


def tag_label(access: CustomerAccess) -> str:
    """The label of the tag whose limit holds."""
    wanted = access.decision.limit_source.id
    return next((tag.label for tag in access.facts.tags if tag.id == wanted), "")


def shown(count: int | None) -> str:
    """A limit in words: “unlimited”, “0, blocked”, “5”."""
    if count is None:
        return gettext("unlimited")
    return str(count) if count else gettext("0, blocked")


def is_locked(access: CustomerAccess) -> bool:
    """Whether a lock holds now."""
    return access.decision.state is State.LOCKED
