"""Can a line that was taken off the inbox be put back?"""

from datetime import datetime

import pytest
from tests.factories.customers import make_customer

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Area, Business
from kartotek.domain.messaging.actions import add_staff_notice, done_staff_notice, reopen_staff_notice
from kartotek.domain.messaging.models import StaffNotice
from kartotek.domain.messaging.queries import count_staff_notices
from kartotek.domain.messaging.values import NewStaffNotice
from kartotek.kernel.errors import NotFound


def add(business: Business, now: datetime, customer_id: int | None = None) -> int:
    add_staff_notice(business_id=business.pk, notice=NewStaffNotice("lock_expired", "one", customer_id), now=now)
    return StaffNotice.objects.get().pk


def test_a_line_that_is_done_comes_back_and_an_open_one_stays(scoped: Business, owner: Actor, now: datetime) -> None:
    notice_id = add(scoped, now)
    done_staff_notice(actor=owner, now=now, notice_id=notice_id)
    assert count_staff_notices(viewer=owner) == 0
    for _ in range(2):
        again = reopen_staff_notice(actor=owner, now=now, notice_id=notice_id)
        assert (again.done_at, again.done_by) == (None, "")
    assert count_staff_notices(viewer=owner) == 1


def test_what_one_may_not_see_cannot_be_put_back(
    scoped: Business, inspector: Actor, other_area: Area, now: datetime
) -> None:
    notice_id = add(scoped, now, make_customer(scoped, area=other_area).pk)
    with pytest.raises(NotFound):
        reopen_staff_notice(actor=inspector, now=now, notice_id=notice_id)
