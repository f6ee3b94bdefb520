"""Which tags are possible, and what would one say before it is saved? (S31)"""

from dataclasses import replace

import pytest
from tests.naughty import naughty_strings

from kartotek.domain.access.decisions.tagging import (
    details_of,
    stored_tag_limit,
    tag_as_it_would_be,
    tag_facts_for_log,
    tag_problems,
    with_tag_replaced,
)
from kartotek.domain.access.values import UNLIMITED, Limit, Scope, TagFact, TagLimit
from kartotek.domain.access.values.tags import TAG_ICONS, TagChanges, TagDetails, TagItem


def faults(fields: TagChanges) -> list[tuple[str, str]]:
    details = replace(TagDetails(label="Regular"), **fields)
    return [(problem.field, problem.code) for problem in tag_problems(details)]


def test_a_label_is_all_a_tag_needs() -> None:
    assert faults({}) == []


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"label": " \n"}, [("label", "required")]),
        ({"label": "x" * 61}, [("label", "too_long")]),
        ({"label": "x" * 60}, []),
        ({"kind": "lock"}, [("kind", "unknown_choice")]),
        ({"icon": "skull"}, [("icon", "unknown_choice")]),
        ({"color": "red"}, [("color", "unknown_choice")]),
        ({"messages": {"no": "Hei"}}, [("messages.no", "unknown_language")]),
        ({"messages": {"da": "x" * 1001, "fr": "x" * 1000}}, [("messages.da", "too_long")]),
        ({"messages": {"en": "Call [LIMIT] or [us"}}, []),
        ({"max_future_bookings": Limit(-1)}, [("max_future_bookings", "out_of_range")]),
        ({"max_future_bookings": Limit(10_000)}, [("max_future_bookings", "out_of_range")]),
        ({"max_future_bookings": Limit(0)}, []),
        ({"max_future_bookings": UNLIMITED}, []),
    ],
)
def test_each_field_has_its_rule(fields: TagChanges, found: list[tuple[str, str]]) -> None:
    assert faults(fields) == found


def test_every_fault_is_named_at_once() -> None:
    found = faults({"label": "", "kind": "", "icon": "", "color": "", "messages": {"xx": ""}})
    assert [field for field, _ in found] == ["label", "kind", "icon", "color", "messages.xx"]


@pytest.mark.parametrize("text", naughty_strings()[:80])
def test_choices_take_nothing_but_what_is_listed(text: str) -> None:
    found = [field for field, _ in faults({"kind": text, "icon": text, "color": text})]
    assert found == ["kind", "icon", "color"]


def test_icons_are_listed_once() -> None:
    assert len(set(TAG_ICONS)) == len(TAG_ICONS)


@pytest.mark.parametrize(("limit", "stored"), [(None, None), (UNLIMITED, -1), (Limit(0), 0), (Limit(3), 3)])
def test_a_limit_is_kept_as_a_number(limit: Limit | None, stored: int | None) -> None:
    assert stored_tag_limit(limit) == stored


def test_a_tag_can_be_judged_before_it_is_saved() -> None:
    where = Scope(employees=frozenset({4}))
    details = TagDetails(label="No", kind="banned", messages={"fr": "Non"}, icon="ban", color="rose", where=where)
    fact = TagFact(7, "No", is_banned=True, scope=where, messages={"fr": "Non"}, icon="ban", color="rose")
    assert tag_as_it_would_be(7, details) == (fact, None)
    limited = TagDetails(label="No", max_future_bookings=Limit(1))
    assert tag_as_it_would_be(7, limited) == (TagFact(7, "No"), TagLimit(7, Limit(1)))


def test_what_is_stored_can_be_changed_field_by_field() -> None:
    item = TagItem(id=7, version=3, label="Regular", color="olive", carriers=12)
    assert details_of(item) == TagDetails(label="Regular", color="olive")


def test_the_log_speaks_the_words_of_the_contract() -> None:
    where = Scope(services=frozenset({9, 2}))
    logged = tag_facts_for_log(TagDetails(label="Late", max_future_bookings=UNLIMITED, where=where))
    assert logged == {
        "label": "Late",
        "kind": "normal",
        "icon": "tag",
        "color": "blue",
        "messages": {},
        "max_future_bookings": "unlimited",
        "where": {"services": [2, 9]},
    }
    assert tag_facts_for_log(TagDetails(label="Late"))["where"] == "all"


def test_a_rule_names_the_survivor_once() -> None:
    assert with_tag_replaced([5, 3, 4], old_id=5, new_id=4) == [3, 4]
