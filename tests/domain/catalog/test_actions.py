"""Does every action on the catalogue do what it says, once, with an entry, and only for whoever may?"""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import TypedDict

import pytest
from tests.factories.businesses import make_location, make_membership
from tests.factories.catalog import make_category, make_employee, make_offer, make_service

from kartotek.domain.audit.models import Entry
from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.catalog import actions, queries
from kartotek.domain.catalog.models import Category
from kartotek.domain.catalog.values import (
    CategoryDetails,
    EmployeeDetails,
    OfferDetails,
    PriceGiven,
    ServiceDetails,
)
from kartotek.kernel.errors import Invalid, NotFound, NotPermitted, Stale

pytestmark = pytest.mark.usefixtures("scoped")


class By(TypedDict):
    """Who acts, when, where."""

    actor: Actor
    now: datetime
    business: Business


@pytest.fixture
def by(owner: Actor, now: datetime, business: Business) -> By:
    """The owner, now, in her business."""
    return By(actor=owner, now=now, business=business)


def entries() -> list[tuple[str, str, dict[str, list[object]]]]:
    rows = Entry.objects.select_related("change").order_by("id")
    return [(row.action, row.target_kind, row.change.changes) for row in rows]


def faults(act: Callable[[], object]) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as caught:
        act()
    return [(problem.field, problem.code) for problem in caught.value.problems]


def test_category_is_made_renamed_ordered_and_deleted(by: By, business: Business) -> None:
    hair = actions.create_category(**by, details=CategoryDetails(name="Hair"))
    color = actions.create_category(**by, details=CategoryDetails(name="Colour"))
    assert (hair.position, color.position) == (0, 1)
    renamed = actions.edit_category(**by, category_id=hair.id, changes={"name": "Cut"}, expected_version=1)
    assert (renamed.name, renamed.version) == ("Cut", 2)
    assert actions.edit_category(**by, category_id=hair.id, changes={}).version == 2
    actions.move_category(**by, category_id=color.id, step=-1)
    actions.move_category(**by, category_id=color.id, step=-1)
    assert [item.name for item in queries.list_categories()] == ["Colour", "Cut"]
    service = make_service(business, category=Category.objects.get(pk=hair.id))
    actions.delete_category(**by, category_id=hair.id)
    assert [item.name for item in queries.list_categories()] == ["Colour"]
    assert (queries.get_service(service.pk).category_id, queries.get_service(service.pk).version) == (None, 2)
    assert entries() == [
        ("category.created", "category", {"name": [None, "Hair"]}),
        ("category.created", "category", {"name": [None, "Colour"]}),
        ("category.edited", "category", {"name": ["Hair", "Cut"]}),
        ("category.moved", "category", {"position": [1, 0]}),
        ("category.deleted", "category", {"name": ["Cut", None]}),
    ]


def test_category_of_a_taken_name_is_refused_at_the_name(by: By, business: Business) -> None:
    make_category(business, "Hair")
    other = make_category(business, "Nails")
    assert faults(lambda: actions.create_category(**by, details=CategoryDetails(name="Hair"))) == [("name", "taken")]
    assert faults(lambda: actions.edit_category(**by, category_id=other.pk, changes={"name": "Hair"})) == [
        ("name", "taken")
    ]
    assert faults(lambda: actions.edit_category(**by, category_id=other.pk, changes={"name": ""})) == [
        ("name", "required")
    ]
    assert entries() == []


def test_service_is_made_whole_and_says_who_performs_it(by: By, business: Business) -> None:
    category, employee = make_category(business), make_employee(business)
    made = actions.create_service(
        **by,
        details=ServiceDetails(
            name="Colour",
            duration_minutes=90,
            description={"da": "Farve"},
            category_id=category.pk,
            buffer_after_minutes=10,
            price=PriceGiven("1195.00", "DKK"),
            needs_approval=True,
            start_times=(600, 540, 600),
            color="plum",
            employee_ids=(employee.pk,),
        ),
    )
    assert made == queries.get_service(made.id)
    assert (made.name, made.price, made.start_times, made.employee_ids) == (
        "Colour",
        Decimal("1195.00"),
        (540, 600),
        (employee.pk,),
    )
    assert queries.get_employee(employee.pk).version == 2
    assert [(action, changes["price"], changes["employees"]) for action, _, changes in entries()] == [
        ("service.created", [None, "1195.00"], [None, [employee.pk]])
    ]


