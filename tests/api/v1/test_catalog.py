"""Do categories, services and employees answer on the API as api.md names them?"""

import pytest
from django.test import Client
from tests.factories.businesses import make_location
from tests.factories.catalog import make_employee, make_offer, make_service
from tests.personas import bearer

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business

JSON = "application/json"
BODY: dict[str, object] = {"name": "Haircut", "kind": "appointment", "duration_minutes": 45}


@pytest.fixture
def api(owner: Actor, now: object) -> Client:
    """The owner's program."""
    return Client(headers=bearer(owner))


def faults(answer: object) -> list[tuple[str, str]]:
    problem = answer.json()  # type: ignore[attr-defined]  # Django's test response
    assert problem["code"] == "validation_error"
    return [(each["field"], each["code"]) for each in problem["errors"]]


def test_category_lives_and_dies(api: Client) -> None:
    made = api.post("/api/v1/categories", {"name": "Hår 💇"}, content_type=JSON)
    assert (made.status_code, made.json()["name"], made["ETag"]) == (201, "Hår 💇", '"1"')
    url = f"/api/v1/categories/{made.json()['id']}"
    changed = api.patch(url, {"name": "Hair"}, content_type=JSON, headers={"If-Match": '"1"'})
    assert changed.json() == {**made.json(), "name": "Hair"}
    assert api.patch(url, {"name": "x"}, content_type=JSON, headers={"If-Match": '"1"'}).status_code == 412
    assert api.patch(url, {}, content_type=JSON)["ETag"] == '"2"'
    service = api.post("/api/v1/services", {**BODY, "category": made.json()["id"]}, content_type=JSON).json()
    assert service["category"] == made.json()["id"]
    assert api.get("/api/v1/categories").json() == {"items": [changed.json()], "next": None}
    assert api.get(url)["ETag"] == '"2"'
    assert api.delete(url).status_code == 204
    assert api.get(url).status_code == 404
    assert api.get(f"/api/v1/services/{service['id']}").json()["category"] is None


def test_service_answers_with_every_field(api: Client) -> None:
    employee = api.post("/api/v1/employees", {"name": "Jonas"}, content_type=JSON).json()
    body = {
        **BODY,
        "description": {"da": "Klip <b>og</b> vask", "fr": ""},
        "buffer_before_minutes": 5,
        "buffer_after_minutes": 10,
        "price": {"amount": "450", "currency": "DKK"},
        "needs_approval": True,
        "start_times": ["13:00", "09:00", "13:00"],
        "gap": {"after_minutes": 20, "minutes": 10},
        "employees": [employee["id"]],
        "color": "plum",
    }
    made = api.post("/api/v1/services", body, content_type=JSON)
    assert made.status_code == 201
    assert made.json() == {
        **body,
        "id": made.json()["id"],
        "category": None,
        "price": {"amount": "450.00", "currency": "DKK"},
        "is_online": True,
        "seats": None,
        "start_times": ["09:00", "13:00"],
        "position": 0,
        "is_archived": False,
    }
    url = f"/api/v1/services/{made.json()['id']}"
    assert api.get(url).json() == made.json()
    assert api.get("/api/v1/services").json()["items"] == [made.json()]


@pytest.mark.parametrize(
    ("changed", "faults_named"),
    [
        ({"gap": {"after_minutes": 0, "minutes": 10}}, [("gap.after_minutes", "out_of_range")]),
        ({"gap": {"after_minutes": 5, "minutes": 5000}}, [("gap.minutes", "out_of_range")]),
        ({"gap": {"after_minutes": 40, "minutes": 5}}, [("gap", "too_long")]),
        ({"gap": {"after_minutes": 5, "minutes": 5}, "kind": "class", "seats": 2}, [("gap", "only_appointments")]),
    ],
)
def test_a_gap_that_cannot_be(api: Client, changed: dict[str, object], faults_named: list[tuple[str, str]]) -> None:
    assert faults(api.post("/api/v1/services", {**BODY, **changed}, content_type=JSON)) == faults_named


def test_a_gap_comes_and_goes(api: Client, business: Business) -> None:
    url = f"/api/v1/services/{make_service(business).pk}"
    gap = {"after_minutes": 10, "minutes": 15}
    assert api.patch(url, {"gap": gap}, content_type=JSON).json()["gap"] == gap
    assert api.patch(url, {"name": "Cut"}, content_type=JSON).json()["gap"] == gap
    assert api.patch(url, {"gap": None}, content_type=JSON).json()["gap"] is None


