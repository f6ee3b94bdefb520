"""Do `reminder-types`, `customers/{id}/reminders`, `reminders` and `inbox` answer as api.md says?"""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django_scopes import scope
from tests.api.calls import Json, Program
from tests.factories.customers import make_customer
from tests.factories.reminders import make_firing, make_item, make_reminder, make_type
from tests.naughty import naughty_strings
from tests.personas import membership_of

from kartotek.domain.audit.values import SYSTEM, Actor
from kartotek.domain.businesses.models import Area, Business
from kartotek.domain.customers.models import Customer
from kartotek.domain.reminders import actions
from kartotek.domain.reminders.models import ReminderType
from kartotek.kernel.text import text_problems

At = Callable[[str], datetime]


@pytest.fixture
def freja(business: Business, area: Area) -> Customer:
    return make_customer(business, "Freja", "Holm", area=area)


@pytest.fixture
def kind(business: Business) -> ReminderType:
    return make_type(business)


def sent(kind: ReminderType, **fields: object) -> dict[str, object]:
    return {"name": "Renew the contract", "starts_on": "2026-11-13", "type": str(kind.pk), **fields}


def faults(problem: Json) -> list[tuple[str, str]]:
    assert problem["code"] == "validation_error"
    return [(each["field"], each["code"]) for each in problem["errors"]]


# ---- types -------------------------------------------------------------------------------------------------------


def test_a_type_lives_is_put_away_and_comes_back(owner: Actor, now: object) -> None:
    program = Program(owner)
    made = program.call("POST", "reminder-types", {"name": "Contract"}, 201)
    assert (made, program.etag) == ({"id": made["id"], "name": "Contract", "archived": False}, '"1"')
    url = f"reminder-types/{made['id']}"
    assert program.call("GET", url) == made
    renamed = program.call("PATCH", url, {"name": "Kontrakt"}, if_match='"1"')
    assert renamed == {**made, "name": "Kontrakt"}
    program.call("PATCH", url, {"name": "x"}, 412, if_match='"1"')
    program.call("DELETE", url, status=204, if_match='"2"')
    assert program.call("GET", "reminder-types") == {"items": [], "next": None}
    assert program.call("GET", "reminder-types?archived=true")["items"] == [{**renamed, "archived": True}]
    assert program.call("POST", f"{url}/restore") == renamed
    assert program.call("PATCH", url, {"archived": True})["archived"] is True
    assert faults(program.call("POST", "reminder-types", {"name": ""}, 422)) == [("name", "required")]


# ---- reminders ---------------------------------------------------------------------------------------------------


def test_a_reminder_is_answered_as_it_was_sent(owner: Actor, freja: Customer, kind: ReminderType, now: object) -> None:
    program = Program(owner)
    body = sent(
        kind,
        time="08:30",
        text="Ring først 📞",
        repeat="monthly",
        every=2,
        monthly_by="weekday",
        nth=-1,
        weekday="fri",
        ends_on="2027-12-31",
        channel="email",
        recipients="inspectors",
        closes_on={"days_after_visit": 3},
    )
    made = program.call("POST", f"customers/{freja.pk}/reminders", body, 201)
    assert program.etag == '"1"'
    assert made == {
        **body,
        "id": made["id"],
        "customer": str(freja.pk),
        "customer_name": "Freja Holm",
        "type_name": "Contract",
        "weekdays": [],
        "next": {"on": "2026-11-27", "at": "2026-11-27T08:30:00+01:00"},
        "skipped": [],
        "series": None,
        "series_on": None,
        "created_at": "2026-11-12T10:54:00+01:00",
        "created_by": "Mette Lund",
        "archived": False,
        "without_number": [],
    }
    assert program.call("GET", f"reminders/{made['id']}") == made
    assert program.call("GET", f"customers/{freja.pk}/reminders") == {"items": [made], "next": None}


def test_what_is_not_said_has_its_start_value(owner: Actor, freja: Customer, kind: ReminderType, now: object) -> None:
    made = Program(owner).call("POST", f"customers/{freja.pk}/reminders", sent(kind), 201)
    names = ("time", "text", "repeat", "every", "weekdays", "monthly_by", "nth", "weekday", "ends_on", "channel")
    assert [made[name] for name in names] == ["07:00", "", "never", 1, [], "date", None, None, None, "system"]
    assert (made["recipients"], made["closes_on"]) == ("both", None)
    booked = Program(owner).call("POST", f"customers/{freja.pk}/reminders", sent(kind, closes_on="booking"), 201)
    assert booked["closes_on"] == "booking"


