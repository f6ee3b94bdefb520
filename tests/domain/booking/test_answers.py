"""Extra fields: do answers fit, what is demanded of whom, and do answers outlive their questions?"""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.domain.booking.desk import HOUR, Book, Desk, codes
from tests.factories.booking import MONDAY_10, Salon
from tests.factories.catalog import make_extra_field, make_service

from kartotek.domain.audit.models import Entry
from kartotek.domain.booking import actions
from kartotek.domain.booking.decisions.answering import MOST_ANSWERS, read_answers
from kartotek.domain.booking.models import Booking
from kartotek.domain.booking.queries import get_booking
from kartotek.domain.booking.values.bookings import Move, NoteChanges, StaffBooking, Wish
from kartotek.domain.catalog.models import ExtraField
from kartotek.domain.catalog.values import ExtraFieldItem
from kartotek.kernel.errors import Invalid

TEXT = ExtraFieldItem(id=1, version=1, label={"en": "Allergies"}, service_ids=(7,))
YES_NO = replace(TEXT, id=2, kind="yes_no")
CHOICE = replace(TEXT, id=3, kind="choice", choices=({"en": "Short", "da": "Kort"}, {"en": "Long"}))
ASKED = (TEXT, YES_NO, CHOICE)


def test_answers_of_every_kind_are_read_in_the_order_of_the_questions() -> None:
    read = read_answers(ASKED, {"3": "Kort", "2": False, "1": " nuts "})
    assert [(one.field_id, one.value, dict(one.texts)) for one in read] == [
        (1, " nuts ", {}), (2, False, {}), (3, "Kort", {"en": "Short", "da": "Kort"}),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("1", 5, "wrong_kind"),
        ("1", True, "wrong_kind"),
        ("1", "a\x00b", "bad_character"),
        ("1", "x" * 2001, "too_long"),
        ("2", "yes", "wrong_kind"),
        ("2", 1, "wrong_kind"),
        ("3", "Medium", "unknown"),
        ("3", True, "unknown"),
        ("3", ["Short"], "unknown"),
        ("4", "nuts", "unknown"),
        ("4", None, "unknown"),
        ("01", "nuts", "unknown"),
    ],
)
def test_what_does_not_fit_is_named(key: str, value: object, code: str) -> None:
    with pytest.raises(Invalid) as error:
        read_answers(ASKED, {key: value})
    assert codes(error.value) == [(f"extra_fields.{key}", code)]


def test_too_many_answers_are_not_looked_at() -> None:
    with pytest.raises(Invalid) as error:
        read_answers(ASKED, {str(at): "x" for at in range(MOST_ANSWERS + 1)})
    assert codes(error.value) == [("extra_fields", "too_many")]


def test_an_answer_stays_until_it_is_taken_away_whatever_became_of_its_question() -> None:
    kept = read_answers(ASKED, {"1": "nuts", "3": "Kort"})
    renamed = (replace(CHOICE, choices=({"en": "Long"},)),)
    assert [one.field_id for one in read_answers(renamed, {}, kept)] == [3, 1]
    assert read_answers(renamed, {"3": "Kort", "1": "nuts"}, kept) == (kept[1], kept[0])
    assert read_answers(renamed, {"1": None, "3": " "}, kept) == ()


def staff(desk: Desk, given: dict[str, object], *wishes: Wish) -> StaffBooking:
    return StaffBooking(desk.customer.pk, wishes, extra_fields=given)


def test_online_what_is_required_must_be_answered(salon: Salon, book: Book) -> None:
    field = make_extra_field(salon.service, is_required=True)
    make_extra_field(salon.service, "Mood", is_required=True, is_visible_online=False)
    for given in ({}, {str(field.pk): "  "}):
        with pytest.raises(Invalid) as error:
            book(replace(salon.online(), extra_fields=given))
        assert codes(error.value) == [(f"extra_fields.{field.pk}", "required")]
    [booking] = book(replace(salon.online(), extra_fields={str(field.pk): "nuts"})).bookings
    assert [(one.label, one.value) for one in booking.extra_fields] == [({"en": "Allergies"}, "nuts")]


def test_what_is_not_asked_online_cannot_be_answered_there(salon: Salon, book: Book) -> None:
    field = make_extra_field(salon.service, is_visible_online=False)
    with pytest.raises(Invalid) as error:
        book(replace(salon.online(), extra_fields={str(field.pk): "nuts"}))
    assert codes(error.value) == [(f"extra_fields.{field.pk}", "unknown")]


def test_of_a_visit_each_booking_keeps_the_answers_of_its_service(salon: Salon, desk: Desk) -> None:
    wash = make_service(salon.business, "Wash")
    for employee in (salon.jonas, salon.mette):
        employee.offers.create(business=salon.business, service=wash)
    cut_field, wash_field = make_extra_field(salon.service), make_extra_field(wash, "Water", kind="yes_no")
    wishes = (salon.wish(), replace(salon.wish(MONDAY_10 + HOUR), service_id=wash.pk))
    request = staff(desk, {str(cut_field.pk): "nuts", str(wash_field.pk): True}, *wishes)
    made = actions.book_for_customer(business=salon.business, actor=desk.actor, now=desk.now, request=request)
    assert [[one.value for one in booking.extra_fields] for booking in made.bookings] == [["nuts"], [True]]


def test_staff_book_without_answers_and_write_them_down_later(salon: Salon, desk: Desk) -> None:
    field = make_extra_field(salon.service, is_required=True)
    [booking] = desk.book().bookings
    assert booking.extra_fields == ()
    item = desk.step(actions.edit_booking, booking.id, changes={"extra_fields": {str(field.pk): "nuts"}})
    assert ([one.value for one in item.extra_fields], item.version) == (["nuts"], 2)
    assert Entry.objects.latest("pk").action == "booking.edited"
    item = desk.step(actions.edit_booking, booking.id, changes={"note": "By the window"})
    assert [one.value for one in item.extra_fields] == ["nuts"]
    with pytest.raises(Invalid):
        desk.step(actions.edit_booking, booking.id, changes={"extra_fields": {"0": "nuts"}})


def test_answers_move_with_the_booking_and_outlive_the_question(salon: Salon, desk: Desk) -> None:
    field = make_extra_field(salon.service)
    [booking] = desk.book().bookings
    notes: NoteChanges = {"extra_fields": {str(field.pk): "nuts"}}
    desk.move(Move(booking.id, MONDAY_10 + timedelta(hours=2), notes=notes))
    ExtraField.objects.all().delete()
    [answer] = get_booking(booking.id, viewer=desk.actor).extra_fields
    assert (answer.label, answer.value) == ({"en": "Allergies"}, "nuts")
    assert Booking.objects.get().starts_at == MONDAY_10 + timedelta(hours=2)
