"""Which nouns does version 1 have? One line each."""

from ninja import Router

from kartotek.api.v1 import areas, business_settings, locations, me, staff

STAFF: list[Router] = [
    me.router,
    staff.router,
    areas.router,
    locations.router,
    business_settings.router,
]

PUBLIC: list[Router] = []
