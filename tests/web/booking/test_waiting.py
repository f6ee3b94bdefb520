"""Can a visitor wait for a place, see what is on offer, and book it, with and without a script?"""

from datetime import datetime

import pytest
from django.test import Client
from django_scopes import scope
from tests.factories.booking import FREJA, Salon, make_salon
from tests.factories.classes import make_session, make_studio
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_ban, put_tag
from tests.web.booking.site import TYPED, signed_in_as

from kartotek.domain.audit.values import SYSTEM
from kartotek.domain.booking.actions import offer_places
from kartotek.domain.booking.models import Booking, ClassSession, WaitlistEntry
from kartotek.domain.businesses.models import Business

KEY = "1" * 32


@pytest.fixture
def salon(business: Business, now: datetime) -> Salon:
    with scope(business=business):
        return make_salon(business)


@pytest.fixture
def visitor(salon: Salon) -> Client:
    return Client(headers={"Accept-Language": "en"})


@pytest.fixture
def session(salon: Salon) -> ClassSession:
    with scope(business=salon.business):
        return make_session(make_studio(salon.business), seats=1, seats_taken=1)


def page(salon: Salon) -> str:
    return f"/havnegade/waiting/?service={salon.service.pk}&employee=any"


def entries(salon: Salon) -> list[WaitlistEntry]:
    with scope(business=salon.business):
        return list(WaitlistEntry.objects.order_by("pk"))


def offer(salon: Salon, now: datetime) -> None:
    with scope(business=salon.business):
        offer_places(business=salon.business, actor=SYSTEM, now=now, service_id=salon.service.pk)


def join(visitor: Client, salon: Salon, **typed: str) -> str:
    answer = visitor.post(page(salon), {**TYPED, "key": KEY, **typed})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def test_the_times_lead_to_the_waiting_list_with_the_day_in_view(visitor: Client, salon: Salon) -> None:
    html = visitor.get(f"/havnegade/when/?service={salon.service.pk}&employee=any&day=2026-11-16").content.decode()
    assert f"/havnegade/waiting/?service={salon.service.pk}&amp;employee=any&amp;day=2026-11-16" in html


def test_a_full_class_leads_to_the_waiting_list(visitor: Client, salon: Salon, session: ClassSession) -> None:
    html = visitor.get(f"/havnegade/classes/?service={session.service_id}").content.decode()
    address = f"/havnegade/waiting/?service={session.service_id}&session={session.pk}"
    assert address.replace("&", "&amp;") in html
    assert "Until" not in visitor.get(address).content.decode()
    visitor.post(address, {**TYPED, "key": KEY})
    assert [entry.session_id for entry in entries(salon)] == [session.pk]


def test_she_waits_once_however_often_she_sends_it(visitor: Client, salon: Salon) -> None:
    first = join(visitor, salon, first="2026-11-16", last="2026-11-16")
    assert join(visitor, salon, first="2026-11-16", last="2026-11-16") == first
    assert len(entries(salon)) == 1
    assert "You are on the waiting list" in visitor.get(first).content.decode()


def test_what_is_wrong_is_said_and_what_was_typed_stays(visitor: Client, salon: Salon) -> None:
    answer = visitor.post(page(salon), {**TYPED, "email": "", "phone": "", "first": "2026-11-16"})
    html = answer.content.decode()
    assert (answer.status_code, 'value="Freja"' in html, 'value="2026-11-16"' in html) == (422, True, True)
    answer = visitor.post(page(salon), {**TYPED, "first": "2026-11-16", "last": "2026-11-13"})
    assert (answer.status_code, "The last day lies before the first one." in answer.content.decode()) == (422, True)


def test_an_offer_is_shown_and_booked(visitor: Client, salon: Salon, now: datetime) -> None:
    own = join(visitor, salon, first="2026-11-16").partition("?")[0]
    offer(salon, now)
    html = visitor.get(own).content.decode()
    assert "A place has come free for you" in html
    booked = visitor.post(f"{own}accept/")
    assert "/havnegade/manage/" in booked["Location"]
    with scope(business=salon.business):
        assert Booking.objects.count() == 1
    again = visitor.post(f"{own}accept/")
    assert (again.status_code, "There is no place on offer any more." in again.content.decode()) == (409, True)


def test_she_leaves_as_often_as_she_likes(visitor: Client, salon: Salon) -> None:
    own = join(visitor, salon).partition("?")[0]
    for _ in range(2):
        visitor.post(f"{own}leave/")
    assert "not on the waiting list any more" in visitor.get(own).content.decode()


def test_signed_in_she_types_no_name_and_a_ban_is_told_at_the_start(salon: Salon, now: datetime) -> None:
    with scope(business=salon.business):
        card = make_customer(salon.business, "Freja", "Holm", email=FREJA.email)
    client = signed_in_as(salon.business, card, now)
    assert "First name" not in client.get(page(salon)).content.decode()
    client.post(page(salon), {"key": KEY})
    assert [entry.customer_id for entry in entries(salon)] == [card.pk]
    with scope(business=salon.business):
        put_tag(card, make_ban(salon.business, messages={"en": "Please call us."}))
    assert "Please call us." in client.get(page(salon)).content.decode()


def test_a_banned_stranger_is_told_after_sending(visitor: Client, salon: Salon) -> None:
    with scope(business=salon.business):
        card = make_customer(salon.business, "Freja", "Holm", email=FREJA.email)
        put_tag(card, make_ban(salon.business, messages={"en": "Please call us."}))
    answer = visitor.post(page(salon), {**TYPED, "key": KEY})
    assert (answer.status_code, "Please call us." in answer.content.decode()) == (403, True)


def test_what_is_not_there_is_not_waited_for(visitor: Client, salon: Salon, session: ClassSession) -> None:
    assert visitor.get("/havnegade/waiting/").status_code == 302
    assert visitor.get("/havnegade/waiting/?service=999").status_code == 404
    assert visitor.get(f"/havnegade/waiting/?service={session.service_id}").status_code == 302
    assert visitor.get("/havnegade/waiting/nonsense/").status_code == 404