def test_a_reminder_is_changed_deleted_and_taken_back(
    owner: Actor, freja: Customer, kind: ReminderType, now: object
) -> None:
    program = Program(owner)
    made = program.call("POST", f"customers/{freja.pk}/reminders", sent(kind, repeat="daily"), 201)
    url = f"reminders/{made['id']}"
    changed = program.call("PATCH", url, {"time": "09:00", "closes_on": "booking", "text": "Call"}, if_match='"1"')
    expected = {**made, "time": "09:00", "closes_on": "booking", "text": "Call"}
    assert changed == {**expected, "next": {"on": "2026-11-13", "at": "2026-11-13T09:00:00+01:00"}}
    program.call("PATCH", url, {"name": "x"}, 412, if_match='"1"')
    assert program.call("POST", f"{url}/undo") == made
    assert program.call("POST", f"{url}/undo") == changed
    program.call("DELETE", url, status=412, if_match='"1"')
    program.call("DELETE", url, status=204)
    assert program.call("GET", url) == {**changed, "archived": True, "next": None}
    assert program.call("GET", f"customers/{freja.pk}/reminders")["items"] == []
    assert len(program.call("GET", f"customers/{freja.pk}/reminders?archived=true")["items"]) == 1
    assert program.call("POST", f"{url}/restore") == changed


def test_one_date_is_changed_alone_and_one_is_taken_out(
    owner: Actor, freja: Customer, kind: ReminderType, now: object
) -> None:
    program = Program(owner)
    made = program.call("POST", f"customers/{freja.pk}/reminders", sent(kind, repeat="daily"), 201)
    url = f"reminders/{made['id']}"
    one = program.call("PATCH", url, {"scope": "this", "occurrence": "2026-11-14", "time": "12:00"})
    assert (one["series"], one["series_on"], one["repeat"]) == (made["id"], "2026-11-14", "never")
    program.call("DELETE", f"{url}?scope=this&occurrence=2026-11-15", status=204)
    dates = [each["on"] for each in program.call("GET", f"{url}/occurrences?count=3")["items"]]
    assert dates == ["2026-11-13", "2026-11-16", "2026-11-17"]
    wrong = program.call("DELETE", f"{url}?scope=this&occurrence=2026-11-15", status=422)
    assert faults(wrong) == [("occurrence", "not_an_occurrence")]
    program.call("POST", f"reminders/{program.call('GET', url)['id']}/undo")
    unchanged = program.call("POST", f"customers/{freja.pk}/reminders", sent(kind), 201)
    assert program.call("POST", f"reminders/{unchanged['id']}/undo", status=409)["code"] == "nothing_to_undo"


def test_a_repeated_post_makes_one_reminder(owner: Actor, freja: Customer, kind: ReminderType, now: object) -> None:
    program = Program(owner)
    answers = [
        program.call("POST", f"customers/{freja.pk}/reminders", sent(kind), 201, idempotency_key="k") for _ in range(2)
    ]
    assert answers[0] == answers[1]
    assert len(program.call("GET", f"customers/{freja.pk}/reminders")["items"]) == 1


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({"name": ""}, ["name"]),
        ({"name": "a\x00b"}, ["name"]),
        ({"type": "987654321", "time": "24:00", "every": 0}, ["time", "every", "type"]),
        ({"type": "²", "time": "9"}, ["time", "type"]),
        ({"repeat": "hourly", "monthly_by": "moon"}, ["repeat", "monthly_by"]),
        ({"weekdays": ["mo"], "weekday": "mo", "nth": 5}, ["weekdays", "weekday", "nth"]),
        ({"ends_on": "2026-11-12"}, ["ends_on"]),
        ({"channel": "fax", "recipients": "all"}, ["channel", "recipients"]),
        ({"channel": "sms"}, ["channel"]),
        ({"closes_on": {"days_after_visit": -1}}, ["closes_on.days_after_visit"]),
        ({"starts_on": "1066-10-14"}, ["starts_on"]),
        ({"starts_on": "2026-02-30"}, ["starts_on"]),
        ({"starts_on": None}, ["starts_on"]),
        ({"every": "2"}, ["every"]),
        ({"every": True}, ["every"]),
        ({"every": 1.5}, ["every"]),
        ({"nth": "1"}, ["nth"]),
        ({"weekdays": "mon"}, ["weekdays"]),
        ({"weekdays": [1]}, ["weekdays.0"]),
        ({"closes_on": "visit"}, ["closes_on"]),
        ({"name": 7, "text": None}, ["name", "text"]),
    ],
)
def test_what_is_wrong_is_named(
    owner: Actor, freja: Customer, kind: ReminderType, now: object, body: dict[str, object], found: list[str]
) -> None:
    problem = Program(owner).call("POST", f"customers/{freja.pk}/reminders", sent(kind, **body), 422)
    assert sorted(field for field, _ in faults(problem)) == sorted(found)


