"""Do hours, absences, openings and closed days answer on the API as api.md names them?"""

from datetime import date

import pytest
from django.test import Client
from tests.factories.catalog import make_employee
from tests.factories.hours import make_closed_day, make_day_off, make_hours, make_opening
from tests.personas import bearer, membership_of

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business

JSON = "application/json"
MONDAY: dict[str, object] = {"weekday": "mon", "starts": "09:00", "ends": "17:00"}
WHOLE: dict[str, object] = {**MONDAY, "breaks": [], "valid_from": None, "valid_to": None}


@pytest.fixture
def api(owner: Actor, now: object) -> Client:
    """The owner's program."""
    return Client(headers=bearer(owner))


@pytest.fixture
def base(business: Business) -> str:
    """The address of an employee."""
    return f"/api/v1/employees/{make_employee(business).pk}"


def faults(answer: object) -> list[tuple[str, str]]:
    problem = answer.json()  # type: ignore[attr-defined]  # Django's test response
    assert problem["code"] == "validation_error"
    return [(each["field"], each["code"]) for each in problem["errors"]]


def test_hours_are_added_changed_and_deleted(api: Client, base: str) -> None:
    body = {
        "weekday": "sun",
        "starts": "00:00",
        "ends": "24:00",
        "breaks": [{"starts": "12:00", "ends": "12:30"}],
        "valid_from": "2026-12-01",
        "valid_to": "2026-12-31",
    }
    made = api.post(f"{base}/hours", body, content_type=JSON)
    assert (made.status_code, made["ETag"], made.json()) == (201, '"1"', {"id": made.json()["id"], **body})
    url = f"{base}/hours/{made.json()['id']}"
    sent = {"ends": "18:30", "valid_to": None}
    changed = api.patch(url, sent, content_type=JSON, headers={"If-Match": '"1"'})
    assert changed.json() == {**made.json(), **sent}
    assert api.get(url).json() == changed.json()
    assert api.patch(url, {"ends": "12:15"}, content_type=JSON).json()["errors"][0]["field"] == "breaks"
    assert api.delete(url, headers={"If-Match": '"1"'}).status_code == 412
    assert api.delete(url).status_code == 204
    assert api.get(f"{base}/hours").json() == {"items": [], "next": None}


def test_overlapping_hours_name_the_start(api: Client, base: str) -> None:
    api.post(f"{base}/hours", MONDAY, content_type=JSON)
    assert faults(api.post(f"{base}/hours", {**MONDAY, "starts": "16:59"}, content_type=JSON)) == [
        ("starts", "overlaps")
    ]
    assert (
        api.post(f"{base}/hours", {**MONDAY, "starts": "17:00", "ends": "18:00"}, content_type=JSON).status_code == 201
    )


def test_put_replaces_the_week(api: Client, base: str) -> None:
    week = [{**WHOLE, "weekday": day} for day in ("mon", "tue")]
    put = api.put(f"{base}/hours", {"items": week}, content_type=JSON)
    assert [{**item, "id": ""} for item in put.json()["items"]] == [{"id": "", **item} for item in week]
    listed = api.get(f"{base}/hours")
    assert (listed.json(), listed["ETag"]) == (put.json(), put["ETag"])
    again = {"items": [*listed.json()["items"][:1], {**MONDAY, "weekday": "fri"}]}
    fresh = api.put(f"{base}/hours", again, content_type=JSON, headers={"If-Match": put["ETag"]})
    assert [item["weekday"] for item in fresh.json()["items"]] == ["mon", "fri"]
    assert api.put(f"{base}/hours", again, content_type=JSON, headers={"If-Match": put["ETag"]}).status_code == 412
    assert api.put(f"{base}/hours", {"items": []}, content_type=JSON).json() == {"items": [], "next": None}


def test_every_fault_of_a_week_comes_at_once(api: Client, base: str) -> None:
    items = [
        MONDAY,
        MONDAY,
        {"weekday": "someday", "starts": "9", "ends": "25:00"},
        {**MONDAY, "weekday": "tue", "breaks": [{"starts": "08:00", "ends": "09:30"}]},
        {**MONDAY, "weekday": "wed", "valid_from": "2026-12-02", "valid_to": "2026-12-01"},
    ]
    assert faults(api.put(f"{base}/hours", {"items": items}, content_type=JSON)) == [
        ("items.1.starts", "overlaps"),
        ("items.2.weekday", "unknown"),
        ("items.2.starts", "not_a_time"),
        ("items.2.ends", "not_a_time"),
        ("items.3.breaks", "outside"),
        ("items.4.valid_to", "before_start"),
    ]
    assert api.get(f"{base}/hours").json()["items"] == []


