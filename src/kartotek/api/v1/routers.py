"""Which nouns does version 1 have? One line each."""

from ninja import Router

from kartotek.api.v1 import (
    access,
    areas,
    bookings,
    bounces,
    business_settings,
    categories,
    check_ins,
    class_sessions,
    closed_days,
    customers,
    days_off,
    dry_runs,
    employees,
    exceptions,
    hours,
    inbox,
    locations,
    lock_reasons,
    lock_reviews,
    locks,
    me,
    messages,
    notices,
    online_booking_settings,
    openings,
    refusals,
    reminder_types,
    reminders,
    reports,
    service_rules,
    services,
    staff,
    tags,
    templates,
    waitlist,
    webhooks,
)
from kartotek.api.v1.public import availability, business, classes, manage, proofs
from kartotek.api.v1.public import bookings as public_bookings
from kartotek.api.v1.public import me as own
from kartotek.api.v1.public import services as public_services
from kartotek.api.v1.public import waitlist as public_waitlist

# Routes are tried in this order: what is asked for most stands first.
STAFF: list[Router] = [
    customers.router,
    bookings.router,
    class_sessions.router,
    access.router,
    check_ins.router,
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
    dry_runs.router,  # before the paths that name one rule
    service_rules.router,
    exceptions.router,
    tags.router,
    refusals.router,
    reports.router,
    messages.router,
    bounces.router,
    locks.router,
    lock_reasons.router,
    lock_reviews.router,
    notices.router,
    waitlist.router,
    online_booking_settings.router,
    webhooks.router,
    templates.router,
    reminders.router,
    inbox.router,
    reminder_types.router,
]

PUBLIC: list[Router] = [
    business.router,
    public_services.router,
    availability.router,
    classes.router,
    public_bookings.router,
    manage.router,
    public_waitlist.router,
    proofs.router,
    own.router,
]
