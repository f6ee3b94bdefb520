"""Do me, staff, areas, locations and settings/business answer as api.md says?"""

from datetime import datetime

import pytest
from django.test import Client
from tests.api.calls import Program
from tests.factories.businesses import make_area, make_location, make_membership
from tests.personas import membership_of

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses import queries
from kartotek.domain.businesses.models import Area, Business
from kartotek.domain.businesses.values import ROLE_PERMISSIONS, Role


def test_me_is_the_tokens_person(inspector: Actor, area: Area) -> None:
    assert Program(inspector).call("GET", "me") == {
        "id": str(inspector.id),
        "name": "Karim Haddad",
        "email": "inspector@havnegade.example",
        "role": "inspector",
        "permissions": sorted(ROLE_PERMISSIONS[Role.INSPECTOR]),
        "areas": [str(area.pk)],
        "business": "havnegade",
    }


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer kt_x"}, {"Authorization": "Basic x"}])
def test_without_a_good_token_nobody_is_known(db: None, header: dict[str, str]) -> None:
    response = Client(headers=header).get("/api/v1/me")
    assert (response.status_code, response.json()["code"]) == (401, "unauthorized")


def test_business_is_told_and_changed_with_its_etag(business: Business, administrator: Actor) -> None:
    program = Program(administrator)
    before = program.call("GET", "settings/business")
    assert before == {
        "name": "Havnegade Salon & Klinik",
        "slug": "havnegade",
        "timezone": "Europe/Copenhagen",
        "country": "DK",
        "currency": "DKK",
        "languages": ["da", "sv", "de", "fr", "en"],
        "default_language": "da",
        "phone": "+4533112233",
        "email": "hej@havnegade.example",
        "address_line": "Havnegade 12",
        "postcode": "1058",
        "city": "København K",
        "opening_text": "Man–fre 9–17",
    }
    assert program.etag == '"1"'
    change = {"phone": "33 11 22 44", "slug": "havnegade"}
    after = program.call("PATCH", "settings/business", change, if_match='"1"')
    assert (after, program.etag) == ({**before, "phone": "+4533112244"}, '"2"')
    assert program.call("PATCH", "settings/business", change, 412, if_match='"1"')["code"] == "stale"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"slug": "other"}, ("slug", "read_only")),
        ({"timezone": "Mars/Olympus"}, ("timezone", "unknown")),
        ({"name": ""}, ("name", "required")),
        ({"name": None}, ("name", "string_type")),
        ({"city": "a\u0001b"}, ("city", "bad_character")),
        ({"languages": ["xx"]}, ("languages", "unknown")),
    ],
)
def test_wrong_settings_are_refused_at_their_field(
    owner: Actor, change: dict[str, object], problem: tuple[str, str]
) -> None:
    answer = Program(owner).call("PATCH", "settings/business", change, 422)
    assert answer["code"] == "validation_error"
    assert problem in [(one["field"], one["code"]) for one in answer["errors"]]


def test_receptionist_reads_settings_but_does_not_change_them(receptionist: Actor) -> None:
    program = Program(receptionist)
    assert program.call("GET", "settings/business")["slug"] == "havnegade"
    assert program.call("PATCH", "settings/business", {"city": "X"}, 403)["code"] == "not_permitted"


def test_areas_are_made_moved_and_removed(owner: Actor) -> None:
    program = Program(owner)
    city = program.call("POST", "areas", {"name": "City"}, 201)
    assert city == {"id": city["id"], "name": "City", "parent": None}
    inner = program.call("POST", "areas", {"name": "Inner", "parent": city["id"]}, 201)
    assert program.call("GET", "areas") == {"items": [city, inner], "next": None}
    problem = program.call("PATCH", f"areas/{city['id']}", {"parent": inner["id"]}, 422)
    assert [(one["field"], one["code"]) for one in problem["errors"]] == [("parent", "cycle")]
    assert program.call("DELETE", f"areas/{city['id']}", status=409)["code"] == "in_use"
    moved = program.call("PATCH", f"areas/{inner['id']}", {"parent": None, "name": "Old town"}, if_match='"1"')
    assert (moved, program.etag) == ({"id": inner["id"], "name": "Old town", "parent": None}, '"2"')
    program.call("DELETE", f"areas/{city['id']}", status=204)
    assert program.call("GET", f"areas/{inner['id']}") == moved


