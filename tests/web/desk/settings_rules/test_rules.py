"""Can service rules be made, tried, changed, put away and restored on screen, as sentences?"""

from datetime import datetime, timedelta

import pytest
from django_scopes import scope
from tests.factories.booking import Salon, make_booking, make_salon
from tests.factories.businesses import make_location
from tests.factories.catalog import make_category, make_service
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_rule, make_tag
from tests.personas import signed_in
from tests.web.desk.answers import text

from kartotek.domain.access.models import ServiceRule
from kartotek.domain.access.queries import get_policy
from kartotek.domain.access.values import UNLIMITED
from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.web.desk.settings_rules.forms import RuleForm

URL = "/desk/havnegade/settings/rules/"
HTMX = {"hx-request": "true"}


@pytest.fixture
def salon(business: Business) -> Salon:
    with scope(business=business):
        return make_salon(business)


def rules(business: Business) -> list[ServiceRule]:
    with scope(business=business):
        return list(ServiceRule.objects.order_by("id"))


def test_a_rule_is_made_for_many_services_at_once_and_reads_as_a_sentence(salon: Salon, owner: Actor) -> None:
    browser = signed_in(owner)
    tag, color = make_tag(salon.business, "Late"), make_service(salon.business, "Full colour")
    assert "No service rules yet" in text(browser.get(URL))
    assert "has one of these tags" in text(browser.get(f"{URL}new/"))
    form = {
        "has_tags": [tag.pk],
        "services": [salon.service.pk, color.pk],
        "employees": [salon.jonas.pk],
        "then": "unavailable",
        "message_da": "Ring til os.",
    }
    made = browser.post(f"{URL}new/", form)
    [rule] = rules(salon.business)
    assert (made.status_code, made.headers["Location"]) == (302, f"{URL}?at={rule.pk}")
    assert rule.where == {"services": sorted([salon.service.pk, color.pk]), "employees": [salon.jonas.pk]}
    assert (rule.when, rule.messages) == ({"has_tags": [tag.pk]}, {"da": "Ring til os."})
    sentence = "When a customer has the tag “Late” – for Haircut or Full colour with Jonas Krog – make it unavailable."
    assert sentence in text(browser.get(URL))
    page = text(browser.get(f"{URL}{rule.pk}/"))
    assert sentence in page
    assert "Ring til os." in page


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ({}, "For every customer – for everything – make it unavailable."),
        ({"then": "needs_approval", "when": {"new_customer": True}},
         "When a customer is new – for everything – let staff approve it first."),
        ({"when": {"new_customer": False, "no_shows": 1}},
         "When a customer has been here before and has at least 1 no-show – for everything – make it unavailable."),
        ({"when": {"no_shows": 2}},
         "When a customer has at least 2 no-shows – for everything – make it unavailable."),
    ],
)  # fmt: skip
def test_each_condition_has_its_words(salon: Salon, owner: Actor, rule: dict[str, object], sentence: str) -> None:
    make_rule(salon.business, **rule)
    assert sentence in text(signed_in(owner).get(URL))


def test_tags_and_places_have_their_words(salon: Salon, owner: Actor) -> None:
    business = salon.business
    late, new, hair = make_tag(business, "Late").pk, make_tag(business, "New").pk, make_category(business).pk
    place = make_location(business, name="Nørrebro").pk
    where = {"categories": [hair], "locations": [place]}
    make_rule(business, when={"has_tags": [late, new]}, where=where)
    make_rule(business, when={"lacks_tags": [late]})
    make_rule(business, when={"lacks_tags": [late, new]})
    page = text(signed_in(owner).get(URL))
    assert "has one of the tags “Late” or “New” – for everything in Hair at Nørrebro – make" in page
    assert "does not have the tag “Late” – for everything – make" in page
    assert "has none of the tags “Late” or “New” – for" in page


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_rule_is_tried_with_names_before_it_is_saved(
    salon: Salon, owner: Actor, now: datetime, headers: dict[str, str]
) -> None:
    with scope(business=salon.business):
        sofie = make_customer(salon.business)
        make_booking(salon, sofie, now + timedelta(days=4))
        make_customer(salon.business, "Freja", "Holm")
    tag = make_tag(salon.business, "Late", sofie)
    browser = signed_in(owner)
    form = {"has_tags": [tag.pk], "then": "unavailable", "no_shows": "", "step": "try"}
    page = text(browser.post(f"{URL}new/", form, headers=headers))
    assert "<b>1</b> customer " in page.replace("</b> customer\n", "</b> customer ").replace("customer ·", "customer ")
    assert ("Sofie Bjerregaard" in page, "Freja" in page) == (True, False)
    assert ("<html" in page) == (not headers)
    assert rules(salon.business) == []
    assert "checked" in page or headers