def test_new_services_come_last(by: By, business: Business) -> None:
    first = actions.create_service(**by, details=ServiceDetails(name="A", duration_minutes=10))
    second = actions.create_service(**by, details=ServiceDetails(name="B", duration_minutes=10))
    assert (first.position, second.position) == (0, 1)


def test_edited_service_keeps_what_is_not_named(by: By, business: Business) -> None:
    row = make_service(business, color="plum", start_times=[540])
    stays, goes, comes = (make_employee(business, name) for name in ("A", "B", "C"))
    make_offer(stays, row, duration_minutes=60)
    make_offer(goes, row)
    left = make_employee(business, "D", (row,), is_archived=True)
    edited = actions.edit_service(
        **by,
        service_id=row.pk,
        changes={"name": "Cut", "employee_ids": (stays.pk, comes.pk)},
        expected_version=1,
    )
    assert (edited.name, edited.color, edited.price, edited.start_times) == ("Cut", "plum", Decimal("450.00"), (540,))
    assert (edited.employee_ids, edited.version) == ((stays.pk, comes.pk), 2)
    own = queries.find_offer(stays.pk, row.pk)
    assert own is not None
    assert own.duration_minutes == 60
    assert queries.find_offer(left.pk, row.pk) is not None
    assert [queries.get_employee(each.pk).version for each in (stays, goes, comes)] == [1, 2, 2]
    assert entries() == [
        (
            "service.edited",
            "service",
            {"name": ["Haircut", "Cut"], "employees": [[stays.pk, goes.pk], [stays.pk, comes.pk]]},
        )
    ]


def test_service_can_lose_its_price(by: By, business: Business) -> None:
    row = make_service(business)
    assert actions.edit_service(**by, service_id=row.pk, changes={"price": None}).price is None
    assert actions.edit_service(**by, service_id=row.pk, changes={"name": "Free"}).price is None


def test_service_with_foreign_references_is_refused_at_each(by: By, other_business: Business) -> None:
    details = ServiceDetails(
        name="",
        duration_minutes=10,
        category_id=make_category(other_business).pk,
        employee_ids=(make_employee(other_business).pk,),
    )
    assert faults(lambda: actions.create_service(**by, details=details)) == [
        ("name", "required"),
        ("category", "unknown"),
        ("employees", "unknown"),
    ]


def test_service_is_archived_and_restored_once(by: By, business: Business) -> None:
    row = make_service(business)
    assert actions.archive_service(**by, service_id=row.pk, expected_version=1).is_archived
    assert actions.archive_service(**by, service_id=row.pk).version == 2
    assert not actions.restore_service(**by, service_id=row.pk, expected_version=2).is_archived
    assert entries() == [
        ("service.archived", "service", {"is_archived": [False, True]}),
        ("service.restored", "service", {"is_archived": [True, False]}),
    ]


def test_service_moves_within_its_category_only(by: By, business: Business) -> None:
    hair = make_category(business)
    a, x, b, y = (
        make_service(business, name, category=category, position=place)
        for place, (name, category) in enumerate([("a", hair), ("x", None), ("b", hair), ("y", None)])
    )
    actions.move_service(**by, service_id=b.pk, step=-1)
    actions.move_service(**by, service_id=y.pk, step=1)
    assert [item.name for item in queries.list_services()] == ["b", "x", "a", "y"]
    assert [queries.get_service(row.pk).version for row in (a, x, b, y)] == [2, 1, 2, 1]
    assert entries() == [("service.moved", "service", {"position": [1, 0]})]


