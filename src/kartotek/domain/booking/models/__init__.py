"""When do people work, what takes their time, what was booked, who waits, who came?"""

from kartotek.domain.booking.models.bookings import Booking, Occupancy
from kartotek.domain.booking.models.check_ins import CheckIn
from kartotek.domain.booking.models.classes import ClassSession, WaitlistEntry
from kartotek.domain.booking.models.days import DayChange
from kartotek.domain.booking.models.feeds import CalendarFeed
from kartotek.domain.booking.models.hours import ClosedDay, DayOff, Opening, WeeklyHours
from kartotek.domain.booking.models.resources import ResourceUse
from kartotek.domain.booking.models.terms import ServiceTerms
from kartotek.domain.booking.models.versions import AvailabilityVersion

__all__ = [
    "AvailabilityVersion",
    "Booking",
    "CalendarFeed",
    "CheckIn",
    "ClassSession",
    "ClosedDay",
    "DayChange",
    "DayOff",
    "Occupancy",
    "Opening",
    "ResourceUse",
    "ServiceTerms",
    "WaitlistEntry",
    "WeeklyHours",
]
