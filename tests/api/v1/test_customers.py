"""Does `customers` answer as api.md says?"""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from tests.api.calls import Program
from tests.factories.access import make_settings
from tests.factories.customers import make_customer

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Area, Business

BLANK: dict[str, Any] = {  # Any: JSON has no type
    "external_ref": "",
    "email": "",
    "email_state": "ok",
    "email_trouble": None,
    "phone": "",
    "address_line": "",
    "postcode": "",
    "city": "",
    "country": "",
    "date_of_birth": None,
    "language": "",
    "wants_email": True,
    "wants_sms": True,
    "note": "",
    "important_note": "",
    "area": None,
    "max_future_bookings": "inherit",
    "limit_set_at": None,
    "limit_set_by": "",
    "limit_reason": "",
    "tags": [],
    "access": {
        "state": "open",
        "outcome": "allowed",
        "future_bookings": 0,
        "limit": "unlimited",
        "may_book_again_at": None,
    },
    "is_possible_match": False,
    "archived_at": None,
    "last_login_at": None,
    "last_login_ip": "",
}


def test_a_card_is_made_with_the_next_number_and_its_contacts_in_normal_spelling(
    business: Business, receptionist: Actor, now: datetime
) -> None:
    program = Program(receptionist)
    sent = {
        "first_name": "Anders",
        "last_name": "Østergård",
        "email": "Anders.O@Example.COM",
        "phone": "22 55 01 14",
        "date_of_birth": "1991-05-14",
        "unknown": "ignored",
    }
    made = program.call("POST", "customers", sent, 201)
    card = {
        **BLANK,
        "id": made["id"],
        "number": "10001",
        "first_name": "Anders",
        "last_name": "Østergård",
        "email": "anders.o@example.com",
        "phone": "+4522550114",
        "date_of_birth": "1991-05-14",
        "created_at": "2026-11-12T09:54:00+00:00",
    }
    assert made == {**card, "possible_duplicates": []}
    assert program.etag == '"1"'
    assert program.call("GET", f"customers/{made['id']}") == card
    assert program.etag == '"1"'


def test_a_duplicate_is_made_all_the_same_and_named(business: Business, receptionist: Actor) -> None:
    first = make_customer(business, "Camille", "Lefèvre", email="camille@example.com", phone="+33639980142")
    make_customer(business, "Hélène", "Dubois")
    sent = {"first_name": "Camille", "last_name": "Lefevre", "phone": "+33 6 39 98 01 42", "email": "c@example.com"}
    made = Program(receptionist).call("POST", "customers", sent, 201)
    assert made["possible_duplicates"] == [
        {
            "customer": str(first.pk),
            "number": "10001",
            "name": "Camille Lefèvre",
            "why": ["phone", "similar_name"],
            "is_weak": False,
        }
    ]


@pytest.mark.parametrize(
    ("sent", "errors"),
    [
        ({}, [("first_name", "name_required")]),
        ({"first_name": " ", "last_name": "\t"}, [("first_name", "name_required")]),
        ({"first_name": "A\0"}, [("first_name", "bad_character")]),
        (
            {"first_name": "A", "email": "a", "phone": "1", "country": "dk", "language": "xx"},
            [
                ("email", "not_an_email"),
                ("phone", "not_a_phone"),
                ("country", "not_a_country"),
                ("language", "unknown_language"),
            ],
        ),
        ({"first_name": "A", "date_of_birth": "2030-01-01"}, [("date_of_birth", "out_of_range")]),
        ({"first_name": "A", "date_of_birth": "1849-12-31"}, [("date_of_birth", "out_of_range")]),
        ({"first_name": "A", "area": "77"}, [("area", "unknown")]),
        ({"first_name": "A", "area": "x"}, [("area", "unknown")]),
    ],
)
def test_what_is_wrong_with_a_new_card_is_said_field_by_field(
    business: Business, owner: Actor, sent: dict[str, object], errors: list[tuple[str, str]]
) -> None:
    problem = Program(owner).call("POST", "customers", sent, 422)
    assert [(error["field"], error["code"]) for error in problem["errors"]] == errors


