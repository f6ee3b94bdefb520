"""Substitution codes: what a template says for one customer (S46)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from kartotek.domain.messaging.decisions.codes import example_facts, list_codes, price_text, render, render_subject
from kartotek.domain.messaging.decisions.codes.filling import FILLERS
from kartotek.domain.messaging.decisions.codes.table import CODE_ROWS, LOOP_ROWS, TAGS, folded
from kartotek.domain.messaging.values.codes import BookingFacts, Code, CustomerFacts, Facts, Loop
from kartotek.kernel.money import Money

DANISH = example_facts("da")
BOOKING = DANISH.coming[0]
LOOP = "[customerFutureBookingsBegin]\n{inside}\n[customerFutureBookingsEnd]"
SKIP = "[customerFutureBookingsBegin_skipToday]\nd. [DATO] Kl. [KLOKKEN_FRATID]\n[customerFutureBookingsEnd]\n"


def of_customer(**changes: str) -> Facts:
    """The facts of the example for a customer who is called something else."""
    return replace(DANISH, customer=replace(DANISH.customer, **changes))


def about(booking: BookingFacts, facts: Facts = DANISH) -> Facts:
    """The facts of the example with another booking."""
    return replace(facts, booking=booking)


def test_the_danish_appointment_card_of_s46_reads_exactly() -> None:
    assert render(SKIP, DANISH) == "d. 12-11-2026 Kl. 13:00\nd. 10-12-2026 Kl. 14:30\n"


def test_bookings_that_start_today_by_the_local_clock_are_left_out() -> None:
    just_after_midnight = datetime(2026, 11, 11, 23, 5, tzinfo=UTC)
    just_before = just_after_midnight - timedelta(minutes=10)
    assert render(SKIP, replace(DANISH, now=just_after_midnight)) == "d. 10-12-2026 Kl. 14:30\n"
    assert render(SKIP, replace(DANISH, now=just_before)) == "d. 12-11-2026 Kl. 13:00\nd. 10-12-2026 Kl. 14:30\n"


def test_a_loop_takes_the_coming_bookings_in_their_order() -> None:
    turned = replace(DANISH, coming=tuple(reversed(DANISH.coming)))
    assert render(LOOP.format(inside="[DATO]"), turned) == "12-11-2026\n10-12-2026\n"


def test_inside_a_loop_booking_codes_mean_its_booking_and_outside_that_of_the_message() -> None:
    text = (
        "[YDELSE]: [customerFutureBookingsBegin][YDELSE] [MEDARBEJDER], [customerFutureBookingsEnd][YDELSE] [FORNAVN]"
    )
    assert render(text, DANISH) == "Helfarve: Helfarve Jonas Krog, Hårkur Élodie Marchand, Helfarve Sofie"


def test_without_a_booking_its_codes_are_empty_and_a_loop_says_nothing() -> None:
    nothing = replace(DANISH, booking=None, coming=())
    assert render("[DATO][NAESTE_AFTALE][LINK_AFBUD]|" + LOOP.format(inside="[DATO]"), nothing) == "|"


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_a_line_break_right_after_a_tag_of_a_loop_belongs_to_it(line_break: str) -> None:
    template = "A[customerFutureBookingsBegin]\n[DATO]\n[customerFutureBookingsEnd]\n\nB".replace("\n", line_break)
    expected = "A12-11-2026\n10-12-2026\n\nB".replace("\n", line_break)
    assert render(template, DANISH) == expected


def test_names_work_in_both_languages_and_in_any_case() -> None:
    text = "[FIRSTNAME] [fornavn] [ForNavn] [ FORNAVN ] [NÆSTE_AFTALE] "
    text += "[CUSTOMERFUTUREBOOKINGSBEGIN].[customerfuturebookingsend]"
    assert render(text, DANISH) == "Sofie Sofie Sofie Sofie 12-11-2026 kl. 13:00 .."


@pytest.mark.parametrize(
    "text", ["[see below]", "[1]", "[]", "[", "]", "[DATO", "DATO]", "[a-b]", "[\n]", "[😀]", "a [b c] d"]
)
def test_brackets_around_anything_but_a_word_are_plain_text(text: str) -> None:
    assert render(text, DANISH) == text


def test_a_tag_in_brackets_is_filled_between_them() -> None:
    assert render("[[DATO]]", DANISH) == "[12-11-2026]"


def test_a_name_that_looks_like_a_code_is_not_expanded() -> None:
    assert render("[FORNAVN] [EFTERNAVN]", of_customer(first_name="[MANAGE_LINK]", last_name="[")) == "[MANAGE_LINK] ["
    assert render("[FORNAVN]DATO]", of_customer(first_name="[")) == "[DATO]"


def test_values_are_escaped_for_html_and_the_template_is_not() -> None:
    facts = of_customer(first_name="<b>'\"&", last_name="x")
    assert render("<i>[FORNAVN]</i>", facts, for_html=True) == "<i>&lt;b&gt;&#x27;&quot;&amp;</i>"
    assert render("<i>[FORNAVN]</i>", facts) == "<i><b>'\"&</i>"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[OLD_CODE] [FORNAVN]", "[OLD_CODE] Sofie"),
        ("a[customerFutureBookingsEnd]\nb", "a[customerFutureBookingsEnd]\nb"),
        ("a[customerFutureBookingsBegin]\n[FORNAVN]", "a[customerFutureBookingsBegin]\nSofie"),
    ],
)
def test_an_old_template_with_faults_still_says_all_it_can(text: str, said: str) -> None:
    assert render(text, DANISH) == said


def test_a_loop_inside_a_loop_is_left_as_typed() -> None:
    begin, end = "[customerFutureBookingsBegin]", "[customerFutureBookingsEnd]"
    one = replace(DANISH, coming=DANISH.coming[:1])
    assert render(f"{begin}a{begin}[DATO]{end}b{end}", one) == f"a{begin}12-11-2026{end}b"


@pytest.mark.parametrize(
    ("language", "digits", "words"),
    [
        ("da", "12-11-2026 13:00", "torsdag den 12. november 2026"),
        ("sv", "2026-11-12 13:00", "torsdag 12 november 2026"),
        ("de", "12.11.2026 13:00", "Donnerstag, 12. November 2026"),
        ("fr", "12/11/2026 13:00", "jeudi 12 novembre 2026"),
        ("en", "12 Nov 2026 13:00", "Thursday 12 November 2026"),
    ],
)
def test_dates_follow_the_language_of_the_message(language: str, digits: str, words: str) -> None:
    facts = example_facts(language)
    assert render("[DATE] [TIME_FROM]", facts) == digits
    assert render("[DATE_LONG]", facts) == words


def test_times_follow_the_clocks_of_the_business_across_summer_time() -> None:
    before = datetime(2026, 10, 24, 11, tzinfo=UTC)  # the clocks go back in the night
    found = [
        render(
            "[DATO] [KLOKKEN_FRATID]-[KLOKKEN_TILTID]",
            about(replace(BOOKING, starts_at=at, ends_at=at + timedelta(hours=1))),
        )
        for at in (before, before + timedelta(days=1))
    ]
    assert found == ["24-10-2026 13:00-14:00", "25-10-2026 12:00-13:00"]
    tokyo = replace(DANISH, timezone="Asia/Tokyo")
    assert render("[DATO] [KLOKKEN_FRATID]", tokyo) == "12-11-2026 21:00"


def test_the_next_booking_is_the_first_that_has_not_begun() -> None:
    assert render("[NAESTE_AFTALE]", DANISH) == "12-11-2026 kl. 13:00"
    assert (
        render("[NAESTE_AFTALE]", replace(DANISH, now=datetime(2026, 11, 12, 12, tzinfo=UTC))) == "10-12-2026 kl. 14:30"
    )


@pytest.mark.parametrize(
    ("amount", "currency", "language", "said"),
    [
        ("1195.00", "DKK", "da", "1.195,00 kr."),
        ("1195.50", "SEK", "sv", "1 195,50 kr"),
        ("45.00", "EUR", "de", "45,00 €"),
        ("1195.00", "EUR", "fr", "1 195,00 €"),
        ("1195.00", "GBP", "en", "GBP 1,195.00"),
        ("45.00", "CHF", "de", "45,00 CHF"),
        ("1195", "JPY", "da", "1.195 JPY"),
    ],
)
def test_prices_read_as_the_language_writes_them(amount: str, currency: str, language: str, said: str) -> None:
    assert price_text(Money(Decimal(amount), currency), language) == said


def test_who_cancelled_and_the_status_are_said_in_words() -> None:
    text = "[STATUS]: [AFLYST_AF]"
    assert render(text, about(replace(BOOKING, status="cancelled"))) == "aflyst: os"
    assert render(text, about(replace(BOOKING, status="cancelled", is_cancelled_by_customer=True))) == "aflyst: dig"
    assert render(text, about(replace(BOOKING, status="rejected"), replace(DANISH, language="pl"))) == "declined: us"
    assert render("[STATUS]", about(replace(BOOKING, status="something new"))) == ""


def test_what_is_not_known_is_empty() -> None:
    bare = replace(
        about(replace(BOOKING, price=None, cancel_until=None, offer_until=None, location_address="")),
        customer=CustomerFacts(last_name="Lund"),
        reminder=None,
    )
    text = "[PRIS][AFBUD_SENEST][TILBUD_INDTIL][PAAMINDELSE][PAAMINDELSE_TEKST][FORNAVN][KUNDENAVN]"
    assert render(text, bare) == "Lund"
    assert render("[STED_ADRESSE]", bare) == render("[ADRESSE]", bare) == "Havnegade 12, 1058 København K"


def test_a_subject_is_one_line_without_controls_whatever_a_name_holds() -> None:
    evil = of_customer(first_name="A\r\nBcc: x@example.com\x00\u2028\x85B")
    assert render_subject("Til [FORNAVN] \n", evil) == "Til A Bcc: x@example.com B"
    long = of_customer(first_name="å" * 900)
    assert render_subject("[FORNAVN]", long) == "å" * 199 + "…"


def test_every_code_has_one_filler_two_names_and_a_line_in_the_table() -> None:
    assert set(FILLERS) == set(Code) == {row.code for row in CODE_ROWS}
    assert len(CODE_ROWS) == len(Code)
    assert [row.loop for row in LOOP_ROWS] == list(Loop)
    names = {name for row in CODE_ROWS for name in (row.code.value, row.danish)}
    assert len(TAGS) == len(names) + len(Loop)
    assert all(folded(name) == name for name in names)


def test_every_code_of_s46_is_there() -> None:
    pairs = """FIRSTNAME/FORNAVN LASTNAME/EFTERNAVN DATE/DATO DATE_LONG/DATO_LANG TIME_FROM/KLOKKEN_FRATID
    TIME_TO/KLOKKEN_TILTID SERVICE/YDELSE EMPLOYEE/MEDARBEJDER BUSINESS/VIRKSOMHED CUSTOMER_NAME/KUNDENAVN
    NEXT_BOOKING/NAESTE_AFTALE PHONE/TELEFON MANAGE_LINK/LINK_BOOKING CANCEL_LINK/LINK_AFBUD"""
    known = {f"{row.code.value}/{row.danish}" for row in CODE_ROWS}
    assert [pair for pair in pairs.split() if pair not in known] == []


def test_the_list_of_codes_shows_every_code_filled() -> None:
    listed = {entry.name: entry for entry in list_codes("da")}
    assert list(listed) == [*(row.code.value for row in CODE_ROWS), *(row.loop.value for row in LOOP_ROWS)]
    assert [name for name, entry in listed.items() if not entry.example] == [row.loop.value for row in LOOP_ROWS]
    assert listed["DATE_LONG"].example == "torsdag den 12. november 2026"
    assert listed["customerFutureBookingsEnd"].danish_name == "customerFutureBookingsEnd"


def test_no_code_can_reach_a_booking_that_is_not_in_the_facts() -> None:
    other = BookingFacts(starts_at=DANISH.now, ends_at=DANISH.now, service="Secret", employee="Somebody")
    everything = "".join(f"[{row.code.value}]" for row in CODE_ROWS)
    assert "Secret" not in render(everything + LOOP.format(inside=everything), DANISH)
    assert "Secret" in render(everything, replace(DANISH, booking=other))
