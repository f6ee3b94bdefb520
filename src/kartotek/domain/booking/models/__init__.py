"""When do people work, what takes their time, and what was booked?"""

from kartotek.domain.booking.models.bookings import Booking, Occupancy
from kartotek.domain.booking.models.hours import ClosedDay, DayOff, Opening, WeeklyHours

__all__ = ["Booking", "ClosedDay", "DayOff", "Occupancy", "Opening", "WeeklyHours"]
