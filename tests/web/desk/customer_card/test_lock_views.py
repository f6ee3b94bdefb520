"""Is a customer locked, unlocked and kept locked as the dialogs say? (S23 to S30)"""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django_scopes import scope
from tests.factories.booking import MONDAY_10, Salon, make_booking, make_salon
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_lock, make_lock_reason
from tests.personas import signed_in
from tests.web.desk.answers import text

from kartotek.domain.access.models import Lock, LockReason
from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.models import Booking
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer, Notice

HTMX = {"HX-Request": "true"}
ENDS_AT = datetime(2026, 11, 26, 23, tzinfo=UTC)  # 27 November 00:00 in Copenhagen


@pytest.fixture
def salon(business: Business, now: datetime) -> Salon:
    with scope(business=business):
        return make_salon(business)


@pytest.fixture
def sofie(business: Business, salon: Salon) -> Customer:
    with scope(business=business):
        return make_customer(business, language="en")


@pytest.fixture
def papers(business: Business) -> LockReason:
    """Missing data or documents: 5 days, 14 days, 1 month."""
    with scope(business=business):
        LockReason.objects.all().delete()
        return make_lock_reason(
            business, "Missing documents", ends=[{"days": 5}, {"days": 14}, {"months": 1}], position=1
        )


@pytest.fixture
def other(business: Business, papers: LockReason) -> LockReason:
    """Other: a date or no end."""
    with scope(business=business):
        return make_lock_reason(business, "Other", ends=["date", "none"], position=2)


@pytest.fixture
def desk(receptionist: Actor, now: datetime) -> Client:
    return signed_in(receptionist)


def url(customer: Customer, part: str) -> str:
    return f"/desk/havnegade/customers/{customer.pk}/{part}"


def typed(reason: LockReason, until: str, **more: object) -> dict[str, object]:
    return {"agent": "Signe Kragh", "reason": reason.pk, "until": until, **more}


def test_the_dialog_offers_the_ends_of_the_first_reason(desk: Client, sofie: Customer, other: LockReason) -> None:
    page = text(desk.get(url(sofie, "lock/"), headers=HTMX))
    assert 'id="end-days-5" value="days-5" checked' in page
    assert 'id="end-months-1"' in page
    assert 'id="end-none"' not in page
    assert "Until and including Tue 17 Nov 2026. Unlocks by itself on Wed 18 Nov 2026 at 00:00." in page
    assert "Show the ends of this reason" in page


def test_another_reason_brings_its_ends(desk: Client, sofie: Customer, other: LockReason) -> None:
    page = text(desk.get(f"/desk/havnegade/customers/lock-ends/?part=ends&reason={other.pk}&until=days-5"))
    assert 'id="end-date" value="date" checked' in page
    assert '<span id="lock-line" hx-swap-oob="innerHTML">Choose the last day of the lock.</span>' in page


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("until=none", "Until someone unlocks. Needs a note, and comes up for review after some months."),
        (
            "until=date&on=2026-12-01",
            "Until and including Tue 1 Dec 2026. Unlocks by itself on Wed 2 Dec 2026 at 00:00.",
        ),
        ("until=date&on=2026-11-11", "This end cannot be chosen."),
        ("until=date&on=9999-12-31", "This end cannot be chosen."),
        ("until=date&on=soon", "Choose the last day of the lock."),
        ("until=never", "Choose the last day of the lock."),
    ],
)
def test_the_line_says_at_once_what_an_end_means(
    desk: Client, sofie: Customer, other: LockReason, query: str, line: str
) -> None:
    assert text(desk.get(f"/desk/havnegade/customers/lock-ends/?reason={other.pk}&{query}")).strip() == line


def test_without_reasons_there_is_nothing_to_choose(
    desk: Client, owner: Actor, sofie: Customer, papers: LockReason
) -> None:
    with scope(business=sofie.business):
        papers.delete()
    assert "There is no reason to choose from yet." in text(desk.get(url(sofie, "lock/")))
    assert "settings/lock-reasons/" not in text(desk.get(url(sofie, "lock/")))
    assert "settings/lock-reasons/" in text(signed_in(owner).get(url(sofie, "lock/")))
    assert text(desk.get("/desk/havnegade/customers/lock-ends/")).strip() == ""