def test_employee_is_made_changed_and_put_in_order(by: By, business: Business) -> None:
    location, membership, service = make_location(business), make_membership(business), make_service(business)
    made = actions.create_employee(
        **by,
        details=EmployeeDetails(
            name="Élodie",
            location_id=location.pk,
            membership_id=membership.pk,
            is_online=False,
            color="teal",
            service_ids=(service.pk,),
        ),
    )
    assert made == queries.get_employee(made.id)
    assert (made.location_id, made.membership_id, made.service_ids) == (location.pk, membership.pk, (service.pk,))
    assert queries.get_service(service.pk).version == 2
    second = actions.create_employee(**by, details=EmployeeDetails(name="Jonas"))
    edited = actions.edit_employee(
        **by, employee_id=made.id, changes={"name": "Élodie M.", "service_ids": ()}, expected_version=1
    )
    assert (edited.name, edited.membership_id, edited.service_ids, edited.version) == (
        "Élodie M.",
        membership.pk,
        (),
        2,
    )
    actions.move_employee(**by, employee_id=second.id, step=-1)
    actions.move_employee(**by, employee_id=second.id, step=-1)
    assert [item.name for item in queries.list_employees()] == ["Jonas", "Élodie M."]
    assert [action for action, _, _ in entries()] == [
        "employee.created",
        "employee.created",
        "employee.edited",
        "employee.moved",
    ]


def test_employee_gets_own_terms_for_what_she_performs(by: By, business: Business) -> None:
    cut, color, other = (make_service(business, name) for name in ("Cut", "Colour", "Other"))
    own = OfferDetails(duration_minutes=60, price=PriceGiven("500"))
    made = actions.create_employee(
        **by,
        details=EmployeeDetails(
            name="Élodie", service_ids=(cut.pk, color.pk), terms={cut.pk: own, color.pk: OfferDetails(), other.pk: own}
        ),
    )
    assert [(offer.service_id, offer.duration_minutes, offer.price) for offer in made.offers] == [
        (cut.pk, 60, Decimal("500.00")),
        (color.pk, None, None),
    ]
    assert [queries.get_service(row.pk).version for row in (cut, color, other)] == [3, 2, 1]
    kept = actions.edit_employee(**by, employee_id=made.id, changes={"name": "É."})
    assert kept.offers == made.offers
    edited = actions.edit_employee(**by, employee_id=made.id, changes={"terms": {cut.pk: OfferDetails()}})
    assert edited.offers[0].price is None
    assert [changes["terms"] for _, _, changes in entries() if "terms" in changes] == [
        [None, [[cut.pk, 60, "500.00"]]],
        [[[cut.pk, 60, "500.00"]], []],
    ]


def test_employee_with_foreign_or_taken_references_is_refused_at_each(
    by: By, business: Business, other_business: Business
) -> None:
    details = EmployeeDetails(
        name="",
        location_id=make_location(other_business).pk,
        membership_id=make_membership(other_business).pk,
        service_ids=(make_service(other_business).pk,),
    )
    assert faults(lambda: actions.create_employee(**by, details=details)) == [
        ("name", "required"),
        ("location", "unknown"),
        ("staff", "unknown"),
        ("services", "unknown"),
    ]
    membership = make_membership(business)
    own = make_employee(business, membership=membership)
    other = make_employee(business)
    assert faults(
        lambda: actions.edit_employee(**by, employee_id=other.pk, changes={"membership_id": membership.pk})
    ) == [("staff", "taken")]
    assert actions.edit_employee(**by, employee_id=own.pk, changes={"name": "x"}).name == "x"


def test_employee_is_archived_and_restored_once(by: By, business: Business) -> None:
    row = make_employee(business)
    assert actions.archive_employee(**by, employee_id=row.pk, expected_version=1).is_archived
    assert actions.archive_employee(**by, employee_id=row.pk).version == 2
    assert not actions.restore_employee(**by, employee_id=row.pk).is_archived
    assert [action for action, _, _ in entries()] == ["employee.archived", "employee.restored"]