def test_any_text_is_answered_as_it_was_sent_or_its_field_is_named(
    owner: Actor, freja: Customer, kind: ReminderType, now: object
) -> None:
    program = Program(owner)
    for text in naughty_strings()[:120]:
        wrong = text_problems("name", text, max_length=200, is_required=True)
        body = sent(kind, name=text, text=text if not wrong else "")
        answer = program.call("POST", f"customers/{freja.pk}/reminders", body, 422 if wrong else 201)
        if wrong:
            assert [field for field, _ in faults(answer)] == ["name"]
        else:
            assert (answer["name"], answer["text"]) == (text, text)


def test_who_may(
    receptionist: Actor, inspector: Actor, freja: Customer, kind: ReminderType, other_area: Area, now: object
) -> None:
    url = f"customers/{freja.pk}/reminders"
    for method, body in (("GET", None), ("POST", sent(kind))):
        assert Program(receptionist).call(method, url, body, 403)["code"] == "not_permitted"
    made = Program(inspector).call("POST", url, sent(kind), 201)
    freja.area = other_area
    freja.save()
    program = Program(inspector)
    for method, path in (
        ("GET", url),
        ("POST", url),
        ("GET", f"reminders/{made['id']}"),
        ("PATCH", f"reminders/{made['id']}"),
        ("DELETE", f"reminders/{made['id']}"),
        ("GET", f"reminders/{made['id']}/occurrences"),
        ("GET", f"reminders/{made['id']}/firings"),
        ("POST", f"reminders/{made['id']}/restore"),
        ("POST", f"reminders/{made['id']}/undo"),
    ):
        program.call(method, path, {} if method == "PATCH" else sent(kind) if path == url else None, 404)


# ---- occurrences -------------------------------------------------------------------------------------------------


def test_a_preview_begins_with_the_start_past_dates_too(owner: Actor, now: object) -> None:
    program = Program(owner)
    rule = {"starts_on": "2026-01-31", "repeat": "monthly"}
    found = program.call("POST", "reminders/preview?count=3", rule)
    assert found == {
        "items": [
            {"on": "2026-01-31", "at": "2026-01-31T07:00:00+01:00"},
            {"on": "2026-02-28", "at": "2026-02-28T07:00:00+01:00"},
            {"on": "2026-03-31", "at": "2026-03-31T07:00:00+02:00"},
        ]
    }
    assert len(program.call("POST", "reminders/preview", rule)["items"]) == 5
    assert len(program.call("POST", "reminders/preview?count=500", rule)["items"]) == 500
    at_night = {"starts_on": "2026-03-29", "time": "02:30"}
    assert program.call("POST", "reminders/preview", at_night)["items"][0]["at"] == "2026-03-29T03:00:00+02:00"
    ended = {"starts_on": "2026-03-29", "ends_on": "2026-03-01", "repeat": "daily"}
    assert program.call("POST", "reminders/preview", ended) == {"items": []}


@pytest.mark.parametrize("count", ["0", "501", "-1", "x", "9999999999999999999999"])
def test_a_count_is_a_number_from_1_to_500(
    owner: Actor, freja: Customer, kind: ReminderType, now: object, count: str
) -> None:
    program = Program(owner)
    made = program.call("POST", f"customers/{freja.pk}/reminders", sent(kind), 201)
    for method, path in (("POST", "reminders/preview"), ("GET", f"reminders/{made['id']}/occurrences")):
        body = {"starts_on": "2026-01-31"} if method == "POST" else None
        assert [field for field, _ in faults(program.call(method, f"{path}?count={count}", body, 422))] == ["count"]


def test_a_preview_names_what_is_wrong(owner: Actor, now: object) -> None:
    problem = Program(owner).call("POST", "reminders/preview", {"starts_on": "2026-01-31", "every": 0}, 422)
    assert faults(problem) == [("every", "out_of_range")]


