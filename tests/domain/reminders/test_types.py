"""What can reminders be about, and who decides?"""

from collections.abc import Callable
from datetime import datetime

import pytest
from django_scopes import scope
from tests.audit import entries
from tests.domain.reminders.conftest import faults
from tests.factories.reminders import make_type

from kartotek.domain.audit.values import SYSTEM, Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.businesses.values import BusinessDetails
from kartotek.domain.reminders import actions, queries
from kartotek.domain.reminders.models import ReminderType
from kartotek.kernel.errors import Invalid, NotFound, NotPermitted, Stale


def test_a_type_is_added_renamed_put_away_and_taken_out_again(scoped: Business, owner: Actor, now: datetime) -> None:
    made = actions.create_reminder_type(actor=owner, now=now, business_id=scoped.pk, name="Contract")
    renamed = actions.edit_reminder_type(actor=owner, now=now, type_id=made.id, changes={"name": "Kontrakt"})
    assert (renamed.name, renamed.version) == ("Kontrakt", 2)
    assert actions.archive_reminder_type(actor=owner, now=now, type_id=made.id).is_archived is True
    assert actions.archive_reminder_type(actor=owner, now=now, type_id=made.id).version == 3
    assert queries.list_reminder_types() == []
    assert [each.id for each in queries.list_reminder_types(has_archived=True)] == [made.id]
    assert queries.get_reminder_type(made.id).is_archived is True
    assert actions.restore_reminder_type(actor=owner, now=now, type_id=made.id).is_archived is False
    assert [action for action, *_ in entries()] == [
        "reminder_type.created",
        "reminder_type.edited",
        "reminder_type.archived",
        "reminder_type.restored",
    ]


def test_two_types_in_use_have_different_names(scoped: Business, owner: Actor, now: datetime) -> None:
    first = make_type(scoped)
    second = make_type(scoped, "Card")
    deeds: list[Callable[[], object]] = [
        lambda: actions.create_reminder_type(actor=owner, now=now, business_id=scoped.pk, name="Contract"),
        lambda: actions.edit_reminder_type(actor=owner, now=now, type_id=second.pk, changes={"name": "Contract"}),
    ]
    for deed in deeds:
        with pytest.raises(Invalid) as error:
            deed()
        assert faults(error) == [("name", "taken")]
    actions.archive_reminder_type(actor=owner, now=now, type_id=first.pk)
    actions.edit_reminder_type(actor=owner, now=now, type_id=second.pk, changes={"name": "Contract"})
    with pytest.raises(Invalid):
        actions.restore_reminder_type(actor=owner, now=now, type_id=first.pk)


def test_a_name_that_cannot_be_stored_is_refused(scoped: Business, owner: Actor, now: datetime) -> None:
    row = make_type(scoped)
    with pytest.raises(Invalid) as error:
        actions.edit_reminder_type(actor=owner, now=now, type_id=row.pk, changes={"name": ""})
    assert faults(error) == [("name", "required")]


def test_whoever_makes_reminders_adds_types_and_who_manages_settings_changes_them(
    scoped: Business, inspector: Actor, receptionist: Actor, now: datetime
) -> None:
    made = actions.create_reminder_type(actor=inspector, now=now, business_id=scoped.pk, name="Contract")
    with pytest.raises(NotPermitted):
        actions.edit_reminder_type(actor=inspector, now=now, type_id=made.id, changes={"name": "x"})
    with pytest.raises(NotPermitted):
        actions.create_reminder_type(actor=receptionist, now=now, business_id=scoped.pk, name="Card")


def test_a_type_that_is_not_there_and_one_that_changed_meanwhile(scoped: Business, owner: Actor, now: datetime) -> None:
    row = make_type(scoped)
    with pytest.raises(NotFound):
        actions.edit_reminder_type(actor=owner, now=now, type_id=row.pk + 1, changes={})
    with pytest.raises(NotFound):
        queries.get_reminder_type(row.pk + 1)
    with pytest.raises(Stale):
        actions.archive_reminder_type(actor=owner, now=now, type_id=row.pk, expected_version=7)


def test_a_new_business_has_types_in_its_language_once(db: None, now: datetime) -> None:
    details = BusinessDetails("klinik", "Klinik", "Europe/Berlin", "DE", "EUR", "de")
    made = actions.open_business(actor=SYSTEM, now=now, details=details)
    again = actions.open_business(actor=SYSTEM, now=now, details=details)
    assert made.id == again.id
    with scope(business=made):
        names = ReminderType.objects.order_by("pk")
        assert [row.name for row in names] == ["Vertrag", "Nachfrage", "Anruf", "Unterlagen"]
