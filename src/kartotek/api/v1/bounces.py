"""`bounces`: hand in a mail that says a message did not arrive."""

from ninja import Router, Schema

from kartotek.api.kit.calls import StaffRequest
from kartotek.domain.messaging import actions
from kartotek.domain.messaging.decisions.bounces import LARGEST_REPORT, is_mail, read_report
from kartotek.domain.messaging.values.bounces import BounceEffect, BounceKind, BounceOutcome
from kartotek.kernel.errors import invalid
from kartotek.kernel.words import gettext_noop

router = Router(tags=["messages"])


class BounceOut(Schema):
    """What the mail says of one address, and what that changed; `message`: the message it is about."""

    address: str
    kind: BounceKind
    status: str
    diagnostic: str
    effect: BounceEffect
    message: str | None


class BouncesOut(Schema):
    """What was found in the mail; nothing where it is no report."""

    items: list[BounceOut]


@router.post(
    "/bounces",
    response=BouncesOut,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"message/rfc822": {"schema": {"type": "string", "maxLength": LARGEST_REPORT}}},
        }
    },
)
def take_bounce(request: StaffRequest) -> dict[str, object]:
    """A delivery status notification, or a bounce in prose, as it came. The same mail again changes nothing.

    It is believed only of addresses to which something went within thirty days: reports are easily forged.
    """
    raw = request.body
    if not raw.strip():
        raise invalid("body", "required", gettext_noop("Send the mail as it came."))
    if not is_mail(raw):
        raise invalid("body", "not_a_mail", gettext_noop("This is not a mail: it has no header."))
    call = request.call
    found = actions.record_bounce(business_id=call.business.id, report=read_report(raw), actor=call.actor, now=call.now)
    return {"items": [_shape(one) for one in found]}


def _shape(one: BounceOutcome) -> dict[str, object]:
    finding = one.finding
    return {
        "address": finding.address,
        "kind": finding.kind.value,
        "status": finding.status,
        "diagnostic": finding.diagnostic,
        "effect": one.effect.value,
        "message": None if one.message_id is None else str(one.message_id),
    }