def test_offer_is_set_changed_and_removed(by: By, business: Business) -> None:
    service, employee = make_service(business), make_employee(business)
    ids = {"employee_id": employee.pk, "service_id": service.pk}
    assert actions.set_offer(**by, **ids, details=OfferDetails()).service_ids == (service.pk,)
    own = OfferDetails(duration_minutes=60, price=PriceGiven("500"))
    offer = actions.set_offer(**by, **ids, details=own).offers[0]
    assert (offer.duration_minutes, offer.price) == (60, Decimal("500.00"))
    assert actions.remove_offer(**by, **ids).offers == ()
    assert actions.remove_offer(**by, **ids).version == 4
    assert queries.get_service(service.pk).version == 4
    assert entries() == [
        ("offer.set", "employee", {"service": [None, service.pk]}),
        (
            "offer.set",
            "employee",
            {"service": [service.pk, service.pk], "duration_minutes": [None, 60], "price": [None, "500.00"]},
        ),
        ("offer.removed", "employee", {"service": [service.pk, None]}),
    ]


def test_offer_of_bad_terms_is_refused(by: By, business: Business) -> None:
    service, employee = make_service(business), make_employee(business)
    details = OfferDetails(duration_minutes=0)
    ids = {"employee_id": employee.pk, "service_id": service.pk}
    assert faults(lambda: actions.set_offer(**by, **ids, details=details)) == [("duration_minutes", "out_of_range")]


Act = Callable[..., object]


def versioned(ids: dict[str, int]) -> list[Act]:
    """Each action on things of these ids that heeds the version seen."""
    category, service, employee = ids["category"], ids["service"], ids["employee"]
    return [
        partial(actions.edit_category, category_id=category, changes={}),
        partial(actions.delete_category, category_id=category),
        partial(actions.edit_service, service_id=service, changes={}),
        partial(actions.archive_service, service_id=service),
        partial(actions.restore_service, service_id=service),
        partial(actions.edit_employee, employee_id=employee, changes={}),
        partial(actions.archive_employee, employee_id=employee),
        partial(actions.restore_employee, employee_id=employee),
    ]


def every_action(ids: dict[str, int]) -> list[Act]:
    """Each action on things of these ids."""
    category, service, employee = ids["category"], ids["service"], ids["employee"]
    return [
        *versioned(ids),
        partial(actions.move_category, category_id=category, step=1),
        partial(actions.move_service, service_id=service, step=1),
        partial(actions.move_employee, employee_id=employee, step=1),
        partial(actions.set_offer, service_id=service, employee_id=employee, details=OfferDetails()),
        partial(actions.remove_offer, service_id=service, employee_id=employee),
    ]


def ids_in(business: Business) -> dict[str, int]:
    service = make_service(business)
    return {
        "category": make_category(business).pk,
        "service": service.pk,
        "employee": make_employee(business, services=(service,)).pk,
    }


@pytest.mark.parametrize("role", ["practitioner", "receptionist", "inspector", "stranger"])
def test_only_who_manages_settings_changes_the_catalogue(
    role: str, by: By, business: Business, request: pytest.FixtureRequest
) -> None:
    by["actor"] = request.getfixturevalue(role)
    for act in every_action(ids_in(business)):
        with pytest.raises(NotPermitted):
            act(**by)
    for create in (
        lambda: actions.create_category(**by, details=CategoryDetails(name="x")),
        lambda: actions.create_service(**by, details=ServiceDetails(name="x", duration_minutes=5)),
        lambda: actions.create_employee(**by, details=EmployeeDetails(name="x")),
    ):
        with pytest.raises(NotPermitted):
            create()
    assert entries() == []


def test_another_tenants_things_do_not_exist(by: By, other_business: Business) -> None:
    for act in every_action(ids_in(other_business)):
        with pytest.raises(NotFound):
            act(**by)


def test_change_of_an_older_version_is_stale(by: By, business: Business) -> None:
    for act in versioned(ids_in(business)):
        with pytest.raises(Stale):
            act(**by, expected_version=7)
    assert entries() == []
