"""Does each action on tags do what it says, once, with an entry, and only for whoever may? (S31, S33)"""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.businesses import make_location
from tests.factories.catalog import make_category, make_employee, make_service
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_tag, put_tag

from kartotek.domain.access import actions
from kartotek.domain.access.models import CustomerTag, ServiceRule, Tag
from kartotek.domain.access.queries import tags as queries
from kartotek.domain.access.values import UNLIMITED, Limit, Scope, TagFact
from kartotek.domain.access.values.tags import TagDetails, TagItem
from kartotek.domain.audit.models import Entry
from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Area, Business
from kartotek.domain.customers.models import Customer
from kartotek.kernel.errors import Invalid, NotFound, NotPermitted, Stale

pytestmark = pytest.mark.usefixtures("scoped")


def entries() -> list[tuple[str, int | None, dict[str, list[object]]]]:
    rows = Entry.objects.select_related("change").order_by("id")
    return [(row.action, row.customer_id, row.change.changes) for row in rows]


def faults(act: Callable[[], object]) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as caught:
        act()
    return [(problem.field, problem.code) for problem in caught.value.problems]


def labels_on(card: Customer) -> list[str]:
    return [tag.label for tag in queries.tags_of([card.pk]).get(card.pk, [])]


class TestMaking:
    """A new tag."""

    def test_stands_in_the_list_with_all_that_was_said(self, owner: Actor, now: datetime, business: Business) -> None:
        where = Scope(
            services=frozenset({make_service(business).pk}),
            categories=frozenset({make_category(business).pk}),
            employees=frozenset({make_employee(business).pk}),
            locations=frozenset({make_location(business).pk}),
        )
        details = TagDetails(
            label="Do not book",
            kind="banned",
            icon="ban",
            color="rose",
            messages={"fr": "Veuillez nous appeler.", "da": "  "},
            max_future_bookings=UNLIMITED,
            where=where,
        )
        made = actions.create_tag(actor=owner, now=now, business=business, details=details)
        kept = TagItem(
            id=made.id,
            version=1,
            label="Do not book",
            kind="banned",
            icon="ban",
            color="rose",
            messages={"fr": "Veuillez nous appeler."},
            max_future_bookings=UNLIMITED,
            where=where,
        )
        assert (made, made.is_banned) == (kept, True)
        assert queries.list_tags() == [kept]
        [(action, _, changes)] = entries()
        assert (action, changes["label"]) == ("tag.created", [None, "Do not book"])

    def test_needs_the_permission(self, receptionist: Actor, now: datetime, business: Business) -> None:
        with pytest.raises(NotPermitted):
            actions.create_tag(actor=receptionist, now=now, business=business, details=TagDetails(label="x"))

    def test_has_a_label_of_its_own(self, owner: Actor, now: datetime, business: Business) -> None:
        make_tag(business, "Regular")
        make_tag(business, "Old", archived_at=now)
        assert faults(
            lambda: actions.create_tag(actor=owner, now=now, business=business, details=TagDetails(label="Regular"))
        ) == [("label", "taken")]
        actions.create_tag(actor=owner, now=now, business=business, details=TagDetails(label="Old"))

    def test_covers_only_what_is_here(
        self, owner: Actor, now: datetime, business: Business, other_business: Business
    ) -> None:
        nowhere = frozenset({0})
        where = Scope(
            frozenset({make_service(business).pk, make_service(other_business).pk}), nowhere, nowhere, nowhere
        )
        details = TagDetails(label="", where=where)
        assert faults(lambda: actions.create_tag(actor=owner, now=now, business=business, details=details)) == [
            ("label", "required"),
            ("where.services", "unknown"),
            ("where.categories", "unknown"),
            ("where.employees", "unknown"),
            ("where.locations", "unknown"),
        ]


