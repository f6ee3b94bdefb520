"""A business changes the words of its messages, and goes back to ours; every change is seen and written down."""

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope
from tests.factories.customers import make_customer

from kartotek.domain.audit.models import Entry
from kartotek.domain.audit.values import SYSTEM, Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.queries import get_customer
from kartotek.domain.messaging.actions import edit_template, reset_template
from kartotek.domain.messaging.decisions import TEMPLATES, default_template
from kartotek.domain.messaging.models import Template
from kartotek.domain.messaging.queries import business_facts, customer_facts, get_template, list_templates, texts_of
from kartotek.domain.messaging.values import (
    BusinessFacts,
    CustomerFacts,
    Event,
    MessageChannel,
    TemplateChanges,
    TemplateItem,
    TemplateKey,
    Text,
)
from kartotek.kernel.errors import Invalid, NotFound, NotPermitted, Stale

KEY = TemplateKey(Event.BOOKING_MOVED, MessageChannel.EMAIL, "da")
NEW = Text("Flyttet til [DATO]", "Hej [FORNAVN]\nVi ses [DATO].")


def edit(
    business: Business, actor: Actor, now: datetime, changes: TemplateChanges, expected: int | None = None
) -> TemplateItem:
    """Change the words of the template of these stories."""
    return edit_template(
        business_id=business.pk,
        template_id=KEY.public_id,
        changes=changes,
        expected_version=expected,
        actor=actor,
        now=now,
    )


def reset(business: Business, actor: Actor, now: datetime, expected: int | None = None) -> TemplateItem:
    """Go back to the built-in words."""
    return reset_template(
        business_id=business.pk, template_id=KEY.public_id, expected_version=expected, actor=actor, now=now
    )


def whole() -> TemplateChanges:
    return {"subject": NEW.subject, "body": NEW.body}


def test_what_nobody_changed_is_built_in(scoped: Business) -> None:
    found = get_template(KEY.public_id)
    assert (found.key, found.text, found.is_default) == (KEY, default_template(*KEY), True)
    assert [item.key for item in list_templates()] == list(TEMPLATES)
    assert all(item.is_default for item in list_templates())


def test_a_change_holds_from_now_on_and_for_its_language_alone(scoped: Business, owner: Actor, now: datetime) -> None:
    changed = edit(scoped, owner, now, whole())
    assert (changed.text, changed.is_default) == (NEW, False)
    assert get_template(KEY.public_id) == changed
    assert [item.key for item in list_templates() if not item.is_default] == [KEY]
    swedish = KEY._replace(language="sv")
    assert texts_of([KEY, swedish]) == {KEY: NEW, swedish: default_template(*swedish)}
    assert str(Template.objects.get()) == "booking_moved by email in da"


def test_only_what_is_given_changes(scoped: Business, owner: Actor, now: datetime) -> None:
    changed = edit(scoped, owner, now, {"subject": "Flyttet"})
    assert changed.text == Text("Flyttet", default_template(*KEY).body)
    assert edit(scoped, owner, now, {"body": "Hej"}).text == Text("Flyttet", "Hej")


def test_a_change_is_written_down_with_before_and_after(scoped: Business, owner: Actor, now: datetime) -> None:
    edit(scoped, owner, now, {"subject": "Flyttet"})
    entry = Entry.objects.get(action="template.edited")
    assert (entry.actor_name, entry.at, entry.target_id) == ("Mette Lund", now, Template.objects.get().pk)
    assert before_and_after(entry) == {"subject": (default_template(*KEY).subject, "Flyttet")}


def before_and_after(entry: Entry) -> dict[str, tuple[object, object]]:
    """What the entry says was before and after."""
    return {name: (pair[0], pair[1]) for name, pair in entry.change.changes.items()}


def test_the_same_words_again_change_nothing(scoped: Business, owner: Actor, now: datetime) -> None:
    edit(scoped, owner, now, whole())
    edit(scoped, owner, now, whole())
    assert Entry.objects.filter(action="template.edited").count() == 1
    reset(scoped, owner, now)
    reset(scoped, owner, now)
    assert Entry.objects.filter(action="template.reset").count() == 1


def test_the_built_in_words_typed_again_are_the_built_in_ones(scoped: Business, owner: Actor, now: datetime) -> None:
    edit(scoped, owner, now, whole())
    default = default_template(*KEY)
    changed = edit(scoped, owner, now, {"subject": default.subject, "body": default.body})
    assert changed.is_default
    assert not Template.objects.exists()


