"""Is it chosen which messages are sent, in general and for one service, and nothing typed lost?"""

from datetime import datetime, time

import pytest
from django.test import Client
from django_scopes import scope
from tests.factories.businesses import make_business
from tests.factories.catalog import make_service
from tests.personas import signed_in
from tests.web.desk.answers import text

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.catalog.models import Service
from kartotek.domain.messaging.queries import get_message_rules
from kartotek.domain.messaging.values import Event, EventRule, MessageRules

URL = "/desk/havnegade/settings/messages/"
# As the page stands at first: e-mail is on for all but these.
ON = {
    f"email_{event.value}": "on"
    for event in Event
    if event.value.startswith("booking_") or event is Event.WAITLIST_OFFER
}
FORM = {**ON, "sms_waitlist_offer": "on", "version": "1", "hours_before": "24", "grace_seconds": "180"}


@pytest.fixture
def desk(owner: Actor, now: datetime) -> Client:
    return signed_in(owner)


@pytest.fixture
def cut(business: Business) -> Service:
    with scope(business=business):
        return make_service(business, "Haircut")


def rules(business: Business) -> MessageRules:
    with scope(business=business):
        return get_message_rules()


def test_the_page_shows_what_holds(desk: Client, cut: Service) -> None:
    page = text(desk.get(URL))
    for said in ("Booking confirmed", "Reminder of a booking", "hours before", "Quiet hours", "All services follow"):
        assert said in page
    assert "Code to prove" not in page  # what is always sent is not chosen


def test_saved_as_it_stands_nothing_changes(desk: Client, business: Business, cut: Service) -> None:
    assert desk.post(URL, FORM).status_code == 302
    assert rules(business) == MessageRules()


def test_what_is_chosen_holds(desk: Client, business: Business, cut: Service) -> None:
    sent = {**FORM, "sms_booking_reminder": "on", "hours_before": "2 48,24", "grace_seconds": "0"}
    del sent["email_booking_moved"]
    desk.post(URL, {**sent, "sms_quiet_from": "21:00", "sms_quiet_to": "08:00"})
    after = rules(business)
    assert after.rule(Event.BOOKING_REMINDER) == EventRule(email=True, sms=True, hours_before=(48, 24, 2))
    assert not after.rule(Event.BOOKING_MOVED).email
    assert (after.grace_seconds, after.sms_quiet_from, after.sms_quiet_to) == (0, time(21), time(8))
    page = text(desk.get(URL))
    assert "48, 24, 2" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"hours_before": "soon"}, "Type whole hours"),
        ({"hours_before": "²"}, "Type whole hours"),
        ({"hours_before": "0"}, "between 1 and 1440"),
        ({"hours_before": "2, 2"}, "At most five different"),
        ({"grace_seconds": ""}, "required"),
        ({"grace_seconds": "99999"}, "3600"),
        ({"sms_quiet_from": "21:00"}, "Quiet hours need a beginning and an end"),
        ({"sms_quiet_from": "<b>"}, "valid time"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    desk: Client, business: Business, cut: Service, typed: dict[str, str], said: str
) -> None:
    answer = desk.post(URL, {**FORM, "sms_no_show": "on", **typed}, HTTP_ACCEPT_LANGUAGE="en")
    page = text(answer, answer.status_code)
    assert answer.status_code == 422
    assert said in page
    assert 'name="sms_no_show" aria-label="No-show by SMS" checked' in page
    assert rules(business) == MessageRules()


def test_who_saves_second_sees_both_and_may_insist(desk: Client, business: Business, cut: Service) -> None:
    desk.post(URL, {**FORM, "grace_seconds": "60"})
    answer = desk.post(URL, {**FORM, "grace_seconds": "90"})
    assert answer.status_code == 409
    page = text(answer, answer.status_code)
    assert "Somebody else saved this meanwhile" in page
    assert 'name="version" value="2"' in page
    desk.post(URL, {**FORM, "grace_seconds": "90", "version": "2"})
    assert rules(business).grace_seconds == 90


def test_a_service_differs_and_follows_again(desk: Client, business: Business, cut: Service) -> None:
    to = desk.get(URL, {"service": str(cut.pk)})
    assert to["Location"].endswith(f"/settings/messages/services/{cut.pk}/")
    url = f"{URL}services/{cut.pk}/"
    assert "Messages of Haircut" in text(desk.get(url))
    sent = {**FORM, "differs_booking_reminder": "on", "sms_booking_reminder": "on", "hours_before": "3"}
    desk.post(url, sent)
    assert rules(business).services == {
        cut.pk: {Event.BOOKING_REMINDER: EventRule(email=True, sms=True, hours_before=(3,))}
    }
    assert f'href="{url}"' in text(desk.get(URL))
    desk.post(url, {**FORM, "version": "2"})
    assert rules(business).services == {}


def test_the_page_of_a_service_names_faults_and_conflicts(desk: Client, business: Business, cut: Service) -> None:
    url = f"{URL}services/{cut.pk}/"
    wrong = {**FORM, "differs_booking_reminder": "on", "hours_before": "0"}
    answer = desk.post(url, wrong)
    assert (answer.status_code, "between 1 and 1440" in text(answer, answer.status_code)) == (422, True)
    assert desk.post(url, {**FORM, "hours_before": "x"}).status_code == 422
    desk.post(URL, {**FORM, "grace_seconds": "60"})
    assert desk.post(url, {**FORM, "differs_no_show": "on"}).status_code == 409


def test_only_who_may_and_only_of_this_business(receptionist: Actor, owner: Actor, cut: Service, now: datetime) -> None:
    assert signed_in(receptionist).get(URL).status_code == 403
    other = make_business("other")
    with scope(business=other):
        theirs = make_service(other)
    assert signed_in(owner).get(f"{URL}services/{theirs.pk}/").status_code == 404
