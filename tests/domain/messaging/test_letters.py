"""Is a letter what was written, to whom it should go, and nothing else?"""

from datetime import date, datetime, timedelta
from html.parser import HTMLParser
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from tests.factories.customers import make_customer
from tests.naughty import naughty_strings

from kartotek.domain.audit.models import Entry
from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.messaging.actions import print_letter, print_letters
from kartotek.domain.messaging.actions.letters import KEPT, advance_letters, finish_letters, give_up_letters
from kartotek.domain.messaging.decisions.letters import letter_template, letters_page
from kartotek.domain.messaging.models import LetterRun
from kartotek.domain.messaging.queries.letters import find_letter_run, get_letter_run, get_letters_pdf
from kartotek.domain.messaging.values import BusinessFacts, Event, Text
from kartotek.domain.messaging.values.letters import MOST_LETTERS, Letter, LetterState
from kartotek.kernel.errors import Invalid, NotFound
from kartotek.plumbing.pdf import pdf_of

SALON = BusinessFacts(
    name="Havnegade Salon", phone="+4533112233", email="hej@havnegade.example", address="Havnegade 12, 1058 København K"
)


BODY = "Dear Sofie,\n\nOne\nTwo\r\n\r\n\r\nBye"
SOFIE = ("Sofie Lund", "Strandvej 4", "2100 København Ø")
UNKNOWN = ("", "recall", "recall.sms", "no_show.letter", "recall.letter.", "recall.letter.xx")


def letter(*to: str, subject: str = "Your visit", body: str = BODY, business: BusinessFacts = SALON) -> Letter:
    return Letter(to or SOFIE, "en", business, date(2026, 11, 12), Text(subject, body))


class Reader(HTMLParser):
    """Which elements are there, and what do they say?"""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(name for name, _value in attrs)))

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    return reader


def test_a_letter_has_address_date_heading_paragraphs_and_who_writes() -> None:
    page = letters_page([letter()])
    assert "Sofie Lund<br>Strandvej 4<br>2100 København Ø" in page
    assert "<h1>Your visit</h1><p>Dear Sofie,</p><p>One<br>Two</p><p>Bye</p>" in page
    assert '<p class="date">Thursday 12 November 2026</p>' in page
    assert "Havnegade Salon · Havnegade 12, 1058 København K · +45 33 11 22 33 · hej@havnegade.example" in page
    assert '<article lang="en">' in page


def test_a_business_of_which_little_is_known_writes_too() -> None:
    page = letters_page([letter(business=BusinessFacts(name="Salon"))])
    assert "<footer>Salon</footer>" in page
    assert '<div class="back">Salon</div>' in page


def test_each_letter_begins_on_a_sheet_of_its_own() -> None:
    long = letter("Freja", body="Dear Freja,\n\n" + "word " * 900)
    pdf = pdf_of(letters_page([letter("Sofie"), long, letter("Ida")]))
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    assert ["Sofie" in pages[0], "Freja" in pages[1], "Ida" in pages[-1]] == [True, True, True]
    assert len(pages) == 4


@pytest.mark.parametrize("kind", ["to", "subject", "body", "name"])
def test_no_naughty_string_becomes_anything_but_text(kind: str) -> None:
    plain = read(letters_page([letter("x", subject="x", body="x", business=BusinessFacts(name="x"))]))
    for typed in naughty_strings():
        values = {"to": "x", "subject": "x", "body": "x", "name": "x", kind: f"x{typed}"}
        one = letter(
            values["to"], subject=values["subject"], body=values["body"], business=BusinessFacts(name=values["name"])
        )
        tags = [tag for tag in read(letters_page([one])).tags if tag[0] not in {"br", "p"}]
        assert tags == [tag for tag in plain.tags if tag[0] not in {"br", "p"}]


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=60), st.text(max_size=200))
def test_whatever_is_typed_a_pdf_comes_of_it(name: str, body: str) -> None:
    assert pdf_of(letters_page([letter(name, body=body)])).startswith(b"%PDF")