def test_going_back_is_written_down_too(scoped: Business, owner: Actor, now: datetime) -> None:
    edit(scoped, owner, now, {"body": "Hej"})
    row_id = Template.objects.get().pk
    assert reset(scoped, owner, now).is_default
    entry = Entry.objects.get(action="template.reset")
    assert entry.target_id == row_id
    assert before_and_after(entry) == {"body": ("Hej", default_template(*KEY).body)}


def test_whoever_has_not_seen_the_last_change_is_told(scoped: Business, owner: Actor, now: datetime) -> None:
    seen = get_template(KEY.public_id).version
    changed = edit(scoped, owner, now, whole(), expected=seen)
    with pytest.raises(Stale):
        edit(scoped, owner, now, {"body": "Hej"}, expected=seen)
    with pytest.raises(Stale):
        reset(scoped, owner, now, expected=seen)
    assert reset(scoped, owner, now, expected=changed.version).version == seen


def test_faults_are_refused_with_all_their_places_and_nothing_is_stored(
    scoped: Business, owner: Actor, now: datetime
) -> None:
    with pytest.raises(Invalid) as caught:
        edit(scoped, owner, now, {"subject": "[NOPE]", "body": "Hej\n [DATUM] [customerFutureBookingsEnd]"})
    assert [(one.field, one.code, one.line, one.column) for one in caught.value.problems] == [
        ("subject", "unknown_code", 1, 1),
        ("body", "unknown_code", 2, 2),
        ("body", "unopened_loop", 2, 10),
    ]
    assert not Template.objects.exists()
    assert not Entry.objects.filter(action="template.edited").exists()


def test_only_who_may_change_settings_may_change_words(
    scoped: Business, receptionist: Actor, inspector: Actor, administrator: Actor, now: datetime
) -> None:
    for actor in (receptionist, inspector):
        with pytest.raises(NotPermitted):
            edit(scoped, actor, now, whole())
        with pytest.raises(NotPermitted):
            reset(scoped, actor, now)
    assert edit(scoped, administrator, now, whole()).text == NEW


@pytest.mark.parametrize("name", ["", "booking_moved", "no_show.letter.da", "free.sms.pl", "free.fax.da", "\x00", "1"])
def test_what_is_no_template_is_not_there(scoped: Business, owner: Actor, now: datetime, name: str) -> None:
    with pytest.raises(NotFound):
        get_template(name)
    with pytest.raises(NotFound):
        edit_template(business_id=scoped.pk, template_id=name, changes={}, expected_version=None, actor=owner, now=now)
    with pytest.raises(NotFound):
        reset_template(business_id=scoped.pk, template_id=name, actor=owner, now=now)


def test_another_business_keeps_its_own_words(
    business: Business, other_business: Business, owner: Actor, now: datetime
) -> None:
    with scope(business=business):
        edit(business, owner, now, whole())
    with scope(business=other_business):
        assert get_template(KEY.public_id).is_default
    with scope(business=business):
        assert not get_template(KEY.public_id).is_default


def test_any_number_of_templates_is_read_by_one_query(scoped: Business, owner: Actor, now: datetime) -> None:
    edit(scoped, owner, now, whole())
    for wanted in (TEMPLATES, (KEY,), (KEY, KEY._replace(language="sv"))):
        with CaptureQueriesContext(connection) as queries:
            list_templates(wanted)
        assert len(queries) == 1


def test_the_facts_of_a_business_and_a_card_are_readable(scoped: Business) -> None:
    assert business_facts(scoped) == BusinessFacts(
        name="Havnegade Salon & Klinik",
        phone="+4533112233",
        email="hej@havnegade.example",
        address="Havnegade 12, 1058 København K",
        opening_text="Man–fre 9–17",
        site_link="http://localhost:8000/havnegade/",
        my_page_link="http://localhost:8000/havnegade/me/",
    )
    card = make_customer(scoped, first_name="Sofie", last_name="Bjerregaard", city="Ribe", postcode="", address_line="")
    assert customer_facts(get_customer(card.pk, viewer=SYSTEM)) == CustomerFacts(
        first_name="Sofie",
        last_name="Bjerregaard",
        number=card.number,
        email=card.email,
        phone=card.phone,
        address="Ribe",
    )
