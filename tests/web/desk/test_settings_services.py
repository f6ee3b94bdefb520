"""Can services and categories be made, changed, ordered and put away on screen without losing a character?"""

from datetime import datetime
from decimal import Decimal

import pytest
from django.test import Client
from django_scopes import scope
from tests.factories.catalog import make_category, make_employee, make_service
from tests.personas import signed_in
from tests.web.desk.answers import text

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.catalog.queries import get_service, list_categories, list_services
from kartotek.domain.catalog.values import ServiceItem

URL = "/desk/havnegade/settings/services/"
CATEGORIES = "/desk/havnegade/settings/categories/"
TYPED: dict[str, object] = {
    "version": "1",
    "name": "Balayage",
    "category": "",
    "duration_minutes": "120",
    "buffer_before_minutes": "5",
    "buffer_after_minutes": "10",
    "price": "1.195,50",
    "is_online": "on",
    "starts": "listed",
    "start_times": "9, 10.30; 1300",
    "color": "plum",
    "description_da": "Farve <b>i</b> striber",
}


@pytest.fixture
def desk(owner: Actor, now: datetime) -> Client:
    return signed_in(owner)


def services(business: Business) -> list[ServiceItem]:
    with scope(business=business):
        return list_services()


def service(business: Business, service_id: int) -> ServiceItem:
    with scope(business=business):
        return get_service(service_id)


def test_empty_catalogue_says_what_a_service_is(desk: Client) -> None:
    assert "No services yet" in text(desk.get(URL))
    assert "Nothing is archived" in text(desk.get(f"{URL}?archived=1"))


def test_services_stand_under_their_categories(desk: Client, business: Business) -> None:
    make_service(business, "Massage", category=make_category(business, "Care"), needs_approval=True)
    make_service(business, "Yoga", kind="class", seats=4)
    make_service(business, "Old", is_archived=True)
    make_category(business, "Empty", position=1)
    page = text(desk.get(URL))
    assert [page.index(word) for word in ("Care", "Massage", "Empty", "Without a category", "Yoga")] == sorted(
        page.index(word) for word in ("Care", "Massage", "Empty", "Without a category", "Yoga")
    )
    assert "DKK 450.00" in page
    assert "Needs approval" in page
    assert "Old" not in page
    assert "Old" in text(desk.get(f"{URL}?archived=1"))


def test_new_service_is_stored_as_typed_and_the_list_shows_it(desk: Client, business: Business) -> None:
    employee = make_employee(business)
    assert "Jonas Krog" in text(desk.get(f"{URL}new/"))
    answer = desk.post(f"{URL}new/", {**TYPED, "employees": [str(employee.pk)]})
    (made,) = services(business)
    assert (answer.status_code, answer["Location"]) == (302, f"{URL}?at=s{made.id}")
    assert (made.name, made.price, made.start_times, made.employee_ids, made.color) == (
        "Balayage",
        Decimal("1195.50"),
        (540, 630, 780),
        (employee.pk,),
        "plum",
    )
    assert (made.description, made.needs_approval, made.is_online) == ({"da": "Farve <b>i</b> striber"}, False, True)
    page = desk.get(f"{URL}?at=s{made.id}").content.decode()
    assert "data-focus>Balayage</a>" in page


def test_service_on_the_grid_has_no_list_of_times(desk: Client, business: Business) -> None:
    desk.post(f"{URL}new/", {**TYPED, "starts": "grid", "start_times": "nonsense", "price": ""})
    (made,) = services(business)
    assert (made.start_times, made.price) == (None, None)


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("name", "", "This field is required."),
        ("name", "x" * 201, "This text is too long."),
        ("name", "a\0b", "Null characters are not allowed."),
        ("duration_minutes", "0", "This number is too small or too large."),
        ("duration_minutes", "soon", "Enter a whole number."),
        ("buffer_after_minutes", "481", "This number is too small or too large."),
        ("price", "a lot", "Write an amount such as 450.00."),
        ("start_times", "9, noon", "List times such as 09:00, 10:30, 13:00."),
        ("start_times", "", "List times such as 09:00, 10:30, 13:00."),
        ("color", "pink", "Select a valid choice. pink is not one of the available choices."),
        ("description_da", "x" * 4001, "This text is too long."),
    ],
)
def test_refused_service_keeps_every_character(
    field: str, typed: str, message: str, desk: Client, business: Business
) -> None:
    page = text(desk.post(f"{URL}new/", {**TYPED, field: typed}), 422)
    assert message in page
    assert "Farve <b>i</b> striber" in page or field == "description_da"
    assert 'value="1.195,50"' in page or field == "price"
    assert typed[:50].replace("\0", "") in page.replace("\0", "")
    assert services(business) == []


def test_service_is_changed_and_keeps_what_the_page_does_not_show(desk: Client, business: Business) -> None:
    business.languages = ["da"]
    business.save()
    row = make_service(business, description={"da": "Gammel", "fr": "Ancien"}, start_times=[540], kind="class", seats=3)
    page = text(desk.get(f"{URL}{row.pk}/"))
    assert 'value="09:00"' in page
    assert "Ancien" not in page
    assert desk.post(f"{URL}{row.pk}/", {**TYPED, "description_da": "", "seats": "3"}).status_code == 302
    changed = service(business, row.pk)
    assert (changed.name, changed.description, changed.kind, changed.seats) == (
        "Balayage",
        {"fr": "Ancien"},
        "class",
        3,
    )


