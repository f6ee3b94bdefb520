"""Can webhooks be made, changed and deleted on screen, and is it seen what they were told?"""

import re
from datetime import datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.personas import signed_in

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.hooks import actions
from kartotek.domain.hooks.models import Delivery, Webhook
from kartotek.domain.hooks.values import Happening, HookEvent, WebhookDetails

URL = "/desk/havnegade/settings/webhooks/"
TYPED = {"url": "https://example.com/told", "events": ["booking.made"], "is_active": "on"}


def make(business: Business, owner: Actor, now: datetime) -> str:
    details = WebhookDetails("https://example.com/told", ("booking.made",))
    return str(actions.create_webhook(actor=owner, now=now, business_id=business.pk, details=details).id)


def tell(business: Business, now: datetime, many: int) -> None:
    told = [Happening(HookEvent.BOOKING_MADE, f"booking {number}", {}) for number in range(many)]
    actions.tell(business_id=business.pk, happenings=told, at=now)


def test_one_is_made_and_its_page_shows_the_secret(owner: Actor) -> None:
    browser = signed_in(owner)
    assert "No webhooks" in browser.get(URL).content.decode()
    assert "autofocus" in browser.get(f"{URL}new/").content.decode()
    made = browser.post(f"{URL}new/", TYPED).headers["Location"]
    assert re.search(r'value="whsec_[\w+/=]+"', browser.get(made).content.decode())
    assert "Booking made" in browser.get(URL).content.decode()


def test_a_refused_save_keeps_what_was_typed(owner: Actor, business: Business, now: datetime) -> None:
    browser = signed_in(owner)
    for path in (f"{URL}new/", f"{URL}{make(business, owner, now)}/"):
        answer = browser.post(path, {**TYPED, "url": 'nowhere"<b>', "version": "1"})
        assert answer.status_code == 422
        assert 'value="nowhere&quot;&lt;b&gt;"' in answer.content.decode()


def test_two_people_who_save_at_once_see_both_versions(owner: Actor, business: Business, now: datetime) -> None:
    browser, page = signed_in(owner), f"{URL}{make(business, owner, now)}/"
    assert browser.post(page, {**TYPED, "url": "https://a.example/", "version": "1"}).headers["Location"] == URL
    late = browser.post(page, {**TYPED, "url": "https://b.example/", "version": "1"})
    assert late.status_code == 409
    assert "https://a.example/" in late.content.decode()
    assert browser.post(page, {**TYPED, "url": "https://b.example/", "version": "2"}).status_code == 302


def test_the_secret_is_renewed_and_the_address_deleted_after_being_asked(
    owner: Actor, business: Business, now: datetime
) -> None:
    browser, page = signed_in(owner), f"{URL}{make(business, owner, now)}/"
    assert "New secret" in browser.get(f"{page}secret/").content.decode()
    assert browser.post(f"{page}secret/").headers["Location"] == page
    assert Webhook.objects.get().rotation == 1
    assert "not even what still waits" in browser.get(f"{page}delete/").content.decode()
    assert browser.post(f"{page}delete/").headers["Location"] == URL
    assert browser.get(page).status_code == 404


def test_the_log_says_what_became_of_each(owner: Actor, business: Business, now: datetime) -> None:
    browser, page = signed_in(owner), f"{URL}{make(business, owner, now)}/"
    assert "Nothing was told yet" in browser.get(f"{page}log/").content.decode()
    tell(business, now, 51)
    first, second, third, *_ = Delivery.objects.order_by("-pk")
    Delivery.objects.filter(pk=first.pk).update(state="failed", status=500, error="<b>no</b>", finished_at=now)
    Delivery.objects.filter(pk=second.pk).update(attempts=2, status=503)
    Delivery.objects.filter(pk=third.pk).update(event="no.longer")
    shown = browser.get(f"{page}log/").content.decode()
    for words in ("Failed", "HTTP 500", "&lt;b&gt;no&lt;/b&gt;", "Tried again", "no.longer", f"msg_{first.pk}"):
        assert words in shown
    (older,) = re.findall(rf'href="({re.escape(page)}log/\?cursor=[^"]+)"', shown)
    assert browser.get(older).status_code == 200
    assert "Does not answer" in browser.get(URL).content.decode()
    assert browser.post(f"{page}log/{first.pk}/retry/").headers["Location"] == f"{page}log/"
    first.refresh_from_db()
    assert first.state == "queued"


def test_the_log_costs_the_same_for_one_and_three(owner: Actor, business: Business, now: datetime) -> None:
    browser, page = signed_in(owner), f"{URL}{make(business, owner, now)}/log/"
    browser.get(page)
    counts = []
    for more in (1, 2):
        tell(business, now, more)
        with CaptureQueriesContext(connection) as counted:
            browser.get(page)
        counts.append(len(counted))
    assert counts[0] == counts[1]


def test_receptionist_may_not_and_another_tenants_is_not_there(
    receptionist: Actor, business: Business, owner: Actor, other_owner: Actor, now: datetime
) -> None:
    page = f"{URL}{make(business, owner, now)}/"
    assert signed_in(receptionist).get(URL).status_code == 403
    theirs = "/desk/elsewhere/settings/webhooks/"
    assert signed_in(other_owner).get(page.replace(URL, theirs)).status_code == 404
