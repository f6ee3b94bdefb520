"""What can be asked with a booking: is it a possible question, who may ask it, and of which services is it one?"""

from dataclasses import replace
from datetime import datetime

import pytest
from django_scopes import scope
from tests.factories.catalog import make_extra_field, make_service

from kartotek.domain.audit.models import Entry
from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.catalog import actions
from kartotek.domain.catalog.decisions import extra_field_problems, worded
from kartotek.domain.catalog.models import ExtraFieldService
from kartotek.domain.catalog.queries import get_extra_field, list_asked, list_extra_fields
from kartotek.domain.catalog.values import MOST_CHOICES, ExtraFieldChanges, ExtraFieldDetails, ExtraFieldItem
from kartotek.kernel.errors import Invalid, NotFound, NotPermitted, Stale

LENGTHS = ({"en": "Short", "da": "Kort"}, {"en": "Long", "da": "Langt"})


def problems(fields: ExtraFieldChanges) -> list[tuple[str, str]]:
    details = replace(ExtraFieldDetails(label={"en": "Length"}), **fields)
    return [(each.field, each.code) for each in extra_field_problems(details)]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, []),
        ({"label": {}}, [("label", "required")]),
        ({"label": {"da": " "}}, [("label", "required")]),
        ({"label": {"en": "x" * 201}}, [("label.en", "too_long")]),
        ({"label": {"en": "x", "tlh": "y"}}, [("label", "unknown")]),
        ({"kind": "number"}, [("kind", "unknown")]),
        ({"choices": LENGTHS}, [("choices", "only_choice")]),
        ({"kind": "choice"}, [("choices", "required")]),
        ({"kind": "choice", "choices": LENGTHS}, []),
        ({"kind": "choice", "choices": ({"en": "x\x00"},)}, [("choices.0.en", "bad_character")]),
        ({"kind": "choice", "choices": ({"en": "Kort"}, {"da": "Kort"})}, [("choices", "taken")]),
        ({"kind": "choice", "choices": LENGTHS * MOST_CHOICES}, [("choices", "too_many")]),
    ],
)
def test_what_is_wrong_with_a_question_is_named(fields: ExtraFieldChanges, found: list[tuple[str, str]]) -> None:
    assert problems(fields) == found


def test_a_text_is_that_of_the_language_else_of_the_business_else_any() -> None:
    texts = {"en": "Length", "da": "Længde"}
    assert [worded(texts, *pair) for pair in (("da", "en"), ("fr", "en"), ("fr", "sv"))] == [
        "Længde", "Length", "Længde",
    ]  # fmt: skip
    assert worded({}, "da", "en") == ""


def test_a_question_lives_and_dies(scoped: Business, owner: Actor, now: datetime) -> None:
    cut, wash = make_service(scoped), make_service(scoped, "Wash", position=1)
    details = ExtraFieldDetails(label={"en": "Length"}, kind="choice", choices=LENGTHS, service_ids=(wash.pk, cut.pk))
    made = actions.create_extra_field(actor=owner, now=now, business=scoped, details=details)
    assert (made.service_ids, made.choices, made.version) == ((cut.pk, wash.pk), LENGTHS, 1)

    def edit(changes: ExtraFieldChanges, version: int | None = None) -> ExtraFieldItem:
        return actions.edit_extra_field(
            actor=owner, now=now, business=scoped, field_id=made.id, changes=changes, expected_version=version
        )

    assert edit({"service_ids": (wash.pk, cut.pk)}) == made
    less = edit({"service_ids": (wash.pk,)}, 1)
    assert (less.service_ids, less.version) == ((wash.pk,), 2)
    with pytest.raises(Stale):
        edit({}, 1)
    assert list_extra_fields() == [less]
    actions.delete_extra_field(actor=owner, now=now, business=scoped, field_id=made.id, expected_version=2)
    with pytest.raises(NotFound):
        get_extra_field(made.id)
    with pytest.raises(NotFound):
        edit({})
    assert list(Entry.objects.values_list("action", flat=True).order_by("id")) == [
        "extra_field.created", "extra_field.edited", "extra_field.deleted",
    ]  # fmt: skip


def test_a_service_of_another_business_is_unknown(
    scoped: Business, other_business: Business, owner: Actor, now: datetime
) -> None:
    with scope(business=other_business):
        foreign = make_service(other_business)
    details = ExtraFieldDetails(label={"en": "Length"}, service_ids=(foreign.pk,))
    with pytest.raises(Invalid) as error:
        actions.create_extra_field(actor=owner, now=now, business=scoped, details=details)
    assert [(each.field, each.code) for each in error.value.problems] == [("services", "unknown")]


def test_only_who_may_change_settings_asks(scoped: Business, practitioner: Actor, now: datetime) -> None:
    with pytest.raises(NotPermitted):
        actions.create_extra_field(
            actor=practitioner, now=now, business=scoped, details=ExtraFieldDetails(label={"en": "Length"})
        )


def test_online_only_what_is_visible_there_is_asked(scoped: Business) -> None:
    cut, wash = make_service(scoped), make_service(scoped, "Wash")
    seen, hidden = make_extra_field(cut), make_extra_field(cut, "Mood", is_visible_online=False)
    make_extra_field(wash, "Water")
    assert [each.id for each in list_asked([cut.pk])] == [seen.pk, hidden.pk]
    assert [(each.id, each.service_ids) for each in list_asked([cut.pk], is_online=True)] == [(seen.pk, (cut.pk,))]


def test_rows_say_what_they_are(scoped: Business) -> None:
    service = make_service(scoped)
    row = make_extra_field(service)
    link = ExtraFieldService.objects.get()
    assert [str(row), str(link)] == [
        f"extra field {row.pk}, text",
        f"extra field {row.pk} of service {service.pk}",
    ]
