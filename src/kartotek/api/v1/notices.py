"""`customers/{id}/notices`: what staff should know of a customer."""

from datetime import datetime
from typing import Literal

from ninja import Field, Router, Schema, Status

from kartotek.api.kit.calls import StaffRequest
from kartotek.api.kit.shapes import PageShape, Shape, id_from_path, page_of
from kartotek.domain.customers.actions import add_notice
from kartotek.domain.customers.queries import list_notices
from kartotek.domain.customers.values import NewNotice, NoticeItem

router = Router(tags=["customers"])


class NoticeIn(Shape):
    """A new notice."""

    text: str = Field(max_length=5000)
    pinned: bool = False
    agent: str = Field("", max_length=200)


class NoticeOut(Schema):
    """A notice; `lock` and `unlock` were written with a lock or its lifting."""

    id: str
    kind: Literal["note", "lock", "unlock"]
    text: str
    pinned: bool
    at: datetime
    by: str
    agent: str


@router.get("/customers/{customer}/notices", response=PageShape[NoticeOut])
def list_all_notices(
    request: StaffRequest, customer: str, limit: int | None = None, cursor: str = ""
) -> dict[str, object]:
    """Pinned ones first, each newest first."""
    found = list_notices(viewer=request.call.actor, customer_id=id_from_path(customer), limit=limit, cursor=cursor)
    return page_of(found, _shape)


@router.post("/customers/{customer}/notices", response={201: NoticeOut})
def create_notice(request: StaffRequest, customer: str, payload: NoticeIn) -> Status[dict[str, object]]:
    """Write one."""
    call = request.call
    notice = NewNotice(id_from_path(customer), payload.text, is_pinned=payload.pinned, agent=payload.agent)
    made = add_notice(business_id=call.business.id, actor=call.actor, now=call.now, notice=notice)
    return Status(201, _shape(made))


def _shape(notice: NoticeItem) -> dict[str, object]:
    return {
        "id": str(notice.id),
        "kind": notice.kind.value,
        "text": notice.text,
        "pinned": notice.is_pinned,
        "at": notice.at,
        "by": notice.by,
        "agent": notice.agent,
    }
