"""What does a mail that came back say? Mails of our own, as the usual servers write them. (S45)"""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factories.bounce_mails import (
    AWAY,
    COMPLAINT,
    EXCHANGE,
    EXIM,
    GLOBAL,
    GLOBAL_IN_BASE64,
    GMAIL,
    LATIN,
    NESTED,
    POSTFIX,
    QMAIL_FULL,
)
from tests.factories.bounces import SOFIE, dsn, mail
from tests.naughty import naughty_strings

from kartotek.domain.messaging.decisions.bounces import is_mail, judge, read_report, reason_of, status_in
from kartotek.domain.messaging.values.bounces import BounceKind, Finding, Report


def kinds(raw: bytes) -> dict[str, str]:
    return {finding.address: finding.kind.value for finding in read_report(raw).findings}


@pytest.mark.parametrize(
    ("raw", "expected", "ours"),
    [
        (EXCHANGE, {SOFIE: "hard"}, (77,)),
        (GMAIL, {SOFIE: "hard"}, (78,)),
        (POSTFIX, {SOFIE: "hard"}, ()),
        (EXIM, {SOFIE: "hard"}, (79,)),
        (QMAIL_FULL, {SOFIE: "mailbox_full"}, ()),
        (AWAY, {SOFIE: "vacation"}, (80,)),
        (NESTED, {SOFIE: "hard"}, ()),
        (GLOBAL, {"søren@blåbær.example": "hard", "åse@blåbær.example": "mailbox_full"}, ()),
        (GLOBAL_IN_BASE64, {SOFIE: "hard"}, ()),
        (COMPLAINT, {SOFIE: "complaint"}, (81,)),
        (LATIN, {SOFIE: "hard"}, ()),
    ],
    ids=["exchange", "gmail", "postfix", "exim", "qmail", "away", "nested", "global", "base64", "complaint", "latin"],
)
def test_the_usual_servers_are_understood(raw: bytes, expected: dict[str, str], ours: tuple[int, ...]) -> None:
    assert (kinds(raw), read_report(raw).message_ids) == (expected, ours)


@pytest.mark.parametrize(
    ("action", "status", "said", "expected"),
    [
        ("failed", "5.1.1", "smtp; 550 5.1.1 User unknown", "hard"),
        ("failed", "5.1.10", "smtp; 550 5.1.10 Recipient not found; null MX", "hard"),
        ("failed", "5.1.2", "smtp; 550 Host unknown", "hard"),
        ("failed", "5.1.3", "", "hard"),
        ("failed", "5.1.6", "", "hard"),
        ("failed", "5.2.1", "smtp; 550 5.2.1 The account is inactive", "hard"),
        ("failed", "5.1.0", "smtp; 550 Address rejected", "hard"),
        ("failed", "5.0.0", "smtp; 550 sofie@example.com unknown user account", "hard"),
        ("failed", "5.0.0", "smtp; 550 Sorry", "hard"),
        ("failed", "5.4.310", "", "hard"),
        ("failed", "5.4.4", "", "hard"),
        ("failed", "5.2.1", "smtp; 550-5.2.1 receiving mail at a rate that prevents more", "delayed"),
        ("failed", "5.1.1", "smtp; 550 5.1.1 blocked using zen.spamhaus.example", "spam"),
        ("failed", "5.1.1", "smtp; 550 5.1.1 mailbox full", "mailbox_full"),
        ("failed", "5.2.2", "smtp; 552 5.2.2 over quota", "mailbox_full"),
        ("failed", "5.0.0", "smtp; 552 Requested action aborted", "mailbox_full"),
        ("failed", "5.3.4", "", "size"),
        ("failed", "5.2.3", "", "size"),
        ("failed", "5.7.1", "smtp; 550 5.7.1 Not authorized", "policy"),
        ("failed", "5.7.26", "smtp; 550 5.7.26 this looks like unsolicited mail", "spam"),
        ("failed", "5.1.8", "smtp; 553 5.1.8 Sender address does not exist", "policy"),
        ("failed", "5.0.0", "smtp; 554 Message is too big", "size"),
        ("failed", "5.0.0", "smtp; 554 Refused", "other"),
        ("failed", "5.5.0", "smtp; 550 5.5.0 Requested action not taken: mailbox unavailable", "hard"),
        ("failed", "5.0.0", "smtp; 451 Sorry", "delayed"),
        ("failed", "4.4.7", "Delivery time expired", "delayed"),
        ("failed", "", "", "other"),
        ("delayed", "4.4.1", "smtp; 421 try again", "delayed"),
        ("delayed", "4.2.2", "smtp; 452 4.2.2 The mailbox is full", "mailbox_full"),
        ("delayed", "5.1.1", "smtp; 550 5.1.1 User unknown", "delayed"),
        ("delayed", "4.3.4", "", "delayed"),
        ("failed", "4.3.4", "", "size"),
        ("delivered", "2.0.0", "", "delivered"),
        ("relayed", "2.1.5", "", "other"),
    ],
)
def test_only_an_address_that_does_not_work_is_hard(action: str, status: str, said: str, expected: str) -> None:
    [finding] = read_report(dsn(action=action, status=status, said=said)).findings
    assert (finding.address, finding.kind.value) == (SOFIE, expected)


def test_the_reason_may_stand_in_words_before_the_fields() -> None:
    raw = dsn(status="5.0.0", said="").replace(b"This is the mail system.", b"sofie@example.com: domain not found")
    assert kinds(raw) == {SOFIE: "hard"}


