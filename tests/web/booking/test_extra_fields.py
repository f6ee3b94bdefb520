"""Is a customer asked what the service asks, and is nothing she answered lost on the way?"""

import pytest
from django.test import Client
from django_scopes import scope
from tests.factories.booking import Salon
from tests.factories.catalog import make_extra_field
from tests.web.booking.site import TYPED, chosen, sent

from kartotek.domain.booking.models import Booking
from kartotek.domain.catalog.models import ExtraField


@pytest.fixture
def length(salon: Salon) -> ExtraField:
    with scope(business=salon.business):
        choices = [{"en": "Short", "da": "Kort"}, {"en": "Long", "da": "Langt"}]
        label = {"en": "Length", "da": "Længde"}
        return make_extra_field(salon.service, label=label, kind="choice", choices=choices, is_required=True)


def test_what_is_required_is_demanded_and_shown_once_more(salon: Salon, visitor: Client, length: ExtraField) -> None:
    with scope(business=salon.business):
        first = make_extra_field(salon.service, "First time?", kind="yes_no", is_required=True)
        make_extra_field(salon.service, "Mood", is_visible_online=False)
    page = visitor.get(f"/havnegade/details/?{chosen(salon)}").content.decode()
    assert ("Length" in page, "First time?" in page, "Mood" in page) == (True, True, False)
    url = f"/havnegade/details/check/?{chosen(salon)}"
    assert visitor.post(url, TYPED).status_code == 422
    value = length.choices[1][salon.business.default_language]
    answered = {f"extra_{length.pk}": value, f"extra_{first.pk}": "no"}
    page = visitor.post(url, {**TYPED, **answered}).content.decode()
    assert f'name="extra_{length.pk}" value="{value}"' in page
    assert "<dt>First time?</dt><dd>No</dd>" in page
    back = visitor.post(f"/havnegade/details/?{chosen(salon)}", {**TYPED, **answered}).content.decode()
    assert f'<option value="{value}" selected>' in back
    booking_url, body = sent(salon)
    assert visitor.post(booking_url, body).status_code == 422
    assert visitor.post(booking_url, {**body, **answered}).status_code == 302
    with scope(business=salon.business):
        assert [one["value"] for one in Booking.objects.get().extra_fields] == [value, False]


def test_a_question_stands_in_the_language_of_the_customer(salon: Salon, length: ExtraField) -> None:
    page = Client(headers={"Accept-Language": "da"}).get(f"/havnegade/details/?{chosen(salon)}").content.decode()
    assert [words in page for words in ("Længde", ">Langt</option>")] == [True, True]
