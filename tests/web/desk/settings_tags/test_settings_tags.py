"""Do the settings of tags say what the domain says, and keep what was typed?"""

from datetime import UTC, datetime

import pytest
from tests.factories.catalog import make_employee, make_service
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_ban, make_tag, put_tag
from tests.naughty import naughty_strings
from tests.personas import signed_in
from tests.web.desk.answers import text

from kartotek.domain.access.models import CustomerTag, Tag
from kartotek.domain.access.values.tags import TAG_COLORS, TAG_ICONS
from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.kernel.text import text_problems
from kartotek.web.kit.colors import COLOR_NAMES
from kartotek.web.kit.tag_looks import ICON_NAMES

URL = "/desk/havnegade/settings/tags/"
TYPED: dict[str, object] = {
    "label": "Do not book",
    "kind": "banned",
    "icon": "ban",
    "color": "rose",
    "limit": "nothing",
    "where": "all",
    "message_fr": "Veuillez nous appeler.\r\nMerci.",
}

pytestmark = pytest.mark.usefixtures("scoped", "now")


def test_every_icon_and_colour_has_a_name() -> None:
    assert (tuple(ICON_NAMES), tuple(COLOR_NAMES)) == (TAG_ICONS, TAG_COLORS)


def test_a_ban_is_added_with_a_message_in_french(owner: Actor) -> None:
    browser = signed_in(owner)
    assert "Désolé, ceci n'est pas disponible en ce moment." in text(browser.get(f"{URL}new/"))
    answer = browser.post(f"{URL}new/", TYPED)
    tag = Tag.objects.get()
    assert answer["Location"] == f"{URL}?at={tag.pk}"
    assert (tag.label, tag.kind, tag.icon, tag.color, tag.where, tag.max_future_bookings) == (
        "Do not book",
        "banned",
        "ban",
        "rose",
        {},
        None,
    )
    assert tag.messages == {"fr": "Veuillez nous appeler.\nMerci."}
    page = text(browser.get(URL))
    assert "Stops online booking: whole business" in page
    assert "Own text in 1 language" in page


def test_a_tag_is_narrowed_and_limited_and_what_the_page_does_not_show_is_kept(
    business: Business, owner: Actor, now: datetime
) -> None:
    service, employee = make_service(business), make_employee(business, is_archived=True)
    tag = make_ban(business, where={"employees": [employee.pk]}, messages={"de": "Nein"})
    business.languages = ["da", "fr"]
    business.save()
    browser = signed_in(owner)
    page = text(browser.get(f"{URL}{tag.pk}/"))
    assert ("Jonas Krog" in page, "Nein" in page) == (True, False)
    typed = TYPED | {"where": "some", "services": [service.pk], "limit": "number", "limit_number": "2", "version": 1}
    assert browser.post(f"{URL}{tag.pk}/", typed).status_code == 302
    tag.refresh_from_db()
    assert (tag.where, tag.max_future_bookings) == ({"services": [service.pk]}, 2)
    assert tag.messages == {"de": "Nein", "fr": "Veuillez nous appeler.\nMerci."}
    page = text(browser.get(URL))
    assert "Stops online booking: the service Haircut" in page
    assert "Max coming bookings: 2" in page
    browser.post(f"{URL}{tag.pk}/", TYPED | {"limit": "unlimited", "version": 2})
    tag.refresh_from_db()
    assert (tag.where, tag.max_future_bookings) == ({}, -1)
    assert "Max coming bookings: unlimited" in text(browser.get(URL))


def test_whom_a_ban_would_hit_is_seen_before_it_is_saved(business: Business, owner: Actor) -> None:
    tag, sofie = make_tag(business), make_customer(business, "Sofie", "Bjerregaard")
    make_customer(business, "Freja", "Holm")
    put_tag(sofie, tag)
    browser = signed_in(owner)
    headers: dict[str, str]
    for headers in ({}, {"HX-Request": "true"}):
        page = text(browser.post(f"{URL}{tag.pk}/", TYPED | {"version": 1, "step": "try"}, headers=headers))
        assert ("Sofie Bjerregaard" in page, "Freja" in page) == (True, False)
        assert ("Veuillez nous appeler." in page) == ("<html" in page) == (not headers)
    tag.refresh_from_db()
    assert (tag.kind, tag.version) == ("normal", 1)
    page = text(browser.post(f"{URL}{tag.pk}/", TYPED | {"kind": "normal", "version": 1, "step": "try"}))
    assert ("<b>0</b> customers" in page, "Sofie" in page) == (True, False)
    text(browser.post(f"{URL}{tag.pk}/", TYPED | {"where": "some", "version": 1, "step": "try"}), 422)
    assert "Whom would it hit?" not in text(browser.get(f"{URL}new/"))  # nobody carries it yet


