"""Does every answer of the API keep the contract, whatever is sent? Errors, callers, repeated requests, versions."""

import json
from io import BytesIO

import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client, RequestFactory
from tests.personas import bearer

from kartotek.api.kit.problems import PROBLEM_JSON, from_exception
from kartotek.domain.audit.values import Actor

AREAS = "/api/v1/areas"
MEGABYTE = 1024 * 1024


@pytest.fixture
def desk(owner: Actor) -> Client:
    """A program of the owner."""
    return Client(headers=bearer(owner))


def post(client: Client, body: object, **headers: str) -> tuple[int, dict[str, object]]:
    raw = body if isinstance(body, (str, bytes)) else json.dumps(body)
    answer = client.post(AREAS, raw, content_type="application/json", headers=headers)
    return answer.status_code, answer.json()


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Bearer kt_unknown", "Basic a2FydG90ZWs=", "Bearer \x00"])
def test_without_a_valid_token_the_answer_is_401(db: None, header: str) -> None:
    answer = Client().get("/api/v1/me", headers={"Authorization": header})
    assert (answer.status_code, answer.json()["code"], answer["WWW-Authenticate"]) == (401, "unauthorized", "Bearer")


def test_a_problem_has_all_members_of_the_contract(desk: Client) -> None:
    answer = desk.get("/api/v1/areas/987654321")
    assert answer["Content-Type"] == PROBLEM_JSON
    assert answer.json() == {
        "type": "urn:kartotek:problem:not_found",
        "title": "Not found",
        "status": 404,
        "detail": "There is no such thing here.",
        "code": "not_found",
        "errors": [],
    }


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/nothing", "/api/v1/public/nobody/business"])
def test_an_unknown_path_is_a_problem_too(db: None, path: str) -> None:
    answer = Client().get(path)
    assert (answer.status_code, answer["Content-Type"], answer.json()["code"]) == (404, PROBLEM_JSON, "not_found")


def test_a_wrong_method_says_which_are_right(desk: Client) -> None:
    answer = desk.put(AREAS, "{}", content_type="application/json")
    assert (answer.status_code, answer["Content-Type"], set(answer["Allow"].split(", "))) == (
        405,
        PROBLEM_JSON,
        {"GET", "POST"},
    )


@pytest.mark.parametrize("body", ["{", b"\xff\xfe", "[1,"])
def test_a_body_that_is_no_json_is_malformed(desk: Client, body: str | bytes) -> None:
    status, problem = post(desk, body)
    assert (status, problem["code"]) == (400, "malformed")


@pytest.mark.parametrize("body", [[], 7, None, '"text"', True])
def test_a_body_of_another_type_is_not_valid(desk: Client, body: object) -> None:
    status, problem = post(desk, body)
    assert (status, problem["code"]) == (422, "validation_error")
    area = f"{AREAS}/{post(desk, {'name': 'Vesterbro'})[1]['id']}"
    raw = body if isinstance(body, str) else json.dumps(body)
    answer = desk.patch(area, raw, content_type="application/json")
    assert (answer.status_code, [error["field"] for error in answer.json()["errors"]]) == (422, ["body"])


def test_a_field_of_another_type_is_named_once_and_by_its_name(desk: Client) -> None:
    for path, body, field in (
        ("settings/online-booking", {"max_future_bookings": "two"}, "max_future_bookings"),
        ("customers", {"first_name": "Freja", "max_future_bookings": 1.5}, "max_future_bookings"),
        ("services", {"name": "Cut", "kind": "appointment", "duration_minutes": 30, "price": "450"}, "price"),
    ):
        method = desk.patch if path.startswith("settings") else desk.post
        answer = method(f"/api/v1/{path}", json.dumps(body), content_type="application/json")
        assert (answer.status_code, [error["field"] for error in answer.json()["errors"]]) == (422, [field])


def test_a_text_that_is_too_long_has_one_code_wherever_it_is_measured(desk: Client) -> None:
    for body in ({"first_name": "x" * 201}, {"first_name": "x", "note": "x" * 20_001}):
        answer = desk.post("/api/v1/customers", json.dumps(body), content_type="application/json")
        assert (answer.status_code, [error["code"] for error in answer.json()["errors"]]) == (422, ["too_long"])


def test_a_missing_field_is_named(desk: Client) -> None:
    status, problem = post(desk, {})
    assert status == 422
    assert [(error["field"], error["code"]) for error in problem["errors"]] == [("name", "required")]  # type: ignore[attr-defined] # JSON


def test_a_body_beyond_the_limit_is_too_large(desk: Client) -> None:
    status, problem = post(desk, {"name": "x" * 1_100_000})
    assert (status, problem["status"]) == (413, 413)


