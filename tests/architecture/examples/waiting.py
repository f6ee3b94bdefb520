"""Examples of what changes the waiting list."""

from collections.abc import Callable

from tests.architecture.examples import STRANGER, SYSTEM, Stage, example
from tests.factories.booking import FREJA, Salon
from tests.factories.waiting import make_waiting

from kartotek.domain.booking import actions
from kartotek.domain.booking.models import WaitlistEntry
from kartotek.domain.booking.queries import wait_token
from kartotek.domain.booking.values.waiting import OFFER_LASTS, WaitRequest

Do = Callable[[], object]


def waiting(stage: Stage) -> tuple[Salon, WaitlistEntry]:
    """A salon with free times, and Freja who waits for one."""
    salon = stage.salon()
    return salon, make_waiting(stage.business, salon.service)


def offered(stage: Stage) -> WaitlistEntry:
    """Freja was offered one."""
    salon, row = waiting(stage)
    actions.offer_places(business=stage.business, actor=SYSTEM, now=stage.now, service_id=salon.service.pk)
    return row


@example(actions.join_waitlist)
def _join(stage: Stage) -> Do:
    request = WaitRequest("en", service_id=stage.salon().service.pk, booker=FREJA)
    return lambda: actions.join_waitlist(business=stage.business, actor=STRANGER, now=stage.now, request=request)


@example(actions.leave_waitlist)
def _leave(stage: Stage) -> Do:
    token = wait_token(waiting(stage)[1].pk)
    return lambda: actions.leave_waitlist(business=stage.business, actor=STRANGER, now=stage.now, token=token)


@example(actions.remove_from_waitlist)
def _remove(stage: Stage) -> Do:
    row = waiting(stage)[1]
    return lambda: actions.remove_from_waitlist(
        business=stage.business, actor=stage.owner, now=stage.now, entry_id=row.pk
    )


@example(actions.offer_places)
def _offer(stage: Stage) -> Do:
    salon = waiting(stage)[0]
    return lambda: actions.offer_places(
        business=stage.business, actor=SYSTEM, now=stage.now, service_id=salon.service.pk
    )


@example(actions.accept_offer)
def _accept(stage: Stage) -> Do:
    token = wait_token(offered(stage).pk)
    return lambda: actions.accept_offer(business=stage.business, actor=STRANGER, now=stage.now, token=token)


@example(actions.expire_offers)
def _expire(stage: Stage) -> Do:
    offered(stage)
    later = stage.now + OFFER_LASTS
    return lambda: actions.expire_offers(business=stage.business, actor=SYSTEM, now=later)