def test_conflict_shows_both_versions_and_saving_again_wins(desk: Client, business: Business) -> None:
    row = make_service(business, "Theirs", version=2, is_online=False, category=make_category(business, "Hair"))
    page = text(desk.post(f"{URL}{row.pk}/", TYPED), 409)
    assert "Somebody else saved this meanwhile" in page
    assert "<td>Theirs</td><td>Balayage</td>" in page
    assert "<td>No</td><td>Yes</td>" in page
    assert "<td>Hair</td><td>None</td>" in page
    assert '<input type="hidden" name="version" value="2"' in page
    assert service(business, row.pk).name == "Theirs"
    assert desk.post(f"{URL}{row.pk}/", {**TYPED, "version": "2"}).status_code == 302
    assert service(business, row.pk).name == "Balayage"


def test_refused_change_stays_on_the_form(desk: Client, business: Business) -> None:
    row = make_service(business)
    page = text(desk.post(f"{URL}{row.pk}/", {**TYPED, "duration_minutes": "1441"}), 422)
    assert "This number is too small or too large." in page
    assert text(desk.post(f"{URL}{row.pk}/", {**TYPED, "name": ""}), 422)


def test_services_and_categories_are_put_in_order(desk: Client, business: Business) -> None:
    first, second = make_service(business, "A"), make_service(business, "B", position=1)
    make_category(business, "X")
    other = make_category(business, "Y", position=1)
    assert desk.post(f"{URL}{second.pk}/move/", {"to": "up"})["Location"] == f"{URL}?at=s{second.pk}"
    assert [each.name for each in services(business)] == ["B", "A"]
    desk.post(f"{URL}{second.pk}/move/", {"to": "down"})
    assert [each.name for each in services(business)] == ["A", "B"]
    desk.post(f"{CATEGORIES}{other.pk}/move/", {"to": "up"})
    with scope(business=business):
        assert [each.name for each in list_categories()] == ["Y", "X"]
    desk.post(f"{CATEGORIES}{other.pk}/move/", {"to": "down"})
    assert first.pk


def test_service_is_put_away_after_asking_and_brought_back(desk: Client, business: Business) -> None:
    row = make_service(business)
    page = text(desk.get(f"{URL}{row.pk}/archive/"))
    assert "Nobody can book it any more" in page
    assert desk.post(f"{URL}{row.pk}/archive/").status_code == 302
    assert services(business) == []
    assert desk.post(f"{URL}{row.pk}/restore/")["Location"] == f"{URL}?at=s{row.pk}"
    assert len(services(business)) == 1


def test_category_is_made_renamed_and_deleted_in_dialogs(desk: Client, business: Business) -> None:
    assert "New category" in text(desk.get(f"{CATEGORIES}new/", headers={"HX-Request": "true"}))
    assert desk.post(f"{CATEGORIES}new/", {"name": "Hair"}).status_code == 302
    with scope(business=business):
        (made,) = list_categories()
    url = f"{CATEGORIES}{made.id}/"
    assert "There is a category of this name already." in text(desk.post(f"{CATEGORIES}new/", {"name": "Hair"}), 422)
    assert text(desk.post(f"{CATEGORIES}new/", {"name": ""}), 422)
    assert 'value="Hair"' in text(desk.get(url))
    assert desk.post(url, {"name": "Cut", "version": "1"}).status_code == 302
    page = text(desk.post(url, {"name": "Mine", "version": "1"}), 422)
    assert "Somebody else has changed this in the meantime." in page
    assert 'value="Mine"' in page
    assert text(desk.post(url, {"name": "", "version": "2"}), 422)
    make_service(business, category_id=made.id)
    assert "1 service of this category stays" in text(desk.get(f"{url}delete/"))
    assert desk.post(f"{url}delete/").status_code == 302
    assert services(business)[0].category_id is None


def test_only_who_manages_settings_enters(practitioner: Actor, business: Business) -> None:
    desk = signed_in(practitioner)
    for url in (URL, f"{URL}new/", f"{URL}{make_service(business).pk}/", f"{CATEGORIES}new/"):
        assert desk.get(url).status_code == 403


def test_another_tenants_service_does_not_exist(desk: Client, other_business: Business, business: Business) -> None:
    row, category = make_service(other_business), make_category(other_business)
    for url in (f"{URL}{row.pk}/", f"{URL}{row.pk}/archive/", f"{CATEGORIES}{category.pk}/"):
        assert desk.get(url).status_code == 404
    for url in (f"{URL}{row.pk}/move/", f"{URL}{row.pk}/restore/", f"{CATEGORIES}{category.pk}/delete/"):
        assert desk.post(url).status_code == 404
    assert desk.post(f"{URL}new/", {**TYPED, "category": str(category.pk)}).status_code == 422


def test_a_new_class_has_seats_and_keeps_its_kind(desk: Client, business: Business) -> None:
    assert "A class needs a number of seats." in text(desk.post(f"{URL}new/", {**TYPED, "kind": "class"}), 422)
    assert desk.post(f"{URL}new/", {**TYPED, "kind": "class", "seats": "8"}).status_code == 302
    [made] = services(business)
    assert (made.kind, made.seats) == ("class", 8)
    assert 'name="kind"' not in text(desk.get(f"{URL}{made.id}/"))
