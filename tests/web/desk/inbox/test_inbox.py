"""Does the inbox show what happened, and does a line come off and back?"""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django_scopes import scope
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_lock
from tests.personas import signed_in
from tests.web.desk.answers import text

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Area, Business
from kartotek.domain.customers.models import Customer
from kartotek.domain.messaging.actions import add_staff_notice
from kartotek.domain.messaging.models import StaffNotice
from kartotek.domain.messaging.values import NewStaffNotice

URL = "/desk/havnegade/inbox/"
HTMX = {"HX-Request": "true"}
ENDED = {"reason": "Missing documents", "ended_at": "2026-11-11T23:00:00+00:00"}


@pytest.fixture
def sofie(business: Business, now: datetime) -> Customer:
    with scope(business=business):
        return make_customer(business)


@pytest.fixture
def desk(receptionist: Actor, now: datetime) -> Client:
    return signed_in(receptionist)


def tell(customer: Customer, now: datetime, key: str = "one", **data: str) -> StaffNotice:
    with scope(business=customer.business):
        notice = NewStaffNotice("lock_expired", key, customer.pk, data or ENDED)
        add_staff_notice(business_id=customer.business_id, notice=notice, now=now)
        return StaffNotice.objects.get(key=key)


def test_an_empty_inbox_says_so(desk: Client, sofie: Customer) -> None:
    assert "All answered" in text(desk.get(URL))
    assert "Nothing done yet" in text(desk.get(f"{URL}?show=done"))
    assert text(desk.get(f"{URL}count/")).strip() == ""


def test_an_ended_lock_is_told_and_leads_to_the_customer(desk: Client, sofie: Customer, now: datetime) -> None:
    tell(sofie, now)
    page = text(desk.get(URL))
    assert "A lock has ended" in page
    assert "Missing documents · ended by itself on Thu 12 Nov 2026 at 00:00" in page
    assert f'href="/desk/havnegade/customers/{sofie.pk}/"' in page
    assert ">1</span>" in text(desk.get(f"{URL}count/"))
    assert 'hx-get="/desk/havnegade/inbox/count/"' in page


def test_a_line_comes_off_and_back(desk: Client, sofie: Customer, now: datetime) -> None:
    notice = tell(sofie, now)
    answer = desk.post(f"{URL}{notice.pk}/done/", headers=HTMX)
    assert "done by Signe Kragh, Thu 12 Nov 2026 at 10:54" in text(answer)
    assert answer["HX-Trigger"] == "k-card-changed"
    assert "A lock has ended" not in text(desk.get(URL))
    assert "A lock has ended" in text(desk.get(f"{URL}?show=done"))
    assert "Undo" not in text(desk.post(f"{URL}{notice.pk}/undo/", headers=HTMX))
    assert "A lock has ended" in text(desk.get(URL))
    answer = desk.post(f"{URL}{notice.pk}/done/")
    assert (answer.status_code, answer["Location"]) == (302, URL)


def test_lines_of_unknown_kinds_and_moments_are_shown_all_the_same(
    desk: Client, sofie: Customer, now: datetime
) -> None:
    tell(sofie, now, reason="Unpaid")
    StaffNotice._base_manager.filter(pk=tell(sofie, now, "two").pk).update(kind="new_kind")
    page = text(desk.get(URL))
    assert "Unpaid" in page
    assert "Something to look at" in page


def test_messages_that_did_not_go_out_are_told_with_the_remedy(desk: Client, business: Business, now: datetime) -> None:
    with scope(business=business):
        add_staff_notice(
            business_id=business.pk, notice=NewStaffNotice("messages_failed", "messages_failed:1"), now=now
        )
    page = text(desk.get(URL))
    assert "Messages could not be sent" in page
    assert "try it again there" in page


def test_an_inspector_sees_only_customers_of_the_own_areas(
    inspector: Actor, business: Business, area: Area, sofie: Customer, now: datetime
) -> None:
    tell(sofie, now)
    client = signed_in(inspector)
    assert "All answered" in text(client.get(URL))
    assert client.post(f"{URL}{StaffNotice._base_manager.get().pk}/done/").status_code == 404
    Customer._base_manager.update(area=area)
    assert "A lock has ended" in text(client.get(URL))


def test_endless_locks_to_review_stand_above_for_those_who_may(
    desk: Client, practitioner: Actor, sofie: Customer
) -> None:
    with scope(business=sofie.business):
        make_lock(sofie, datetime(2026, 1, 2, 9, tzinfo=UTC))
    assert "1 endless lock wants a review." in text(desk.get(URL))
    assert ">1</span>" in text(desk.get(f"{URL}count/"))
    assert "wants a review" not in text(signed_in(practitioner).get(URL))


def test_many_lines_are_read_page_by_page(desk: Client, sofie: Customer, now: datetime) -> None:
    for number in range(51):
        tell(sofie, now, str(number))
    StaffNotice._base_manager.update(done_at=now, done_by="Signe Kragh")
    answer = desk.get(f"{URL}?show=done")
    assert answer.context["next"].startswith(f"{URL}?show=done&cursor=")
    assert text(desk.get(answer.context["next"])).count("A lock has ended</b>") == 1
