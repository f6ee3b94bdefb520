"""Are letters printed from the card and from the list, and is nothing lost when something is wrong?"""

from io import BytesIO

import pytest
from django_scopes import scope
from pypdf import PdfReader
from tests.factories.booking import MONDAY_10, Salon, make_booking, make_salon
from tests.factories.customers import make_customer
from tests.factories.letters import make_letters
from tests.personas import signed_in

from kartotek.domain.audit.models import Entry
from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.jobs import print_letters
from kartotek.domain.businesses.models import Area, Business
from kartotek.domain.customers.models import Customer
from kartotek.domain.messaging.models import LetterRun
from kartotek.domain.messaging.values import letters

LIST = "/desk/havnegade/customers/"
NEW = f"{LIST}letters/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def salon(scoped: Business, now: object) -> Salon:
    return make_salon(scoped)


@pytest.fixture
def sofie(salon: Salon) -> Customer:
    return make_customer(
        salon.business, first_name="Sofie", last_name="Lund", language="en", address_line="Strandvej 4",
        postcode="2100", city="København Ø",
    )  # fmt: skip


def text_of(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def test_a_letter_begins_with_the_words_of_the_template_and_comes_as_a_pdf(
    salon: Salon, sofie: Customer, receptionist: Actor
) -> None:
    make_booking(salon, sofie)
    browser, page = signed_in(receptionist), f"{LIST}{sofie.pk}/letter/"
    assert f'href="{page}"' in browser.get(f"{LIST}{sofie.pk}/messages/").content.decode()
    shown = browser.get(page).content.decode()
    assert "These are your next appointments with us" in shown
    assert "not whole" not in shown
    assert "[customerFutureBookingsBegin]" not in browser.get(f"{page}?of=recall").content.decode()
    answer = browser.post(
        f"{page}?of=recall", {"subject": "Hello", "body": "Dear [FIRSTNAME],\r\n\r\nsee you [DATE_LONG]"}
    )
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "no-store")
    said = text_of(answer.content)
    assert "Sofie Lund\nStrandvej 4\n2100 København Ø" in said
    assert "Dear Sofie," in said
    assert "Monday 16 November 2026" in said
    entry = Entry.objects.get(action="customer.letter_printed")
    assert (entry.customer_id, entry.change.changes) == (sofie.pk, {"letter": [None, "recall"]})
    owner_log = signed_in(receptionist).get(f"{LIST}{sofie.pk}/log/")
    assert owner_log.status_code == 403


def test_a_fault_is_named_with_its_place_and_nothing_typed_is_lost(sofie: Customer, owner: Actor) -> None:
    page = f"{LIST}{sofie.pk}/letter/"
    answer = signed_in(owner).post(page, {"subject": "", "body": "Dear\n[LASTNAM], you <b>"})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Line 2, column 1" in shown
    assert "[LASTNAM], you &lt;b&gt;" in shown
    assert not Entry.objects.filter(action="customer.letter_printed").exists()


def test_a_card_without_an_address_says_that_the_letter_cannot_be_posted(salon: Salon, owner: Actor) -> None:
    nobody = make_customer(salon.business)
    Customer.objects.filter(pk=nobody.pk).update(address_line="", archived_at=salon.business.created_at)
    browser = signed_in(owner)
    assert "not whole" in browser.get(f"{LIST}{nobody.pk}/letter/").content.decode()
    assert "/letter/" not in browser.get(f"{LIST}{nobody.pk}/messages/").content.decode()


def test_coming_bookings_are_printed_in_the_customers_language_and_nothing_internal(
    salon: Salon, sofie: Customer, owner: Actor
) -> None:
    Customer.objects.filter(pk=sofie.pk).update(language="da")
    browser, page = signed_in(owner), f"{LIST}{sofie.pk}/coming/"
    assert f'href="{page}"' not in browser.get(f"{LIST}{sofie.pk}/bookings/").content.decode()
    assert "Der er ingen aftaler" in browser.get(page).content.decode()
    make_booking(salon, sofie, internal_note="Pays late", note="By the window", status="pending")
    assert f'href="{page}"' in browser.get(f"{LIST}{sofie.pk}/bookings/").content.decode()
    shown = browser.get(page).content.decode()
    assert '<html lang="da"' in shown
    assert ["10:00–10:45" in shown, "Haircut" in shown, "Jonas Krog" in shown] == [True] * 3
    assert ["Pays late" in shown, "By the window" in shown] == [False, False]
    assert f"{MONDAY_10:%Y}" in shown


