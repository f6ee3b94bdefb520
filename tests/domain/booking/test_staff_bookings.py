"""Staff book; rules warn them, and a reason overrides (S5)."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.domain.booking.desk import HOUR, SUNDAY, Desk
from tests.factories.booking import MONDAY_10, make_booking
from tests.personas import membership_of

from kartotek.domain.access.queries import decision_for_staff
from kartotek.domain.access.values import ReasonCode
from kartotek.domain.audit.models import Change
from kartotek.domain.audit.values import Actor
from kartotek.domain.booking import actions
from kartotek.domain.booking.errors import (
    NeedsOverride,
    NotAStart,
    SlotTaken,
)
from kartotek.domain.booking.models import Booking, Occupancy
from kartotek.domain.booking.queries import (
    get_booking,
)
from kartotek.domain.booking.values.bookings import Status
from kartotek.domain.businesses.models import Area
from kartotek.domain.catalog.models import Employee, Service
from kartotek.domain.customers.models import Customer
from kartotek.kernel.errors import Invalid, NotFound, NotPermitted


def test_staff_book_off_the_grid_and_with_anyone(desk: Desk) -> None:
    [booking] = desk.book(desk.salon.wish(MONDAY_10 + timedelta(minutes=7))).bookings
    assert (booking.channel, booking.created_by, booking.internal_note) == ("staff", desk.actor.name, "inside")
    assert booking.is_open


def test_staff_book_what_is_not_online(desk: Desk) -> None:
    Service.objects.update(is_online=False)
    Employee.objects.update(is_online=False)
    assert desk.book().bookings[0].status is Status.CONFIRMED
    with pytest.raises(SlotTaken) as lost:
        desk.book(desk.salon.wish(employee=desk.salon.jonas))
    assert lost.value.alternatives == ()


def test_a_service_that_wants_approval_is_confirmed_when_staff_book_it(desk: Desk) -> None:
    Service.objects.update(needs_approval=True)
    assert desk.book().bookings[0].status is Status.CONFIRMED


@pytest.mark.parametrize(
    ("starts_at", "reason"),
    [
        (SUNDAY, ReasonCode.OUTSIDE_HOURS),
        (datetime(2026, 11, 12, 10, 0, tzinfo=UTC), ReasonCode.TOO_SOON),
        (datetime(2026, 11, 11, 9, 0, tzinfo=UTC), ReasonCode.TOO_SOON),
        (datetime(2027, 6, 1, 9, 0, tzinfo=UTC), ReasonCode.TOO_LATE),
    ],
)
def test_what_only_warns_needs_a_reason(desk: Desk, starts_at: datetime, reason: ReasonCode) -> None:
    with pytest.raises(NeedsOverride) as warned:
        desk.book(desk.salon.wish(starts_at))
    assert [one.code for one in warned.value.decision.reasons] == [reason]
    [booking] = desk.book(desk.salon.wish(starts_at), reason="She insists").bookings
    assert booking.override_reason == "She insists"
    assert Change.objects.get(entry__action="booking.made").reason == "She insists"


def test_a_limit_warns_staff_and_a_reason_overrides_it(desk: Desk) -> None:
    Customer.objects.update(max_future_bookings=0)
    with pytest.raises(NeedsOverride) as warned:
        desk.book()
    assert [one.code for one in warned.value.decision.reasons] == [ReasonCode.MAX_ZERO]
    assert warned.value.members() == {"decision": decision_for_staff(warned.value.decision)}
    assert desk.book(reason="Paid in advance").bookings[0].status is Status.CONFIRMED
    row = Booking.objects.get()
    assert (row.override_reason, row.overridden_at, row.overridden_by) == ("Paid in advance", desk.now, "Signe Kragh")


def test_a_role_without_the_permission_cannot_override(desk: Desk, practitioner: Actor) -> None:
    desk.actor = practitioner
    with pytest.raises(NotPermitted):
        desk.book(desk.salon.wish(SUNDAY), reason="She insists")
    make_booking(desk.salon, desk.customer)
    with pytest.raises(NotPermitted):
        desk.book(desk.salon.wish(employee=desk.salon.jonas), reason="She insists", squeeze=True)


def test_an_overlap_is_squeezed_in_with_a_reason(desk: Desk) -> None:
    wish = desk.salon.wish(employee=desk.salon.jonas)
    desk.book(wish)
    with pytest.raises(SlotTaken) as lost:
        desk.book(wish, reason="Only a fringe")
    assert lost.value.alternatives
    with pytest.raises(Invalid) as refused:
        desk.book(wish, squeeze=True)
    assert [problem.code for problem in refused.value.problems] == ["reason_required"]
    [booking] = desk.book(wish, reason="Only a fringe", squeeze=True).bookings
    assert booking.is_squeezed
    assert sorted(Occupancy.objects.values_list("is_exclusive", flat=True)) == [False, True]


def test_the_constraint_has_the_last_word_on_staff_too(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    make_booking(desk.salon, desk.customer)
    monkeypatch.setattr("kartotek.domain.booking.actions.placing.get_taken", lambda *_a, **_k: {})
    with pytest.raises(SlotTaken):
        desk.book(desk.salon.wish(employee=desk.salon.jonas))


def test_squeezing_into_a_free_time_squeezes_nothing(desk: Desk) -> None:
    assert not desk.book(reason="Just in case", squeeze=True).bookings[0].is_squeezed


def test_a_second_is_no_start(desk: Desk) -> None:
    with pytest.raises(NotAStart):
        desk.book(desk.salon.wish(MONDAY_10 + timedelta(seconds=1)))


def test_a_practitioner_changes_her_own_calendar(desk: Desk, practitioner: Actor) -> None:
    desk.actor = practitioner
    assert desk.book(desk.salon.wish(employee=desk.salon.mette)).bookings[0].employee_id == desk.salon.mette.pk
    Employee.objects.filter(pk=desk.salon.jonas.pk).update(membership=membership_of(practitioner))
    assert desk.book(desk.salon.wish(employee=desk.salon.jonas)).bookings
    with pytest.raises(NotPermitted):
        desk.book(desk.salon.wish(MONDAY_10 + HOUR, desk.salon.mette))


def test_an_inspector_books_for_customers_of_her_areas(desk: Desk, inspector: Actor, area: Area) -> None:
    desk.actor = inspector
    with pytest.raises(NotFound):
        desk.book()
    Customer.objects.update(area=area)
    booking = desk.book().bookings[0]
    assert get_booking(booking.id, viewer=inspector).id == booking.id
    Customer.objects.update(area=None)
    with pytest.raises(NotFound):
        get_booking(booking.id, viewer=inspector)
    with pytest.raises(NotFound):
        desk.step(actions.cancel_booking, booking.id)
