"""Do `tags` and `customers/{id}/tags/{tag}` answer as api.md says?"""

from typing import TypedDict

import pytest
from tests.api.calls import Program
from tests.factories.catalog import make_employee, make_service
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_tag, put_tag
from tests.naughty import naughty_strings

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.kernel.text import text_problems

BARE: dict[str, object] = {
    "label": "Regular",
    "kind": "normal",
    "icon": "tag",
    "color": "blue",
    "messages": {},
    "max_future_bookings": None,
    "where": "all",
    "archived": False,
}


class Problem(TypedDict):
    """As programs are told."""

    code: str
    errors: list[dict[str, str]]


def faults(problem: Problem) -> list[tuple[str, str]]:
    assert problem["code"] == "validation_error"
    return [(each["field"], each["code"]) for each in problem["errors"]]


def test_a_tag_lives_is_put_away_and_comes_back(owner: Actor, now: object) -> None:
    program = Program(owner)
    made = program.call("POST", "tags", {"label": "Regular"}, 201)
    assert (made, program.etag) == ({"id": made["id"], **BARE}, '"1"')
    url = f"tags/{made['id']}"
    changed = program.call("PATCH", url, {"label": "Late", "icon": "clock"}, if_match='"1"')
    assert (changed, program.etag) == ({**made, "label": "Late", "icon": "clock"}, '"2"')
    program.call("PATCH", url, {"label": "x"}, 412, if_match='"1"')
    assert program.call("GET", url) == changed
    program.call("DELETE", url, status=412, if_match='"1"')
    program.call("DELETE", url, status=204, if_match='"2"')
    assert program.call("GET", url) == {**changed, "archived": True}
    assert program.call("GET", "tags") == {"items": [], "next": None}
    assert program.call("GET", "tags?archived=true")["items"] == [{**changed, "archived": True}]
    assert program.call("POST", f"{url}/restore") == changed
    assert program.call("GET", "tags?limit=1") == {"items": [changed], "next": None}


def test_a_ban_says_where_and_what_in_the_words_it_was_sent(business: Business, owner: Actor, now: object) -> None:
    service, employee = make_service(business), make_employee(business)
    sent = {
        "label": "Ne pas réserver 🚫",
        "kind": "banned",
        "icon": "ban",
        "color": "rose",
        "messages": {"fr": "Veuillez nous appeler.\nMerci."},
        "max_future_bookings": "unlimited",
        "where": {"services": [str(service.pk)], "employees": [str(employee.pk)], "locations": []},
    }
    program = Program(owner)
    made = program.call("POST", "tags", sent, 201)
    where = {"services": [str(service.pk)], "employees": [str(employee.pk)]}
    assert made == {**sent, "id": made["id"], "where": where, "archived": False}
    widened = program.call("PATCH", f"tags/{made['id']}", {"where": "all", "max_future_bookings": 2})
    assert widened == {**made, "where": "all", "max_future_bookings": 2}
    said_nothing = program.call("PATCH", f"tags/{made['id']}", {"max_future_bookings": None})
    assert said_nothing["max_future_bookings"] is None


@pytest.mark.parametrize(
    ("sent", "found"),
    [
        ({"label": ""}, ["label"]),
        ({"label": "a\x00b"}, ["label"]),
        ({"kind": "locked", "icon": "", "color": "red"}, ["kind", "icon", "color"]),
        ({"messages": {"da": "a\x1bb", "xx": "?"}}, ["messages.da", "messages.xx"]),
        ({"max_future_bookings": -1}, ["max_future_bookings"]),
        ({"max_future_bookings": 2**60}, ["max_future_bookings"]),
        ({"where": {"services": ["987654321"], "locations": ["Havnegade"]}}, ["where.services", "where.locations"]),
    ],
)
def test_what_a_tag_cannot_be(owner: Actor, now: object, sent: dict[str, object], found: list[str]) -> None:
    problem = Program(owner).call("POST", "tags", {"label": "Regular", **sent}, 422)
    assert [field for field, _ in faults(problem)] == found


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"label": 7},
        {"label": None},
        {"max_future_bookings": "inherit"},
        {"max_future_bookings": True},
        {"max_future_bookings": 1.5},
        {"messages": ["Hello"]},
        {"messages": {"da": None}},
        {"where": "none"},
        {"where": {"rooms": ["1"]}},
        {"where": {"services": "1"}},
        {"where": {"services": [1]}},
        {"where": []},
        {"where": None},
    ],
)
def test_wrong_types_are_refused(owner: Actor, now: object, sent: dict[str, object]) -> None:
    body = {"label": "Regular", **sent} if sent else {}
    Program(owner).call("POST", "tags", body, 422)


@pytest.mark.django_db
def test_whatever_is_typed_is_kept_or_refused_never_repaired(owner: Actor, now: object) -> None:
    program = Program(owner)
    tag = program.call("POST", "tags", {"label": "Regular"}, 201)["id"]
    for text in naughty_strings()[:120]:
        is_label = not text_problems("label", text, max_length=60, is_required=True)
        answer = program.call("PATCH", f"tags/{tag}", {"label": text}, 200 if is_label else 422)
        assert not is_label or answer["label"] == text
        is_message = not text_problems("messages.fr", text, max_length=1000)
        answer = program.call("PATCH", f"tags/{tag}", {"messages": {"fr": text}}, 200 if is_message else 422)
        assert not is_message or answer["messages"] == ({"fr": text} if text.strip() else {})


