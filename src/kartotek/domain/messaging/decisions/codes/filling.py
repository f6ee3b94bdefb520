"""What does each code stand for in one message? One filler a code; what is not known is empty."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from kartotek.domain.messaging.values.codes import BookingFacts, Code, CustomerFacts, Facts
from kartotek.kernel.contact import readable_phone
from kartotek.kernel.money import Money
from kartotek.kernel.written_dates import (
    date_in_digits,
    date_in_words,
    length_in_words,
    moment_in_digits,
    moment_in_words,
    time_of_day,
)

_STATUS: Final = {
    "da": "anmodet bekræftet ankommet afsluttet udeblevet aflyst afvist",
    "sv": "förfrågad bekräftad anländ avslutad utebliven avbokad avböjd",
    "de": "angefragt bestätigt eingetroffen abgeschlossen versäumt abgesagt abgelehnt",
    "fr": "demandé confirmé arrivé terminé manqué annulé refusé",
    "en": "requested confirmed arrived completed missed cancelled declined",
}
_STATUSES: Final = ("pending", "confirmed", "arrived", "completed", "no_show", "cancelled", "rejected")
# As the words stand after “by”: the customer, the business.
_BY: Final = {
    "da": ("dig", "os"),
    "sv": ("dig", "oss"),
    "de": ("Ihnen", "uns"),
    "fr": ("vous", "nous"),
    "en": ("you", "us"),
}
_POINTS: Final = {"da": ".,", "sv": " ,", "de": ".,", "fr": " ,"}
_SYMBOLS: Final = {("da", "DKK"): "kr.", ("sv", "SEK"): "kr", ("de", "EUR"): "€", ("fr", "EUR"): "€"}


@dataclass(frozen=True)
class Scene:
    """The facts of a message, and the booking that booking codes mean at this place."""

    facts: Facts
    booking: BookingFacts | None

    @property
    def zone(self) -> ZoneInfo:
        """The clocks of the business."""
        return ZoneInfo(self.facts.timezone)


def filled(code: Code, scene: Scene) -> str:
    """What the code stands for here."""
    return FILLERS[code](scene)


def price_text(price: Money, language: str) -> str:
    """“1.195,00 kr.”; in English “DKK 1,195.00”."""
    points = _POINTS.get(language)
    number = f"{price.amount:,.{len(price.text.partition('.')[2])}f}"
    if points is None:
        return f"{price.currency} {number}"
    number = number.replace(",", "\0").replace(".", points[1]).replace("\0", points[0])
    return f"{number} {_SYMBOLS.get((language, price.currency), price.currency)}"


def _of_customer(read: Callable[[CustomerFacts], str]) -> Callable[[Scene], str]:
    return lambda scene: read(scene.facts.customer)


def _of_booking(read: Callable[[BookingFacts, Scene], str]) -> Callable[[Scene], str]:
    return lambda scene: read(scene.booking, scene) if scene.booking else ""


def _name(customer: CustomerFacts) -> str:
    return f"{customer.first_name} {customer.last_name}".strip()


def _next_booking(scene: Scene) -> str:
    facts = scene.facts
    starts = [one.starts_at for one in facts.coming if one.starts_at > facts.now]
    return moment_in_digits(min(starts), facts.language, scene.zone) if starts else ""


def _cancel_until(booking: BookingFacts, scene: Scene) -> str:
    until = booking.cancel_until
    return moment_in_words(until, scene.facts.language, scene.zone) if until else ""


def _offer_until(booking: BookingFacts, scene: Scene) -> str:
    until = booking.offer_until
    return moment_in_digits(until, scene.facts.language, scene.zone) if until else ""


def _date(booking: BookingFacts, scene: Scene) -> str:
    return date_in_digits(booking.starts_at.astimezone(scene.zone).date(), scene.facts.language)


def _date_long(booking: BookingFacts, scene: Scene) -> str:
    return date_in_words(booking.starts_at.astimezone(scene.zone).date(), scene.facts.language)


def _today(scene: Scene) -> str:
    return date_in_words(scene.facts.now.astimezone(scene.zone).date(), scene.facts.language)


def _status(booking: BookingFacts, scene: Scene) -> str:
    words = dict(zip(_STATUSES, _STATUS.get(scene.facts.language, _STATUS["en"]).split(), strict=True))
    return words.get(booking.status, "")


def _cancelled_by(booking: BookingFacts, scene: Scene) -> str:
    customer, business = _BY.get(scene.facts.language, _BY["en"])
    return customer if booking.is_cancelled_by_customer else business


def _duration(booking: BookingFacts, scene: Scene) -> str:
    minutes = round((booking.ends_at - booking.starts_at).total_seconds() / 60)
    return length_in_words(minutes, scene.facts.language)


def _price(booking: BookingFacts, scene: Scene) -> str:
    return price_text(booking.price, scene.facts.language) if booking.price else ""


def _address(booking: BookingFacts, scene: Scene) -> str:
    return booking.location_address or scene.facts.business.address


FILLERS: Final[dict[Code, Callable[[Scene], str]]] = {
    Code.FIRSTNAME: _of_customer(lambda customer: customer.first_name),
    Code.LASTNAME: _of_customer(lambda customer: customer.last_name),
    Code.CUSTOMER_NAME: _of_customer(_name),
    Code.CUSTOMER_NUMBER: _of_customer(lambda customer: customer.number),
    Code.CUSTOMER_EMAIL: _of_customer(lambda customer: customer.email),
    Code.CUSTOMER_PHONE: _of_customer(lambda customer: readable_phone(customer.phone)),
    Code.CUSTOMER_ADDRESS: _of_customer(lambda customer: customer.address),
    Code.NEXT_BOOKING: _next_booking,
    Code.FUTURE_BOOKINGS: lambda scene: str(len(scene.facts.coming)),
    Code.CODE: lambda scene: scene.facts.code,
    Code.DATE: _of_booking(_date),
    Code.DATE_LONG: _of_booking(_date_long),
    Code.TIME_FROM: _of_booking(lambda booking, scene: time_of_day(booking.starts_at, scene.zone)),
    Code.TIME_TO: _of_booking(lambda booking, scene: time_of_day(booking.ends_at, scene.zone)),
    Code.STATUS: _of_booking(_status),
    Code.LOCATION: _of_booking(lambda booking, _scene: booking.location),
    Code.LOCATION_ADDRESS: _of_booking(_address),
    Code.CANCEL_UNTIL: _of_booking(_cancel_until),
    Code.CANCELLED_BY: _of_booking(_cancelled_by),
    Code.CANCEL_REASON: _of_booking(lambda booking, _scene: booking.cancel_reason),
    Code.OFFER_UNTIL: _of_booking(_offer_until),
    Code.SERVICE: _of_booking(lambda booking, _scene: booking.service),
    Code.DURATION: _of_booking(_duration),
    Code.PRICE: _of_booking(_price),
    Code.EMPLOYEE: _of_booking(lambda booking, _scene: booking.employee),
    Code.BUSINESS: lambda scene: scene.facts.business.name,
    Code.PHONE: lambda scene: readable_phone(scene.facts.business.phone),
    Code.BUSINESS_EMAIL: lambda scene: scene.facts.business.email,
    Code.ADDRESS: lambda scene: scene.facts.business.address,
    Code.OPENING_HOURS: lambda scene: scene.facts.business.opening_text,
    Code.TODAY: _today,
    Code.MANAGE_LINK: _of_booking(lambda booking, _scene: booking.manage_link),
    Code.CANCEL_LINK: _of_booking(lambda booking, _scene: booking.cancel_link),
    Code.BOOKING_SITE: lambda scene: scene.facts.business.site_link,
    Code.MY_PAGE: lambda scene: scene.facts.business.my_page_link,
    Code.OPT_OUT_LINK: lambda scene: scene.facts.opt_out_link,
    Code.REMINDER_NAME: lambda scene: scene.facts.reminder.name if scene.facts.reminder else "",
    Code.REMINDER_TEXT: lambda scene: scene.facts.reminder.text if scene.facts.reminder else "",
}