class TestEditing:
    """A change."""

    def test_tells_what_differs_and_counts_up(self, owner: Actor, now: datetime, business: Business) -> None:
        tag = make_tag(business, "Regular", messages={"en": "Hello"})
        changed = actions.edit_tag(
            actor=owner,
            now=now,
            tag_id=tag.pk,
            changes={"label": "Late", "max_future_bookings": Limit(1), "messages": {"en": ""}},
            expected_version=1,
        )
        assert (changed.label, changed.max_future_bookings, changed.messages, changed.version) == (
            "Late",
            Limit(1),
            {},
            2,
        )
        told = {"label": ["Regular", "Late"], "max_future_bookings": [None, 1], "messages": [{"en": "Hello"}, {}]}
        assert entries() == [("tag.edited", None, told)]

    def test_of_nothing_writes_nothing(self, owner: Actor, now: datetime, business: Business) -> None:
        tag = make_tag(business)
        same = actions.edit_tag(actor=owner, now=now, tag_id=tag.pk, changes={"messages": {"en": " "}})
        assert (same.version, entries()) == (1, [])

    def test_is_refused_when_somebody_was_faster(self, owner: Actor, now: datetime, business: Business) -> None:
        tag = make_tag(business, version=2)
        with pytest.raises(Stale):
            actions.edit_tag(actor=owner, now=now, tag_id=tag.pk, changes={"label": "x"}, expected_version=1)

    def test_is_checked_like_a_new_tag(self, owner: Actor, now: datetime, business: Business) -> None:
        make_tag(business, "Late")
        tag = make_tag(business)

        def label(text: str) -> object:
            return actions.edit_tag(actor=owner, now=now, tag_id=tag.pk, changes={"label": text})

        assert faults(lambda: label("Late")) == [("label", "taken")]
        assert faults(lambda: label("")) == [("label", "required")]

    def test_needs_a_tag_of_this_business(self, owner: Actor, now: datetime, other_business: Business) -> None:
        foreign = make_tag(other_business)
        with pytest.raises(NotFound):
            actions.edit_tag(actor=owner, now=now, tag_id=foreign.pk, changes={"label": "x"})
        with pytest.raises(NotFound):
            queries.get_tag(foreign.pk)


class TestArchiving:
    """Put away, and back."""

    def test_people_keep_their_state(self, owner: Actor, now: datetime, business: Business) -> None:
        tag, card = make_tag(business, "Do not book", kind="banned"), make_customer(business)
        put_tag(card, tag)
        gone = actions.archive_tag(actor=owner, now=now, tag_id=tag.pk)
        assert (gone.is_archived, gone.carriers, labels_on(card)) == (True, 1, ["Do not book"])
        assert (queries.list_tags(), queries.list_tags(has_archived=True)) == ([], [gone])
        assert entries() == [("tag.archived", None, {"archived": [False, True]})]

    def test_or_it_is_lifted_for_all_with_an_entry_on_each_card(
        self, owner: Actor, now: datetime, business: Business
    ) -> None:
        tag, other = make_tag(business, "Do not book", kind="banned"), make_tag(business)
        cards = [make_customer(business), make_customer(business)]
        for card in cards:
            put_tag(card, tag)
            put_tag(card, other)
        gone = actions.archive_tag(actor=owner, now=now, tag_id=tag.pk, is_lifted=True)
        assert (gone.is_archived, gone.carriers) == (True, 0)
        assert [labels_on(card) for card in cards] == [["Regular"], ["Regular"]]
        assert entries() == [
            *(("customer.tag_removed", card.pk, {"tag": ["Do not book", None]}) for card in cards),
            ("tag.archived", None, {"archived": [False, True], "carriers": [2, 0]}),
        ]

    def test_what_was_kept_can_be_lifted_later(self, owner: Actor, now: datetime, business: Business) -> None:
        tag, card = make_tag(business, archived_at=now), make_customer(business)
        put_tag(card, tag)
        actions.archive_tag(actor=owner, now=now, tag_id=tag.pk, is_lifted=True)
        assert labels_on(card) == []

    def test_twice_changes_nothing(self, owner: Actor, now: datetime, business: Business) -> None:
        tag = make_tag(business, archived_at=now)
        again = actions.archive_tag(actor=owner, now=now, tag_id=tag.pk, is_lifted=True)
        assert (again.version, entries()) == (1, [])

    def test_it_comes_back(self, owner: Actor, now: datetime, business: Business) -> None:
        tag = make_tag(business, archived_at=now)
        back = actions.restore_tag(actor=owner, now=now, tag_id=tag.pk)
        again = actions.restore_tag(actor=owner, now=now, tag_id=tag.pk)
        assert (back.is_archived, back.version, again) == (False, 2, back)
        assert entries() == [("tag.restored", None, {"archived": [True, False]})]

    def test_unless_its_label_was_taken(self, owner: Actor, now: datetime, business: Business) -> None:
        tag = make_tag(business, archived_at=now)
        make_tag(business)
        assert faults(lambda: actions.restore_tag(actor=owner, now=now, tag_id=tag.pk)) == [("label", "taken")]

    def test_a_stale_look_archives_nothing(self, owner: Actor, now: datetime, business: Business) -> None:
        tag, card = make_tag(business, version=2), make_customer(business)
        put_tag(card, tag)
        with pytest.raises(Stale):
            actions.archive_tag(actor=owner, now=now, tag_id=tag.pk, is_lifted=True, expected_version=1)
        assert labels_on(card) == ["Regular"]


