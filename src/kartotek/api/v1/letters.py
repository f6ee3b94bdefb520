"""`letters` are printed by a job: `jobs/{id}` says how far it is, and where the PDF then lies."""

from typing import Literal

from django.http import HttpResponse
from ninja import Field, Router, Schema, Status

from kartotek.api.kit.calls import StaffCall, StaffRequest
from kartotek.api.kit.shapes import Shape, id_from_body, id_from_path
from kartotek.api.v1.customer_filter import CustomersFilter
from kartotek.domain.messaging.actions import print_letters
from kartotek.domain.messaging.queries.letters import get_letter_run, get_letters_pdf
from kartotek.domain.messaging.values.letters import MOST_LETTERS, LetterRunItem
from kartotek.domain.overview.queries.letters import check_addressees, list_addressees
from kartotek.plumbing.addresses import absolute

router = Router(tags=["letters"])


class LettersIn(Shape):
    """Which letter, and to whom: these customers, or all that `GET customers` would list for a filter; at most 1,000.

    `recall.letter` is that template in the language of each customer, `recall.letter.da` in this one.
    """

    template: str = Field(examples=["appointment_card.letter", "recall.letter.da"])
    customers: list[str] | CustomersFilter


class JobOut(Schema):
    """How far a job is, in percent. The result can be fetched once it is done, by who started it, for seven days."""

    id: str
    state: Literal["queued", "running", "done", "failed"]
    progress: int
    result_url: str | None


@router.post("/letters", response={202: JobOut})
def create_letters(request: StaffRequest, payload: LettersIn) -> Status[dict[str, object]]:
    """Have letters printed, all as one PDF."""
    call = request.call
    made = print_letters(
        business_id=call.business.id,
        actor=call.actor,
        now=call.now,
        template=payload.template,
        customer_ids=_addressees(payload.customers, call),
    )
    return Status(202, _shape(made))


@router.get("/jobs/{job}", response=JobOut)
def get_job(request: StaffRequest, job: str) -> dict[str, object]:
    """How far it is; of the caller's own jobs."""
    return _shape(get_letter_run(id_from_path(job), viewer=request.call.actor))


@router.get("/jobs/{job}/result", response=None)
def get_result(request: StaffRequest, job: str) -> HttpResponse:
    """The PDF; 404 while it is not ready."""
    pdf = get_letters_pdf(id_from_path(job), viewer=request.call.actor)
    headers = {"Content-Disposition": 'attachment; filename="letters.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def _addressees(given: list[str] | CustomersFilter, call: StaffCall) -> list[int]:
    if isinstance(given, CustomersFilter):
        return list_addressees(business=call.business, viewer=call.actor, question=given.question(), now=call.now)
    return check_addressees([id_from_body("customers", one) for one in given[: MOST_LETTERS + 1]], viewer=call.actor)


def _shape(run: LetterRunItem) -> dict[str, object]:
    is_done = run.state == "done"
    return {
        "id": str(run.id),
        "state": run.state.value,
        "progress": run.percent,
        "result_url": absolute(f"/api/v1/jobs/{run.id}/result") if is_done else None,
    }
