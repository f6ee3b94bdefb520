"""Which nouns does version 1 have? One line each."""

from ninja import Router

from kartotek.api.v1 import (
    access,
    areas,
    business_settings,
    categories,
    closed_days,
    days_off,
    employees,
    hours,
    locations,
    me,
    messages,
    online_booking_settings,
    openings,
    refusals,
    services,
    staff,
)
from kartotek.api.v1.public import me as own
from kartotek.api.v1.public import proofs

STAFF: list[Router] = [
    me.router,
    staff.router,
    areas.router,
    locations.router,
    business_settings.router,
    categories.router,
    services.router,
    employees.router,
    hours.router,
    days_off.router,
    openings.router,
    closed_days.router,
    access.router,
    refusals.router,
    messages.router,
    online_booking_settings.router,
]

PUBLIC: list[Router] = [
    proofs.router,
    own.router,
]
