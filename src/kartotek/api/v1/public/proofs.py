"""Proving an address: `public/{business}/proofs` (S20, S22)."""

from datetime import datetime

from ninja import Field, Path, Router, Schema, Status

from kartotek.api.kit.calls import PublicRequest
from kartotek.api.kit.shapes import Shape
from kartotek.domain.access.actions import confirm_proof, start_proof
from kartotek.domain.access.decisions import address_to_prove
from kartotek.domain.businesses.values import LANGUAGES
from kartotek.kernel.contact import LONGEST_EMAIL, LONGEST_PHONE

router = Router(tags=["public proofs"])


class ProofIn(Shape):
    """The address to prove: one of the two. The code's message is in `language`, else in that of the answer."""

    email: str = Field("", json_schema_extra={"maxLength": LONGEST_EMAIL})
    phone: str = Field("", json_schema_extra={"maxLength": LONGEST_PHONE})
    language: str = Field("", max_length=20)


class ProofOut(Schema):
    """Where the code goes back to."""

    proof: str
    expires_at: datetime


class CodeIn(Shape):
    """The code as it was typed."""

    code: str = Field(max_length=40)


class TokenOut(Schema):
    """What to send as `Authorization: Customer TOKEN`."""

    customer_token: str
    expires_at: datetime


@router.post("/proofs", response={202: ProofOut})
def create_proof(request: PublicRequest, business: Path[str], payload: ProofIn) -> Status[dict[str, object]]:
    """Send a code; the answer is the same whether we know the address or not."""
    call = request.call
    address = address_to_prove(payload.email, payload.phone, call.business.country)
    started = start_proof(
        business=call.business,
        address=address,
        language=payload.language if payload.language in LANGUAGES else call.language,
        actor=call.actor,
        now=call.now,
    )
    return Status(202, {"proof": started.public_id, "expires_at": started.expires_at})


@router.post("/proofs/{proof}", response=TokenOut)
def answer_proof(request: PublicRequest, business: Path[str], proof: str, payload: CodeIn) -> dict[str, object]:
    """Exchange the code for a token."""
    call = request.call
    token = confirm_proof(business=call.business, public_id=proof, code=payload.code, actor=call.actor, now=call.now)
    return {"customer_token": token.token, "expires_at": token.expires_at}
