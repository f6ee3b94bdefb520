"""Does a card show its tags, and does the dialog change only what was ticked?"""

from datetime import datetime

import pytest
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_ban, make_tag, put_tag
from tests.personas import signed_in
from tests.web.desk.answers import text

from kartotek.domain.access.models import CustomerTag
from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer

HTMX = {"HX-Request": "true"}


@pytest.fixture
def card(business: Business, now: datetime) -> Customer:
    return make_customer(business)


def url_of(card: Customer) -> str:
    return f"/desk/havnegade/customers/{card.pk}/tags/"


def labels(card: Customer) -> list[str]:
    rows = CustomerTag.objects.filter(customer=card).order_by("tag__label")
    return list(rows.values_list("tag__label", flat=True))


@pytest.mark.usefixtures("scoped")
class TestTheDialog:
    """What can be ticked, and what comes of it."""

    def test_offers_tags_in_use_and_those_on_the_card(
        self, business: Business, receptionist: Actor, card: Customer, now: datetime
    ) -> None:
        put_tag(card, make_tag(business, "Old", archived_at=now))
        make_tag(business, "Gone", archived_at=now)
        make_ban(business)
        page = text(signed_in(receptionist).get(url_of(card), headers=HTMX))
        assert [name in page for name in ("Old", "Gone", "Do not book", "Banned · whole business")] == [
            True,
            False,
            True,
            True,
        ]

    def test_saves_what_was_changed_and_sends_header_and_panel(
        self, business: Business, receptionist: Actor, card: Customer
    ) -> None:
        ban, old = make_ban(business), make_tag(business, "Old")
        put_tag(card, old)
        others = make_tag(business, "Put on by somebody else meanwhile")
        put_tag(card, others)
        answer = signed_in(receptionist).post(url_of(card), {"seen": [old.pk], "tags": [ban.pk]}, headers=HTMX)
        page = text(answer)
        assert labels(card) == ["Do not book", "Put on by somebody else meanwhile"]
        assert ('id="card-tags" hx-swap-oob="true"' in page, 'id="k-access"' in page) == (True, True)
        assert "Tags saved" in answer["HX-Trigger-After-Settle"]

    def test_works_without_scripts(self, business: Business, receptionist: Actor, card: Customer) -> None:
        tag = make_tag(business)
        browser = signed_in(receptionist)
        assert "Save tags" in text(browser.get(url_of(card)))
        answer = browser.post(url_of(card), {"tags": [tag.pk]})
        assert (answer.status_code, labels(card)) == (302, ["Regular"])

    def test_offers_no_bans_to_whoever_may_not_lock(
        self, business: Business, practitioner: Actor, card: Customer
    ) -> None:
        ban, regular = make_ban(business), make_tag(business)
        put_tag(card, ban)
        browser = signed_in(practitioner)
        page = text(browser.get(url_of(card), headers=HTMX))
        assert "Ban tags are changed by those who may lock customers." in page
        assert f'value="{ban.pk}"' not in page
        browser.post(url_of(card), {"tags": [regular.pk]}, headers=HTMX)
        assert labels(card) == ["Do not book", "Regular"]
        text(browser.post(url_of(card), {"seen": [ban.pk]}, headers=HTMX), 422)
        assert labels(card) == ["Do not book", "Regular"]

    @pytest.mark.parametrize("sent", ["x", "987654321", "-1", "²", "1\x00"])
    def test_refuses_what_is_no_tag(self, business: Business, receptionist: Actor, card: Customer, sent: str) -> None:
        make_tag(business)
        page = text(signed_in(receptionist).post(url_of(card), {"tags": [sent]}, headers=HTMX), 422)
        assert "The tags have changed meanwhile. Look again, then save." in page

    def test_refuses_a_tag_that_was_archived_meanwhile(
        self, business: Business, receptionist: Actor, card: Customer, now: datetime
    ) -> None:
        tag = make_tag(business, archived_at=now)
        make_tag(business, "Late")
        text(signed_in(receptionist).post(url_of(card), {"tags": [tag.pk]}, headers=HTMX), 422)
        assert labels(card) == []

    def test_leads_to_the_first_tag(self, owner: Actor, receptionist: Actor, card: Customer) -> None:
        assert "/settings/tags/new/" in text(signed_in(owner).get(url_of(card), headers=HTMX))
        assert "/settings/tags/new/" not in text(signed_in(receptionist).get(url_of(card), headers=HTMX))


@pytest.mark.usefixtures("scoped")
def test_the_header_shows_bans_first_and_the_log_says_who(business: Business, owner: Actor, card: Customer) -> None:
    put_tag(card, make_tag(business, "Allergic", color="clay"))
    put_tag(card, make_ban(business))
    page = text(signed_in(owner).get(f"/desk/havnegade/customers/{card.pk}/"))
    assert page.index("Do not book") < page.index("Allergic")
    tag = make_tag(business, "VIP")
    browser = signed_in(owner)
    browser.post(url_of(card), {"tags": [tag.pk]})
    log = text(browser.get(f"/desk/havnegade/customers/{card.pk}/log/"))
    assert "Mette Lund added a tag" in log


@pytest.mark.usefixtures("scoped")
def test_the_list_shows_five_icons_and_a_count_and_is_filtered_by_tag(
    business: Business, receptionist: Actor, card: Customer
) -> None:
    make_customer(business, "Anders")
    tags = [make_tag(business, f"Tag {number}") for number in range(7)]
    for tag in tags:
        put_tag(card, tag)
    browser = signed_in(receptionist)
    page = text(browser.get(f"/desk/havnegade/customers/?tag={tags[0].pk}", headers=HTMX))
    assert (page.count("k-tag icon"), "and 2 more tags" in page, "Anders" in page) == (5, True, False)
    assert "Anders" in text(browser.get("/desk/havnegade/customers/?tag=nonsense", headers=HTMX))