@pytest.mark.parametrize(("sent", "taken"), [(2 * MEGABYTE, 2 * MEGABYTE), (20 * MEGABYTE, 16 * MEGABYTE)])
def test_a_body_beyond_the_limit_is_taken_so_that_its_sender_reads_the_answer(
    desk: Client, sent: int, taken: int
) -> None:
    stream = BytesIO(b" " * sent)
    environ = {"wsgi.input": stream, "CONTENT_LENGTH": str(sent), "CONTENT_TYPE": "application/json"}
    answer = desk.request(PATH_INFO=AREAS, REQUEST_METHOD="POST", **environ)
    assert (answer.status_code, stream.tell()) == (413, taken)


def test_a_nul_in_the_address_is_refused(desk: Client) -> None:
    assert desk.get(AREAS + "?cursor=%00").status_code == 422


def test_the_same_key_makes_one_thing(desk: Client) -> None:
    first = post(desk, {"name": "Vesterbro"}, **{"Idempotency-Key": "one"})
    again = post(desk, {"name": "Vesterbro"}, **{"Idempotency-Key": "one"})
    assert (first[0], again) == (201, first)
    assert [area["name"] for area in desk.get(AREAS).json()["items"]] == ["Vesterbro"]


def test_the_same_key_with_another_body_is_a_conflict(desk: Client) -> None:
    post(desk, {"name": "Vesterbro"}, **{"Idempotency-Key": "one"})
    status, problem = post(desk, {"name": "Østerbro"}, **{"Idempotency-Key": "one"})
    assert (status, problem["code"]) == (409, "idempotency_conflict")


def test_another_person_may_use_the_same_key(desk: Client, other_owner: Actor) -> None:
    assert post(desk, {"name": "Vesterbro"}, **{"Idempotency-Key": "one"})[0] == 201
    assert post(Client(headers=bearer(other_owner)), {"name": "Vesterbro"}, **{"Idempotency-Key": "one"})[0] == 201


@pytest.mark.parametrize("given", ['"7"', "7", 'W/"7"', '"x"', '"99999999999999"'])
def test_a_change_to_another_version_is_stale(desk: Client, given: str) -> None:
    area = post(desk, {"name": "Vesterbro"})[1]["id"]
    answer = desk.patch(f"{AREAS}/{area}", {"name": "X"}, content_type="application/json", headers={"If-Match": given})
    assert (answer.status_code, answer.json()["code"]) == (412, "stale")


@pytest.mark.parametrize("headers", [{}, {"If-Match": "*"}])
def test_without_a_version_the_last_writer_wins(desk: Client, headers: dict[str, str]) -> None:
    area = post(desk, {"name": "Vesterbro"})[1]["id"]
    answer = desk.patch(f"{AREAS}/{area}", {"name": "X"}, content_type="application/json", headers=headers)
    assert (answer.status_code, answer.json()["name"]) == (200, "X")


def test_the_etag_of_a_read_is_the_version_a_change_may_name(desk: Client) -> None:
    area = post(desk, {"name": "Vesterbro"})[1]["id"]
    etag = desk.get(f"{AREAS}/{area}")["ETag"]
    answer = desk.patch(f"{AREAS}/{area}", {"name": "X"}, content_type="application/json", headers={"If-Match": etag})
    assert (answer.status_code, answer["ETag"] != etag) == (200, True)


@pytest.mark.parametrize("limit", ["0", "201", "-1", "x"])
def test_a_limit_out_of_bounds_is_named(desk: Client, limit: str) -> None:
    answer = desk.get(f"{AREAS}?limit={limit}")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "limit")


@pytest.mark.parametrize("identifier", ["x", "0x1", "-1", "1.0", "٣", "9" * 40, "%00"])
def test_an_identifier_that_cannot_be_one_is_not_there(desk: Client, identifier: str) -> None:
    assert desk.get(f"{AREAS}/{identifier}").status_code in {404, 422}


@pytest.mark.parametrize("error", [OperationalError("gone"), InterfaceError("the connection is closed")])
def test_a_lost_database_is_busy_however_it_shows(error: Exception) -> None:
    assert from_exception(RequestFactory().get("/api/v1/me"), error).status_code == 503


def test_what_a_lost_database_led_to_is_busy_too_and_a_fault_of_ours_is_not() -> None:
    request = RequestFactory().get("/api/v1/me")
    queueing, tidying = ValueError("could not queue"), ValueError("cannot open a new connection")
    queueing.__cause__ = OperationalError("server closed the connection")
    tidying.__context__ = queueing
    assert [from_exception(request, error).status_code for error in (queueing, tidying)] == [503, 503]
    with pytest.raises(ValueError, match="ours"):
        from_exception(request, ValueError("ours"))