def test_a_name_that_is_html_is_printed_as_it_is_typed() -> None:
    pdf = pdf_of(letters_page([letter("<b>Sofie</b> & <img src=x>")]))
    assert "<b>Sofie</b> & <img src=x>" in PdfReader(BytesIO(pdf)).pages[0].extract_text()


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("recall.letter", (Event.RECALL, "")),
        ("free.letter.da", (Event.FREE, "da")),
        *(
            (wrong, None)
            for wrong in ("", "recall", "recall.sms", "no_show.letter", "recall.letter.", "recall.letter.xx")
        ),
    ],
)
def test_a_letter_is_named_with_or_without_its_language(wanted: str, found: tuple[Event, str] | None) -> None:
    assert letter_template(wanted) == found


def started(
    business: Business, actor: Actor, now: datetime, *customer_ids: int, template: str = "recall.letter"
) -> int:
    made = print_letters(
        business_id=business.pk, actor=actor, now=now, template=template, customer_ids=list(customer_ids)
    )
    return made.id


def test_a_pile_waits_is_printed_and_is_her_own_who_asked_for_it(
    scoped: Business, owner: Actor, receptionist: Actor, now: datetime
) -> None:
    sofie, freja = make_customer(scoped), make_customer(scoped)
    run_id = started(scoped, receptionist, now, sofie.pk, freja.pk)
    run = get_letter_run(run_id, viewer=receptionist)
    assert (run.state, run.done, run.total, run.percent, run.is_over) == (LetterState.QUEUED, 0, 2, 0, False)
    with pytest.raises(NotFound):
        get_letters_pdf(run_id, viewer=receptionist)
    advance_letters(run_id, done=1)
    assert get_letter_run(run_id, viewer=receptionist).percent == 50
    give_up_letters(run_id, at=now, error="full")
    assert get_letter_run(run_id, viewer=receptionist).is_over
    finish_letters(run_id, at=now, pdf=b"%PDF")
    done = get_letter_run(run_id, viewer=receptionist)
    assert (done.state, done.percent, done.finished_at) == (LetterState.DONE, 100, now)
    assert get_letters_pdf(run_id, viewer=receptionist) == b"%PDF"
    for read_it in (get_letter_run, get_letters_pdf):
        with pytest.raises(NotFound):
            read_it(run_id, viewer=owner)
    entries = Entry.objects.filter(action="customer.letter_printed")
    assert set(entries.values_list("customer_id", flat=True)) == {sofie.pk, freja.pk}


def test_a_pile_is_kept_for_seven_days(scoped: Business, owner: Actor, now: datetime) -> None:
    sofie = make_customer(scoped)
    old = started(scoped, owner, now - KEPT - timedelta(seconds=1), sofie.pk)
    young = started(scoped, owner, now - KEPT, sofie.pk)
    started(scoped, owner, now, sofie.pk)
    assert find_letter_run(old) is None
    assert find_letter_run(young) is not None


@pytest.mark.parametrize(
    ("template", "count", "code"),
    [("no_show.letter", 1, "unknown"), ("recall.letter", 0, "empty"), ("recall.letter", MOST_LETTERS + 1, "too_many")],
)
def test_what_cannot_be_printed_is_refused(
    scoped: Business, owner: Actor, now: datetime, template: str, count: int, code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        started(scoped, owner, now, *range(1, count + 1), template=template)
    assert [problem.code for problem in refused.value.problems] == [code]
    assert not LetterRun.objects.exists()


def test_a_letter_by_hand_stands_in_the_log_of_the_card(scoped: Business, owner: Actor, now: datetime) -> None:
    sofie = make_customer(scoped)
    print_letter(business_id=scoped.pk, actor=owner, now=now, customer_id=sofie.pk, event=Event.RECALL)
    assert Entry.objects.get(action="customer.letter_printed").customer_id == sofie.pk