class TestMerging:
    """One takes the place of the other."""

    def test_on_the_cards_and_in_the_rules(self, owner: Actor, now: datetime, business: Business) -> None:
        tag, other = make_tag(business, "Regular"), make_tag(business, "Regulars")
        both, only = make_customer(business), make_customer(business)
        put_tag(both, tag)
        put_tag(both, other)
        put_tag(only, other)
        made = {"business": business, "created_at": now}
        named = ServiceRule.objects.create(when={"has_tags": [tag.pk, other.pk], "no_shows": 3}, **made)
        lacked = ServiceRule.objects.create(when={"lacks_tags": [other.pk]}, **made)
        apart = ServiceRule.objects.create(when={"has_tags": [tag.pk]}, **made)
        merged = actions.merge_tags(actor=owner, now=now, tag_id=tag.pk, other_id=other.pk)
        assert (merged.id, merged.carriers, labels_on(both), labels_on(only)) == (
            tag.pk,
            2,
            ["Regular"],
            ["Regular"],
        )
        for rule in (named, lacked, apart):
            rule.refresh_from_db()
        assert [(rule.when, rule.version) for rule in (named, lacked, apart)] == [
            ({"has_tags": [tag.pk], "no_shows": 3}, 2),
            ({"lacks_tags": [tag.pk]}, 2),
            ({"has_tags": [tag.pk]}, 1),
        ]
        other.refresh_from_db()
        assert (other.archived_at, other.merged_into_id, other.version) == (now, tag.pk, 2)
        told = [(action, customer) for action, customer, _ in entries()]
        assert told == [
            ("customer.tag_merged", both.pk),
            ("customer.tag_merged", only.pk),
            ("rule.edited", None),
            ("rule.edited", None),
            ("tag.merged", None),
        ]

    def test_the_merged_one_may_have_been_put_away(self, owner: Actor, now: datetime, business: Business) -> None:
        before = now.replace(year=2020)
        tag, other = make_tag(business), make_tag(business, "Old", archived_at=before)
        actions.merge_tags(actor=owner, now=now, tag_id=tag.pk, other_id=other.pk)
        other.refresh_from_db()
        assert (other.archived_at, other.merged_into_id) == (before, tag.pk)
        assert actions.restore_tag(actor=owner, now=now, tag_id=other.pk).is_archived is False
        other.refresh_from_db()
        assert other.merged_into_id is None

    def test_only_two_tags_of_this_business_and_one_in_use(
        self, owner: Actor, now: datetime, business: Business, other_business: Business
    ) -> None:
        tag, old, foreign = make_tag(business), make_tag(business, "Old", archived_at=now), make_tag(other_business)

        def merge(tag_id: int, other_id: int) -> Callable[[], object]:
            return lambda: actions.merge_tags(actor=owner, now=now, tag_id=tag_id, other_id=other_id)

        assert faults(merge(tag.pk, tag.pk)) == [("other", "same")]
        assert faults(merge(tag.pk, foreign.pk)) == [("other", "unknown")]
        assert faults(merge(old.pk, tag.pk)) == [("other", "archived")]
        with pytest.raises(NotFound):
            merge(foreign.pk, tag.pk)()
        assert Tag.objects.filter(archived_at=None).count() == 1