def test_a_rule_about_a_tag_begins_at_the_tag(business: Business, owner: Actor) -> None:
    tag, archived = make_tag(business), make_tag(business, "Old", archived_at=datetime(2026, 11, 1, tzinfo=UTC))
    link = "/desk/havnegade/settings/rules/new/?tag="
    browser = signed_in(owner)
    for path in ("", f"{tag.pk}/"):
        assert f'href="{link}{tag.pk}"' in text(browser.get(f"{URL}{path}"))
    for path in ("?archived=1", f"{archived.pk}/"):
        assert link not in text(browser.get(f"{URL}{path}"))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"label": ""}, "This field is required."),
        ({"label": "x" * 61}, "This text is too long."),
        ({"label": "Taken"}, "There is a tag with this label already."),
        ({"kind": "x"}, "Select a valid choice."),
        ({"icon": "skull"}, "Select a valid choice."),
        ({"color": "red"}, "Select a valid choice."),
        ({"limit": "number"}, "Type a number, or choose one of the other two."),
        ({"limit": "number", "limit_number": "-1"}, "Ensure this value is greater than or equal to 0."),
        ({"limit": "number", "limit_number": "10000"}, "Choose unlimited or a number from 0 to 9999."),
        ({"limit": "number", "limit_number": "many"}, "Enter a whole number."),
        ({"where": "some"}, "Choose at least one thing below, or the whole business."),
        ({"where": "some", "services": ["987654321"]}, "Select a valid choice."),
        ({"message_fr": "x" * 1001}, "at most 1000 characters"),
    ],
)
def test_a_refused_form_says_why_and_keeps_what_was_typed(
    business: Business, owner: Actor, typed: dict[str, object], said: str
) -> None:
    make_tag(business, "Taken")
    make_service(business)
    page = text(signed_in(owner).post(f"{URL}new/", TYPED | typed), 422)
    assert (said in page, "Veuillez nous appeler." in page or "message_fr" in typed) == (True, True)
    assert Tag.objects.count() == 1


def test_whatever_is_typed_is_kept_or_refused(business: Business, owner: Actor) -> None:
    tag, browser = make_tag(business), signed_in(owner)
    for label in naughty_strings()[:60]:
        answer = browser.post(f"{URL}{tag.pk}/", TYPED | {"label": label, "message_fr": label})
        is_fine = not text_problems("label", label, max_length=60, is_required=True)
        assert answer.status_code in ({302} if is_fine else {422})


def test_two_at_once_see_both_versions(business: Business, owner: Actor) -> None:
    tag = make_tag(business, "Theirs", version=2)
    page = text(signed_in(owner).post(f"{URL}{tag.pk}/", TYPED | {"version": 1}), 409)
    assert ("Theirs" in page, "Do not book" in page, 'name="version" value="2"' in page) == (True, True, True)


def test_archiving_asks_what_becomes_of_those_who_carry_it(business: Business, owner: Actor) -> None:
    ban, card = make_ban(business), make_customer(business)
    put_tag(card, ban)
    put_tag(make_customer(business), ban)
    browser = signed_in(owner)
    page = text(browser.get(f"{URL}{ban.pk}/archive/", headers={"HX-Request": "true"}))
    assert ("2 customers carry this tag." in page, "Keep refusing them" in page) == (True, True)
    browser.post(f"{URL}{ban.pk}/archive/", {"version": 1})
    assert (CustomerTag.objects.count(), "No tags yet" in text(browser.get(URL))) == (2, True)
    assert "Lift…" in text(browser.get(f"{URL}?archived=1"))
    text(browser.post(f"{URL}{ban.pk}/archive/", {"version": 1, "carriers": "lift"}), 409)
    text(browser.post(f"{URL}{ban.pk}/archive/", {"version": 2, "carriers": "all"}), 422)
    browser.post(f"{URL}{ban.pk}/archive/", {"version": 2, "carriers": "lift"})
    assert CustomerTag.objects.count() == 0
    browser.post(f"{URL}{ban.pk}/restore/")
    ban.refresh_from_db()
    assert ban.archived_at is None


def test_one_tag_takes_the_place_of_another(business: Business, owner: Actor) -> None:
    tag, other, card = make_tag(business), make_tag(business, "Regulars"), make_customer(business)
    put_tag(card, other)
    browser = signed_in(owner)
    page = text(browser.get(f"{URL}{tag.pk}/merge/", headers={"HX-Request": "true"}))
    assert ("Regulars" in page, f'value="{tag.pk}"' in page) == (True, False)
    text(browser.post(f"{URL}{tag.pk}/merge/", {"other": ""}), 422)
    answer = browser.post(f"{URL}{tag.pk}/merge/", {"other": other.pk})
    assert answer["Location"] == f"{URL}?at={tag.pk}"
    assert CustomerTag.objects.get().tag_id == tag.pk


def test_tags_are_managed_by_administrators_only(receptionist: Actor) -> None:
    for path in ("", "new/", "1/", "1/archive/", "1/merge/"):
        assert signed_in(receptionist).get(f"{URL}{path}").status_code == 403