def test_letters_for_a_filter_are_printed_and_opened(
    salon: Salon, sofie: Customer, receptionist: Actor, owner: Actor
) -> None:
    make_customer(salon.business, first_name="Freja", last_name="Holm")
    browser = signed_in(receptionist)
    assert f'href="{NEW}?search=Sofie"' in browser.get(f"{LIST}?search=Sofie").content.decode()
    assert NEW not in browser.get(f"{LIST}?search=Nobodyatall").content.decode()
    make_customer(salon.business, first_name="Ida", archived_at=salon.business.created_at)
    assert NEW not in browser.get(f"{LIST}?archived=1").content.decode()
    assert "To 1 customer" in browser.get(f"{NEW}?search=Sofie").content.decode()
    assert "To 2 customers" in browser.get(NEW).content.decode()
    begun = browser.post(f"{NEW}?search=Sofie", {"letter": "recall"})
    run = LetterRun.objects.get()
    page = f"{NEW}{run.pk}/"
    assert (begun["Location"], run.customer_ids) == (page, [sofie.pk])
    waiting = browser.get(page).content.decode()
    assert ['hx-trigger="every 2s"' in waiting, "0 of 1 printed" in waiting] == [True, True]
    assert browser.get(f"{page}letters.pdf").status_code == 404
    print_letters(business=salon.business.pk, run=run.pk)
    with scope(business=salon.business):
        part = browser.get(page, headers=HTMX).content.decode()
        assert part.startswith("<section")
        assert ["1 letter is ready" in part, "every 2s" in part] == [True, False]
        pdf = browser.get(f"{page}letters.pdf")
        assert (pdf["Content-Type"], "Sofie Lund" in text_of(pdf.content)) == ("application/pdf", True)
        for address in (page, f"{page}letters.pdf"):
            assert signed_in(owner).get(address).status_code == 404


def test_what_cannot_be_printed_is_said(
    salon: Salon, sofie: Customer, owner: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = signed_in(owner)
    assert browser.post(NEW, {"letter": "free"}).status_code == 422
    empty = browser.post(f"{NEW}?search=Nobodyatall", {"letter": "recall"})
    assert (empty.status_code, "There is nobody to write to." in empty.content.decode()) == (422, True)
    make_customer(salon.business)
    for module in ("kartotek.domain.overview.queries.letters", "kartotek.domain.messaging.actions.letters"):
        monkeypatch.setattr(f"{module}.MOST_LETTERS", 1)
    monkeypatch.setattr("kartotek.web.desk.customer_list.letter_views.MOST_LETTERS", 1)
    many = browser.get(NEW).content.decode()
    assert ["more than 1,000" in many, "Print as a PDF" in many] == [True, False]
    refused = browser.post(NEW, {"letter": "recall"})
    assert (refused.status_code, "Choose fewer customers" in refused.content.decode()) == (422, True)
    failed = make_letters(salon.business, owner.id or 0, sofie.pk, state="failed", pdf=None)
    assert "could not be printed" in browser.get(f"{NEW}{failed.pk}/").content.decode()
    assert letters.MOST_LETTERS == 1000


def test_an_inspector_prints_for_her_areas_alone(salon: Salon, sofie: Customer, inspector: Actor, area: Area) -> None:
    inside = make_customer(salon.business, area=area)
    browser = signed_in(inspector)
    for path in ("letter/", "coming/"):
        assert browser.get(f"{LIST}{sofie.pk}/{path}").status_code == 404
    browser.post(NEW, {"letter": "recall"})
    assert LetterRun.objects.get().customer_ids == [inside.pk]
