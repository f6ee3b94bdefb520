"""Is a business made once, and changed only as it may be?"""

from dataclasses import replace
from datetime import datetime

import pytest
from tests.audit import entries

from kartotek.domain.audit.models import Entry
from kartotek.domain.audit.values import SYSTEM, Actor
from kartotek.domain.businesses.actions import create_business, edit_business
from kartotek.domain.businesses.errors import BusinessDiffers
from kartotek.domain.businesses.models import Business
from kartotek.domain.businesses.values import BusinessChanges, BusinessDetails
from kartotek.kernel.errors import Invalid, NotPermitted, Stale

DETAILS = BusinessDetails(
    slug="klinik",
    name="Klinik",
    timezone="Europe/Paris",
    country="FR",
    currency="EUR",
    default_language="fr",
    languages=("fr", "en"),
)


def problems_of(caught: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in caught.value.problems]


def test_business_is_made_and_written_down(db: None, now: datetime) -> None:
    business = create_business(actor=SYSTEM, now=now, details=DETAILS)
    stored = Business.objects.get()
    assert (stored.slug, stored.name, stored.timezone, stored.country) == ("klinik", "Klinik", "Europe/Paris", "FR")
    assert (stored.currency, stored.languages, stored.default_language) == ("EUR", ["fr", "en"], "fr")
    assert entries() == [("business.created", "Kartotek", "business", business.pk)]


def test_same_values_again_change_nothing(db: None, now: datetime) -> None:
    first = create_business(actor=SYSTEM, now=now, details=DETAILS)
    assert create_business(actor=SYSTEM, now=now, details=DETAILS) == first
    assert Entry.objects.count() == 1


def test_other_values_under_the_same_slug_are_refused(db: None, now: datetime) -> None:
    create_business(actor=SYSTEM, now=now, details=DETAILS)
    with pytest.raises(BusinessDiffers):
        create_business(actor=SYSTEM, now=now, details=replace(DETAILS, name="Other"))


def test_without_languages_it_speaks_its_main_one(db: None, now: datetime) -> None:
    business = create_business(actor=SYSTEM, now=now, details=replace(DETAILS, languages=()))
    assert business.languages == ["fr"]


def test_only_the_system_makes_businesses(owner: Actor, now: datetime) -> None:
    with pytest.raises(NotPermitted):
        create_business(actor=owner, now=now, details=DETAILS)


@pytest.mark.parametrize(
    ("slug", "code"),
    [
        ("desk", "reserved"),
        ("", "invalid"),
        ("Ab", "invalid"),
        ("a--b", "invalid"),
        ("a_b", "invalid"),
        ("a" * 61, "invalid"),
    ],
)
def test_slug_must_fit_into_addresses(db: None, now: datetime, slug: str, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        create_business(actor=SYSTEM, now=now, details=replace(DETAILS, slug=slug))
    assert problems_of(caught) == [("slug", code)]


def test_all_that_is_wrong_is_said_at_once(db: None, now: datetime) -> None:
    wrong = BusinessDetails("ok", " ", "Mars/Olympus", "ZZ", "kr", "it", ("da", "da"))
    with pytest.raises(Invalid) as caught:
        create_business(actor=SYSTEM, now=now, details=wrong)
    assert problems_of(caught) == [
        ("name", "required"),
        ("timezone", "unknown"),
        ("country", "unknown"),
        ("currency", "unknown"),
        ("languages", "unknown"),
        ("default_language", "not_a_language"),
    ]


def test_change_stores_contacts_in_their_normal_spelling(
    business: Business, administrator: Actor, now: datetime
) -> None:
    changed = edit_business(
        actor=administrator,
        now=now,
        business_id=business.pk,
        changes={"phone": "22 55 01 14", "email": "Hej@Klinik.DK", "opening_text": "Mon\nTue"},
        expected_version=1,
    )
    assert (changed.phone, changed.email, changed.opening_text, changed.version) == (
        "+4522550114",
        "hej@klinik.dk",
        "Mon\nTue",
        2,
    )
    assert entries() == [("business.edited", "Jonas Krog", "business", business.pk)]
    assert Entry.objects.get().change.changes == {
        "phone": ["+4533112233", "+4522550114"],
        "email": ["hej@havnegade.example", "hej@klinik.dk"],
        "opening_text": ["Man–fre 9–17", "Mon\nTue"],
    }


def test_phone_is_read_in_the_country_that_comes_with_it(business: Business, owner: Actor, now: datetime) -> None:
    changes = BusinessChanges(country="SE", phone="08-123 456 78")
    changed = edit_business(actor=owner, now=now, business_id=business.pk, changes=changes)
    assert changed.phone == "+46812345678"


def test_change_that_changes_nothing_leaves_no_trace(business: Business, owner: Actor, now: datetime) -> None:
    changed = edit_business(actor=owner, now=now, business_id=business.pk, changes={"name": business.name})
    assert (changed.version, entries()) == (1, [])


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"phone": "12"}, ("phone", "not_a_phone")),
        ({"email": "nobody"}, ("email", "not_an_email")),
        ({"default_language": "it"}, ("default_language", "not_a_language")),
        ({"languages": ["en", "fr"]}, ("default_language", "not_a_language")),
        ({"languages": []}, ("languages", "unknown")),
        ({"name": ""}, ("name", "required")),
        ({"city": "x" * 101}, ("city", "too_long")),
        ({"opening_text": "a\0b"}, ("opening_text", "bad_character")),
    ],
)
def test_wrong_values_are_refused_at_their_field(
    business: Business, owner: Actor, now: datetime, changes: BusinessChanges, problem: tuple[str, str]
) -> None:
    with pytest.raises(Invalid) as caught:
        edit_business(actor=owner, now=now, business_id=business.pk, changes=changes)
    assert problem in problems_of(caught)


def test_stale_version_is_refused(business: Business, owner: Actor, now: datetime) -> None:
    with pytest.raises(Stale):
        edit_business(actor=owner, now=now, business_id=business.pk, changes={"name": "X"}, expected_version=7)


@pytest.mark.parametrize("persona", ["inspector", "receptionist", "practitioner"])
def test_only_who_manages_settings_may_change(
    business: Business, now: datetime, persona: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(NotPermitted):
        edit_business(actor=request.getfixturevalue(persona), now=now, business_id=business.pk, changes={"name": "X"})