def test_what_is_no_failure_or_names_nobody_says_nothing() -> None:
    no_action = dsn().replace(b"Action: failed\r\n", b"")
    nobody = dsn("not an address")
    reply = mail("From: Sofie <sofie@example.com>\nSubject: Re: Your booking\n\nThank you!")
    away_nobody = mail("From: nobody\nSubject: Out of office\n\nAway")
    complaint_nobody = COMPLAINT.replace(b"Original-Rcpt-To: <sofie@example.com>\r\n", b"")
    complaint_empty = COMPLAINT.replace(b"Feedback-Type: abuse", b"Nothing: abuse")
    for raw in (no_action, nobody, reply, away_nobody, complaint_nobody, complaint_empty):
        assert kinds(raw) == {}, raw


def test_a_daemon_that_is_no_person_is_never_away() -> None:
    raw = AWAY.replace(b"Sofie Bjerregaard <sofie@example.com>", b"MAILER-DAEMON@example.com")
    assert kinds(raw) == {}


def test_an_address_that_is_named_twice_counts_as_it_is_named_first() -> None:
    twice = dsn().replace(
        b"\r\n--b\r\nContent-Type: text/rfc822-headers",
        b"\r\nFinal-Recipient: rfc822; sofie@example.com\r\nAction: failed\r\nStatus: 5.2.2\r\n\r\n--b\r\n"
        b"Content-Type: text/rfc822-headers",
    )
    assert kinds(twice) == {SOFIE: "hard"}


def test_prose_that_gives_several_addresses_is_read_line_by_line() -> None:
    raw = mail("""
        From: MAILER-DAEMON@q.example.net
        Subject: failure notice

        Hi. This is the qmail-send program at q.example.net.
        I'm afraid I wasn't able to deliver your message to the following addresses.

        <anna@example.com>:
        Over quota.
        1
        2
        3
        4
        5

        <bea@example.com>:
        This user does not exist.
    """)
    assert kinds(raw) == {"anna@example.com": "mailbox_full", "bea@example.com": "hard"}


def test_our_message_is_found_in_parts_that_are_encoded() -> None:
    raw = mail("""
        From: MAILER-DAEMON@mx.example.net
        Content-Type: multipart/mixed; boundary="e"

        --e
        Content-Type: text/plain
        Content-Transfer-Encoding: base64

        WC1LYXJ0b3Rlay1NZXNzYWdlOiA0Mg==
        --e
        Content-Type: image/png
        Content-Transfer-Encoding: base64

        WC1LYXJ0b3Rlay1NZXNzYWdlOiA0Mw==
        --e--
    """)
    assert read_report(raw).message_ids == (42,)


def test_the_report_is_kept_as_text_that_can_be_stored() -> None:
    report = read_report(dsn(said="smtp; 550 a\0b", more=["X-Odd: \x01"]) + b"\0\xff")
    assert "\0" not in report.text
    [finding] = report.findings
    assert finding.diagnostic.isprintable()
    assert len(report.digest) == 64


@pytest.mark.parametrize(
    "raw",
    [b"", b"\r\n", b"no header at all", b"\0" * 100, b"\xff\xfe" * 50, b": : :\r\n\r\n", b"Content-Type: ;;;\r\n\r\nx"],
)
def test_what_is_no_mail_says_nothing(raw: bytes) -> None:
    assert read_report(raw).findings == ()


def test_a_mail_begins_with_a_field() -> None:
    assert is_mail(dsn())
    for raw in (b"", b"   ", b"hello there", b"{}"):
        assert not is_mail(raw), raw


def test_a_mail_nested_without_end_says_nothing() -> None:
    deep = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(2_000))
    assert read_report(b"From: MAILER-DAEMON@example.com\r\n" + deep) == Report(
        read_report(b"From: MAILER-DAEMON@example.com\r\n" + deep).digest,
        (),
        (),
        read_report(b"From: MAILER-DAEMON@example.com\r\n" + deep).text,
    )


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 1_500), st.randoms(use_true_random=False))
def test_no_mail_however_broken_makes_reading_fail(noise: bytes, at: int, chance: random.Random) -> None:
    whole = chance.choice([EXCHANGE, GMAIL, EXIM, AWAY, NESTED, GLOBAL, COMPLAINT])
    read_report(whole[:at] + noise + whole[at:])
    read_report(whole[:at] + noise)
    read_report(noise)


def test_naughty_strings_anywhere_say_nothing_wrong() -> None:
    for text in naughty_strings():
        raw = dsn(said=f"smtp; 550 {text}", more=[f"X-Odd: {text}"])
        assert set(kinds(raw)) <= {SOFIE}, text


def test_the_reason_is_told_in_words() -> None:
    reasons = [
        reason_of(Finding(SOFIE, BounceKind.HARD, status)) for status in ("5.1.1", "5.1.2", "5.1.3", "5.2.1", "")
    ]
    assert reasons == [
        "There is no such mailbox.",
        "The domain of the address takes no e-mail.",
        "The address is not written correctly.",
        "The mailbox is closed.",
        "This address does not work.",
    ]


def test_a_number_is_no_code_of_a_server() -> None:
    assert [status_in(text) for text in ("192.168.5.1.1", "550 5.1.1 x", "v5.1.1.2", "")] == ["", "5.1.1", "", ""]
    assert judge(action="failed", status="2.1.1", text="") is BounceKind.OTHER