def test_class_needs_seats(api: Client) -> None:
    body = {**BODY, "kind": "class"}
    assert faults(api.post("/api/v1/services", body, content_type=JSON)) == [("seats", "required")]
    assert api.post("/api/v1/services", {**body, "seats": 8}, content_type=JSON).json()["seats"] == 8


def test_patch_changes_only_what_is_sent(api: Client, business: Business) -> None:
    row = make_service(business, start_times=[540], color="plum")
    url = f"/api/v1/services/{row.pk}"
    before = api.get(url).json()
    sent: dict[str, object] = {"name": "Cut", "start_times": None, "price": None, "employees": []}
    assert api.patch(url, sent, content_type=JSON).json() == {**before, **sent}
    assert api.patch(url, {}, content_type=JSON).json() == {**before, **sent}


def test_every_fault_of_a_service_comes_at_once(api: Client) -> None:
    body = {
        "name": "\u0000",
        "kind": "course",
        "duration_minutes": 1441,
        "buffer_before_minutes": 481,
        "buffer_after_minutes": -1,
        "price": {"amount": "many", "currency": "DKK"},
        "start_times": ["25:00"],
        "category": "x",
        "employees": ["99", "99999999999999999999"],
        "color": "pink",
        "description": {"no": "Klipp"},
    }
    assert faults(api.post("/api/v1/services", body, content_type=JSON)) == [
        ("name", "bad_character"),
        ("description", "unknown"),
        ("kind", "unknown"),
        ("duration_minutes", "out_of_range"),
        ("buffer_before_minutes", "out_of_range"),
        ("buffer_after_minutes", "out_of_range"),
        ("price", "not_an_amount"),
        ("start_times", "not_a_time"),
        ("color", "unknown"),
        ("category", "unknown"),
        ("employees", "unknown"),
    ]
    assert faults(api.post("/api/v1/services", {}, content_type=JSON)) == [
        ("name", "required"),
        ("kind", "required"),
        ("duration_minutes", "required"),
    ]


@pytest.mark.parametrize(
    "body",
    [
        {**BODY, "name": None},
        {**BODY, "name": 7},
        {**BODY, "name": ["x"]},
        {**BODY, "duration_minutes": "long"},
        {**BODY, "duration_minutes": 1.5},
        {**BODY, "duration_minutes": 10**30},
        {**BODY, "price": "450"},
        {**BODY, "price": {"amount": "NaN", "currency": "DKK"}},
        {**BODY, "price": {"amount": "1e400000", "currency": "DKK"}},
        {**BODY, "price": {"amount": "450", "currency": "EUR"}},
        {**BODY, "employees": "1"},
        {**BODY, "employees": [None]},
        {**BODY, "description": {"da": "x" * 4001}},
        {**BODY, "start_times": []},
        {**BODY, "name": "x" * 201},
        {**BODY, "name": "\ud800"},
        [],
        None,
    ],
)
def test_wrong_types_and_sizes_are_refused_not_failed(api: Client, body: object) -> None:
    assert api.post("/api/v1/services", body, content_type=JSON).status_code == 422


@pytest.mark.parametrize(
    "name", ["🙂" * 200, "שלום עולם", "<script>alert(1)</script>", "a\tb\nc", "' OR 1=1 --", "NULL"]
)
def test_text_comes_back_as_it_was_sent(api: Client, name: str) -> None:
    body = {**BODY, "name": name, "description": {"da": name}}
    made = api.post("/api/v1/services", body, content_type=JSON).json()
    assert (made["name"], made["description"]) == (name, {"da": name})


def test_service_is_put_away_and_brought_back(api: Client, business: Business) -> None:
    row = make_service(business)
    url = f"/api/v1/services/{row.pk}"
    assert api.delete(url, headers={"If-Match": '"9"'}).status_code == 412
    assert api.delete(url, headers={"If-Match": '"1"'}).status_code == 204
    assert api.get("/api/v1/services").json()["items"] == []
    assert [each["is_archived"] for each in api.get("/api/v1/services?archived=true").json()["items"]] == [True]
    for is_archived in (False, True):
        assert api.patch(url, {"is_archived": is_archived}, content_type=JSON).json()["is_archived"] is is_archived
    assert api.post(f"{url}/restore", content_type=JSON).json()["is_archived"] is False


