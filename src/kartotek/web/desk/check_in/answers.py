"""What does the screen say to a scan? Large words for the customer, facts for staff, and why only where it may show."""

from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from kartotek.domain.access.queries import get_policy, reason_text
from kartotek.domain.access.values import TagFact
from kartotek.domain.booking.values.check_ins import CheckInAnswer, NextBooking, ScannedCard
from kartotek.domain.businesses.values import Permission
from kartotek.kernel.periods import local_date
from kartotek.web.kit.context import DeskContext
from kartotek.web.kit.dates import clock, day_short

MOST_TAGS = 5


@dataclass(frozen=True)
class Mark:
    """A tag's icon; what the tag is called only where reasons may show (S15)."""

    icon: str
    css: str
    label: str


@dataclass(frozen=True)
class Shown:
    """One answer: colour, icon and words together, never colour alone."""

    kind: str
    icon: str
    title: str
    text: str
    card: ScannedCard | None = None
    card_url: str = ""
    is_pending: bool = False
    let_in_by: str = ""
    reasons: tuple[str, ...] = ()
    may_override: bool = False
    marks: tuple[Mark, ...] = ()
    more_marks: int = 0


READY = "ready"


def ready() -> Shown:
    """Nobody is there yet."""
    return Shown(READY, "scan", gettext("Ready"), gettext("Hold the card in front of the scanner."))


def failed() -> Shown:
    """Nothing came back; nobody knows whether the attempt was written down."""
    return Shown("no", "alert-triangle", gettext("No answer"), gettext("Please scan the card again."))


def unreadable(problem: str) -> Shown:
    """What was scanned cannot be a card's number, or may not be done."""
    return Shown("no", "alert-triangle", gettext("Please see reception"), problem)


def shown(answer: CheckInAnswer, number: str, desk: DeskContext) -> Shown:
    """The answer in words."""
    if answer.card is None:
        text = gettext("There is no customer with card number %(number)s.") % {"number": number.strip()}
        return Shown("no", "help-circle", gettext("Card not found"), text)
    is_in = answer.admission.is_admitted
    card = answer.card
    is_open = get_policy(business=desk.business).check_in_shows_reason
    return Shown(
        kind="yes" if is_in else "no",
        icon="circle-check" if is_in else "circle-x",
        title=_welcome(card) if is_in else gettext("Please see reception"),
        text=_coming(answer.next_booking, desk) if is_in else gettext("We will help you there."),
        card=card,
        card_url=_card_url(card, desk),
        is_pending=is_in and answer.next_booking is not None and answer.next_booking.status == "pending",
        let_in_by=desk.actor.name if answer.admission.is_overridden else "",
        reasons=_reasons(answer) if is_open else (),
        may_override=not is_in and desk.may(Permission.LOCK_OVERRIDE),
        marks=_marks(answer.tags, is_open=is_open),
        more_marks=max(0, len(answer.tags) - MOST_TAGS),
    )


def _welcome(card: ScannedCard) -> str:
    return gettext("Welcome, %(name)s") % {"name": card.first_name.strip() or card.last_name}


def _coming(booking: NextBooking | None, desk: DeskContext) -> str:
    if booking is None:
        return gettext("No coming booking.")
    zone = ZoneInfo(desk.business.timezone)
    words = {
        "time": clock(booking.starts_at),
        "day": day_short(booking.starts_at),
        "service": booking.service_name,
        "employee": booking.employee_name,
    }
    if local_date(booking.starts_at, zone) <= local_date(desk.now, zone):
        return gettext("%(time)s %(service)s with %(employee)s") % words
    return gettext("Next: %(day)s, %(time)s %(service)s with %(employee)s") % words


def _card_url(card: ScannedCard, desk: DeskContext) -> str:
    """The door is everybody's, the card is not."""
    areas = desk.actor.area_ids
    return desk.url("customer_card:card", card.id) if areas is None or card.area_id in areas else ""


def _reasons(answer: CheckInAnswer) -> tuple[str, ...]:
    """Why, in the words of staff."""
    decision = answer.decision
    return tuple(reason_text(reason, decision) for reason in decision.reasons) if decision else ()


def _marks(tags: Iterable[TagFact], *, is_open: bool) -> tuple[Mark, ...]:
    """The tags' icons, bans first, at most five (S31)."""
    ordered = sorted(tags, key=lambda tag: (not tag.is_banned, tag.label.casefold(), tag.id))
    return tuple(
        Mark(tag.icon, "ban" if tag.is_banned else f"c-{tag.color}", tag.label if is_open else gettext("Tag"))
        for tag in ordered[:MOST_TAGS]
    )
