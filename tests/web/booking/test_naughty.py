"""Does anything typed or put into an address break a page of the booking site?"""

from collections.abc import Iterator
from itertools import cycle
from urllib.parse import quote

from django.test import Client
from tests.factories.booking import Salon
from tests.naughty import OWN, naughty_strings
from tests.web.booking.site import TYPED, chosen

STEPS = (
    "with/?service={0}",
    "when/?service={1}&employee={0}&day=2026-11-16",
    "when/?service={1}&employee=any&day={0}",
    "details/?service={1}&employee=any&start={0}",
    "sign-in/?next={0}",
    "manage/{0}/",
)


def addresses(salon: Salon) -> Iterator[str]:
    """Our own texts in every step, those of the large list in one after the other."""
    steps = cycle(STEPS)
    for text in naughty_strings():
        for step in STEPS if text in OWN else [next(steps)]:
            yield f"/havnegade/{step.format(quote(text, safe=''), salon.service.pk)}"


def test_no_address_breaks_a_page(salon: Salon, visitor: Client) -> None:
    assert [address for address in addresses(salon) if visitor.get(address).status_code >= 500] == []


def test_nothing_typed_breaks_a_form(salon: Salon, visitor: Client) -> None:
    names = cycle([("first_name", "last_name", "note"), ("email",), ("phone", "note")])
    page = f"/havnegade/details/check/?{chosen(salon)}"
    bodies = [{**TYPED, **dict.fromkeys(next(names), text)} for text in naughty_strings()]
    assert [body for body in bodies if visitor.post(page, body).status_code not in {200, 422}] == []


def test_nothing_typed_breaks_signing_in(salon: Salon, visitor: Client) -> None:
    found = {text: visitor.post("/havnegade/sign-in/", {"address": text}).status_code for text in OWN}
    assert [text for text, status in found.items() if status not in {302, 422}] == []


def test_what_was_typed_is_never_markup(salon: Salon, visitor: Client) -> None:
    page = visitor.post(
        f"/havnegade/details/check/?{chosen(salon)}",
        {**TYPED, "first_name": "<b>Freja</b>", "note": "<script>x</script>"},
    ).content.decode()
    assert "<b>Freja</b>" not in page
    assert "<script>x" not in page