def test_the_page_one_comes_from_fills_in_its_part(salon: Salon, owner: Actor) -> None:
    browser = signed_in(owner)
    tag = make_tag(salon.business).pk
    page = text(browser.get(f"{URL}new/?service={salon.service.pk}&tag={tag}&employee=no&location=1²"))
    for name, value in (("services", salon.service.pk), ("has_tags", tag)):
        assert f'name="{name}" value="{value}" class="form-check-input" id="id_{name}_0" checked' in page
    assert f"{URL}new/?service={salon.service.pk}" in text(
        browser.get(f"/desk/havnegade/settings/services/{salon.service.pk}/")
    )
    assert f"{URL}new/?employee={salon.jonas.pk}" in text(
        browser.get(f"/desk/havnegade/settings/employees/{salon.jonas.pk}/")
    )


def test_a_refused_form_keeps_what_was_typed(salon: Salon, owner: Actor) -> None:
    form = {"then": "unavailable", "no_shows": "0", "message_da": "Ring [nu]", "services": ["12345"]}
    page = text(signed_in(owner).post(f"{URL}new/", form), 422)
    assert "Ring [nu]" in page
    page = text(signed_in(owner).post(f"{URL}new/", {"then": "unavailable", "no_shows": "0"}), 422)
    assert "This number is too small or too large." in page


def test_a_change_by_somebody_else_is_shown(salon: Salon, owner: Actor) -> None:
    rule = make_rule(salon.business, when={"no_shows": 3}, version=2)
    browser = signed_in(owner)
    form = {"version": "1", "then": "needs_approval", "no_shows": "4"}
    page = text(browser.post(f"{URL}{rule.pk}/", form), 409)
    assert "<td>3</td><td>4</td>" in page
    assert browser.post(f"{URL}{rule.pk}/", {**form, "version": "2"}).status_code == 302
    [saved] = rules(salon.business)
    assert (saved.when, saved.then) == ({"no_shows": 4}, "needs_approval")


@pytest.mark.parametrize(("lift", "in_force"), [("yes", False), ("no", True)])
def test_archiving_asks_whether_it_is_lifted(salon: Salon, owner: Actor, lift: str, in_force: bool) -> None:
    rule = make_rule(salon.business)
    make_customer(salon.business)
    browser = signed_in(owner)
    assert "It concerns 1 customer now." in text(browser.get(f"{URL}{rule.pk}/archive/"))
    browser.post(f"{URL}{rule.pk}/archive/", {"lift": lift})
    [row] = rules(salon.business)
    assert (row.archived_at is not None, row.is_in_force) == (True, in_force)
    assert "No service rules yet" in text(browser.get(URL))
    page = text(browser.get(f"{URL}?archived=1"))
    assert ("Archived, and goes on refusing." in page) == in_force
    browser.post(f"{URL}{rule.pk}/restore/")
    assert rules(salon.business)[0].archived_at is None
    assert "Nothing is archived" in text(browser.get(f"{URL}?archived=1"))


def test_what_is_put_away_stays_where_a_rule_names_it(salon: Salon, owner: Actor, now: datetime) -> None:
    tag = make_tag(salon.business, "Old", archived_at=now)
    rule = make_rule(salon.business, when={"has_tags": [tag.pk]})
    browser = signed_in(owner)
    assert "Old" in text(browser.get(f"{URL}{rule.pk}/"))
    assert "has a tag" in text(browser.get(f"{URL}new/"))
    assert RuleForm.base_fields["has_tags"].label == "has one of these tags"


def test_rules_are_for_whoever_may_manage_them(salon: Salon, receptionist: Actor) -> None:
    assert signed_in(receptionist).get(URL).status_code == 403


def test_a_general_limit_is_tried_before_it_is_saved(salon: Salon, owner: Actor, now: datetime) -> None:
    with scope(business=salon.business):
        make_booking(salon, make_customer(salon.business), now + timedelta(days=4))
    browser = signed_in(owner)
    form = {
        "version": "1",
        "limit": "number",
        "limit_number": "1",
        "min_notice": "1",
        "min_notice_unit": "60",
        "horizon_days": "90",
        "slot_minutes": "15",
        "cancel_notice": "1",
        "cancel_notice_unit": "1440",
        "verify_contact": "never",
        "refusal_texts": "specific",
        "step": "try",
    }
    url = "/desk/havnegade/settings/online-booking/"
    for headers in ({}, HTMX):
        page = text(browser.post(url, form, headers=headers))
        assert "Sofie Bjerregaard" in page
        assert ("<html" in page) == (not headers)
    with scope(business=salon.business):
        assert get_policy(business=salon.business).general_limit == UNLIMITED
