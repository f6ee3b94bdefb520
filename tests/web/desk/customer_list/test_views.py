"""Is the list of customers searched, filtered and cut into pages as asked?"""

import re
from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.access import make_settings
from tests.factories.businesses import make_area
from tests.factories.customers import MADE_AT, make_customer
from tests.personas import signed_in

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Area, Business
from kartotek.web.desk.customer_list import views

URL = "/desk/havnegade/customers/"
HIT = re.compile(r"data-hit href=\"[^\"]+\">([^<]*)<")


def hits(actor: Actor, query: str = "") -> list[str]:
    response = signed_in(actor).get(f"{URL}?{query}")
    assert response.status_code == 200
    return HIT.findall(response.content.decode())


@pytest.fixture
def three(business: Business, area: Area, now: datetime) -> Business:
    """Anders is blocked, Birgitta lives in the inspector's area, Camille is archived."""
    make_settings(business, max_future_bookings=5)
    make_customer(business, "Anders", "Østergård", max_future_bookings=0, important_note="PPD allergy")
    make_customer(business, "Birgitta", "Åkesson", area=area, phone="+4522550114", email="b@example.com")
    make_customer(business, "Camille", "Lefèvre", archived_at=MADE_AT)
    return business


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Birgitta Åkesson", "Anders Østergård"]),
        ("search=ostergaard", ["Anders Østergård"]),
        ("search=22+55+01", ["Birgitta Åkesson"]),
        ("search=nobody", []),
        ("search=%00", ["Birgitta Åkesson", "Anders Østergård"]),
        ("access=blocked", ["Anders Østergård"]),
        ("access=open", ["Birgitta Åkesson"]),
        ("access=nonsense&sort=age&area=7&archived=x", ["Birgitta Åkesson", "Anders Østergård"]),
        ("sort=number", ["Anders Østergård", "Birgitta Åkesson"]),
        ("archived=1", ["Camille Lefèvre"]),
    ],
)
def test_the_list_shows_whom_it_was_asked_for(three: Business, owner: Actor, query: str, names: list[str]) -> None:
    assert hits(owner, query) == names


def test_an_area_means_its_parts_too_and_stands_beside_the_name(three: Business, owner: Actor, area: Area) -> None:
    part = make_area(three, "Harbour", area)
    make_customer(three, "Dorte", "Holm", area=part)
    assert hits(owner, f"area={area.pk}") == ["Birgitta Åkesson", "Dorte Holm"]
    assert hits(owner, f"area={part.pk}") == ["Dorte Holm"]
    assert hits(owner, f"area={area.pk}&search=holm") == ["Dorte Holm"]
    page = signed_in(owner).get(URL).content.decode()
    assert (f'<option value="{part.pk}">\u2003Harbour</option>' in page, "· Harbour" in page) == (True, True)


def test_an_area_is_chosen_among_those_one_sees(three: Business, owner: Actor, inspector: Actor, area: Area) -> None:
    assert hits(owner, f"area={area.pk}") == ["Birgitta Åkesson"]
    assert hits(inspector) == ["Birgitta Åkesson"]


def test_states_are_said_in_words_and_notes_are_marked(three: Business, owner: Actor) -> None:
    page = signed_in(owner).get(URL).content.decode()
    assert "Max bookings 0" in page
    assert "0 of 5 used" in page
    assert "Important note" in page
    assert "+45 22 55 01 14" in page


def test_without_a_limit_the_coming_ones_are_counted(business: Business, owner: Actor, now: datetime) -> None:
    make_customer(business, "Anders")
    assert "0 coming" in signed_in(owner).get(URL).content.decode()


def test_htmx_gets_only_what_changes_while_typing(three: Business, owner: Actor) -> None:
    part = signed_in(owner).get(f"{URL}?search=anders", headers={"hx-request": "true"}).content.decode()
    assert part.lstrip().startswith('<div id="k-found"')
    assert HIT.findall(part) == ["Anders Østergård"]
    restored = {"hx-request": "true", "hx-history-restore-request": "true"}
    assert "<html" in signed_in(owner).get(URL, headers=restored).content.decode()


def test_chips_keep_the_search(three: Business, owner: Actor) -> None:
    page = signed_in(owner).get(f"{URL}?search=anders&access=blocked").content.decode()
    assert f'href="{URL}?search=anders&amp;access=open"' in page


def test_pages_follow_one_another(
    business: Business, owner: Actor, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "PAGE", 2)
    for name in ("Anders", "Birgitta", "Camille"):
        make_customer(business, name)
    first = signed_in(owner).get(URL).content.decode()
    assert HIT.findall(first) == ["Anders Bjerregaard", "Birgitta Bjerregaard"]
    match = re.search(r'rel="next" href="([^"]+)"', first)
    assert match is not None
    second = signed_in(owner).get(match.group(1)).content.decode()
    assert HIT.findall(second) == ["Camille Bjerregaard"]
    assert f'rel="prev" href="{URL}"' in second


def test_a_foreign_cursor_is_refused(business: Business, owner: Actor) -> None:
    assert signed_in(owner).get(f"{URL}?cursor=x").status_code == 422


def test_an_empty_house_invites_to_make_the_first_card(business: Business, owner: Actor) -> None:
    page = signed_in(owner).get(URL).content.decode()
    assert "No customers yet" in page
    assert "No customer matches" in signed_in(owner).get(f"{URL}?search=x").content.decode()


def test_a_longer_list_costs_no_more_queries(business: Business, owner: Actor, now: datetime) -> None:
    costs = []
    for _ in range(2):
        make_customer(business)
        browser = signed_in(owner)
        with CaptureQueriesContext(connection) as queries:
            browser.get(URL)
        costs.append(len(queries))
        make_customer(business)
    assert costs[0] == costs[1]


def test_strangers_must_sign_in_and_foreigners_find_nothing(business: Business, other_owner: Actor) -> None:
    assert signed_in(other_owner).get(URL).status_code == 404


def test_more_filters_narrow_the_list_and_each_can_be_taken_away(business: Business, owner: Actor) -> None:
    make_customer(business, "Anders", language="sv")
    make_customer(business, "Birgitta")
    page = signed_in(owner).get(f"{URL}?language=sv&next_visit=none").content.decode()
    assert HIT.findall(page) == ["Anders Bjerregaard"]
    chips = re.findall(r'href="([^"]+)" aria-current="true" aria-label="Remove the filter: ([^"]*)"', page)
    assert chips == [(f"{URL}?language=sv", "No next visit"), (f"{URL}?next_visit=none", "Svenska")]
    every = (
        "last_visit_from=2026-01-01&last_visit_to=2026-02-01&next_visit=some&next_visit_from=2026-12-01"
        "&next_visit_to=2026-12-31&no_shows_min=2&birthday=3"
    )
    texts = signed_in(owner).get(f"{URL}?{every}").content.decode()
    for text in ("from Thu 1 Jan 2026", "until Sun 1 Feb", "is booked", "2 no-shows or more", "Birthday in March"):
        assert text in texts


def test_what_cannot_be_meant_is_said_and_left_aside(business: Business, owner: Actor) -> None:
    make_customer(business, "Anders")
    part = signed_in(owner).get(
        f"{URL}?last_visit_from=2026-02-01&last_visit_to=2026-01-01&no_shows_min=x&language=xx",
        headers={"hx-request": "true"},
    )
    text = part.content.decode()
    assert ("The end lies before the beginning." in text, "Enter a whole number." in text) == (True, True)
    assert part.headers["HX-Replace-Url"] == f"{URL}?last_visit_from=2026-02-01"