def test_lists_come_in_pages(business: Business, owner: Actor) -> None:
    for name in ("A", "B", "C"):
        make_area(business, name)
    program = Program(owner)
    first = program.call("GET", "areas?limit=2")
    second = program.call("GET", f"areas?limit=2&cursor={first['next']}")
    assert [[one["name"] for one in page["items"]] for page in (first, second)] == [["A", "B"], ["C"]]
    assert second["next"] is None
    assert program.call("GET", "areas?limit=201", status=422)["errors"][0]["field"] == "limit"
    assert program.call("GET", "areas?cursor=x", status=422)["errors"][0]["field"] == "cursor"


def test_a_location_is_put_into_an_area_and_out_of_it(owner: Actor, area: Area, other_business: Business) -> None:
    program = Program(owner)
    made = program.call("POST", "locations", {"name": "Amager", "area": str(area.pk)}, 201)
    path = f"locations/{made['id']}"
    assert made["area"] == str(area.pk)
    assert program.call("PATCH", path, {"city": "Kbh"})["area"] == str(area.pk)
    assert program.call("PATCH", path, {"area": None})["area"] is None
    for wrong in ("x", str(make_area(other_business, "Queens").pk), "9" * 30):
        assert program.call("PATCH", path, {"area": wrong}, status=422)["errors"][0]["field"] == "area"


def test_locations_are_made_changed_and_archived(owner: Actor) -> None:
    program = Program(owner)
    made = program.call("POST", "locations", {"name": "Amager", "city": "Kbh"}, 201)
    assert made == {
        "id": made["id"],
        "name": "Amager",
        "address_line": "",
        "postcode": "",
        "city": "Kbh",
        "area": None,
        "is_archived": False,
    }
    path = f"locations/{made['id']}"
    assert program.call("PATCH", path, {"postcode": "2300"}) == {**made, "postcode": "2300"}
    program.call("DELETE", path, status=204, if_match='"2"')
    assert program.call("GET", "locations")["items"] == []
    assert program.call("GET", "locations?archived=true")["items"] == [program.call("GET", path)]
    assert not program.call("PATCH", path, {"is_archived": False})["is_archived"]


def test_staff_are_invited_by_a_link(business: Business, owner: Actor, now: datetime) -> None:
    program = Program(owner)
    area = make_area(business)
    asked = {"name": "Kim", "email": "Kim@example.com", "role": "inspector", "areas": [str(area.pk)]}
    made = program.call("POST", "staff", {**asked, "phone": "22550114", "granted": ["tag.manage"]}, 201)
    link = made.pop("invitation_url")
    assert made == {
        "id": made["id"],
        "name": "Kim",
        "email": "kim@example.com",
        "phone": "+4522550114",
        "role": "inspector",
        "permissions": sorted([*ROLE_PERMISSIONS[Role.INSPECTOR], "tag.manage"]),
        "granted": ["tag.manage"],
        "taken": [],
        "areas": [str(area.pk)],
        "employee": None,
        "is_active": True,
        "is_invited": True,
    }
    found = queries.find_invitation(link.rstrip("/").rpartition("/")[2], now)
    assert found is not None
    assert str(found.pk) == made["id"]
    assert program.call("GET", f"staff/{made['id']}") == made
    assert program.call("POST", f"staff/{made['id']}/invitation")["invitation_url"] != link


def test_staff_are_changed_let_go_and_taken_back(business: Business, owner: Actor, area: Area) -> None:
    program = Program(owner)
    path = f"staff/{make_membership(business, Role.INSPECTOR, areas=(area,)).pk}"
    program.call("GET", path)
    changes = {
        "role": "receptionist",
        "taken": ["lock.lift"],
        "name": "Kim H.",
        "phone": "",
        "areas": [],
        "granted": [],
    }
    changed = program.call("PATCH", path, changes, if_match=program.etag)
    assert (changed["role"], changed["name"], changed["areas"], changed["phone"]) == ("receptionist", "Kim H.", [], "")
    assert "lock.lift" not in changed["permissions"]
    program.call("DELETE", path, status=204)
    assert not program.call("GET", path)["is_active"]
    assert program.call("POST", f"{path}/restore")["is_active"]
    assert [one["name"] for one in program.call("GET", "staff")["items"]] == ["Kim H.", "Mette Lund"]


