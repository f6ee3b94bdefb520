"""Which substitution codes are there (S46), and which facts fill them?

Messaging fills customer and business; each app above fills what it knows and hands it over as these values.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kartotek.kernel.money import Money


class Family(StrEnum):
    """What a code is about. Booking, employee, service: in a loop those of the loop's booking, else the message's."""

    CUSTOMER = "customer"
    BOOKING = "booking"
    SERVICE = "service"
    EMPLOYEE = "employee"
    BUSINESS = "business"
    LINKS = "links"
    REMINDER = "reminder"
    LOOPS = "loops"


class Code(StrEnum):
    """One member a meaning; the value is the English name."""

    FIRSTNAME = "FIRSTNAME"
    LASTNAME = "LASTNAME"
    CUSTOMER_NAME = "CUSTOMER_NAME"
    CUSTOMER_NUMBER = "CUSTOMER_NUMBER"
    CUSTOMER_EMAIL = "CUSTOMER_EMAIL"
    CUSTOMER_PHONE = "CUSTOMER_PHONE"
    CUSTOMER_ADDRESS = "CUSTOMER_ADDRESS"
    NEXT_BOOKING = "NEXT_BOOKING"
    FUTURE_BOOKINGS = "FUTURE_BOOKINGS"
    CODE = "CODE"
    DATE = "DATE"
    DATE_LONG = "DATE_LONG"
    TIME_FROM = "TIME_FROM"
    TIME_TO = "TIME_TO"
    STATUS = "STATUS"
    LOCATION = "LOCATION"
    LOCATION_ADDRESS = "LOCATION_ADDRESS"
    CANCEL_UNTIL = "CANCEL_UNTIL"
    CANCELLED_BY = "CANCELLED_BY"
    CANCEL_REASON = "CANCEL_REASON"
    OFFER_UNTIL = "OFFER_UNTIL"
    SERVICE = "SERVICE"
    DURATION = "DURATION"
    PRICE = "PRICE"
    EMPLOYEE = "EMPLOYEE"
    BUSINESS = "BUSINESS"
    PHONE = "PHONE"
    BUSINESS_EMAIL = "BUSINESS_EMAIL"
    ADDRESS = "ADDRESS"
    OPENING_HOURS = "OPENING_HOURS"
    TODAY = "TODAY"
    MANAGE_LINK = "MANAGE_LINK"
    CANCEL_LINK = "CANCEL_LINK"
    BOOKING_SITE = "BOOKING_SITE"
    MY_PAGE = "MY_PAGE"
    OPT_OUT_LINK = "OPT_OUT_LINK"
    REMINDER_NAME = "REMINDER_NAME"
    REMINDER_TEXT = "REMINDER_TEXT"


class Loop(StrEnum):
    """The tags of a loop over the coming bookings, as they are written in both languages."""

    BEGIN = "customerFutureBookingsBegin"
    BEGIN_SKIP_TODAY = "customerFutureBookingsBegin_skipToday"
    END = "customerFutureBookingsEnd"


@dataclass(frozen=True)
class CodeEntry:
    """A code as the picker, the API and the handbook list it. `description` is a gettext message id."""

    name: str
    danish_name: str
    family: Family
    description: str
    example: str


@dataclass(frozen=True, kw_only=True)
class CustomerFacts:
    """The customer a message is to, or about. `phone` in E.164; an address in one line."""

    first_name: str = ""
    last_name: str = ""
    number: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class BusinessFacts:
    """The business that writes. `phone` in E.164; an address in one line; links are whole addresses."""

    name: str
    phone: str = ""
    email: str = ""
    address: str = ""
    opening_text: str = ""
    site_link: str = ""
    my_page_link: str = ""


@dataclass(frozen=True, kw_only=True)
class BookingFacts:
    """A booking, or a place offered to somebody who waits.

    Bookings made together are one: from the first start to the last end, services and employees joined by commas.
    `status` is that of the API; `offer_until` only for an offer, whose links lead to the offer.
    """

    starts_at: datetime
    ends_at: datetime
    service: str
    employee: str
    status: str = "confirmed"
    price: Money | None = None
    location: str = ""
    location_address: str = ""
    cancel_until: datetime | None = None
    is_cancelled_by_customer: bool = False
    cancel_reason: str = ""
    offer_until: datetime | None = None
    manage_link: str = ""
    cancel_link: str = ""


@dataclass(frozen=True)
class ReminderFacts:
    """A reminder that staff are told of."""

    name: str
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """All that fills one message. `coming`: the customer's bookings that are not over (S1); `code`: for signing in."""

    business: BusinessFacts
    language: str
    timezone: str
    now: datetime
    customer: CustomerFacts = CustomerFacts()
    booking: BookingFacts | None = None
    coming: tuple[BookingFacts, ...] = ()
    code: str = ""
    opt_out_link: str = ""
    reminder: ReminderFacts | None = None


@dataclass(frozen=True)
class Fault:
    """What is wrong with a template, and where the `[` stands: line and column from 1, in characters.

    `message` is a gettext message id; `tag` is what was typed, `suggestion` the tag that may have been meant.
    """

    code: str
    message: str
    line: int
    column: int
    tag: str
    suggestion: str = ""
