"""Time or a seat came free: does anybody wait for it? If so, a worker looks whom it can be offered to (S9)."""

from collections.abc import Sequence

from kartotek.domain.booking.models import WaitlistEntry
from kartotek.domain.booking.values.waiting import WaitState
from kartotek.plumbing.jobs import enqueue


def look_for_places(business_id: int, service_id: int) -> None:
    """Have a worker look whether somebody who waits for this service can be offered a place now."""
    enqueue("booking.offer_places", business=business_id, service=service_id)


def time_came_free(business_id: int, employee_id: int) -> None:
    """An employee has time again: for every service she performs that somebody waits for."""
    waiting = WaitlistEntry.objects.filter(state=WaitState.WAITING.value, session=None)
    mine = waiting.filter(service__offers__employee=employee_id)
    for service_id in mine.values_list("service_id", flat=True).distinct().order_by("service_id"):
        look_for_places(business_id, service_id)


def resources_came_free(business_id: int, resource_ids: Sequence[int]) -> None:
    """Rooms or equipment are to be had again: for every service that needs them and somebody waits for."""
    waiting = WaitlistEntry.objects.filter(state=WaitState.WAITING.value, session=None)
    theirs = waiting.filter(service__needs__resource__in=resource_ids)
    for service_id in theirs.values_list("service_id", flat=True).distinct().order_by("service_id"):
        look_for_places(business_id, service_id)


def seat_came_free(business_id: int, session_id: int) -> None:
    """A session has a seat again."""
    first = WaitlistEntry.objects.filter(session=session_id, state=WaitState.WAITING.value).first()
    if first is not None:
        look_for_places(business_id, first.service_id)