def test_employee_answers_with_every_field(api: Client, business: Business, practitioner: Actor) -> None:
    service, location = make_service(business), make_location(business)
    body = {
        "name": "Élodie",
        "services": [str(service.pk)],
        "is_online": False,
        "location": str(location.pk),
        "staff": str(practitioner.id),
        "color": "teal",
    }
    made = api.post("/api/v1/employees", body, content_type=JSON)
    assert made.status_code == 201
    assert made.json() == {**body, "id": made.json()["id"], "position": 0, "is_archived": False}
    url = f"/api/v1/employees/{made.json()['id']}"
    assert api.get(url).json() == made.json()
    sent: dict[str, object] = {"name": "Élodie M.", "services": [], "location": None}
    assert api.patch(url, sent, content_type=JSON, headers={"If-Match": '"1"'}).json() == {**made.json(), **sent}
    assert api.patch(url, {}, content_type=JSON, headers={"If-Match": '"1"'}).status_code == 412
    assert api.delete(url).status_code == 204
    assert api.get("/api/v1/employees").json()["items"] == []
    assert len(api.get("/api/v1/employees?archived=true").json()["items"]) == 1
    assert api.post(f"{url}/restore", content_type=JSON).json()["is_archived"] is False


def test_every_fault_of_an_employee_comes_at_once(api: Client) -> None:
    body = {"name": " ", "services": ["7"], "location": "7", "staff": "7", "color": ""}
    assert faults(api.post("/api/v1/employees", body, content_type=JSON)) == [
        ("name", "required"),
        ("color", "unknown"),
        ("location", "unknown"),
        ("staff", "unknown"),
        ("services", "unknown"),
    ]


def test_own_terms_are_put_and_taken_away(api: Client, business: Business) -> None:
    service, employee = make_service(business), make_employee(business)
    url = f"/api/v1/employees/{employee.pk}/services/{service.pk}"
    own = {"duration_minutes": 60, "price": {"amount": "500.00", "currency": "DKK"}}
    assert api.put(url).json() == {"service": str(service.pk), "duration_minutes": None, "price": None}
    assert api.put(url, own, content_type=JSON).json() == {"service": str(service.pk), **own}
    assert api.put(url, own, content_type=JSON).status_code == 200
    assert api.get(f"/api/v1/employees/{employee.pk}/services").json() == {
        "items": [{"service": str(service.pk), **own}],
        "next": None,
    }
    assert api.get(f"/api/v1/services/{service.pk}").json()["employees"] == [str(employee.pk)]
    assert api.put(url, {}, content_type=JSON).json()["duration_minutes"] is None
    assert faults(api.put(url, {"duration_minutes": 0}, content_type=JSON)) == [("duration_minutes", "out_of_range")]
    assert api.delete(url).status_code == 204
    assert api.delete(url).status_code == 204
    assert api.get(f"/api/v1/employees/{employee.pk}").json()["services"] == []


def test_what_an_employee_performs_is_a_list_with_pages(api: Client, business: Business) -> None:
    employee = make_employee(business, "Mette", (make_service(business, "Cut"), make_service(business, "Colour")))
    url = f"/api/v1/employees/{employee.pk}/services?limit=1"
    first = api.get(url).json()
    second = api.get(f"{url}&cursor={first['next']}").json()
    assert (len(first["items"]), len(second["items"]), second["next"]) == (1, 1, None)
    assert first["items"] != second["items"]


def test_nothing_of_another_tenant_is_there(api: Client, other_business: Business) -> None:
    service = make_service(other_business)
    employee = make_employee(other_business)
    make_offer(employee, service)
    for method, path in (
        ("get", f"services/{service.pk}"),
        ("patch", f"services/{service.pk}"),
        ("delete", f"services/{service.pk}"),
        ("post", f"services/{service.pk}/restore"),
        ("get", f"employees/{employee.pk}"),
        ("get", f"employees/{employee.pk}/services"),
        ("put", f"employees/{employee.pk}/services/{service.pk}"),
        ("delete", f"employees/{employee.pk}/services/{service.pk}"),
        ("get", "services/99999999999999999999"),
        ("get", "services/x"),
    ):
        assert api.generic(method.upper(), f"/api/v1/{path}", "{}", content_type=JSON).status_code == 404


def test_practitioner_reads_the_catalogue_and_changes_nothing(practitioner: Actor, business: Business) -> None:
    program = Client(headers=bearer(practitioner))
    row = make_service(business)
    assert len(program.get("/api/v1/services").json()["items"]) == 1
    refused = program.patch(f"/api/v1/services/{row.pk}", {"name": "x"}, content_type=JSON)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_permitted")
    assert program.post("/api/v1/services", BODY, content_type=JSON).status_code == 403