def test_a_lock_holds_at_once_and_the_panel_says_so(desk: Client, sofie: Customer, papers: LockReason) -> None:
    answer = desk.post(url(sofie, "lock/"), typed(papers, "days-14", note="Consent form"), headers=HTMX)
    page = text(answer)
    assert 'id="k-access"' in page
    assert "By Signe Kragh, Thu 12 Nov 2026 at 10:54 · unlocks by itself on Fri 27 Nov 2026 at 00:00" in page
    assert "“Consent form”" in page
    events = json.loads(answer["HX-Trigger-After-Settle"])
    said = "Can Sofie book online? No, until and including Thu 26 Nov 2026. Missing documents."
    assert events == {"k-close": {}, "k-toast": {"text": said}, "k-card-changed": {}}
    row = Lock._base_manager.get()
    assert (row.ends_at, row.placed_by, row.agent, row.note) == (ENDS_AT, "Signe Kragh", "", "Consent form")


def test_at_a_shared_desk_both_names_are_kept(desk: Client, owner: Actor, sofie: Customer, papers: LockReason) -> None:
    desk.post(url(sofie, "lock/"), typed(papers, "days-5", agent="Mette Lund"))
    row = Lock._base_manager.get()
    assert (row.placed_by, row.agent) == ("Signe Kragh", "Mette Lund")
    assert "By Mette Lund, signed in as Signe Kragh" in text(desk.get(url(sofie, "")))
    assert "Mette Lund, signed in as Signe Kragh locked" in text(desk.get(url(sofie, "locks/")))


def test_from_the_list_the_row_fetches_itself_again(desk: Client, sofie: Customer, papers: LockReason) -> None:
    assert f'href="{url(sofie, "lock/")}?from=list"' in text(desk.get("/desk/havnegade/customers/"))
    answer = desk.post(f"{url(sofie, 'lock/')}?from=list", typed(papers, "days-14"), headers=HTMX)
    assert text(answer) == ""
    assert "k-card-changed" in json.loads(answer["HX-Trigger-After-Settle"])
    page = text(desk.get("/desk/havnegade/customers/", headers=HTMX))
    assert f'href="{url(sofie, "unlock/")}?from=list"' in page
    assert "Until and including Thu 26 Nov 2026" in page


def test_without_scripts_one_gets_to_the_card(desk: Client, sofie: Customer, papers: LockReason) -> None:
    answer = desk.post(url(sofie, "lock/"), typed(papers, "days-14"))
    assert (answer.status_code, answer["Location"]) == (302, url(sofie, ""))


def test_without_scripts_the_ends_of_another_reason_are_shown_and_nothing_is_lost(
    desk: Client, sofie: Customer, other: LockReason
) -> None:
    page = text(desk.post(url(sofie, "lock/"), typed(other, "days-5", note="Two invoices", show_ends="1")))
    assert 'id="end-none"' in page
    assert "Two invoices" in page
    assert not Lock._base_manager.exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"until": "none"}, "An endless lock needs a note."),
        ({"until": "date"}, "Choose the last day of the lock."),
        ({"until": ""}, "Choose the last day of the lock."),
        ({"until": "date", "on": "2026-11-11"}, "This end lies in the past."),
        ({"until": "date", "on": "tomorrow"}, "Enter a valid date."),
        ({"until": "days-5"}, "This reason does not offer such an end."),
        ({"until": "date", "on": "2026-12-01", "agent": "Nobody"}, "Nobody is not one of the available choices"),
    ],
)
def test_what_is_refused_keeps_every_typed_character(
    desk: Client, sofie: Customer, other: LockReason, sent: dict[str, object], said: str
) -> None:
    more = {"note": "" if sent["until"] == "none" else "Two\r\ninvoices ", "customer_text": "Please call"}
    answer = desk.post(url(sofie, "lock/"), {**typed(other, ""), **more, **sent}, headers=HTMX)
    page = text(answer, 422)
    assert said in page
    assert 'value="Please call"' in page
    assert f'<option value="{other.pk}" selected>' in page
    assert not Lock._base_manager.exists()