@pytest.mark.parametrize("sent", [{"first_name": 7}, {"max_future_bookings": -1}, {"max_future_bookings": True}, []])
def test_wrong_types_are_refused(business: Business, owner: Actor, sent: object) -> None:
    assert Program(owner).call("POST", "customers", sent, 422)["code"] == "validation_error"


def test_only_what_is_named_changes_and_a_stale_change_is_refused(
    business: Business, owner: Actor, now: datetime
) -> None:
    customer = make_customer(business, email="sofie@example.com", note="Oat milk")
    program = Program(owner)
    change = {"last_name": "Holm", "max_future_bookings": 2, "limit_reason": "No-shows"}
    after = program.call("PATCH", f"customers/{customer.pk}", change, if_match='"1"')
    assert program.etag == '"2"'
    assert after == {
        **BLANK,
        "id": str(customer.pk),
        "number": "10001",
        "first_name": "Sofie",
        "last_name": "Holm",
        "email": "sofie@example.com",
        "note": "Oat milk",
        "max_future_bookings": 2,
        "limit_set_at": "2026-11-12T09:54:00+00:00",
        "limit_set_by": "Mette Lund",
        "limit_reason": "No-shows",
        "access": {**BLANK["access"], "limit": 2},
        "created_at": "2021-03-08T09:02:00+00:00",
    }
    assert program.call("PATCH", f"customers/{customer.pk}", change, 412, if_match='"1"')["code"] == "stale"
    program.call("PATCH", f"customers/{customer.pk}", {"max_future_bookings": "unlimited"})
    assert program.call("GET", f"customers/{customer.pk}")["max_future_bookings"] == "unlimited"


def test_a_limit_needs_its_permission(business: Business, practitioner: Actor) -> None:
    customer = make_customer(business)
    program = Program(practitioner)
    change = {"max_future_bookings": 0}
    assert program.call("PATCH", f"customers/{customer.pk}", change, 403)["code"] == "not_permitted"
    assert program.call("POST", "customers", {"first_name": "A", **change}, 403)["code"] == "not_permitted"
    assert program.call("PATCH", f"customers/{customer.pk}", {"note": "Called"})["note"] == "Called"


def test_deleting_archives_and_restoring_brings_back(business: Business, owner: Actor, now: datetime) -> None:
    customer = make_customer(business)
    program = Program(owner)
    assert program.call("DELETE", f"customers/{customer.pk}", status=412, if_match='"7"')["code"] == "stale"
    program.call("DELETE", f"customers/{customer.pk}", status=204, if_match='"1"')
    assert program.call("GET", "customers")["items"] == []
    assert program.call("GET", "customers?search=sofie")["items"] == []
    assert [item["id"] for item in program.call("GET", "customers?archived=true")["items"]] == [str(customer.pk)]
    assert program.call("GET", f"customers/{customer.pk}")["archived_at"] == "2026-11-12T09:54:00+00:00"
    assert program.call("POST", f"customers/{customer.pk}/restore")["archived_at"] is None
    assert program.etag == '"3"'
    assert len(program.call("GET", "customers")["items"]) == 1


def test_archiving_needs_its_permission(business: Business, receptionist: Actor) -> None:
    customer = make_customer(business)
    program = Program(receptionist)
    assert program.call("DELETE", f"customers/{customer.pk}", status=403)["code"] == "not_permitted"
    assert program.call("POST", f"customers/{customer.pk}/restore", status=403)["code"] == "not_permitted"