class TestOnTheCard:
    """Who carries it."""

    def test_it_is_put_on_once_and_taken_off_once(self, receptionist: Actor, now: datetime, business: Business) -> None:
        tag, card = make_tag(business, icon="star", color="ochre"), make_customer(business)

        def add() -> list[TagFact]:
            return actions.add_tag(actor=receptionist, now=now, customer_id=card.pk, tag_id=tag.pk)

        def remove() -> list[TagFact]:
            return actions.remove_tag(actor=receptionist, now=now, customer_id=card.pk, tag_id=tag.pk)

        carried = [TagFact(tag.pk, "Regular", icon="star", color="ochre")]
        assert (add(), add()) == (carried, carried)
        [row] = CustomerTag.objects.all()
        assert (row.added_at, row.added_by) == (now, "Signe Kragh")
        assert (remove(), remove()) == ([], [])
        assert entries() == [
            ("customer.tag_added", card.pk, {"tag": [None, "Regular"]}),
            ("customer.tag_removed", card.pk, {"tag": ["Regular", None]}),
        ]

    def test_several_change_together_or_not_at_all(
        self, receptionist: Actor, now: datetime, business: Business
    ) -> None:
        old, new = make_tag(business, "Old"), make_tag(business, "New")
        archived, card = make_tag(business, "Archived", archived_at=now), make_customer(business)
        put_tag(card, old)

        def change(add: set[int], remove: set[int]) -> None:
            actions.set_tags(
                actor=receptionist, now=now, customer_id=card.pk, add=frozenset(add), remove=frozenset(remove)
            )

        assert faults(lambda: change({new.pk, archived.pk}, {old.pk})) == [("tag", "archived")]
        assert labels_on(card) == ["Old"]
        change({new.pk}, {old.pk})
        assert labels_on(card) == ["New"]

    def test_a_ban_is_for_those_who_may_lock(
        self, practitioner: Actor, receptionist: Actor, now: datetime, business: Business
    ) -> None:
        ban, card = make_tag(business, kind="banned"), make_customer(business)
        for act in (actions.add_tag, actions.remove_tag):
            with pytest.raises(NotPermitted):
                act(actor=practitioner, now=now, customer_id=card.pk, tag_id=ban.pk)
        actions.add_tag(actor=receptionist, now=now, customer_id=card.pk, tag_id=ban.pk)
        assert labels_on(card) == ["Regular"]

    def test_nobody_else_marks_cards(self, stranger: Actor, now: datetime, business: Business) -> None:
        tag, card = make_tag(business), make_customer(business)
        nothing: frozenset[int] = frozenset()
        for act in (
            lambda: actions.add_tag(actor=stranger, now=now, customer_id=card.pk, tag_id=tag.pk),
            lambda: actions.remove_tag(actor=stranger, now=now, customer_id=card.pk, tag_id=tag.pk),
            lambda: actions.set_tags(actor=stranger, now=now, customer_id=card.pk, add=nothing, remove=nothing),
        ):
            with pytest.raises(NotPermitted):
                act()

    def test_cards_and_tags_out_of_sight_do_not_exist(
        self, inspector: Actor, other_area: Area, now: datetime, business: Business, other_business: Business
    ) -> None:
        tag, card = make_tag(business), make_customer(business, area=other_area)
        seen = make_customer(business, area_id=next(iter(inspector.area_ids or ())))
        foreign = make_tag(other_business)
        for customer_id, tag_id in ((card.pk, tag.pk), (seen.pk, foreign.pk)):
            with pytest.raises(NotFound):
                actions.add_tag(actor=inspector, now=now, customer_id=customer_id, tag_id=tag_id)
        assert CustomerTag.objects.count() == 0


def test_the_tags_of_many_cards_are_one_query(business: Business) -> None:
    first, second, bare = (make_customer(business) for _ in range(3))
    late, regular = (
        make_tag(business, "Late"),
        make_tag(business, "Regular", archived_at=make_tag(business, "x").created_at),
    )
    put_tag(first, late)
    put_tag(first, regular)
    put_tag(second, late)
    with CaptureQueriesContext(connection) as queries_made:
        found = queries.tags_of([first.pk, second.pk, bare.pk])
    assert {card: [tag.label for tag in tags] for card, tags in found.items()} == {
        first.pk: ["Late", "Regular"],
        second.pk: ["Late"],
    }
    assert len(queries_made) == 1