def test_coming_bookings_stay_unless_chosen(desk: Client, salon: Salon, sofie: Customer, papers: LockReason) -> None:
    with scope(business=sofie.business):
        kept = make_booking(salon, sofie)
        gone = make_booking(salon, sofie, MONDAY_10 + timedelta(days=1))
    assert f'name="booking-{kept.pk}" value="keep" checked' in text(desk.get(url(sofie, "lock/")))
    choice = {f"booking-{kept.pk}": "keep", f"booking-{gone.pk}": "cancel"}
    refused = desk.post(url(sofie, "lock/"), typed(papers, "none", **choice), headers=HTMX)
    assert f'name="booking-{gone.pk}" value="cancel" checked' in text(refused, 422)
    desk.post(url(sofie, "lock/"), typed(papers, "days-5", **choice))
    assert set(Booking._base_manager.values_list("pk", "status")) == {(kept.pk, "confirmed"), (gone.pk, "cancelled")}


def test_unlocking_needs_a_reason_and_says_what_still_stops(
    desk: Client, sofie: Customer, papers: LockReason, now: datetime
) -> None:
    with scope(business=sofie.business):
        make_lock(sofie, now, papers, ends_at=ENDS_AT)
    Customer._base_manager.update(max_future_bookings=0)
    page = text(desk.get(url(sofie, "unlock/"), headers=HTMX))
    assert "Until and including Thu 26 Nov 2026" in page
    assert "<li>Max bookings: 0, blocked</li>" in page
    answer = desk.post(url(sofie, "unlock/"), {"agent": "Signe Kragh", "reason": " "}, headers=HTMX)
    assert "Please give a reason." in text(answer, 422)
    answer = desk.post(url(sofie, "unlock/"), {"agent": "Signe Kragh", "reason": "Signed"}, headers=HTMX)
    assert "<strong>No,</strong> max coming bookings on the card is 0." in text(answer)
    assert [(one.kind, one.text) for one in Notice._base_manager.all()] == [("unlock", "Signed")]


def test_of_several_locks_one_or_all_are_lifted(
    desk: Client, sofie: Customer, papers: LockReason, now: datetime
) -> None:
    with scope(business=sofie.business):
        first, second, third = (make_lock(sofie, now, papers, ends_at=ENDS_AT) for _ in range(3))
    page = text(desk.get(f"{url(sofie, 'unlock/')}?lock={second.pk}"))
    assert f'value="{second.pk}"' in page
    assert "All of them" in page
    reason = {"agent": "Signe Kragh", "reason": "Signed", "was_mistake": "on"}
    desk.post(url(sofie, "unlock/"), {**reason, "lock": second.pk})
    assert list(Lock._base_manager.filter(lifted_at=None).values_list("pk", flat=True)) == [first.pk, third.pk]
    assert Lock._base_manager.get(pk=second.pk).was_mistake
    desk.post(url(sofie, "unlock/"), {**reason, "lock": "all"})
    assert not Lock._base_manager.filter(lifted_at=None).exists()


def test_who_comes_too_late_is_told(desk: Client, sofie: Customer, papers: LockReason) -> None:
    assert "There is no lock any more." in text(desk.get(url(sofie, "unlock/")))
    answer = desk.post(url(sofie, "unlock/"), {"agent": "Signe Kragh", "reason": "Signed"}, headers=HTMX)
    assert "There is no lock any more that could be changed." in text(answer, 422)
    assert "There is no lock with an end that could be moved." in text(desk.get(url(sofie, "extend/")))
    assert text(desk.get(url(sofie, "extend/ends/"))).strip() == ""
    answer = desk.post(url(sofie, "extend/"), {"agent": "Signe Kragh", "until": "days-5"}, headers=HTMX)
    assert answer.status_code == 422


def test_only_a_later_end_can_be_chosen(desk: Client, sofie: Customer, papers: LockReason, now: datetime) -> None:
    with scope(business=sofie.business):
        lock = make_lock(sofie, now, papers, ends_at=ENDS_AT)
    page = text(desk.get(url(sofie, "extend/"), headers=HTMX))
    assert 'id="end-months-1" value="months-1" checked' in page
    assert 'id="end-days-5"' not in page
    assert "Until and including Sat 12 Dec 2026. Unlocks by itself on Sun 13 Dec 2026 at 00:00." in page
    sent = {"agent": "Signe Kragh", "lock": lock.pk, "until": "days-5"}
    refused = desk.post(url(sofie, "extend/"), {**sent, "note": "Still no form"}, headers=HTMX)
    assert "The new end must be later than the one it has." in text(refused, 422)
    assert "Still no form" in text(refused, 422)
    desk.post(url(sofie, "extend/"), {**sent, "until": "months-1"})
    lock.refresh_from_db()
    assert lock.ends_at == datetime(2026, 12, 12, 23, tzinfo=UTC)
    page = text(desk.get(url(sofie, "locks/")))
    assert "Signe Kragh extended, until and including Sat 12 Dec 2026" in page
    assert "Mette Lund locked, until and including Thu 26 Nov 2026" in page
    assert "This reason offers no later end" in text(desk.get(url(sofie, "extend/")))


