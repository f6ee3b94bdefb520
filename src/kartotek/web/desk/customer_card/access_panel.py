"""“Can she book online?” What the access panel says: the answer, since when, until when, why, by whom (S11a)."""

from dataclasses import dataclass

from django.utils.translation import gettext, pgettext

from kartotek.domain.access.decisions import public_message
from kartotek.domain.access.values import SourceKind, State
from kartotek.domain.businesses.values import Permission
from kartotek.domain.overview.queries.access import CustomerAccess
from kartotek.web.kit import dates
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
class Check:
    """One of the checks: what it said. All are always made; the first that stops gives the public text."""

    name: str
    kind: str
    icon: str
    verdict: str
    meta: str
    told: str
    language: str

    @property
    def decides(self) -> bool:
        """Whether this check stops, and gives the public text."""
        return bool(self.told)


@dataclass(frozen=True)
class Panel:
    """The whole panel of one card."""

    customer_id: int
    question: str
    look: Look
    text: str
    by: str
    check: Check
    may_limit: bool

    @property
    def said(self) -> str:
        """The answer in one sentence, for the announcement after a change."""
        return f"{self.question} {self.look.answer} {self.text}"


def panel_of(access: CustomerAccess, desk: DeskContext) -> Panel:
    """What the panel of this card says to this member of staff."""
    return Panel(
        customer_id=access.card.id,
        question=gettext("Can %(name)s book online?") % {"name": access.card.first_name or access.card.name},
        look=look_of(access.decision.state),
        text=_text(access),
        by=_by(access),
        check=_check(access, desk.business.default_language),
        may_limit=desk.may(Permission.CUSTOMER_LIMIT),
    )


def look_of(state: State) -> Look:
    """The look of a state."""
    yes, not_now, no = gettext("Yes,"), gettext("Not now,"), gettext("No,")
    looks = {
        State.OPEN: Look("yes", "check", "circle-check", pgettext("access", "Open"), yes),
        State.LIMITED: Look("limited", "alert-circle", "alert-circle", pgettext("access", "Limited"), not_now),
        State.BLOCKED: Look("no", "ban", "ban", pgettext("access", "Blocked"), no),
        State.LOCKED: Look("no", "lock", "lock", pgettext("access", "Locked"), no),
    }
    return looks[state]


def used(access: CustomerAccess) -> str:
    """“2 of 5 coming bookings used.”"""
    decision = access.decision
    if decision.limit.count is None:
        return gettext("no limit. Coming bookings: %(bookings)s.") % {"bookings": decision.future_bookings}
    numbers = {"bookings": decision.future_bookings, "limit": decision.limit.count}
    return gettext("%(bookings)s of %(limit)s coming bookings used.") % numbers


def _text(access: CustomerAccess) -> str:
    decision = access.decision
    if decision.state is State.BLOCKED:
        if decision.limit_source.kind is SourceKind.CARD:
            return gettext("max coming bookings on the card is 0.")
        return gettext("max coming bookings is 0 for everybody who follows the general setting.")
    if decision.may_book_again_at is None:
        return used(access)
    again = gettext("Again after %(moment)s.") % {"moment": dates.moment(decision.may_book_again_at)}
    return f"{used(access)} {again}"


def _by(access: CustomerAccess) -> str:
    """Who set what decides, since when, and why."""
    own, card = access.own_limit, access.card
    if own is None:
        return gettext("Follows the general setting, %(value)s now") % {
            "value": shown(access.policy.general_limit.count)
        }
    parts = [gettext("Own value %(value)s") % {"value": shown(own.count)}]
    if card.limit_set_at is not None:
        who = {"name": card.limit_set_by, "day": dates.day(card.limit_set_at)}
        parts.append(gettext("set by %(name)s, %(day)s") % who)
    parts.append(gettext("until someone changes it"))
    return " · ".join(parts)


def shown(count: int | None) -> str:
    """A limit in words: “unlimited”, “0, blocked”, “5”."""
    if count is None:
        return gettext("unlimited")
    return str(count) if count else gettext("0, blocked")


def _check(access: CustomerAccess, default_language: str) -> Check:
    own, reason, look = access.own_limit, access.card.limit_reason, look_of(access.decision.state)
    own_text, general_text = gettext("Own value; the general setting is %(value)s."), gettext("General setting.")
    whose = own_text % {"value": shown(access.policy.general_limit.count)} if own is not None else general_text
    why = gettext("Reason: “%(reason)s”") % {"reason": reason} if reason else ""
    language = access.card.language or default_language
    return Check(
        name=gettext("Max bookings"),
        kind=look.kind,
        icon=look.badge_icon,
        verdict=_verdict(access),
        meta=" ".join(part for part in (whose, why) if part),
        told=public_message(access.decision, language, access.policy, is_proven=True),
        language=language,
    )


def _verdict(access: CustomerAccess) -> str:
    decision = access.decision
    numbers = {"bookings": decision.future_bookings, "limit": decision.limit.value}
    verdicts = {
        State.OPEN: gettext("Passes: %(bookings)s of %(limit)s")
        if decision.limit.count is not None
        else gettext("Passes: unlimited"),
        State.LIMITED: gettext("Stops: %(bookings)s of %(limit)s"),
        State.BLOCKED: gettext("0, blocked"),
    }
    return verdicts[decision.state] % numbers
