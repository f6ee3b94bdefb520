"""Do endless locks come up, and is what was decided about them kept?"""

import json
from datetime import UTC, datetime

import pytest
from django.test import Client
from django_scopes import scope
from tests.factories.access import make_settings
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_lock, make_lock_reason
from tests.personas import signed_in
from tests.web.desk.answers import text

from kartotek.domain.access.models import Lock, LockReview
from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business

URL = "/desk/havnegade/lock-reviews/"
HTMX = {"HX-Request": "true"}
PLACED_AT = datetime(2026, 5, 11, 9, tzinfo=UTC)


@pytest.fixture
def lock(business: Business, now: datetime) -> Lock:
    with scope(business=business):
        make_settings(business)
        viktor = make_customer(business, "Viktor", "Lind")
        return make_lock(viktor, PLACED_AT, make_lock_reason(business, "Unpaid bill"), note="Two invoices open")


@pytest.fixture
def desk(receptionist: Actor, now: datetime) -> Client:
    return signed_in(receptionist)


def sent(reason: str = "Court date pending", **more: object) -> dict[str, object]:
    return {"agent": "Signe Kragh", "reason": reason, **more}


def test_the_queue_says_who_why_since_when_and_what_was_decided_last(desk: Client, owner: Actor, lock: Lock) -> None:
    page = text(desk.get(URL))
    for said in ("Viktor Lind", "Unpaid bill", "“Two invoices open”", "Since Mon 11 May 2026", "never reviewed"):
        assert said in page
    assert "for 6 months." in page
    assert "settings/lock-reasons/" not in page
    assert "settings/lock-reasons/" in text(signed_in(owner).get(URL))


def test_a_lock_that_stays_comes_up_again_later(desk: Client, lock: Lock) -> None:
    assert "Comes up again on Wed 12 May 2027." in text(desk.get(f"{URL}{lock.pk}/keep/"))
    answer = desk.post(f"{URL}{lock.pk}/keep/", sent(), headers=HTMX)
    assert json.loads(answer["HX-Trigger-After-Settle"])["k-toast"] == {"text": "The lock of Viktor Lind stays"}
    assert "Nothing to review" in text(desk.get(URL))
    assert "Signe Kragh reviewed it: stays" in text(desk.get(f"/desk/havnegade/customers/{lock.customer_id}/locks/"))


def test_a_lock_gets_an_end(desk: Client, lock: Lock) -> None:
    page = text(desk.get(f"{URL}{lock.pk}/shorten/"))
    assert "Until and including Sat 12 Dec 2026. Unlocks by itself on Sun 13 Dec 2026 at 00:00." in page
    assert text(desk.get(f"{URL}ends/?until=days-14")).strip().startswith("Until and including Thu 26 Nov 2026.")
    refused = text(desk.post(f"{URL}{lock.pk}/shorten/", sent(until="date", on="2026-11-01"), headers=HTMX), 422)
    assert "This end lies in the past." in refused
    assert "Court date pending" in refused
    refused = text(desk.post(f"{URL}{lock.pk}/shorten/", sent(until="date"), headers=HTMX), 422)
    assert "Choose the last day of the lock." in refused
    desk.post(f"{URL}{lock.pk}/shorten/", sent(until="days-14"))
    lock.refresh_from_db()
    assert lock.ends_at == datetime(2026, 11, 26, 23, tzinfo=UTC)


def test_a_lock_is_lifted_as_a_mistake(desk: Client, lock: Lock) -> None:
    assert "Please give a reason." in text(desk.post(f"{URL}{lock.pk}/lift/", sent(""), headers=HTMX), 422)
    answer = desk.post(f"{URL}{lock.pk}/lift/", sent(was_mistake="on", agent="Signe Kragh"))
    assert (answer.status_code, answer["Location"]) == (302, URL)
    lock.refresh_from_db()
    assert (lock.lifted_by, lock.was_mistake) == ("Signe Kragh", True)
    assert LockReview._base_manager.get().decision == "lift"


def test_who_may_not_lock_has_no_queue(practitioner: Actor, lock: Lock) -> None:
    client = signed_in(practitioner)
    assert client.get(URL).status_code == 403
    assert client.get(f"{URL}{lock.pk}/lift/").status_code == 403
