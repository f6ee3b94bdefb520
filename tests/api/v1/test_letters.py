"""Do `letters` and `jobs` answer as api.md says?"""

from datetime import datetime
from io import BytesIO

import pytest
from django_scopes import scope
from pypdf import PdfReader
from tests.api.calls import Program
from tests.factories.booking import Salon, make_salon
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_tag, put_tag

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.jobs import print_letters
from kartotek.domain.businesses.models import Area, Business
from kartotek.domain.messaging.models import LetterRun
from kartotek.domain.messaging.values import letters


@pytest.fixture
def salon(business: Business, now: datetime) -> Salon:
    with scope(business=business):
        return make_salon(business)


def sheets(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def test_letters_to_some_customers_are_printed_and_fetched(salon: Salon, receptionist: Actor, owner: Actor) -> None:
    with scope(business=salon.business):
        ids = [str(make_customer(salon.business, first_name=name).pk) for name in ("Ida", "Liv")]
    program = Program(receptionist)
    job = program.call("POST", "letters", {"template": "recall.letter", "customers": [*ids, ids[0]]}, 202)
    assert job == {"id": job["id"], "state": "queued", "progress": 0, "result_url": None}
    program.call("GET", f"jobs/{job['id']}/result", status=404)
    print_letters(business=salon.business.pk, run=int(job["id"]))
    done = program.call("GET", f"jobs/{job['id']}")
    url = f"http://localhost:8000/api/v1/jobs/{job['id']}/result"
    assert done == {"id": job["id"], "state": "done", "progress": 100, "result_url": url}
    answer = program.client.get(f"/api/v1/jobs/{job['id']}/result")
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "no-store")
    assert ["Ida" in sheets(answer.content)[0], "Liv" in sheets(answer.content)[1], len(sheets(answer.content))] == [
        True, True, 2,
    ]  # fmt: skip
    for path in ("", "/result"):
        Program(owner).call("GET", f"jobs/{job['id']}{path}", status=404)


def test_a_filter_means_all_that_the_list_would_show(salon: Salon, owner: Actor) -> None:
    with scope(business=salon.business):
        ids = [make_customer(salon.business, first_name=f"Ida{number}").pk for number in range(3)]
        make_customer(salon.business, first_name="Liv")
        put_tag(make_customer(salon.business, first_name="Mia"), tag := make_tag(salon.business, "Regular"))
    program = Program(owner)
    body: dict[str, object] = {"template": "free.letter.en", "customers": {"search": "Ida"}}
    job = program.call("POST", "letters", body, 202)
    with scope(business=salon.business):
        assert sorted(LetterRun.objects.get(pk=job["id"]).customer_ids) == ids
    program.call("POST", "letters", body | {"customers": {"tag": str(tag.pk)}}, 202)
    program.call("POST", "letters", body | {"customers": {}}, 202)
    with scope(business=salon.business):
        assert [len(row.customer_ids) for row in LetterRun.objects.order_by("pk")] == [3, 1, 5]


def test_what_cannot_be_printed_is_refused(salon: Salon, owner: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    with scope(business=salon.business):
        one = str(make_customer(salon.business).pk)
    program = Program(owner)
    for body, field in (
        ({"template": "no_show.letter", "customers": [one]}, "template"),
        ({"template": "recall.letter", "customers": []}, "customers"),
        ({"template": "recall.letter", "customers": ["x"]}, "customers"),
        ({"template": "recall.letter", "customers": {"search": "Nobody at all"}}, "customers"),
    ):
        refused = program.call("POST", "letters", body, 422)
        assert [error["field"] for error in refused["errors"]] == [field]
    program.call("POST", "letters", {"template": "recall.letter", "customers": [one, "987654321"]}, 404)
    program.call("POST", "letters", {"template": "recall.letter", "customers": [one] * (letters.MOST_LETTERS + 5)}, 202)


def test_an_inspector_writes_to_customers_of_her_areas(salon: Salon, inspector: Actor, area: Area) -> None:
    with scope(business=salon.business):
        inside, outside = make_customer(salon.business, area=area), make_customer(salon.business)
    program = Program(inspector)
    body: dict[str, object] = {"template": "recall.letter", "customers": [str(inside.pk), str(outside.pk)]}
    program.call("POST", "letters", body, 404)
    job = program.call("POST", "letters", body | {"customers": {}}, 202)
    with scope(business=salon.business):
        assert LetterRun.objects.get(pk=job["id"]).customer_ids == [inside.pk]
