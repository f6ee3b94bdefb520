"""Are recall plans made in the settings, customers put in, and is it seen who is due?"""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django_scopes import scope
from tests.factories.booking import Salon, make_booking, make_salon
from tests.factories.customers import make_customer
from tests.factories.recall import make_enrolment, make_plan
from tests.factories.restrictions import make_tag
from tests.personas import signed_in
from tests.web.desk.answers import text

from kartotek.domain.audit.values import SYSTEM, Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer
from kartotek.domain.recall import actions
from kartotek.domain.recall.models import RecallPlan

At = Callable[[str], datetime]
DESK = "/desk/havnegade/"
URL = f"{DESK}settings/recall/"


@pytest.fixture
def salon(business: Business) -> Salon:
    with scope(business=business):
        return make_salon(business)


@pytest.fixture
def freja(salon: Salon, at: At) -> Customer:
    with scope(business=salon.business):
        row = make_customer(salon.business, "Freja", "Holm", email="freja@example.com")
        make_booking(salon, row, at("2026-10-08T10:00+02:00"), status="completed")
    at("2026-11-12T08:00+01:00")
    return row


@pytest.fixture
def plan(salon: Salon) -> RecallPlan:
    with scope(business=salon.business):
        return make_plan(salon.service)


@pytest.fixture
def desk(owner: Actor, now: object) -> Client:
    return signed_in(owner)


def typed(salon: Salon, **fields: str) -> dict[str, str]:
    numbers = {"interval_days": "42", "ahead_days": "7", "tolerance_days": "14", "attempts": "2", "pause_days": "7"}
    return {"name": "Haircut", "service": str(salon.service.pk), "channel": "email", **numbers, **fields}


def test_a_plan_lives_is_put_away_and_comes_back(desk: Client, salon: Salon) -> None:
    assert "No plans" in text(desk.get(URL))
    assert "New recall plan" in text(desk.get(f"{URL}new/"))
    assert "Plan added" in text(desk.post(f"{URL}new/", typed(salon), follow=True))
    with scope(business=salon.business):
        row = RecallPlan.objects.get()
    assert "Haircut" in text(desk.get(f"{URL}{row.pk}/"))
    page = text(desk.post(f"{URL}{row.pk}/", typed(salon, name="Klip", version="1"), follow=True))
    assert "Plan saved" in page
    assert "Klip" in page
    assert "“Klip” archived" in text(desk.post(f"{URL}{row.pk}/archive/", follow=True))
    assert "is archived" in text(desk.get(f"{DESK}recall/{row.pk}/"))
    assert "“Klip” restored" in text(desk.post(f"{URL}{row.pk}/restore/", follow=True))


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(desk: Client, salon: Salon, plan: RecallPlan) -> None:
    refused = text(desk.post(f"{URL}new/", typed(salon, ahead_days="50", name="Mine")), 422)
    assert "This must be shorter than the time between visits." in refused
    assert "Mine" in refused
    assert "already" in text(desk.post(f"{URL}new/", typed(salon)), 422)
    with scope(business=salon.business):
        other = make_plan(salon.service, "Colour")
    assert "already" in text(desk.post(f"{URL}{other.pk}/", typed(salon, version="1")), 422)
    stale = text(desk.post(f"{URL}{plan.pk}/", typed(salon, name="Mine", version="7")), 422)
    assert "Somebody else changed this plan meanwhile." in stale
    assert "Mine" in stale
    desk.post(f"{URL}{other.pk}/archive/")
    desk.post(f"{URL}{plan.pk}/", typed(salon, name="Colour", version="1"))
    assert "already" in text(desk.post(f"{URL}{other.pk}/restore/", follow=True))


def test_the_card_puts_her_in_pauses_goes_on_and_takes_out(desk: Client, plan: RecallPlan, freja: Customer) -> None:
    card = f"{DESK}customers/{freja.pk}/"
    assert "Invite back by" in text(desk.get(f"{card}reminders/"))
    page = text(desk.post(f"{card}recall/", {"plan": str(plan.pk)}, follow=True))
    assert "Enrolled in “Haircut”" in page
    assert "due Thu 19 Nov" in page
    assert "Paused" in text(desk.post(f"{card}recall/{plan.pk}/pause/", follow=True))
    assert "goes on" in text(desk.post(f"{card}recall/{plan.pk}/go-on/", follow=True))
    assert "Taken out of the plan" in text(desk.post(f"{card}recall/{plan.pk}/take-out/", follow=True))
    assert desk.post(f"{card}recall/", {"plan": "x"}).status_code == 422