def test_the_list_is_searched_filtered_sorted_and_cut_into_pages(business: Business, owner: Actor, area: Area) -> None:
    make_customer(business, "Anders", "Østergård", max_future_bookings=0)
    make_customer(business, "Birgitta", "Åkesson", area=area)
    make_customer(business, "Camille", "Lefèvre")
    program = Program(owner)

    def names(query: str) -> list[str]:
        return [item["first_name"] for item in program.call("GET", f"customers?{query}")["items"]]

    assert names("") == ["Birgitta", "Camille", "Anders"]
    assert names("sort=-number") == ["Camille", "Birgitta", "Anders"]
    assert names("search=oestergaard") == ["Anders"]
    assert names("access=blocked") == ["Anders"]
    assert names("access=open") == ["Birgitta", "Camille"]
    assert names("access=locked") == []
    assert names(f"area={area.pk}") == ["Birgitta"]
    first = program.call("GET", "customers?limit=2")
    assert [item["first_name"] for item in first["items"]] == ["Birgitta", "Camille"]
    second = program.call("GET", f"customers?limit=2&cursor={first['next']}")
    assert ([item["first_name"] for item in second["items"]], second["next"]) == (["Anders"], None)


@pytest.mark.parametrize(
    "query",
    ["sort=age", "access=maybe", "archived=perhaps", "limit=0", "limit=x", "cursor=x", "area=x", "search=x&cursor=x"],
)
def test_a_list_asked_for_in_no_sensible_way_is_refused(business: Business, owner: Actor, query: str) -> None:
    assert Program(owner).call("GET", f"customers?{query}", status=422)["code"] == "validation_error"


def test_the_list_is_narrowed_by_what_is_known_of_a_customer(business: Business, owner: Actor) -> None:
    make_customer(business, "Anders", language="sv", date_of_birth=date(1980, 12, 24))
    make_customer(business, "Birgitta", date_of_birth=date(1990, 1, 6))
    program = Program(owner)

    def names(query: str) -> list[str]:
        return [item["first_name"] for item in program.call("GET", f"customers?{query}")["items"]]

    assert names("language=sv&next_visit=none") == ["Anders"]
    assert names("birthday_from=12-20&birthday_to=01-10") == ["Anders", "Birgitta"]
    assert (names("birthday_from=12-20"), names("birthday_to=02-01")) == (["Anders"], ["Birgitta"])
    assert names("last_visit_from=2020-01-01") == names("service=1") == names("no_shows_min=1") == []
    assert names("next_visit=some") == names("next_visit_to=2030-01-01&search=anders") == []


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("last_visit_from=soon", "last_visit_from"),
        ("last_visit_from=2026-02-01&last_visit_to=2026-01-01", "last_visit_to"),
        ("next_visit_to=0001-01-01", "next_visit_to"),
        ("next_visit=maybe", "next_visit"),
        ("no_shows_min=0", "no_shows_min"),
        ("no_shows_min=x", "no_shows_min"),
        ("birthday_from=02-30", "birthday_from"),
        ("birthday_to=x", "birthday_to"),
        ("language=klingon", "language"),
        ("service=x", "service"),
        ("email_state=odd", "email_state"),
    ],
)
def test_what_cannot_be_meant_is_named(business: Business, owner: Actor, query: str, field: str) -> None:
    problem = Program(owner).call("GET", f"customers?{query}", status=422)
    assert [one["field"].rsplit(".", 1)[-1] for one in problem["errors"]] == [field]


def test_a_general_limit_of_zero_blocks_who_follows_it(business: Business, owner: Actor) -> None:
    make_settings(business, max_future_bookings=0)
    make_customer(business, "Anders")
    make_customer(business, "Birgitta", max_future_bookings=-1)
    found = Program(owner).call("GET", "customers?access=blocked")["items"]
    assert [(item["first_name"], item["access"]["state"]) for item in found] == [("Anders", "blocked")]


