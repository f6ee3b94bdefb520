"""Can a person prove an address, and nobody guess a code? (S20, S22)"""

import re
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings
from tests.factories.access import make_customer_token, make_proof, make_settings
from tests.factories.customers import make_customer

from kartotek.domain.access.actions import change_own_contact, confirm_proof, end_customer_session, start_proof
from kartotek.domain.access.errors import CustomerRefused, ProofRequired, WrongCode
from kartotek.domain.access.models import CustomerSession, Proof
from kartotek.domain.access.queries import find_customer_identity
from kartotek.domain.access.values import Address, CustomerIdentity, StartedProof
from kartotek.domain.audit.models import Entry
from kartotek.domain.audit.values import STRANGER, Actor, ActorKind
from kartotek.domain.businesses.models import Business
from kartotek.domain.messaging.actions import edit_template
from kartotek.domain.messaging.models import Message
from kartotek.kernel.errors import NotFound, NotPermitted, TooMany

SOFIE = Address("email", "sofie@example.com")
CALLER = Actor(kind=ActorKind.CUSTOMER, id=None, name="", address="192.0.2.7")


@pytest.fixture(autouse=True)
def _captured(settings: Settings) -> None:
    settings.EMAIL_URL = settings.SMS_URL = ""


def start(business: Business, now: datetime, address: Address = SOFIE) -> StartedProof:
    return start_proof(business=business, address=address, language="en", actor=CALLER, now=now)


def confirm(business: Business, now: datetime, proof: StartedProof | Proof, code: str) -> str:
    public_id = str(proof.public_id)
    return confirm_proof(business=business, public_id=public_id, code=code, actor=CALLER, now=now).token


def code_in(message: Message) -> str:
    found = re.match(r"\d{6}", message.body)
    assert found is not None
    return found.group()


def test_the_code_that_was_sent_earns_a_token_for_the_card(scoped: Business, now: datetime) -> None:
    card = make_customer(scoped, first_name="Sofie", last_name="Berg", email="sofie@example.com", language="da")
    proof = start(scoped, now)
    assert proof.expires_at == now + timedelta(minutes=10)
    message = Message.objects.get()
    assert (message.event, message.to, message.customer_id) == ("proof_code", "sofie@example.com", card.pk)
    token = confirm(scoped, now, proof, code_in(message))
    assert find_customer_identity(token, now=now) == CustomerIdentity(
        session_id=CustomerSession.objects.get().pk,
        channel="email",
        address="sofie@example.com",
        customer_id=card.pk,
        name="Sofie Berg",
        language="da",
        expires_at=now + timedelta(days=30),
    )
    card.refresh_from_db()
    assert (card.last_login_at, card.last_login_ip) == (now, "192.0.2.7")
    assert set(Entry.objects.values_list("action", flat=True)) == {
        "proof.started",
        "message.queued",
        "customer.signed_in",
    }


def test_the_code_is_kept_as_a_digest_only(scoped: Business, now: datetime) -> None:
    start(scoped, now)
    proof = Proof.objects.get()
    assert code_in(Message.objects.get()) not in proof.code_digest
    assert str(proof) == f"proof {proof.public_id}"


def test_the_message_speaks_in_the_words_of_the_business_and_names_nobody(
    scoped: Business, owner: Actor, now: datetime
) -> None:
    make_customer(scoped, first_name="Sofie", email="sofie@example.com")
    start(scoped, now)
    built_in = Message.objects.get()
    assert built_in.subject == "Your code for Havnegade Salon & Klinik"
    assert code_in(built_in) in built_in.html
    edit_template(
        business_id=scoped.pk,
        template_id="proof_code.email.en",
        changes={"subject": "Hello [FIRSTNAME][CODE]", "body": "[CODE] [FIRSTNAME], until [DATE] at [BUSINESS]"},
        expected_version=None,
        actor=owner,
        now=now,
    )
    start(scoped, now)
    own = Message.objects.exclude(pk=built_in.pk).get()
    assert own.subject == f"Hello {code_in(own)}"
    assert own.body == f"{code_in(own)} , until  at Havnegade Salon & Klinik"