def test_the_list_says_who_is_due_who_was_invited_and_why_not(
    desk: Client, salon: Salon, plan: RecallPlan, freja: Customer, at: At
) -> None:
    with scope(business=salon.business):
        tag = make_tag(salon.business, "Regular", make_customer(salon.business, "Anders", "Beck"))
    url = f"{DESK}recall/{plan.pk}/"
    assert "Nobody is enrolled" in text(desk.get(url))
    assert "1 customer enrolled" in text(desk.post(f"{url}enrol/", {"by": "service"}, follow=True))
    assert "Nobody new to enrol" in text(desk.post(f"{url}enrol/", {"by": "service"}, follow=True))
    page = text(desk.post(f"{url}enrol/", {"by": str(tag.pk)}, follow=True))
    assert "No visit yet" in page
    assert desk.post(f"{url}enrol/", {"by": "x"}).status_code == 404
    now = at("2026-11-12T09:00+01:00")
    actions.invite_due(actor=SYSTEM, now=now)
    assert "Invited" in text(desk.get(url))
    with scope(business=salon.business):
        make_booking(salon, freja, at("2026-11-18T10:00+01:00"), created_at=at("2026-11-12T10:00+01:00"))
        bo = make_customer(salon.business, "Bo", "Lind", email="bo@example.com")
        make_booking(salon, bo, at("2026-11-19T10:00+01:00"))
        make_booking(salon, bo, at("2026-10-01T10:00+02:00"), status="completed")
        make_enrolment(plan, bo)
    at("2026-11-12T11:00+01:00")
    page = text(desk.get(url))
    assert "Booked" in page
    assert "A booking is to come." in page


def test_cards_with_no_active_recall_carry_a_mark_where_that_is_on(
    desk: Client, plan: RecallPlan, freja: Customer
) -> None:
    card = f"{DESK}customers/{freja.pk}/"
    assert "No active recall" not in text(desk.get(card))
    assert "Cards are marked" in text(desk.post(f"{URL}marking/", {"is_marking": "on"}, follow=True))
    assert "No active recall" in text(desk.get(card))
    desk.post(f"{card}recall/", {"plan": str(plan.pk)})
    assert "No active recall" not in text(desk.get(card))
    assert "not marked any more" in text(desk.post(f"{URL}marking/", {"is_marking": "off"}, follow=True))


def test_only_who_may(plan: RecallPlan, receptionist: Actor, inspector: Actor, now: object) -> None:
    assert signed_in(receptionist).get(f"{DESK}recall/{plan.pk}/").status_code == 403
    assert signed_in(inspector).get(URL).status_code == 403
    assert signed_in(inspector).get(f"{DESK}recall/{plan.pk}/").status_code == 200


def test_all_plans_stand_on_one_page_and_lead_on(desk: Client, plan: RecallPlan) -> None:
    html = text(desk.get(f"{DESK}recall/"))
    for words in ("Haircut", "0 customers", f"/recall/{plan.pk}/invitations/", "/settings/recall/"):
        assert words in html, words
    assert f"{DESK}recall/" in text(desk.get(f"{DESK}inbox/"))


def test_without_a_plan_the_page_says_what_one_is_for(desk: Client, salon: Salon) -> None:
    assert "There is no plan yet" in text(desk.get(f"{DESK}recall/"))


def test_letters_are_printed_from_the_list_and_kept_in_the_list_of_invitations(
    desk: Client, plan: RecallPlan, freja: Customer, now: datetime
) -> None:
    where = f"{DESK}recall/{plan.pk}/"
    with scope(business=plan.business):
        make_enrolment(plan, freja)
        RecallPlan.objects.update(has_letters=True)
    assert "Print their letters" not in text(desk.get(where))
    with scope(business=plan.business):
        Customer.objects.update(email="")
    html = text(desk.get(where))
    assert ("Print their letters" in html, "By letter: no address works." in html) == (True, True)
    assert "Nobody was invited yet" in text(desk.get(f"{where}invitations/"))
    answer = desk.post(f"{where}letters/")
    assert (answer.status_code, answer["Location"].startswith(f"{DESK}customers/letters/")) == (302, True)
    assert "Print their letters" not in text(desk.get(where))
    html = text(desk.get(f"{where}invitations/"))
    for words in ("Freja Holm", "Letter", "Not yet"):
        assert words in html, words
    with scope(business=plan.business):
        booking = make_booking(make_salon(plan.business), freja, now, created_at=now)
    assert f"/bookings/{booking.pk}/" in text(desk.get(f"{where}invitations/"))


def test_who_may_not_remind_sees_none_of_it(plan: RecallPlan, practitioner: Actor, now: datetime) -> None:
    client = signed_in(practitioner)
    for url in (f"{DESK}recall/", f"{DESK}recall/{plan.pk}/invitations/"):
        assert client.get(url).status_code == 403