# ---- inbox and history -------------------------------------------------------------------------------------------


def test_what_fired_lies_in_the_inbox_and_is_done_or_comes_again(
    owner: Actor, freja: Customer, kind: ReminderType, at: At
) -> None:
    at("2026-11-12T06:00+01:00")
    program = Program(owner)
    body = sent(kind, starts_on="2026-11-12", recipients="inspectors", channel="email", repeat="daily")
    made = program.call("POST", f"customers/{freja.pk}/reminders", body, 201)
    actions.fire_due(actor=SYSTEM, now=at("2026-11-14T06:00+01:00"))
    [item] = program.call("GET", "inbox")["items"]
    fired = {
        "reminder": made["id"],
        "occurrence": "2026-11-13",
        "name": "Renew the contract",
        "text": "",
        "fired_at": "2026-11-14T06:00:00+01:00",
        "late": True,
        "missed": ["2026-11-12", "2026-11-13"],
        "note": "Nobody inspects the customer's area, so this went to the administrators.",
        "closed_by": "",
    }
    assert item == {
        **fired,
        "id": item["id"],
        "customer": str(freja.pk),
        "customer_name": "Freja Holm",
        "type": str(kind.pk),
        "type_name": "Contract",
        "state": "open",
        "snoozed_until": None,
        "done_at": None,
        "others_done": [],
        "deliveries": [{"channel": "email", "state": "captured", "error": ""}],
    }
    [line] = program.call("GET", f"reminders/{made['id']}/firings")["items"]
    recipient = {"name": "Mette Lund", "state": "open", "done_at": None, "deliveries": item["deliveries"]}
    assert line == {**fired, "id": line["id"], "closed_at": None, "recipients": [recipient]}


def test_an_item_is_snoozed_opened_again_and_done(business: Business, owner: Actor, freja: Customer, at: At) -> None:
    at("2026-11-14T06:00+01:00")
    with scope(business=business):
        row = make_item(make_reminder(freja), membership_of(owner))
    program, url = Program(owner), f"inbox/{row.pk}"
    item = program.call("GET", url)
    later = program.call("POST", f"{url}/snooze", {"until": "2026-11-20"})
    assert (later["state"], later["snoozed_until"]) == ("snoozed", "2026-11-20T07:00:00+01:00")
    assert program.call("GET", "inbox?state=snoozed")["items"] == [later]
    assert program.call("GET", "inbox")["items"] == []
    assert program.call("POST", f"{url}/reopen") == item
    done = program.call("POST", f"{url}/done")
    assert (done["state"], done["done_at"], done["closed_by"]) == ("done", "2026-11-14T06:00:00+01:00", "staff")
    assert program.call("GET", "inbox?state=done")["items"] == [done]


@pytest.mark.parametrize(
    ("until", "code"),
    [("yesterday", "invalid"), ("2026-11-12", "in_the_past"), ("2099-01-01T00:00", "out_of_range"), ("", "invalid")],
)
def test_a_snooze_ends_at_a_moment_to_come(
    business: Business, owner: Actor, freja: Customer, now: object, until: str, code: str
) -> None:
    with scope(business=business):
        item = make_item(make_reminder(freja), membership_of(owner))
    problem = Program(owner).call("POST", f"inbox/{item.pk}/snooze", {"until": until}, 422)
    assert faults(problem) == [("until", code)]


def test_an_inbox_is_ones_own_and_narrowed_by_type_area_and_customer(
    business: Business, owner: Actor, administrator: Actor, freja: Customer, area: Area, now: object
) -> None:
    with scope(business=business):
        firing = make_firing(make_reminder(freja), date(2026, 11, 11))
        mine, his = (make_item(firing.reminder, membership_of(one), firing) for one in (owner, administrator))
    program = Program(owner)
    for path in ("", "/done", "/reopen"):
        program.call("POST" if path else "GET", f"inbox/{his.pk}{path}", status=404)
    program.call("POST", f"inbox/{his.pk}/snooze", {"until": "2026-12-01"}, 404)
    for query in (f"type={firing.reminder.type_id}", f"area={area.pk}", f"customer={freja.pk}"):
        assert [item["id"] for item in program.call("GET", f"inbox?{query}")["items"]] == [str(mine.pk)]
    for query in ("type=0", "area=x", "customer=987654321"):
        assert program.call("GET", f"inbox?{query}")["items"] == []
    assert [field for field, _ in faults(program.call("GET", "inbox?state=late", status=422))] == ["state"]
