"""How is the trace of a decision shown to staff? Numbered as in S11, each check with colour, word and remedy."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import NoReverseMatch
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kartotek.domain.access.values import Decision, Outcome, ReasonCode, State, Verdict
from kartotek.domain.access.values.trace import Remedy, TraceLine
from kartotek.domain.businesses.values import Permission
from kartotek.web.kit.context import DeskContext

_HARD = frozenset({ReasonCode.LOCKED, ReasonCode.BANNED_TAG, ReasonCode.MAX_ZERO})
_ICONS = {"yes": "circle-check", "no": "ban", "limited": "alert-circle", "none": "minus"}


@dataclass(frozen=True)
class _Way:
    """Where in `desk:` a remedy lies, its words, who may use it, and whether it is one of the card's."""

    url_name: str
    text: Promise
    permission: Permission | None
    is_of_card: bool = True


_WAYS = {
    Remedy.UNLOCK: _Way("customer_card:unlock", _("Unlock…"), Permission.LOCK_LIFT),
    Remedy.TAGS: _Way("customer_card:tags", _("Tags…"), Permission.TAG_APPLY),
    Remedy.MAX: _Way("customer_card:access_max", _("Max…"), Permission.CUSTOMER_LIMIT),
    Remedy.EXCEPTION: _Way("customer_card:exception", _("Exception…"), Permission.CUSTOMER_LIMIT),
    Remedy.RULE: _Way("settings_rules:index", _("Service rules"), Permission.RULE_MANAGE, is_of_card=False),
    Remedy.SETTINGS: _Way(
        "settings_online_booking:index", _("Settings, online booking"), Permission.SETTINGS_MANAGE, is_of_card=False
    ),
    Remedy.HOURS: _Way("settings_hours:index", _("Opening hours"), None, is_of_card=False),
}


@dataclass(frozen=True)
class WayLink:
    """A link to where something can be changed. `is_dialog`: it opens on the page."""

    url: str
    text: Promise
    is_dialog: bool


@dataclass(frozen=True)
class TraceRow:
    """One check as it is shown. `is_first`: it stops, and gives the public text."""

    number: int
    name: str
    kind: str
    icon: str
    verdict: str
    text: str
    links: tuple[WayLink, ...]
    is_first: bool


@dataclass(frozen=True)
class Answer:
    """The whole answer: icon, word and colour together, never colour alone."""

    kind: str
    icon: str
    text: str


def rows_of(
    lines: Sequence[TraceLine], desk: DeskContext, customer_id: int | None, *, is_refused: bool
) -> list[TraceRow]:
    """The lines with numbers, colours and links; nobody's card has no links of its own."""
    stopping = next((place for place, line in enumerate(lines) if line.check.verdict is Verdict.STOPS), None)
    return [
        _row(line, place, stopping, links_of(line.remedies, desk, customer_id), is_refused=is_refused)
        for place, line in enumerate(lines)
    ]


def _row(
    line: TraceLine, place: int, stopping: int | None, links: tuple[WayLink, ...], *, is_refused: bool
) -> TraceRow:
    kind, (number, name) = _kind(line), _place(line.check.code)
    return TraceRow(
        number=number,
        name=name,
        kind=kind,
        icon=_ICONS[kind],
        verdict=_verdict(line.check.verdict, is_other=stopping is not None and place > stopping),
        text=line.text,
        links=links,
        is_first=is_refused and place == stopping,
    )


def links_of(remedies: Iterable[Remedy], desk: DeskContext, customer_id: int | None) -> tuple[WayLink, ...]:
    """Where this person may change it; a screen that is not built in has no link."""
    links = (_link(_WAYS[remedy], desk, customer_id) for remedy in remedies)
    return tuple(link for link in links if link is not None)


def _link(way: _Way, desk: DeskContext, customer_id: int | None) -> WayLink | None:
    if (way.is_of_card and customer_id is None) or (way.permission is not None and not desk.may(way.permission)):
        return None
    try:
        return WayLink(desk.url(way.url_name, *([customer_id] if way.is_of_card else [])), way.text, way.is_of_card)
    except NoReverseMatch:
        return None


def answer_of(decision: Decision) -> Answer:
    """What the decision comes to, for the channel it was asked on."""
    match decision.outcome:
        case Outcome.REFUSED if decision.state is State.LOCKED:
            return Answer("no", "lock", gettext("Refused: the card is locked."))
        case Outcome.REFUSED:
            hard = bool({reason.code for reason in decision.reasons} & _HARD)
            return Answer("no" if hard else "limited", "ban" if hard else "alert-circle", gettext("Refused."))
        case Outcome.WARNED:
            return Answer("limited", "alert-triangle", gettext("Staff are warned, and may go on with a reason."))
        case _ if decision.needs_approval:
            return Answer("limited", "question-mark", gettext("Allowed, once staff have approved it."))
        case _:
            return Answer("yes", "circle-check", gettext("Allowed."))


def _kind(line: TraceLine) -> str:
    match line.check.verdict:
        case Verdict.STOPS:
            return "no" if line.check.code in _HARD else "limited"
        case Verdict.NEEDS_APPROVAL:
            return "limited"
        case Verdict.PASSES | Verdict.EXCEPTED:
            return "yes"
        case Verdict.ELSEWHERE:
            return "none"


def _verdict(verdict: Verdict, *, is_other: bool) -> str:
    words = {
        Verdict.STOPS: gettext("Stops too.") if is_other else gettext("Stops."),
        Verdict.PASSES: gettext("Passes."),
        Verdict.NEEDS_APPROVAL: gettext("Needs approval."),
        Verdict.ELSEWHERE: gettext("Passes here."),
        Verdict.EXCEPTED: gettext("Passes by exception."),
    }
    return words[verdict]


def _place(code: ReasonCode) -> tuple[int, str]:
    """The number of the check in S11, and its name."""
    match code:
        case ReasonCode.LOCKED:
            return 1, gettext("Lock")
        case ReasonCode.BANNED_TAG:
            return 2, gettext("Ban tags")
        case ReasonCode.MAX_ZERO | ReasonCode.LIMIT_REACHED:
            return 3, gettext("Max bookings")
        case ReasonCode.SERVICE_RULE:
            return 4, gettext("Service rules")
        case _:
            return 5, gettext("General rules")
