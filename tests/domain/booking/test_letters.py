"""Does a pile of letters say to each customer what it should, in her language?"""

from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader
from tests.domain.booking.desk import Desk
from tests.factories.booking import MONDAY_10, make_booking
from tests.factories.customers import make_customer

from kartotek.domain.booking.jobs import letters as job
from kartotek.domain.booking.queries.letters import letter_words, written_letter
from kartotek.domain.customers.models import Customer
from kartotek.domain.customers.queries import get_customer
from kartotek.domain.messaging.actions import print_letters
from kartotek.domain.messaging.models import LetterRun, Template
from kartotek.domain.messaging.queries.letters import get_letter_run, get_letters_pdf
from kartotek.domain.messaging.values import Event, Text
from kartotek.domain.messaging.values.letters import LetterState
from kartotek.kernel.errors import Invalid, NotFound


def start(desk: Desk, *customers: Customer, template: str = "appointment_card.letter") -> int:
    return print_letters(
        business_id=desk.salon.business.pk,
        actor=desk.actor,
        now=desk.now,
        template=template,
        customer_ids=[one.pk for one in customers],
    ).id


def run(desk: Desk, run_id: int) -> None:
    job.print_letters(business=desk.salon.business.pk, run=run_id)


def pages(desk: Desk, run_id: int) -> list[str]:
    pdf = get_letters_pdf(run_id, viewer=desk.actor)
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def test_each_reads_her_own_in_her_language(desk: Desk) -> None:
    freja = make_customer(
        desk.salon.business, first_name="Freja", last_name="Holm", language="en", address_line="Strandvej 4",
        postcode="10115", city="Berlin", country="DE",
    )  # fmt: skip
    make_booking(desk.salon, freja)
    make_booking(desk.salon, desk.customer, MONDAY_10 + timedelta(days=1))
    Customer.objects.filter(pk=desk.customer.pk).update(language="da")
    run_id = start(desk, desk.customer, freja)
    run(desk, run_id)
    danish, english = pages(desk, run_id)
    assert "tirsdag" in danish
    assert "Monday 16 November 2026" in english
    assert "Strandvej 4\n10115 Berlin\nDE" in english
    assert "Freja" not in danish
    assert get_letter_run(run_id, viewer=desk.actor).state is LetterState.DONE


def test_all_read_one_language_when_it_is_named_and_the_words_of_the_business(desk: Desk) -> None:
    Template.objects.create(
        business=desk.salon.business,
        event="recall",
        channel="letter",
        language="sv",
        subject="Hej",
        body="Kom!",
    )
    run_id = start(desk, desk.customer, template="recall.letter.sv")
    run(desk, run_id)
    [page] = pages(desk, run_id)
    assert "Hej\nKom!" in page


def test_many_are_printed_a_few_at_a_time(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job, "AT_ONCE", 2)
    others = [make_customer(desk.salon.business, first_name=name) for name in ("Ida", "Liv", "Mia", "Noa")]
    Customer.objects.filter(pk__in=[others[1].pk, others[2].pk]).delete()
    run_id = start(desk, desk.customer, *others)
    run(desk, run_id)
    assert ["Ida" in page for page in pages(desk, run_id)] == [False, True, False]
    assert get_letter_run(run_id, viewer=desk.actor).done == 5
    before = get_letters_pdf(run_id, viewer=desk.actor)
    run(desk, run_id)
    assert get_letters_pdf(run_id, viewer=desk.actor) == before


def test_a_chunk_of_which_nobody_is_left_is_no_sheet(desk: Desk) -> None:
    ida = make_customer(desk.salon.business)
    run_id = start(desk, ida)
    Customer.objects.filter(pk=ida.pk).delete()
    run(desk, run_id)
    assert pages(desk, run_id) == []


def test_what_goes_wrong_is_said_and_tried_again(desk: Desk) -> None:
    run_id = start(desk, desk.customer)
    LetterRun.objects.update(template="gone.letter")
    with pytest.raises(NotFound):
        run(desk, run_id)
    assert get_letter_run(run_id, viewer=desk.actor).state is LetterState.FAILED
    LetterRun.objects.update(template="recall.letter")
    run(desk, run_id)
    assert get_letter_run(run_id, viewer=desk.actor).state is LetterState.DONE
    run(desk, run_id + 1)  # one that is not there


def test_a_letter_by_hand_is_filled_and_its_faults_are_named(desk: Desk) -> None:
    card = get_customer(desk.customer.pk, viewer=desk.actor)
    words = letter_words(Event.FREE, card, business=desk.salon.business)
    said = written_letter(card, Text(words.subject, "Dear [LASTNAME]"), business=desk.salon.business, now=desk.now)
    assert said.text.body == f"Dear {card.last_name}"
    assert said.to[0] == card.name
    with pytest.raises(Invalid) as refused:
        written_letter(card, Text("", "Dear [LASTNAM]"), business=desk.salon.business, now=desk.now)
    assert {problem.field for problem in refused.value.problems} == {"subject", "body"}


def test_in_a_language_that_is_named_the_codes_speak_it_too(desk: Desk) -> None:
    make_booking(desk.salon, desk.customer)
    Customer.objects.filter(pk=desk.customer.pk).update(language="en")
    run_id = start(desk, desk.customer, template="appointment_card.letter.da")
    run(desk, run_id)
    [page] = pages(desk, run_id)
    assert ("mandag" in page, "Monday" in page) == (True, False)
