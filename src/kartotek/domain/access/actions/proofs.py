"""Let a person prove an address: send a code, take it back, hand out a token (S20, S22)."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID, uuid4

from django.db import transaction

from kartotek.domain.access.decisions import code_digest, is_right_code
from kartotek.domain.access.decisions.proving import MAX_ATTEMPTS
from kartotek.domain.access.errors import WrongCode
from kartotek.domain.access.models import CustomerSession, Proof
from kartotek.domain.access.queries.identities import find_card_of
from kartotek.domain.access.values import Address, BusinessFacts, CustomerToken, StartedProof
from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, ActorKind, Target
from kartotek.domain.businesses.values import BusinessLike, digest_of
from kartotek.domain.customers.actions import set_proven_contact
from kartotek.domain.customers.models import Customer
from kartotek.domain.customers.values import CustomerCard
from kartotek.domain.messaging.actions import queue_message
from kartotek.domain.messaging.decisions import Composed, compose
from kartotek.domain.messaging.queries import business_facts, texts_of
from kartotek.domain.messaging.values import Draft, Event, Facts, MessageChannel, TemplateKey
from kartotek.kernel.errors import NotFound, NotPermitted, TooMany
from kartotek.plumbing import locks, ratelimits

R = TypeVar("R")
CODE_LASTS = timedelta(minutes=10)
TOKEN_LASTS = timedelta(days=30)
_CODES = 3
_WINDOW = timedelta(minutes=15)
_BY_NETWORK = 60
_MINUTE = timedelta(minutes=1)


def start_proof(
    *,
    business: BusinessLike,
    address: Address,
    language: str,
    actor: Actor,
    now: datetime,
    event: Event = Event.PROOF_CODE,
) -> StartedProof:
    """Send a code to the address; the steps are the same whether we know it or not (S22). `event`: what for, to
    prove the address or to sign in; it changes the words only.

    Raises TooMany when three codes went there within a quarter of an hour, or sixty were asked for from the actor's
    network within a minute.
    """
    limits = [
        ratelimits.Limit("proof", f"{business.id} {address.value}", _CODES, _WINDOW),
        ratelimits.Limit("proof network", actor.address, _BY_NETWORK, _MINUTE),
    ]
    ratelimits.hit(limits, now=now)
    code = f"{secrets.randbelow(1_000_000):06}"
    with transaction.atomic():
        proof = _new_proof(business.id, address, code, now)
        said = _words(TemplateKey(event, MessageChannel(address.channel), language), business, code, now)
        draft = _draft(proof, said, event, language)
        queue_message(business_id=business.id, draft=draft, actor=actor, now=now)
        record(actor=actor, now=now, business_id=business.id, action="proof.started", target=Target("proof", proof.pk))
    return StartedProof(str(proof.public_id), proof.expires_at)


def _draft(proof: Proof, said: Composed, event: Event, language: str) -> Draft:
    card = find_card_of(proof.channel, proof.address)
    return Draft(
        event=event,
        channel=MessageChannel(proof.channel),
        to=proof.address,
        language=language,
        text=said.text,
        html=said.html,
        key=f"{event.value}:{proof.public_id}",
        customer_id=card.pk if card else None,
        expires_at=proof.expires_at,
    )


def _words(key: TemplateKey, business: BusinessLike, code: str, now: datetime) -> Composed:
    """The message with the code. It names no customer: who asked has shown nothing yet (S22)."""
    facts = Facts(
        business=business_facts(business), language=key.language, timezone=business.timezone, now=now, code=code
    )
    return compose(texts_of([key])[key], key.channel, facts)


def _new_proof(business_id: int, address: Address, code: str, now: datetime) -> Proof:
    public_id = uuid4()
    return Proof.objects.create(
        business_id=business_id,
        public_id=public_id,
        channel=address.channel,
        address=address.value,
        code_digest=code_digest(str(public_id), code),
        created_at=now,
        expires_at=now + CODE_LASTS,
    )


def confirm_proof(*, business: BusinessFacts, public_id: str, code: str, actor: Actor, now: datetime) -> CustomerToken:
    """Exchange the right code for a token; a wrong one is counted, and the count survives the refusal (joint 1).

    Raises NotFound, WrongCode, or TooMany from the sixth attempt on.
    """
    return _with_right_code(
        _Try(business.id, public_id, code, actor, now), lambda proof: _new_session(business.id, proof, actor, now)
    )


def change_own_contact(
    *, business: BusinessLike, public_id: str, code: str, actor: Actor, now: datetime
) -> CustomerCard:
    """The address that was proven becomes that of the card of the actor, a customer who is signed in.

    Raises what `confirm_proof` raises, NotPermitted for anybody else, staff who act as her too (S50).
    """
    customer_id = actor.id if actor.kind is ActorKind.CUSTOMER else None
    if customer_id is None or actor.is_staff_as_customer:
        raise NotPermitted

    def changed(proof: Proof) -> CustomerCard:
        proof.confirmed_at = now
        proof.save(update_fields=["confirmed_at"])
        contact = ("phone" if proof.channel == "sms" else "email", proof.address)
        return set_proven_contact(business=business, actor=actor, now=now, customer_id=customer_id, contact=contact)

    return _with_right_code(_Try(business.id, public_id, code, actor, now), changed)


@dataclass(frozen=True)
class _Try:
    """Somebody sends a code back."""

    business_id: int
    public_id: str
    code: str
    actor: Actor
    now: datetime


def _with_right_code(tried: _Try, then: Callable[[Proof], R]) -> R:
    with locks.holding():
        proof = _locked(tried.public_id)
        is_spent = proof.attempts >= MAX_ATTEMPTS
        is_open = proof.confirmed_at is None and proof.expires_at > tried.now
        if is_open and not is_spent and is_right_code(str(proof.public_id), tried.code, proof.code_digest):
            return then(proof)
        if not is_spent:
            proof.attempts += 1
            proof.save(update_fields=["attempts"])
            target = Target("proof", proof.pk)
            record(
                actor=tried.actor, now=tried.now, business_id=tried.business_id, action="proof.failed", target=target
            )
    if is_spent:
        raise TooMany(retry_after_seconds=max(1, round((proof.expires_at - tried.now).total_seconds())))
    raise WrongCode


def _locked(public_id: str) -> Proof:
    try:
        wanted = UUID(public_id)
    except ValueError as error:
        raise NotFound from error
    proof = locks.hold_rows(Proof.objects.filter(public_id=wanted)).first()
    if proof is None:
        raise NotFound
    return proof


def _new_session(business_id: int, proof: Proof, actor: Actor, now: datetime) -> CustomerToken:
    proof.confirmed_at = now
    proof.save(update_fields=["confirmed_at"])
    card = find_card_of(proof.channel, proof.address)
    token = f"kc_{secrets.token_urlsafe(32)}"
    session = CustomerSession.objects.create(
        business_id=business_id,
        digest=digest_of(token),
        channel=proof.channel,
        address=proof.address,
        customer=card,
        created_at=now,
        expires_at=now + TOKEN_LASTS,
    )
    if card is not None:
        Customer.objects.filter(pk=card.pk).update(last_login_at=now, last_login_ip=actor.address)
    target = Target("customer_session", session.pk, card.pk if card else None)
    record(actor=actor, now=now, business_id=business_id, action="customer.signed_in", target=target)
    return CustomerToken(token, session.expires_at)


@transaction.atomic
def end_customer_session(*, session_id: int, business_id: int, actor: Actor, now: datetime) -> None:
    """Sign the customer out: the token works no more."""
    ended = CustomerSession.objects.filter(pk=session_id, ended_at=None).update(ended_at=now)
    if ended:
        target = Target("customer_session", session_id, actor.id)
        record(actor=actor, now=now, business_id=business_id, action="customer.signed_out", target=target)