def test_the_log_tells_who_did_what(business: Business, owner: Actor, now: datetime) -> None:
    customer = make_customer(business)
    program = Program(owner)
    program.call("PATCH", f"customers/{customer.pk}", {"max_future_bookings": 0, "limit_reason": "No-shows"})
    program.call("PATCH", f"customers/{customer.pk}", {"date_of_birth": "1991-05-14"})
    log = program.call("GET", f"customers/{customer.pk}/audit?limit=1")
    entry = log["items"][0]
    assert entry == {
        "id": entry["id"],
        "at": "2026-11-12T09:54:00+00:00",
        "action": "customer.edited",
        "actor": "Mette Lund",
        "on_behalf_of": "",
        "from": "127.0.0.1",
        "changes": {"date_of_birth": [None, "1991-05-14"]},
        "reason": "",
    }
    older = program.call("GET", f"customers/{customer.pk}/audit?limit=1&cursor={log['next']}")
    assert [(entry["action"], entry["changes"], entry["reason"]) for entry in older["items"]] == [
        ("customer.limit_set", {"max_future_bookings": [None, 0]}, "No-shows")
    ]
    assert older["next"] is None


def test_the_log_needs_its_permission(business: Business, receptionist: Actor) -> None:
    customer = make_customer(business)
    problem = Program(receptionist).call("GET", f"customers/{customer.pk}/audit", status=403)
    assert problem["code"] == "not_permitted"


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", ""), ("PATCH", ""), ("DELETE", ""), ("POST", "/restore"), ("GET", "/audit"), ("GET", "/access")],
)
def test_out_of_area_elsewhere_and_nowhere_are_all_not_found(
    business: Business,
    other_business: Business,
    inspector: Actor,
    other_area: Area,
    method: str,
    path: str,
) -> None:
    program = Program(inspector)
    body: dict[str, str] | None = {} if method == "PATCH" else None
    for identifier in (
        make_customer(business, area=other_area).pk,
        make_customer(business).pk,
        make_customer(other_business).pk,
        987_654,
        "x",
        "9" * 40,
    ):
        assert program.call(method, f"customers/{identifier}{path}", body, 404)["code"] == "not_found"


def test_an_inspector_makes_and_sees_cards_of_her_areas(
    business: Business, inspector: Actor, area: Area, other_area: Area
) -> None:
    make_customer(business, "Anders", area=other_area)
    program = Program(inspector)
    problem = program.call("POST", "customers", {"first_name": "Birgitta", "area": str(other_area.pk)}, 422)
    assert [(error["field"], error["code"]) for error in problem["errors"]] == [("area", "not_your_area")]
    own = program.call("POST", "customers", {"first_name": "Camille"}, 201)
    assert (own["area"], program.call("DELETE", f"customers/{own['id']}", status=403)["code"]) == (
        str(area.pk),
        "not_permitted",
    )
    made = program.call("POST", "customers", {"first_name": "Birgitta", "area": str(area.pk)}, 201)
    assert [item["id"] for item in program.call("GET", "customers")["items"]] == [made["id"], own["id"]]
    for wrong in (str(other_area.pk), None):
        problem = program.call("PATCH", f"customers/{made['id']}", {"area": wrong}, 422)
        assert [(error["field"], error["code"]) for error in problem["errors"]] == [("area", "not_your_area")]


def test_the_same_key_makes_one_card(business: Business, owner: Actor) -> None:
    program = Program(owner)
    sent = {"first_name": "Anders"}
    once = program.call("POST", "customers", sent, 201, idempotency_key="k1")
    assert program.call("POST", "customers", sent, 201, idempotency_key="k1") == once
    assert len(program.call("GET", "customers")["items"]) == 1


def test_a_sort_by_creation_puts_the_newest_first(business: Business, owner: Actor, now: datetime) -> None:
    make_customer(business, "Anders", created_at=now - timedelta(days=1))
    make_customer(business, "Birgitta", created_at=now)
    program = Program(owner)
    first = program.call("GET", "customers?sort=-created&limit=1")
    assert [item["first_name"] for item in first["items"]] == ["Birgitta"]
    second = program.call("GET", f"customers?sort=-created&limit=1&cursor={first['next']}")
    assert [item["first_name"] for item in second["items"]] == ["Anders"]