def test_all_permissions_of_a_person_may_be_said_at_once(business: Business, owner: Actor) -> None:
    program = Program(owner)
    new = {"name": "Kim", "email": "kim@example.com", "role": "receptionist"}
    made = program.call("POST", "staff", {**new, "permissions": ["tag.apply", "audit.view"]}, 201)
    path = f"staff/{made['id']}"
    assert (made["permissions"], made["granted"]) == (["audit.view", "tag.apply"], ["audit.view"])
    changed = program.call("PATCH", path, {"permissions": ["lock.lift"]})
    assert (changed["permissions"], changed["granted"]) == (["lock.lift"], [])
    assert program.call("PATCH", path, {"role": "practitioner", "permissions": []})["permissions"] == []
    refused = program.call("PATCH", path, {"permissions": ["everything"]}, 422)
    assert [error["field"] for error in refused["errors"]] == ["permissions"]
    back = program.call("PATCH", path, {"granted": [], "taken": []})
    assert back["permissions"] == sorted(ROLE_PERMISSIONS[Role.PRACTITIONER])


def test_nobody_gives_what_she_does_not_hold_by_saying_all_at_once(business: Business, administrator: Actor) -> None:
    person = make_membership(business, Role.RECEPTIONIST)
    asked = {"permissions": ["customer.quick_login"]}
    assert Program(administrator).call("PATCH", f"staff/{person.pk}", asked, 403)["code"] == "not_permitted"


def test_what_was_not_sent_stays(business: Business, owner: Actor) -> None:
    member = make_membership(business, Role.INSPECTOR, name="Kim", phone="+4522550114", granted=["tag.manage"])
    changed = Program(owner).call("PATCH", f"staff/{member.pk}", {"name": "Kim H."})
    assert (changed["role"], changed["phone"], changed["granted"]) == ("inspector", "+4522550114", ["tag.manage"])


def test_staff_rules_are_answered_with_their_codes(owner: Actor, administrator: Actor, receptionist: Actor) -> None:
    mine = f"staff/{membership_of(owner).pk}"
    new = {"name": "Kim", "email": "kim@example.com", "role": "receptionist"}
    assert Program(owner).call("DELETE", mine, status=409)["code"] == "last_owner"
    assert Program(administrator).call("DELETE", mine, status=403)["code"] == "not_permitted"
    assert Program(receptionist).call("POST", "staff", new, 403)["code"] == "not_permitted"
    program = Program(administrator)
    assert program.call("POST", "staff", {**new, "role": "boss"}, 422)["errors"][0]["field"] == "role"
    assert program.call("POST", "staff", {**new, "areas": ["x"]}, 422)["errors"][0]["field"] == "areas"
    program.call("POST", "staff", new, 201)
    assert program.call("POST", "staff", new, 409)["code"] == "already_member"


def test_another_tenants_people_and_places_do_not_exist(
    business: Business, owner: Actor, other_business: Business, other_owner: Actor
) -> None:
    program = Program(other_owner)
    location, area = make_location(business), make_area(business)
    person = membership_of(owner)
    for path in (f"locations/{location.pk}", f"areas/{area.pk}", f"staff/{person.pk}", "areas/x", "staff/-1"):
        for method, body in (("GET", None), ("PATCH", {}), ("DELETE", None)):
            assert program.call(method, path, body, 404)["code"] == "not_found"
    for path in ("restore", "invitation"):
        assert program.call("POST", f"staff/{person.pk}/{path}", status=404)["code"] == "not_found"


def test_everybody_chooses_what_she_is_told_by_e_mail(practitioner: Actor, owner: Actor) -> None:
    program = Program(practitioner)
    nothing = {"new_bookings": False, "cancellations": False, "daily_overview": False}
    assert program.call("GET", "me/notices") == nothing
    assert program.call("PATCH", "me/notices", {"cancellations": True}) == nothing | {"cancellations": True}
    assert program.call("PATCH", "me/notices", {"daily_overview": True}) == program.call("GET", "me/notices")
    assert Program(owner).call("GET", "me/notices") == nothing


@pytest.mark.parametrize("body", [{"new_bookings": "yes"}, {"daily_overview": 1}, {"cancellations": None}, []])
def test_notices_are_yes_or_no(owner: Actor, body: object) -> None:
    assert Program(owner).call("PATCH", "me/notices", body, 422)["code"] == "validation_error"