def test_known_and_unknown_addresses_take_the_same_steps(scoped: Business, now: datetime) -> None:
    make_customer(scoped, email="sofie@example.com")

    def steps(address: str) -> list[str]:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            start(scoped, now, Address("email", address))
        return [query["sql"].split(" ")[0] for query in captured.captured_queries]

    assert steps("sofie@example.com") == steps("nobody@example.com")


def test_a_stranger_proves_an_address_too_and_finds_the_card_once_there_is_one(scoped: Business, now: datetime) -> None:
    token = confirm(scoped, now, make_proof(scoped, now, "123456"), "123456")
    identity = find_customer_identity(token, now=now)
    assert identity is not None
    assert (identity.customer_id, identity.name, identity.language) == (None, "", "")
    card = make_customer(scoped, email="sofie@example.com")
    found = find_customer_identity(token, now=now)
    assert found is not None
    assert found.customer_id == card.pk


def test_a_phone_is_proven_by_text_message(scoped: Business, now: datetime) -> None:
    card = make_customer(scoped, phone="+4522550114")
    proof = start(scoped, now, Address("sms", "+4522550114"))
    message = Message.objects.get()
    assert (message.channel, message.to) == ("sms", "+4522550114")
    identity = find_customer_identity(confirm(scoped, now, proof, code_in(message)), now=now)
    assert identity is not None
    assert identity.customer_id == card.pk


def test_of_several_cards_with_the_address_the_oldest_opens_and_archived_ones_never(
    scoped: Business, now: datetime
) -> None:
    make_customer(scoped, email="sofie@example.com", archived_at=now)
    mother = make_customer(scoped, email="sofie@example.com")
    make_customer(scoped, email="sofie@example.com")
    identity = find_customer_identity(make_customer_token(scoped, now), now=now)
    assert identity is not None
    assert identity.customer_id == mother.pk


def test_a_wrong_code_is_refused_and_counted_although_it_is_refused(scoped: Business, now: datetime) -> None:
    proof = make_proof(scoped, now, "123456")
    with pytest.raises(WrongCode):
        confirm(scoped, now, proof, "654321")
    proof.refresh_from_db()
    assert proof.attempts == 1
    assert Entry.objects.filter(action="proof.failed").count() == 1


def test_after_five_wrong_codes_the_right_one_comes_too_late(scoped: Business, now: datetime) -> None:
    proof = make_proof(scoped, now, "123456")
    for _ in range(5):
        with pytest.raises(WrongCode):
            confirm(scoped, now, proof, "000000")
    with pytest.raises(TooMany) as refused:
        confirm(scoped, now, proof, "123456")
    assert refused.value.retry_after_seconds == 600


def test_a_code_works_once(scoped: Business, now: datetime) -> None:
    proof = make_proof(scoped, now, "123456")
    confirm(scoped, now, proof, "123456")
    with pytest.raises(WrongCode):
        confirm(scoped, now, proof, "123456")


def test_a_code_works_for_ten_minutes(scoped: Business, now: datetime) -> None:
    proof = make_proof(scoped, now, "123456")
    with pytest.raises(WrongCode):
        confirm(scoped, now + timedelta(minutes=10), proof, "123456")
    assert confirm(scoped, now + timedelta(minutes=10, microseconds=-1), proof, "123456").startswith("kc_")


@pytest.mark.parametrize("public_id", ["", "nonsense", "00000000-0000-4000-8000-000000000000"])
def test_an_unknown_proof_is_not_there(scoped: Business, now: datetime, public_id: str) -> None:
    with pytest.raises(NotFound):
        confirm_proof(business=scoped, public_id=public_id, code="1", actor=STRANGER, now=now)


def test_a_proof_of_another_business_is_not_there(scoped: Business, other_business: Business, now: datetime) -> None:
    with pytest.raises(NotFound):
        confirm(scoped, now, make_proof(other_business, now), "123456")


