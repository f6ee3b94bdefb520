"""Does the search find whom people mean? The table is the promise; docs/algorithms/search.md tells how it is kept."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope
from tests.domain.customers.people import people
from tests.factories.customers import MADE_AT, make_customer

from kartotek.domain.audit.values import SYSTEM, Actor
from kartotek.domain.businesses.models import Area, Business
from kartotek.domain.customers.models import Customer
from kartotek.domain.customers.queries import search as search_queries
from kartotek.domain.customers.queries import search_customers
from kartotek.domain.customers.values import Wanted

EVERYBODY = Wanted()
TABLE = [
    # as people write names that are not theirs
    ("Østergård", "10001"),
    ("Ostergaard", "10001"),
    ("oestergaard", "10001"),
    ("ostergard", "10001"),
    ("ØSTERGÅRD", "10001"),
    ("akesson", "10008"),
    ("aakesson", "10008"),
    ("lefevre", "10003"),
    ("Muller", "10017"),
    ("mueller", "10017"),
    ("weiss", "10014"),
    ("thorunn", "10014"),
    ("aero", "10015"),
    ("aeroe", "10015"),
    ("kjaergaard", "10010"),
    ("gudrun", "10019"),
    # both names, in any order, and not yet finished
    ("anders østergård", "10001"),
    ("Østergård Anders", "10001"),
    ("Ostergaard, Anders", "10001"),
    ("sofie bj", "10002"),
    ("bjerregaard so", "10002"),
    ("anne marie", "10011"),
    ("marie holm", "10011"),
    ("annemarie", "10011"),
    ("schroder backer", "10016"),
    ("backer", "10016"),
    ("obrien", "10012"),
    ("O'Brien", "10012"),
    ("daubigne", "10020"),
    ("kliniknord", "10018"),
    # short, and inside
    ("bo", "10013"),
    ("li", "10013"),
    ("rregaa", "10002"),
    ("kesso", "10008"),
    # phones as people read them out
    ("22 55 01 14", "10010"),
    ("22 55 01", "10010"),
    ("+45 23550138", "10009"),
    ("0045 23 55 01 38", "10009"),
    ("0170 555 0163", "10004"),
    ("0163", "10004"),
    ("(070) 174-0612", "10008"),
    # e-mails and numbers
    ("helene.dubois@example.com", "10007"),
    ("HELENE.DUBOIS@EXAMPLE.COM", "10007"),
    ("emile_ob", "10012"),
    ("@kliniknord", "10018"),
    ("lukas.b", "10006"),
    ("10005", "10005"),
    ("10 005", "10005"),
    # a slip of the fingers in a long name
    ("Bjeregaard", "10002"),
    ("bjerregrad", "10002"),
    ("Østegård", "10001"),
    ("maximillian", "10016"),
    ("hofmann jurgen", "10004"),
    ("birgita akeson", "10008"),
]


def make_people(business: Business) -> None:
    for first, last, email, phone in people():
        make_customer(business, first, last, email=email, phone=phone)


def numbers(
    business: Business, typed: str, wanted: Wanted = EVERYBODY, *, most: int = 20, viewer: Actor = SYSTEM
) -> list[str]:
    found = search_customers(typed, business=business, viewer=viewer, wanted=wanted, most=most)
    with scope(business=business):
        known = dict(Customer.objects.filter(pk__in=found).values_list("pk", "number"))
    return [known[customer_id] for customer_id in found]


def test_the_table_of_queries_and_their_first_hits(business: Business) -> None:
    make_people(business)
    first = [(typed, (numbers(business, typed) or [""])[0]) for typed, _ in TABLE]
    assert first == TABLE


def test_exact_comes_before_starts_before_words_before_the_inside(business: Business) -> None:
    make_customer(business, "Rosemarie", "Aa", number="5")
    make_customer(business, "Anna Marie", "Bo", number="4")
    make_customer(business, "Marieke", "Cox", number="3")
    make_customer(business, "Marie", "Zahl", number="2")
    make_customer(business, "Nobody", "Else", number="marie")
    assert numbers(business, "marie") == ["marie", "2", "3", "4", "5"]
    assert numbers(business, "marie", most=3) == ["marie", "2", "3"]


def test_a_number_comes_before_its_start_before_figures_inside_a_phone(business: Business) -> None:
    make_customer(business, "Anders", number="9", phone="+4520103040")
    make_customer(business, "Birgitta", number="20103")
    make_customer(business, "Camille", number="2010")
    make_customer(business, "Ditte", number="7", phone="+4522222010")
    assert numbers(business, "2010") == ["2010", "20103", "7", "9"]


def test_a_common_part_lists_the_newest_cards_first_on_every_page(business: Business) -> None:
    for at in range(40):
        make_customer(business, f"Xenia{at:02}", "Lindholm", created_at=MADE_AT + timedelta(days=at), number=str(at))
    assert numbers(business, "ndhol", most=3) == ["39", "38", "37"]
    assert numbers(business, "ndhol", most=40) == [str(at) for at in range(39, -1, -1)]


def test_too_many_hits_to_rank_list_the_newest_cards_first(business: Business, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_queries, "MANY", 2)
    for at in range(4):
        make_customer(business, "Xenia", "Lindholm", created_at=MADE_AT + timedelta(days=at), number=str(at))
    assert numbers(business, "ndhol") == ["3", "2", "1", "0"]


def test_one_or_two_letters_are_found_at_the_edges_and_in_the_middle_of_words(business: Business) -> None:
    make_customer(business, "Oskar", "Xqa", number="1")
    make_customer(business, "Kaxq", "Olsen", number="2")
    make_customer(business, "Anna", "Kaxqo", number="3")
    make_customer(business, "Lone", "Holm", number="4")
    assert numbers(business, "xq") == ["1", "2", "3"]
    assert numbers(business, "x") == ["1", "3", "2"]
    assert numbers(business, "o k") == ["2"]


@pytest.mark.parametrize(
    "typed", ["", "  ", "!", "%", "_", "\\", "%%%", "'", '"; --', "\t\n", "�", "٣٤", "..", "@", "+", "()"]
)
def test_signs_alone_find_nobody(business: Business, typed: str) -> None:
    make_customer(business)
    assert numbers(business, typed) == []


def test_signs_of_patterns_stand_for_themselves(business: Business) -> None:
    make_customer(business, email="a_b@example.com")
    make_customer(business, email="aab@example.com")
    assert numbers(business, "a_b@") == ["10001"]


def test_a_very_long_term_is_cut_and_harmless(business: Business) -> None:
    make_customer(business)
    assert numbers(business, "sofie " * 1000) == ["10001"]
    assert numbers(business, "x" * 100_000) == []


def test_archived_cards_are_found_only_when_asked_for(business: Business) -> None:
    make_customer(business, archived_at=MADE_AT)
    assert (numbers(business, "sofie"), numbers(business, "sofie", Wanted(is_archived=True))) == ([], ["10001"])


def test_cards_of_other_businesses_and_areas_are_never_found(
    business: Business, other_business: Business, inspector: Actor, area: Area, other_area: Area
) -> None:
    make_customer(other_business, "Sofie", "Elsewhere")
    make_customer(business, area=other_area, number="1")
    make_customer(business, area=area, number="2")
    assert numbers(business, "sofie", viewer=inspector) == ["2"]
    assert numbers(business, "sofie") == ["1", "2"]
    assert numbers(business, "sofie", Wanted(area_ids=frozenset({other_area.pk}))) == ["1"]
    assert numbers(business, "sofie", Wanted(area_ids=frozenset({other_area.pk})), viewer=inspector) == []


def test_a_start_of_a_name_costs_one_query_and_a_miss_five(business: Business) -> None:
    for _ in range(3):
        make_customer(business)
    costs = []
    for typed, most in (("sofie", 3), ("regaard", 3), ("zzzzzzz", 3)):
        with CaptureQueriesContext(connection) as queries:
            search_customers(typed, business=business, viewer=SYSTEM, wanted=Wanted(), most=most)
        costs.append(len(queries))
    assert costs == [1, 3, 5]
