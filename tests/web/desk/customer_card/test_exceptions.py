"""Can the front desk let a customer off a rule, for a while and for a reason?"""

from datetime import date, datetime

import pytest
from django_scopes import scope
from tests.factories.booking import Salon, make_salon
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_exception, make_rule
from tests.personas import signed_in
from tests.web.desk.answers import text

from kartotek.domain.access.models import RuleException
from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business

NOVEMBER = {"from_on": "2026-11-12", "until_on": "2026-11-30"}
SENTENCE = "For every customer – for everything – make it unavailable."


@pytest.fixture
def salon(business: Business) -> Salon:
    with scope(business=business):
        return make_salon(business)


def kept(business: Business) -> list[tuple[int | None, int | None, date, date, str]]:
    with scope(business=business):
        rows = RuleException.objects.filter(removed_at=None)
        return list(rows.values_list("rule_id", "service_id", "from_on", "until_on", "reason"))


def test_an_exception_is_added_shown_on_the_card_and_removed(salon: Salon, receptionist: Actor, now: datetime) -> None:
    customer, rule = make_customer(salon.business), make_rule(salon.business)
    browser, card = signed_in(receptionist), f"/desk/havnegade/customers/{customer.pk}/"
    assert "Exceptions from rules" not in text(browser.get(card))
    dialog = text(browser.get(f"{card}exceptions/"))
    assert SENTENCE in dialog
    assert 'value="2026-11-12"' in dialog
    form = {"rule": rule.pk, "service": salon.service.pk, **NOVEMBER, "reason": "She has paid."}
    added = browser.post(f"{card}exceptions/", form, headers={"hx-request": "true"})
    assert (added.status_code, added.headers["HX-Redirect"]) == (204, card)
    assert kept(salon.business) == [
        (rule.pk, salon.service.pk, date(2026, 11, 12), date(2026, 11, 30), "She has paid.")
    ]
    for page in (text(browser.get(card)), text(browser.get(f"{card}exceptions/"))):
        assert f"{SENTENCE} · Haircut" in page
        assert "Signe Kragh · She has paid." in page
    with scope(business=salon.business):
        made = RuleException.objects.get()
    assert browser.post(f"{card}exceptions/{made.pk}/remove/").status_code == 302
    assert kept(salon.business) == []


def test_a_refused_exception_keeps_what_was_typed(salon: Salon, receptionist: Actor, now: datetime) -> None:
    customer = make_customer(salon.business)
    browser, url = signed_in(receptionist), f"/desk/havnegade/customers/{customer.pk}/exceptions/"
    page = text(browser.post(url, {"service": salon.service.pk, **NOVEMBER, "reason": ""}), 422)
    assert "Please give a reason." in page
    page = text(browser.post(url, {**NOVEMBER, "until_on": "2026-11-11", "reason": "Paid and sorry"}), 422)
    assert "The last day lies before the first." in page
    assert "Choose a rule, a service, or both." in page
    assert "Paid and sorry" in page
    assert browser.post(url, {"reason": "Paid"}).status_code == 422


def test_what_is_over_stays_in_the_dialog_only(salon: Salon, receptionist: Actor, now: datetime) -> None:
    customer = make_customer(salon.business)
    make_exception(customer, service=salon.service, until_on=date(2026, 11, 11))
    browser, card = signed_in(receptionist), f"/desk/havnegade/customers/{customer.pk}/"
    assert "All rules · Haircut" not in text(browser.get(card))
    assert "All rules · Haircut" in text(browser.get(f"{card}exceptions/"))


def test_a_practitioner_makes_no_exceptions(salon: Salon, practitioner: Actor, now: datetime) -> None:
    customer = make_customer(salon.business)
    make_exception(customer, service=salon.service)
    browser, card = signed_in(practitioner), f"/desk/havnegade/customers/{customer.pk}/"
    page = text(browser.get(card))
    assert ("All rules · Haircut" in page, "Change…" in page) == (True, False)
    assert browser.get(f"{card}exceptions/").status_code == 403