def test_three_codes_in_a_quarter_of_an_hour_go_to_one_address(scoped: Business, now: datetime) -> None:
    for _ in range(3):
        start(scoped, now)
    with pytest.raises(TooMany):
        start(scoped, now + timedelta(minutes=14))
    start(scoped, now, Address("email", "another@example.com"))
    start(scoped, now + timedelta(minutes=16))


def test_sixty_codes_a_minute_go_to_the_addresses_one_network_names(scoped: Business, now: datetime) -> None:
    for number in range(60):
        start(scoped, now, Address("email", f"person{number}@example.com"))
    with pytest.raises(TooMany):
        start(scoped, now, Address("email", "one.more@example.com"))
    start(scoped, now + timedelta(minutes=2), Address("email", "one.more@example.com"))


def test_a_card_that_carries_another_address_now_is_opened_no_more(scoped: Business, now: datetime) -> None:
    by_email, by_phone = make_customer(scoped, email="old@example.com"), make_customer(scoped, phone="+4531550124")
    tokens = [
        make_customer_token(scoped, now, by_email),
        make_customer_token(scoped, now, by_phone, channel="sms", address="+4531550124"),
    ]
    assert [_card_of(token, now) for token in tokens] == [by_email.pk, by_phone.pk]
    by_email.email, by_phone.phone = "new@example.com", "+4520550101"
    by_email.save()
    by_phone.save()
    assert [_card_of(token, now) for token in tokens] == [None, None]


def _card_of(token: str, now: datetime) -> int | None:
    identity = find_customer_identity(token, now=now)
    assert identity is not None
    return identity.customer_id


def test_a_card_archived_meanwhile_is_opened_no_more(scoped: Business, now: datetime) -> None:
    card = make_customer(scoped, email="sofie@example.com")
    token = make_customer_token(scoped, now, card)
    card.archived_at = now
    card.save()
    identity = find_customer_identity(token, now=now)
    assert identity is not None
    assert (identity.customer_id, identity.name, identity.address) == (None, "", "sofie@example.com")


def test_a_token_ends_after_thirty_days_or_by_signing_out(scoped: Business, now: datetime) -> None:
    token = make_customer_token(scoped, now)
    identity = find_customer_identity(token, now=now + timedelta(days=29))
    assert identity is not None
    assert find_customer_identity(token, now=now + timedelta(days=30)) is None
    for _ in range(2):
        end_customer_session(session_id=identity.session_id, business_id=scoped.pk, actor=CALLER, now=now)
    assert find_customer_identity(token, now=now) is None
    assert Entry.objects.filter(action="customer.signed_out").count() == 1


def test_a_token_of_another_business_means_nothing_here(
    scoped: Business, other_business: Business, now: datetime
) -> None:
    assert find_customer_identity(make_customer_token(other_business, now), now=now) is None
    assert find_customer_identity("", now=now) is None


def test_the_demand_for_proof_names_the_proof(now: datetime) -> None:
    error = ProofRequired(StartedProof("abc", now))
    assert error.members() == {"proof": "abc", "expires_at": "2026-11-12T09:54:00+00:00"}


def test_a_refusal_tells_what_it_was_given() -> None:
    error = CustomerRefused("Sorry.", details={"contact": {"phone": "+45"}})
    assert (error.message, error.members()) == ("Sorry.", {"contact": {"phone": "+45"}})


def test_rows_say_what_they_are(scoped: Business, now: datetime) -> None:
    make_customer_token(scoped, now)
    assert str(CustomerSession.objects.get()) == "session of customer None"
    assert str(make_settings(scoped)) == f"online booking of business {scoped.pk}"


def test_who_is_not_signed_in_has_no_card_to_change(scoped: Business, now: datetime) -> None:
    proof = start(scoped, now)
    with pytest.raises(NotPermitted):
        change_own_contact(
            business=scoped,
            public_id=proof.public_id,
            code=code_in(Message.objects.get()),
            actor=CALLER,
            now=now,
        )
