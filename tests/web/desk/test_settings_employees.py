"""Can employees be made, changed with own terms, ordered and put away on screen without losing a character?"""

from datetime import datetime
from decimal import Decimal

import pytest
from django.test import Client
from django_scopes import scope
from tests.factories.businesses import make_location
from tests.factories.catalog import make_employee, make_offer, make_service
from tests.personas import membership_of, signed_in
from tests.web.desk.answers import text

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.catalog.queries import get_employee, list_employees
from kartotek.domain.catalog.values import EmployeeItem

URL = "/desk/havnegade/settings/employees/"
TYPED: dict[str, object] = {"version": "1", "name": "Élodie", "color": "teal", "is_online": "on"}


@pytest.fixture
def desk(owner: Actor, now: datetime) -> Client:
    return signed_in(owner)


def employees(business: Business) -> list[EmployeeItem]:
    with scope(business=business):
        return list_employees()


def test_list_says_who_performs_what_and_where(desk: Client, business: Business) -> None:
    assert "No employees yet" in text(desk.get(URL))
    assert "Nobody is archived" in text(desk.get(f"{URL}?archived=1"))
    make_employee(business, services=(make_service(business),), location=make_location(business, "Nørrebro"))
    make_employee(business, "Gone", is_archived=True)
    page = text(desk.get(URL))
    assert "Haircut" in page
    assert "Nørrebro" in page
    assert "Gone" not in page
    assert "Gone" in text(desk.get(f"{URL}?archived=1"))


def test_new_employee_is_stored_and_her_hours_come_next(desk: Client, business: Business, practitioner: Actor) -> None:
    cut, color = make_service(business), make_service(business, "Colour")
    location = make_location(business)
    assert "There are no services yet." not in text(desk.get(f"{URL}new/"))
    typed = {
        **TYPED,
        "staff": str(practitioner.id),
        "location": str(location.pk),
        f"performs_{cut.pk}": "on",
        f"duration_{cut.pk}": "60",
        f"price_{cut.pk}": "1 500,00",
        f"duration_{color.pk}": "90",
    }
    answer = desk.post(f"{URL}new/", typed)
    (made,) = employees(business)
    assert (answer.status_code, answer["Location"]) == (302, f"/desk/havnegade/settings/hours/{made.id}/")
    assert (made.name, made.membership_id, made.location_id) == ("Élodie", practitioner.id, location.pk)
    assert [(each.service_id, each.duration_minutes, each.price) for each in made.offers] == [
        (cut.pk, 60, Decimal("1500.00"))
    ]


def test_employee_shows_what_is_stored_and_is_changed(desk: Client, business: Business, practitioner: Actor) -> None:
    cut, color = make_service(business), make_service(business, "Colour", price=None)
    row = make_employee(business, "Jonas", membership=membership_of(practitioner))
    make_offer(row, cut, duration_minutes=60, price=Decimal("500.00"))
    make_offer(row, color)
    page = text(desk.get(f"{URL}{row.pk}/"))
    assert 'value="60"' in page
    assert 'value="500.00"' in page
    assert "Élodie Marchand" in page
    answer = desk.post(f"{URL}{row.pk}/", {**TYPED, f"performs_{color.pk}": "on"})
    assert answer["Location"] == f"{URL}?at=e{row.pk}"
    (changed,) = employees(business)
    assert (changed.name, changed.membership_id, changed.service_ids) == ("Élodie", None, (color.pk,))
    assert "data-focus>Élodie</a>" in desk.get(f"{URL}?at=e{row.pk}").content.decode()


def test_refused_employee_keeps_every_character(desk: Client, business: Business) -> None:
    cut = make_service(business)
    typed = {**TYPED, f"performs_{cut.pk}": "on", f"duration_{cut.pk}": "1441", f"price_{cut.pk}": "a lot"}
    page = text(desk.post(f"{URL}new/", typed), 422)
    assert "This number is too small or too large." in page
    assert "Write an amount such as 450.00." in page
    assert 'value="a lot"' in page
    assert 'value="1441"' in page
    row = make_employee(business, "Jonas")
    assert 'value="a lot"' in text(desk.post(f"{URL}{row.pk}/", typed), 422)
    assert text(desk.post(f"{URL}new/", {**TYPED, "name": ""}), 422)
    assert text(desk.post(f"{URL}{row.pk}/", {**TYPED, "name": "", "staff": "77"}), 422)
    assert [each.name for each in employees(business)] == ["Jonas"]


def test_conflict_shows_both_versions_and_saving_again_wins(desk: Client, business: Business) -> None:
    row = make_employee(business, "Theirs", version=2)
    page = text(desk.post(f"{URL}{row.pk}/", TYPED), 409)
    assert "<td>Theirs</td><td>Élodie</td>" in page
    assert '<input type="hidden" name="version" value="2"' in page
    assert desk.post(f"{URL}{row.pk}/", {**TYPED, "version": "2"}).status_code == 302
    assert employees(business)[0].name == "Élodie"


def test_employees_are_ordered_put_away_and_brought_back(desk: Client, business: Business) -> None:
    make_employee(business, "A")
    row = make_employee(business, "B", position=1)
    desk.post(f"{URL}{row.pk}/move/", {"to": "up"})
    assert [each.name for each in employees(business)] == ["B", "A"]
    desk.post(f"{URL}{row.pk}/move/", {"to": "down"})
    assert [each.name for each in employees(business)] == ["A", "B"]
    assert "Nobody can book this calendar any more" in text(desk.get(f"{URL}{row.pk}/archive/"))
    desk.post(f"{URL}{row.pk}/archive/")
    assert [each.name for each in employees(business)] == ["A"]
    assert desk.post(f"{URL}{row.pk}/restore/")["Location"] == f"{URL}?at=e{row.pk}"


def test_a_person_who_has_a_calendar_is_not_offered_again(
    desk: Client, business: Business, practitioner: Actor
) -> None:
    row = make_employee(business, "Jonas", membership=membership_of(practitioner))
    assert "Élodie Marchand" in text(desk.get(f"{URL}{row.pk}/"))
    assert "Élodie Marchand" not in text(desk.get(f"{URL}new/"))
    with scope(business=business):
        assert get_employee(row.pk).membership_id == practitioner.id


def test_only_who_manages_settings_enters_and_only_the_own_business(
    receptionist: Actor, desk: Client, business: Business, other_business: Business
) -> None:
    row = make_employee(other_business)
    assert signed_in(receptionist).get(URL).status_code == 403
    assert desk.get(f"{URL}{row.pk}/").status_code == 404
    assert desk.post(f"{URL}{row.pk}/move/").status_code == 404