@pytest.mark.parametrize(
    "body",
    [
        {},
        {**MONDAY, "weekday": 0},
        {**MONDAY, "starts": 540},
        {**MONDAY, "starts": "24:00"},
        {**MONDAY, "starts": "٠٩:٠٠"},
        {**MONDAY, "ends": "09:00"},
        {**MONDAY, "breaks": [["12:00", "12:30"]]},
        {**MONDAY, "breaks": [{"starts": "12:00"}]},
        {**MONDAY, "valid_from": "2026-02-30"},
        {**MONDAY, "valid_from": "\u0000"},
        {**MONDAY, "weekday": "mon" * 10000},
        [],
    ],
)
def test_impossible_hours_are_refused_not_failed(api: Client, base: str, body: object) -> None:
    assert api.post(f"{base}/hours", body, content_type=JSON).status_code == 422


def test_absence_is_added_changed_and_taken_back(api: Client, base: str) -> None:
    made = api.post(f"{base}/days-off", {"from": "2026-12-24", "to": "2026-12-26"}, content_type=JSON)
    whole = {"from": "2026-12-24", "to": "2026-12-26", "starts": None, "ends": None, "note": ""}
    assert (made.status_code, made.json()) == (201, {"id": made.json()["id"], **whole})
    url = f"{base}/days-off/{made.json()['id']}"
    sent = {"from": "2026-12-26", "starts": "13:00", "ends": "24:00", "note": "Tandlæge 🦷"}
    changed = api.patch(url, sent, content_type=JSON, headers={"If-Match": '"1"'})
    assert changed.json() == {**made.json(), **sent}
    assert api.get(url).json() == changed.json()
    assert api.get(f"{base}/days-off").json() == {"items": [changed.json()], "next": None}
    assert faults(api.patch(url, {"ends": None, "to": "2026-12-01"}, content_type=JSON)) == [
        ("to", "before_start"),
        ("ends", "required"),
    ]
    assert api.delete(url).status_code == 204
    assert api.get(url).status_code == 404
    assert faults(api.post(f"{base}/days-off", {"to": "x"}, content_type=JSON)) == [
        ("from", "required"),
        ("to", "date_from_datetime_parsing"),
    ]


def test_opening_is_added_changed_and_taken_back(api: Client, base: str) -> None:
    body = {"date": "2026-12-24", "starts": "09:00", "ends": "13:00"}
    made = api.post(f"{base}/openings", body, content_type=JSON)
    assert (made.status_code, made.json()) == (201, {"id": made.json()["id"], **body, "note": ""})
    url = f"{base}/openings/{made.json()['id']}"
    changed = api.patch(url, {"ends": "24:00"}, content_type=JSON)
    assert changed.json() == {**made.json(), "ends": "24:00"}
    assert api.get(url).json() == changed.json()
    assert api.get(f"{base}/openings").json()["items"] == [changed.json()]
    assert faults(api.patch(url, {"starts": "x"}, content_type=JSON)) == [("starts", "not_a_time")]
    assert api.delete(url).status_code == 204


def test_closed_day_is_added_changed_and_opened_again(api: Client, business: Business) -> None:
    made = api.post("/api/v1/closed-days", {"date": "2026-12-24", "name": "Jul"}, content_type=JSON)
    assert (made.status_code, made.json()) == (201, {"id": made.json()["id"], "date": "2026-12-24", "name": "Jul"})
    assert faults(api.post("/api/v1/closed-days", {"date": "2026-12-24"}, content_type=JSON)) == [("date", "taken")]
    url = f"/api/v1/closed-days/{made.json()['id']}"
    changed = api.patch(url, {"date": "2026-12-25", "name": ""}, content_type=JSON)
    assert changed.json() == {**made.json(), "date": "2026-12-25", "name": ""}
    assert api.patch(url, {}, content_type=JSON).json() == changed.json()
    assert api.get(url).json() == changed.json()
    assert api.get("/api/v1/closed-days").json()["items"] == [changed.json()]
    assert api.delete(url).status_code == 204


def test_nothing_of_another_tenant_is_there(api: Client, base: str, other_business: Business) -> None:
    foreign = make_employee(other_business)
    parts = {
        "hours": make_hours(foreign),
        "days-off": make_day_off(foreign, make_closed_day(other_business, date.fromisoformat("2026-12-24")).on),
        "openings": make_opening(foreign, date.fromisoformat("2026-12-24")),
    }
    for part, row in parts.items():
        for owner in (f"/api/v1/employees/{foreign.pk}", base):
            for method in ("get", "patch", "delete"):
                answer = api.generic(method.upper(), f"{owner}/{part}/{row.pk}", "{}", content_type=JSON)
                assert answer.status_code == 404
        assert api.get(f"/api/v1/employees/{foreign.pk}/{part}").status_code == 404


def test_practitioner_keeps_the_own_hours(practitioner: Actor, business: Business, base: str) -> None:
    program = Client(headers=bearer(practitioner))
    own = make_employee(business, membership=membership_of(practitioner))
    assert program.post(f"/api/v1/employees/{own.pk}/hours", MONDAY, content_type=JSON).status_code == 201
    assert program.post(f"{base}/hours", MONDAY, content_type=JSON).status_code == 403
    assert program.post("/api/v1/closed-days", {"date": "2026-12-24"}, content_type=JSON).status_code == 403