def test_of_several_locks_with_an_end_one_is_extended(
    desk: Client, sofie: Customer, papers: LockReason, other: LockReason, now: datetime
) -> None:
    with scope(business=sofie.business):
        make_lock(sofie, now, papers, ends_at=ENDS_AT)
        second = make_lock(sofie, now, other, ends_at=ENDS_AT)
        make_lock(sofie, now, other)
    page = text(desk.get(f"{url(sofie, 'extend/')}?lock={second.pk}"))
    assert f'<option value="{second.pk}" selected>Other · Until and including Thu 26 Nov 2026</option>' in page
    assert 'id="end-none"' in page
    page = text(desk.get(f"{url(sofie, 'extend/ends/')}?part=ends&lock={second.pk}&until=none"))
    assert 'id="end-none" value="none" checked' in page


def test_history_tells_who_when_why_until_and_who_lifted(
    desk: Client, sofie: Customer, papers: LockReason, now: datetime
) -> None:
    assert "Never locked" in text(desk.get(url(sofie, "locks/")))
    desk.post(url(sofie, "lock/"), typed(papers, "days-14", note="Consent form", customer_text="Please call"))
    desk.post(url(sofie, "unlock/"), {"agent": "Signe Kragh", "reason": "Signed at reception"})
    page = text(desk.get(url(sofie, "locks/")))
    for said in (
        "Until and including Thu 26 Nov 2026</b> · Thu 12 Nov 2026 at 10:54 by Signe Kragh",
        "“Consent form”",
        "Text for the customer: “Please call”",
        "Signe Kragh unlocked",
        "“Signed at reception”",
        "Lifted",
    ):
        assert said in page
    assert 'id="extend-' not in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"starts_at": None, "placed_by": "M. Lund"}, "Start unknown, placed by “M. Lund”"),
        ({"starts_at": datetime(2019, 5, 2, 8, tzinfo=UTC), "placed_by": ""}, "Since Thu 2 May 2019"),
    ],
)
def test_a_lock_of_old_is_shown_word_for_word(
    desk: Client, sofie: Customer, now: datetime, fields: dict[str, object], said: str
) -> None:
    with scope(business=sofie.business):
        Lock.objects.create(
            business=sofie.business,
            customer=sofie,
            kind="legacy",
            legacy_reason="Stundung bis auf Weiteres",
            placed_at=now,
            **fields,
        )
    page = text(desk.get(url(sofie, "locks/")))
    assert "Stundung bis auf Weiteres" in page
    assert "From the old system" in page
    assert f"No end</b> · {said}" in page
    assert "From the old system, placed by “" in text(desk.get(url(sofie, "")))


def test_the_log_tells_locks_in_words(owner: Actor, sofie: Customer, other: LockReason, now: datetime) -> None:
    client = signed_in(owner)
    more = {"agent": "Mette Lund"}
    client.post(url(sofie, "lock/"), typed(other, "date", on="2026-12-01", **more))
    client.post(url(sofie, "extend/"), {**more, "lock": Lock._base_manager.get().pk, "until": "none", "note": "Late"})
    client.post(url(sofie, "unlock/"), {**more, "reason": "Signed", "was_mistake": "on"})
    page = text(client.get(url(sofie, "log/")))
    for said in (
        "Mette Lund locked the customer",
        "Other",
        "Until and including Tue 1 Dec 2026",
        "Mette Lund extended a lock",
        "No end",
        "Mette Lund lifted a lock",
        "The lock was a mistake",
        "Mette Lund wrote a notice",
        "“Signed”",
    ):
        assert said in page


def test_who_may_not_lock_has_no_button(practitioner: Actor, sofie: Customer, papers: LockReason) -> None:
    client = signed_in(practitioner)
    assert "open-lock" not in text(client.get(url(sofie, "")))
    assert "from=list" not in text(client.get("/desk/havnegade/customers/"))
    assert [client.get(url(sofie, part)).status_code for part in ("lock/", "unlock/", "extend/")] == [403, 403, 403]
