"""What stands in the inbox of the staff, for whom, and for how long?"""

from datetime import datetime, timedelta

import pytest
from tests.factories.customers import make_customer

from kartotek.domain.audit.models import Entry
from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Area, Business
from kartotek.domain.messaging.actions import add_staff_notice, add_staff_notices, done_staff_notice
from kartotek.domain.messaging.queries import count_staff_notices, list_staff_notices
from kartotek.domain.messaging.values import NewStaffNotice, StaffNoticeItem
from kartotek.kernel.errors import Invalid, NotFound


def tell(business: Business, now: datetime, key: str, customer_id: int | None = None) -> None:
    notice = NewStaffNotice("lock_expired", key, customer_id, {"lock": "7"})
    add_staff_notice(business_id=business.pk, notice=notice, now=now)


def open_lines(viewer: Actor) -> list[StaffNoticeItem]:
    return list(list_staff_notices(viewer=viewer).items)


def test_an_event_is_told_once_by_its_key(
    scoped: Business, other_business: Business, owner: Actor, now: datetime
) -> None:
    customer = make_customer(scoped)
    tell(scoped, now, "lock 7", customer.pk)
    tell(scoped, now + timedelta(hours=1), "lock 7", customer.pk)
    add_staff_notices(notices=[(other_business.pk, NewStaffNotice("lock_expired", "lock 7"))], now=now)
    [line] = open_lines(owner)
    assert (line.kind, line.customer_id, line.customer_name) == ("lock_expired", customer.pk, "Sofie Bjerregaard")
    assert (line.data, line.at, line.done_at, line.done_by) == ({"lock": "7"}, now, None, "")
    assert count_staff_notices(viewer=owner) == 1


def test_lines_are_listed_newest_first_in_pages(scoped: Business, owner: Actor, now: datetime) -> None:
    for one in range(3):
        tell(scoped, now + timedelta(minutes=one // 2), str(one))
    page = list_staff_notices(viewer=owner, limit=2)
    assert page.next is not None
    rest = list_staff_notices(viewer=owner, limit=2, cursor=page.next)
    assert [one.at for one in (*page.items, *rest.items)] == [now + timedelta(minutes=1), now, now]
    assert (len({one.id for one in (*page.items, *rest.items)}), rest.next) == (3, None)
    for cursor in ("WyJ4IiwxXQ", "nonsense"):
        with pytest.raises(Invalid):
            list_staff_notices(viewer=owner, cursor=cursor)


def test_what_is_done_leaves_the_open_lines_for_everybody(
    scoped: Business, owner: Actor, receptionist: Actor, now: datetime
) -> None:
    tell(scoped, now, "lock 7")
    [line] = open_lines(owner)
    done = done_staff_notice(actor=receptionist, now=now, notice_id=line.id)
    assert (done.done_at, done.done_by, done.customer_name) == (now, "Signe Kragh", "")
    again = done_staff_notice(actor=owner, now=now + timedelta(hours=1), notice_id=line.id)
    assert (again.done_at, again.done_by) == (now, "Signe Kragh")
    assert open_lines(owner) == []
    assert list(list_staff_notices(viewer=owner, is_done=True).items) == [done]
    assert Entry.objects.filter(action="staff_notice.done").count() == 1


def test_an_inspector_sees_the_lines_about_customers_of_her_areas(
    scoped: Business, inspector: Actor, owner: Actor, area: Area, now: datetime
) -> None:
    hers = make_customer(scoped, area=area)
    tell(scoped, now, "hers", hers.pk)
    tell(scoped, now, "another's", make_customer(scoped).pk)
    tell(scoped, now, "nobody's")
    assert [line.customer_id for line in open_lines(inspector)] == [hers.pk]
    hidden = next(line for line in open_lines(owner) if line.customer_id != hers.pk)
    with pytest.raises(NotFound):
        done_staff_notice(actor=inspector, now=now, notice_id=hidden.id)