def test_only_those_who_manage_tags_change_them(business: Business, receptionist: Actor, now: object) -> None:
    tag = make_tag(business)
    program = Program(receptionist)
    assert program.call("POST", "tags", {"label": "x"}, 403)["code"] == "not_permitted"
    for method, path, body in (
        ("PATCH", f"tags/{tag.pk}", {}),
        ("DELETE", f"tags/{tag.pk}", None),
        ("POST", f"tags/{tag.pk}/restore", None),
        ("POST", f"tags/{tag.pk}/merge", {"other": "1"}),
    ):
        program.call(method, path, body, 403)
    assert [item["label"] for item in program.call("GET", "tags")["items"]] == ["Regular"]


def test_a_card_shows_its_tags_and_lists_are_narrowed_by_one(
    business: Business, receptionist: Actor, now: object
) -> None:
    sofie, anders = make_customer(business), make_customer(business, "Anders")
    ban = make_tag(business, "Do not book", kind="banned", icon="ban", color="rose")
    regular = make_tag(business, "Regular", icon="star", color="ochre")
    put_tag(anders, regular)
    program = Program(receptionist)
    shown = {"id": str(ban.pk), "label": "Do not book", "kind": "banned", "icon": "ban", "color": "rose"}
    url = f"customers/{sofie.pk}/tags/{ban.pk}"
    assert program.call("PUT", url) == program.call("PUT", url) == {"tags": [shown]}
    card = program.call("GET", f"customers/{sofie.pk}")
    assert (card["tags"], card["access"]["state"]) == ([shown], "blocked")

    def listed(query: str) -> list[tuple[str, list[str]]]:
        items = program.call("GET", f"customers?{query}")["items"]
        return [(item["first_name"], [tag["label"] for tag in item["tags"]]) for item in items]

    assert listed("") == [("Anders", ["Regular"]), ("Sofie", ["Do not book"])]
    assert listed(f"tag={ban.pk}") == listed(f"tag={ban.pk}&search=bjerregaard") == [("Sofie", ["Do not book"])]
    assert listed(f"tag={regular.pk}&access=blocked") == listed("tag=987654321") == []
    program.call("GET", "customers?tag=ban", status=422)
    program.call("DELETE", url, status=204)
    program.call("DELETE", url, status=204)
    assert program.call("GET", f"customers/{sofie.pk}")["tags"] == []


def test_a_practitioner_marks_but_does_not_ban(business: Business, practitioner: Actor, now: object) -> None:
    card, ban, regular = make_customer(business), make_tag(business, "No", kind="banned"), make_tag(business)
    program = Program(practitioner)
    program.call("PUT", f"customers/{card.pk}/tags/{regular.pk}")
    assert program.call("PUT", f"customers/{card.pk}/tags/{ban.pk}", status=403)["code"] == "not_permitted"
    assert program.call("DELETE", f"customers/{card.pk}/tags/{ban.pk}", status=403)["code"] == "not_permitted"


def test_an_archived_tag_is_given_to_nobody(business: Business, receptionist: Actor, now: object) -> None:
    card, tag = make_customer(business), make_tag(business, archived_at=now)
    problem = Program(receptionist).call("PUT", f"customers/{card.pk}/tags/{tag.pk}", status=422)
    assert faults(problem) == [("tag", "archived")]


def test_archiving_keeps_a_ban_or_lifts_it(business: Business, owner: Actor, now: object) -> None:
    kept, lifted = (make_tag(business, label, kind="banned") for label in ("Kept", "Lifted"))
    one, other = make_customer(business), make_customer(business)
    put_tag(one, kept)
    put_tag(other, lifted)
    program = Program(owner)
    program.call("DELETE", f"tags/{kept.pk}", status=204)
    program.call("DELETE", f"tags/{lifted.pk}?lift=true", status=204)
    states = [program.call("GET", f"customers/{card.pk}")["access"]["state"] for card in (one, other)]
    assert states == ["blocked", "open"]


def test_merging_moves_the_cards(business: Business, owner: Actor, now: object) -> None:
    tag, other, card = make_tag(business), make_tag(business, "Regulars"), make_customer(business)
    put_tag(card, other)
    program = Program(owner)
    assert program.call("POST", f"tags/{tag.pk}/merge", {"other": str(other.pk)})["id"] == str(tag.pk)
    assert [each["label"] for each in program.call("GET", f"customers/{card.pk}")["tags"]] == ["Regular"]
    assert program.call("GET", f"tags/{other.pk}")["archived"] is True
    assert faults(program.call("POST", f"tags/{tag.pk}/merge", {"other": "x"}, 422)) == [("other", "unknown")]
    assert program.call("POST", f"tags/{tag.pk}/merge", {}, 422)["code"] == "validation_error"
