"""Are reasons for locking made, changed, put away and taken out again, and nothing typed lost?"""

from datetime import datetime

import pytest
from django.test import Client
from django_scopes import scope
from tests.factories.access import make_settings
from tests.factories.restrictions import make_lock_reason
from tests.personas import signed_in
from tests.web.desk.answers import text

from kartotek.domain.access.models import LockReason, OnlineBookingSettings
from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business

URL = "/desk/havnegade/settings/lock-reasons/"


@pytest.fixture
def desk(owner: Actor, now: datetime) -> Client:
    return signed_in(owner)


@pytest.fixture
def papers(business: Business) -> LockReason:
    with scope(business=business):
        LockReason.objects.all().delete()
        ends = [{"days": 5}, {"days": 30}, {"months": 1}]
        return make_lock_reason(business, "Missing documents", ends=ends, messages={"en": "Please call."})


def test_without_any_reason_the_page_says_what_to_do(desk: Client, papers: LockReason) -> None:
    with scope(business=papers.business):
        papers.delete()
    assert "No reasons" in text(desk.get(URL))


def test_the_list_shows_ends_and_texts(desk: Client, papers: LockReason) -> None:
    page = text(desk.get(URL))
    for said in ("Missing documents", "5 days", "30 days", "1 month", "Own text in 1 language"):
        assert said in page


def test_a_reason_is_added(desk: Client, papers: LockReason) -> None:
    page = text(desk.get(f"{URL}new/"))
    assert "Beklager, dette er ikke tilgængeligt i øjeblikket." in page
    sent = {"label": "Unpaid", "ends": ["none", "date"], "more_days": "21", "message_da": "Ring venligst."}
    desk.post(f"{URL}new/", sent)
    row = LockReason._base_manager.get(label="Unpaid")
    assert (row.ends, row.messages) == ([{"days": 21}, "date", "none"], {"da": "Ring venligst."})


def test_what_is_refused_keeps_every_typed_character(desk: Client, papers: LockReason) -> None:
    page = text(desk.post(f"{URL}new/", {"label": "Missing documents", "ends": ["date"]}), 422)
    assert "There is a reason with this label already." in page
    page = text(desk.post(f"{URL}new/", {"label": "Unpaid", "message_da": "Ring"}), 422)
    assert "Choose at least one end that this reason offers." in page
    assert "Ring" in page


def test_a_reason_is_changed_and_other_languages_are_kept(desk: Client, papers: LockReason) -> None:
    LockReason._base_manager.update(messages={"en": "Please call.", "fr": "Appelez."})
    page = text(desk.get(f"{URL}{papers.pk}/"))
    assert 'value="days-30"' in page
    languages = papers.business.languages
    sent = {"version": papers.version, "label": "Papers", "ends": ["days-5"]}
    desk.post(f"{URL}{papers.pk}/", {**sent, **{f"message_{one}": "Text" for one in languages}})
    papers.refresh_from_db()
    kept = {one: text for one, text in {"en": "Please call.", "fr": "Appelez."}.items() if one not in languages}
    assert papers.messages == {**kept, **dict.fromkeys(languages, "Text")}
    assert (papers.label, papers.ends) == ("Papers", [{"days": 5}])


def test_who_saves_second_sees_both_versions(desk: Client, papers: LockReason) -> None:
    LockReason._base_manager.update(version=2, label="Forms")
    sent = {"version": "1", "label": "Papers", "ends": ["days-5"]}
    page = text(desk.post(f"{URL}{papers.pk}/", sent), 409)
    assert "Forms" in page
    assert 'value="Papers"' in page
    assert desk.post(f"{URL}{papers.pk}/", {**sent, "version": "2"}).status_code == 302
    assert "There is a reason" not in text(desk.get(URL))


def test_a_change_that_is_refused_is_shown(desk: Client, papers: LockReason) -> None:
    page = text(desk.post(f"{URL}{papers.pk}/", {"version": "1", "label": " ", "ends": ["days-5"]}), 422)
    assert "is-invalid" in page


def test_a_reason_is_put_away_and_taken_out_again(desk: Client, papers: LockReason) -> None:
    desk.post(f"{URL}{papers.pk}/archive/")
    assert "Restore Missing documents" in text(desk.get(URL))
    with scope(business=papers.business):
        again = make_lock_reason(papers.business, "Missing documents")
    answer = desk.post(f"{URL}{papers.pk}/restore/", follow=True)
    assert "There is a reason with this label already." in text(answer)
    with scope(business=papers.business):
        again.delete()
    desk.post(f"{URL}{papers.pk}/restore/")
    assert "Archive Missing documents" in text(desk.get(URL))
    assert desk.post(f"{URL}{papers.pk + 999}/restore/").status_code == 404


def test_the_interval_of_the_review_is_set(desk: Client, papers: LockReason) -> None:
    with scope(business=papers.business):
        make_settings(papers.business)
    desk.post(f"{URL}review/", {"version": "1", "months": "3"})
    assert OnlineBookingSettings._base_manager.get().lock_review_months == 3
    page = text(desk.post(f"{URL}review/", {"version": "1", "months": "4"}), 409)
    assert "Save again to keep yours." in page
    assert 'value="4"' in page
    assert text(desk.post(f"{URL}review/", {"version": "2", "months": "0"}), 422)


def test_who_may_not_change_settings_does_not_see_them(receptionist: Actor, papers: LockReason) -> None:
    assert signed_in(receptionist).get(URL).status_code == 403
