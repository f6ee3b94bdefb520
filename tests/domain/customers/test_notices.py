"""What staff should know of a customer: who writes it, who reads it, what stands first? (S23, S27)"""

from datetime import datetime

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.factories.customers import make_customer

from kartotek.domain.audit.models import Entry
from kartotek.domain.audit.values import STRANGER, Actor
from kartotek.domain.businesses.models import Area, Business
from kartotek.domain.customers.actions import add_notice, pin_notice
from kartotek.domain.customers.models import Customer, Notice
from kartotek.domain.customers.queries import list_notices
from kartotek.domain.customers.values import NewNotice, NoticeItem, NoticeKind
from kartotek.kernel.errors import Invalid, NotFound, NotPermitted


@pytest.fixture
def customer(scoped: Business) -> Customer:
    return make_customer(scoped)


def add(actor: Actor, now: datetime, customer: Customer, text: str, *, is_pinned: bool = False) -> NoticeItem:
    notice = NewNotice(customer.pk, text, is_pinned=is_pinned)
    return add_notice(business_id=customer.business_id, actor=actor, now=now, notice=notice)


def test_everybody_who_sees_the_card_writes_notices(customer: Customer, practitioner: Actor, now: datetime) -> None:
    made = add_notice(
        business_id=customer.business_id,
        actor=practitioner,
        now=now,
        notice=NewNotice(customer.pk, "Brings a dog.", NoticeKind.NOTE, is_pinned=True, agent="Ida Holst"),
    )
    assert (made.kind, made.text, made.is_pinned) == (NoticeKind.NOTE, "Brings a dog.", True)
    assert (made.at, made.by, made.agent) == (now, "Élodie Marchand", "Ida Holst")
    written = Entry.objects.get(action="notice.added")
    assert (written.customer_id, written.on_behalf_of) == (customer.pk, "Ida Holst")


def test_what_cannot_be_kept_is_refused(customer: Customer, owner: Actor, now: datetime) -> None:
    notice = NewNotice(customer.pk, " ", agent="x" * 201)
    with pytest.raises(Invalid) as refused:
        add_notice(business_id=customer.business_id, actor=owner, now=now, notice=notice)
    assert [(one.field, one.code) for one in refused.value.problems] == [("text", "required"), ("agent", "too_long")]


def test_customers_neither_write_nor_pin(customer: Customer, owner: Actor, now: datetime) -> None:
    made = add(owner, now, customer, "Brings a dog.")
    with pytest.raises(NotPermitted):
        add(STRANGER, now, customer, "I am nice.")
    with pytest.raises(NotPermitted):
        pin_notice(actor=STRANGER, now=now, notice_id=made.id, is_pinned=True)


def test_an_inspector_reaches_the_notices_of_her_areas(
    scoped: Business, customer: Customer, owner: Actor, inspector: Actor, area: Area, now: datetime
) -> None:
    hidden = add(owner, now, customer, "Brings a dog.")
    with pytest.raises(NotFound):
        add(inspector, now, customer, "x")
    with pytest.raises(NotFound):
        list_notices(viewer=inspector, customer_id=customer.pk)
    with pytest.raises(NotFound):
        pin_notice(actor=inspector, now=now, notice_id=hidden.id, is_pinned=True)
    hers = make_customer(scoped, area=area)
    made = add(inspector, now, hers, "Calls often.")
    assert pin_notice(actor=inspector, now=now, notice_id=made.id, is_pinned=True).is_pinned


def test_pinned_notices_stand_first_each_newest_first_on_every_page(
    customer: Customer, owner: Actor, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = [add(owner, now, customer, str(one), is_pinned=one in {0, 2}) for one in range(4)]
    order = [made[2], made[0], made[3], made[1]]
    with django_assert_num_queries(2):
        page = list_notices(viewer=owner, customer_id=customer.pk)
    assert (page.items, page.next) == (order, None)
    seen: list[NoticeItem] = []
    cursor = ""
    for _ in order:
        page = list_notices(viewer=owner, customer_id=customer.pk, limit=1, cursor=cursor)
        seen += page.items
        cursor = page.next or ""
    assert (seen, cursor) == (order, "")


def test_a_notice_is_pinned_and_unpinned_and_the_log_says_so(customer: Customer, owner: Actor, now: datetime) -> None:
    made = add(owner, now, customer, "Brings a dog.")
    for is_pinned in (True, True, False):
        assert pin_notice(actor=owner, now=now, notice_id=made.id, is_pinned=is_pinned).is_pinned is is_pinned
    assert Notice.objects.get().is_pinned is False
    actions = Entry.objects.filter(target_kind="notice").order_by("id").values_list("action", flat=True)
    assert list(actions) == ["notice.added", "notice.pinned", "notice.unpinned"]
