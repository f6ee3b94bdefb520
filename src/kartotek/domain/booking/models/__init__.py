"""When do people work, what takes their time, and what was booked?"""

from kartotek.domain.booking.models.bookings import Booking, Occupancy
from kartotek.domain.booking.models.hours import ClosedDay, DayOff, Opening, WeeklyHours
from kartotek.domain.booking.models.versions import AvailabilityVersion

__all__ = ["AvailabilityVersion", "Booking", "ClosedDay", "DayOff", "Occupancy", "Opening", "WeeklyHours"]
