"""What did each check say, in order, and where can that be changed? A whole decision in words for staff (S11, S19)."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from kartotek.domain.access.decisions import instant
from kartotek.domain.access.queries.reasons import source_for_staff
from kartotek.domain.access.queries.words import (
    day_in_words,
    end_in_words,
    moment_in_words,
    rule_in_words,
    scope_in_words,
)
from kartotek.domain.access.values import Check, Decision, ReasonCode, SourceKind, Verdict
from kartotek.domain.access.values.trace import Named, Remedy, Scene, TraceLine
from kartotek.kernel.periods import local_date

_TOLD = (Verdict.STOPS, Verdict.NEEDS_APPROVAL)
_REMEDIES = {
    ReasonCode.LOCKED: Remedy.UNLOCK,
    ReasonCode.BANNED_TAG: Remedy.TAGS,
    ReasonCode.TOO_SOON: Remedy.SETTINGS,
    ReasonCode.TOO_LATE: Remedy.SETTINGS,
    ReasonCode.OUTSIDE_HOURS: Remedy.HOURS,
}


def trace_of(decision: Decision, named: Named, scene: Scene) -> tuple[TraceLine, ...]:
    """Every check of the decision, in the order of S11, in the language that is active.

    `named` says what the things it speaks of were called: now (`get_named`), or when it was made (a refusal keeps it).
    """
    teller = _Teller(decision, named, scene)
    return tuple(TraceLine(check, teller.told(check), remedies_of(check)) for check in _checks(decision))


def _checks(decision: Decision) -> tuple[Check, ...]:
    """The checks; of a decision kept before they were, what its reasons tell of them."""
    return decision.checks or tuple(
        Check(reason.code, reason.source, Verdict.STOPS, reason.until) for reason in decision.reasons
    )


def remedies_of(check: Check) -> tuple[Remedy, ...]:
    """Where what the check said can be changed; nothing of what passed needs a remedy."""
    match check.code:
        case _ if check.verdict is Verdict.PASSES:
            return ()
        case ReasonCode.MAX_ZERO | ReasonCode.LIMIT_REACHED:
            more = {SourceKind.TAG: (Remedy.TAGS,), SourceKind.GENERAL: (Remedy.SETTINGS,)}
            return (Remedy.MAX, *more.get(check.source.kind, ()))
        case ReasonCode.SERVICE_RULE:
            return (Remedy.EXCEPTION, Remedy.RULE) if check.verdict in _TOLD else (Remedy.RULE,)
        case code:
            return (_REMEDIES[code],)


def trace_for_staff(decision: Decision, named: Named, scene: Scene) -> list[dict[str, object]]:
    """The trace as JSON, for `customers/{id}/access`."""
    return [
        {
            "code": line.check.code.value,
            "source": source_for_staff(line.check.source),
            "verdict": line.check.verdict.value,
            "until": instant(line.check.until),
            "text": line.text,
            "remedies": [remedy.value for remedy in line.remedies],
        }
        for line in trace_of(decision, named, scene)
    ]


class _Teller:
    """Tells the checks of one decision; each is some whole sentences."""

    def __init__(self, decision: Decision, named: Named, scene: Scene) -> None:
        self._decision = decision
        self._named = named
        self._scene = scene
        self._zone = ZoneInfo(scene.timezone)
        self._by_code: dict[ReasonCode, Callable[[Check], list[str]]] = {
            ReasonCode.LOCKED: self._lock,
            ReasonCode.BANNED_TAG: self._ban,
            ReasonCode.MAX_ZERO: self._limit,
            ReasonCode.LIMIT_REACHED: self._limit,
            ReasonCode.SERVICE_RULE: self._rule,
            ReasonCode.TOO_SOON: self._notice,
            ReasonCode.TOO_LATE: self._horizon,
            ReasonCode.OUTSIDE_HOURS: self._hours,
        }

    def told(self, check: Check) -> str:
        """What the check said."""
        return " ".join(self._by_code[check.code](check))

    def _lock(self, check: Check) -> list[str]:
        if check.verdict is Verdict.PASSES:
            return [gettext("Not locked.")]
        label = check.source.label or gettext("no reason given")
        end = end_in_words(check.until, self._zone)
        lock = self._named.locks.get(check.source.id or 0)
        if lock is None:
            return [gettext("Locked: %(label)s.") % {"label": label}, end]
        who = lock.agent or lock.placed_by or gettext("an unknown person")
        values = {"label": label, "who": who, "moment": moment_in_words(lock.placed_at, self._zone)}
        if lock.is_legacy:
            return [gettext("Locked: %(label)s, taken over from before, by %(who)s.") % values, end]
        return [gettext("Locked: %(label)s, by %(who)s on %(moment)s.") % values, end]

    def _ban(self, check: Check) -> list[str]:
        if check.verdict is Verdict.PASSES:
            return [gettext("No ban tag on the card.")]
        tag = self._named.tags.get(check.source.id or 0)
        where = scope_in_words(tag.scope, self._named) if tag else gettext("everything in its scope")
        values = {"label": check.source.label, "where": where}
        if check.verdict is Verdict.ELSEWHERE:
            return [gettext("The tag “%(label)s” bans %(where)s, which is not what is asked.") % values]
        return [gettext("The tag “%(label)s” bans %(where)s.") % values]

    def _limit(self, check: Check) -> list[str]:
        decision = self._decision
        values = {"bookings": decision.future_bookings, "limit": decision.limit.value}
        if decision.limit.count == 0:
            return [gettext("Max coming bookings is 0, which blocks booking online."), *self._whose_limit()]
        if decision.limit.count is None:
            return [gettext("No limit. Coming bookings: %(bookings)s.") % values, *self._whose_limit()]
        said = [gettext("%(bookings)s of %(limit)s coming bookings are used.") % values]
        if check.verdict is Verdict.PASSES and decision.future_bookings >= decision.limit.count:
            said.append(gettext("Moving a booking is not a new one."))
        elif check.until is not None:
            said.append(gettext("Free again after %(moment)s.") % {"moment": moment_in_words(check.until, self._zone)})
        return [*said, *self._whose_limit()]

    def _whose_limit(self) -> list[str]:
        """Whose value holds, and that the general one is not used (S3)."""
        source, general = self._decision.limit_source, self._named.general_limit
        match source.kind:
            case SourceKind.TAG:
                tag = self._named.tags.get(source.id or 0)
                said = (
                    [gettext("Value of the tag “%(label)s”.") % {"label": tag.label}]
                    if tag
                    else [gettext("Value of a tag.")]
                )
            case SourceKind.CARD:
                said = [self._own_limit()]
            case _:
                return [gettext("General setting.")]
        if general is not None:
            shown = gettext("unlimited") if general.count is None else str(general.count)
            said.append(gettext("The general setting, %(value)s, is not used.") % {"value": shown})
        return said

    def _own_limit(self) -> str:
        own = self._named.own_limit
        if own.set_at is None:
            return gettext("Own value of the card.")
        values = {"who": own.set_by, "moment": moment_in_words(own.set_at, self._zone), "reason": own.reason}
        if own.reason:
            return gettext("Own value of the card, set by %(who)s on %(moment)s: “%(reason)s”.") % values
        return gettext("Own value of the card, set by %(who)s on %(moment)s.") % values

    def _rule(self, check: Check) -> list[str]:
        if check.source.id is None:
            return [gettext("There are no service rules.")]
        rule = self._named.rules.get(check.source.id)
        sentence = [rule_in_words(rule, self._named)] if rule else []
        match check.verdict:
            case Verdict.PASSES:
                return [*sentence, gettext("It does not concern this customer.")]
            case Verdict.ELSEWHERE:
                return [*sentence, gettext("It concerns this customer, but not what is asked.")]
            case Verdict.EXCEPTED:
                return [*sentence, self._excepted(check.source.id)]
            case Verdict.NEEDS_APPROVAL:
                return [*sentence, gettext("Staff have to approve the booking.")]
            case _:  # it stops
                return [*sentence, *self._until_exception(check)] or [gettext("It makes this unavailable.")]

    def _until_exception(self, check: Check) -> list[str]:
        if check.until is None:
            return []
        return [gettext("An exception begins on %(day)s.") % {"day": day_in_words(check.until.astimezone(self._zone))}]

    def _excepted(self, rule_id: int) -> str:
        """The exception that beats it, the one that holds longest."""
        on, service_id = local_date(self._scene.at, self._zone), self._scene.service_id
        mine = [one for one in self._named.exceptions if one.holds(on, rule_id, service_id)]
        if not mine:
            return gettext("An exception on the card beats it.")
        longest = max(mine, key=lambda one: one.until_on)
        values = {"day": day_in_words(longest.until_on), "who": longest.by or gettext("an unknown person")}
        return gettext("An exception by %(who)s beats it until and including %(day)s.") % values

    def _notice(self, check: Check) -> list[str]:
        if check.verdict is Verdict.PASSES:
            return [gettext("The start is far enough ahead.")]
        return [gettext("The start is over or nearer than the notice of online booking.")]

    def _horizon(self, check: Check) -> list[str]:
        if check.verdict is Verdict.PASSES or check.until is None:
            return [gettext("The start lies within the horizon of online booking.")]
        said = gettext("The start lies beyond the horizon of online booking.")
        opens = gettext("It can be booked from %(moment)s.") % {"moment": moment_in_words(check.until, self._zone)}
        return [said, opens]

    def _hours(self, check: Check) -> list[str]:
        if check.verdict is Verdict.PASSES:
            return [gettext("The time is within opening hours.")]
        return [gettext("The time is outside opening hours.")]
