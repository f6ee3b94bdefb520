"""Does a letter reach a real mail server on loopback, and is every way of failing told from the others?"""

from collections.abc import Iterator
from email.message import EmailMessage
from email.message import Message as ReadLetter

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from pytest_django import Settings
from tests.naughty import naughty_strings
from tests.plumbing.transport.servers import DROP, MailServer, mail_server

from kartotek.kernel.delivery import FailureKind
from kartotek.plumbing.transport import Enclosure, Envelope, Lines, TransportError, is_captured, send, smtp
from kartotek.plumbing.transport.smtp import Server, server_of

LETTER = Envelope(
    id=7,
    channel="email",
    to="sofie@example.com",
    subject="Your code\r\nfor us",
    body="123456",
    sender_name="Havnegade\nSalon",
    reply_to="hej@example.com",
)
INVITATION = Enclosure("invite.ics", "text/calendar; method=REQUEST", "BEGIN:VCALENDAR\r\nSUMMARY:Klipning hos Åse\r\n")

EXPECTED_HEADERS = [
    "Auto-Submitted",
    "Content-Type",
    "Date",
    "From",
    "MIME-Version",
    "Message-ID",
    "Reply-To",
    "Subject",
    "To",
    "X-Kartotek-Message",
]


@pytest.fixture
def mailbox(settings: Settings) -> Iterator[MailServer]:
    with mail_server() as server:
        settings.EMAIL_URL, settings.BASE_URL, settings.EMAIL_FROM = server.url, "https://booking.example.com", ""
        yield server


def failure(envelope: Envelope = LETTER) -> TransportError:
    with pytest.raises(TransportError) as failed:
        send(envelope)
    return failed.value


def test_a_letter_arrives_with_an_identity_that_stays_the_same(mailbox: MailServer) -> None:
    assert send(LETTER) == ""
    letter = mailbox.read()
    assert letter["From"] == "Havnegade Salon <no-reply@booking.example.com>"
    assert letter["Subject"] == "Your code for us"
    assert letter["Reply-To"] == "hej@example.com"
    assert letter["X-Kartotek-Message"] == "7"
    assert letter["Message-ID"] == "<message-7@booking.example.com>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content() == "123456\r\n"


def test_a_server_of_another_make_takes_it_too(settings: Settings) -> None:
    class Mailbox(Message):
        def __init__(self) -> None:
            super().__init__()
            self.taken: list[ReadLetter] = []

        def handle_message(self, message: ReadLetter) -> None:
            self.taken.append(message)

    handler = Mailbox()
    controller = Controller(handler, hostname="127.0.0.1", port=0, enable_SMTPUTF8=False)
    controller.port = _free_port()
    controller.start()
    settings.EMAIL_URL = f"smtp://127.0.0.1:{controller.port}"
    with Lines() as lines:
        for number in range(3):
            lines.send(Envelope(number, "email", f"person{number}@bücher.example", "Hej", "Æøå 🌻\n.\nEnd"))
    controller.stop()
    recipients = [one["X-RcptTo"] for one in handler.taken]
    assert recipients == [f"person{number}@xn--bcher-kva.example" for number in range(3)]
    assert all(one.as_bytes().isascii() for one in handler.taken)


def _free_port() -> int:
    with MailServer() as probe:
        return int(probe.server_address[1])


def test_our_own_address_may_be_another(mailbox: MailServer, settings: Settings) -> None:
    settings.EMAIL_FROM = "salon@example.org"
    send(LETTER)
    assert mailbox.read()["From"] == "Havnegade Salon <salon@example.org>"


def test_a_letter_may_have_a_second_form_and_an_invitation(mailbox: MailServer) -> None:
    note = Enclosure("Vejledning.txt", "text/plain", "Ring på.\n")
    send(Envelope(8, "email", "a@example.com", "s", "plain åse\n", html="<p>rich</p>", enclosures=(INVITATION, note)))
    letter = mailbox.read()
    assert [part.get_content_type() for part in letter.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
        "text/plain",
    ]
    calendar = next(part for part in letter.walk() if part.get_content_type() == "text/calendar")
    assert isinstance(calendar, EmailMessage)
    assert (calendar.get_param("method"), calendar.get_param("charset")) == ("REQUEST", "utf-8")
    assert calendar.get_content().replace("\r\n", "\n") == INVITATION.content.replace("\r\n", "\n")
    first, second = letter.iter_attachments()
    assert (first.get_filename(), first.get_content()) == ("invite.ics", INVITATION.content.encode())
    assert (second.get_filename(), second.get_content()) == ("Vejledning.txt", "Ring på.\r\n")
    assert "Reply-To" not in letter


def test_nothing_typed_becomes_a_header_of_its_own(mailbox: MailServer) -> None:
    injections = ["a\r\nBcc: victim@example.com", "a\u2028Bcc: v@example.com", "a\n\nbody", "x" * 3000]
    typed = [*naughty_strings(), *injections]
    with Lines() as lines:
        for text in typed:
            files = (Enclosure(text, "text/plain", text),)
            lines.send(Envelope(9, "email", "a@example.com", text, text, text, "b@example.com", enclosures=files))
    assert len(mailbox.letters) == len(typed)
    for number in range(len(typed)):
        letter = mailbox.read(number)
        assert sorted(letter.keys()) == EXPECTED_HEADERS
        assert letter["From"].addresses[0].addr_spec == "no-reply@booking.example.com"
        assert letter["To"] == "a@example.com"
        assert mailbox.letters[number].isascii()
        assert max(len(line) for line in mailbox.letters[number].splitlines()) <= 998


def test_lines_that_begin_with_a_dot_arrive_as_they_are(mailbox: MailServer) -> None:
    send(Envelope(9, "email", "a@example.com", "s", ".\n..two\nend"))
    assert mailbox.read().get_content() == ".\r\n..two\r\nend\r\n"


@pytest.mark.parametrize(
    ("command", "answer", "kind", "status"),
    [
        ("CONNECT", "421 too busy", FailureKind.UNREACHABLE, ""),
        ("CONNECT", "554 no service for you", FailureKind.MISCONFIGURED, ""),
        ("CONNECT", DROP, FailureKind.UNREACHABLE, ""),
        ("MAIL", "451 local error", FailureKind.UNREACHABLE, ""),
        ("MAIL", "452 too many", FailureKind.THROTTLED, ""),
        ("MAIL", "450 4.7.1 slow down", FailureKind.THROTTLED, "4.7.1"),
        ("MAIL", "530 5.7.0 authentication required", FailureKind.MISCONFIGURED, "5.7.0"),
        ("MAIL", DROP, FailureKind.UNREACHABLE, ""),
        ("RCPT", "550 5.1.1 no such mailbox", FailureKind.REFUSED_ADDRESS, "5.1.1"),
        ("RCPT", "550 no such user here", FailureKind.REFUSED_ADDRESS, ""),
        ("RCPT", "550 5.7.1 relaying denied", FailureKind.MISCONFIGURED, "5.7.1"),
        ("RCPT", "550 5.7.1 blocked by policy", FailureKind.PERMANENT, "5.7.1"),
        ("RCPT", "550 message rejected as spam", FailureKind.PERMANENT, ""),
        ("RCPT", "552 5.2.2 mailbox full", FailureKind.PERMANENT, "5.2.2"),
        ("RCPT", "451 4.7.1 greylisted", FailureKind.TEMPORARY, "4.7.1"),
        ("RCPT", "421 going down", FailureKind.UNREACHABLE, ""),
        ("RCPT", DROP, FailureKind.UNREACHABLE, ""),
        ("DATA", "451 not now", FailureKind.TEMPORARY, ""),
        ("DATA", "554 no valid recipients", FailureKind.PERMANENT, ""),
        ("DATA", DROP, FailureKind.UNREACHABLE, ""),
        ("TEXT", "554 5.6.0 not this", FailureKind.PERMANENT, "5.6.0"),
        ("TEXT", "550 5.1.1 no such mailbox", FailureKind.REFUSED_ADDRESS, "5.1.1"),
        ("TEXT", "452 4.3.1 disk full", FailureKind.TEMPORARY, "4.3.1"),
        ("TEXT", "421 going down", FailureKind.UNREACHABLE, ""),
        ("TEXT", DROP, FailureKind.LOST, ""),
    ],
)
def test_every_refusal_says_what_it_means(
    mailbox: MailServer, command: str, answer: str, kind: FailureKind, status: str
) -> None:
    mailbox.answers[command] = answer
    error = failure()
    assert (error.kind, error.status) == (kind, status)
    assert str(error).startswith(error.sentence)
    if answer != DROP:
        assert (error.code, error.answer) == (int(answer[:3]), answer)


def test_what_the_server_says_is_kept_short_and_on_one_line(mailbox: MailServer) -> None:
    mailbox.answers["RCPT"] = "550-first\r\n550 " + "x" * 400
    error = failure()
    assert (len(error.answer), "\n" in error.answer) == (300, False)


def test_a_server_out_of_reach_is_told(settings: Settings) -> None:
    settings.EMAIL_URL = "smtp://127.0.0.1:1"
    assert failure().kind is FailureKind.UNREACHABLE
    settings.EMAIL_URL = "smtps://127.0.0.1:1"
    assert failure().kind is FailureKind.UNREACHABLE


def test_a_server_that_does_not_answer_is_not_waited_for_for_ever(
    mailbox: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "_LAST_ANSWER_SECONDS", 0.05)
    mailbox.seconds = 0.4
    assert failure().kind is FailureKind.LOST
    monkeypatch.undo()
    mailbox.seconds = 0.01
    send(LETTER)


def test_settings_the_server_does_not_know_are_ours_to_mend(mailbox: MailServer, settings: Settings) -> None:
    settings.EMAIL_URL = f"{mailbox.url}?starttls=1"
    assert failure().kind is FailureKind.MISCONFIGURED
    settings.EMAIL_URL = mailbox.url.replace("smtp://", "smtp://user:password@")
    assert failure().kind is FailureKind.MISCONFIGURED


def test_an_address_that_cannot_be_written_to_is_refused_before_anything_is_sent(mailbox: MailServer) -> None:
    error = failure(Envelope(9, "email", "åse@example.com", "s", "b"))
    assert (error.kind, mailbox.connections) == (FailureKind.REFUSED_ADDRESS, 0)


def test_several_letters_share_a_connection_whatever_becomes_of_one(mailbox: MailServer) -> None:
    with Lines() as lines:
        lines.send(LETTER)
        mailbox.answers["RCPT"] = "550 5.1.1 no such mailbox"
        with pytest.raises(TransportError):
            lines.send(LETTER)
        del mailbox.answers["RCPT"]
        mailbox.answers["TEXT"] = "554 not this"
        with pytest.raises(TransportError):
            lines.send(LETTER)
        del mailbox.answers["TEXT"]
        lines.send(LETTER)
    assert (mailbox.connections, len(mailbox.letters)) == (1, 3)


def test_a_connection_that_was_closed_meanwhile_is_opened_again(mailbox: MailServer) -> None:
    mailbox.letters_each = 2
    with Lines() as lines:
        for _ in range(5):
            lines.send(LETTER)
    assert (mailbox.connections, len(mailbox.letters)) == (3, 5)


def test_a_connection_on_which_no_more_is_taken_is_opened_again(mailbox: MailServer) -> None:
    with Lines() as lines:
        lines.send(LETTER)
        mailbox.answers["MAIL"] = "421 enough"
        with pytest.raises(TransportError) as failed:
            lines.send(LETTER)
    assert (failed.value.kind, mailbox.connections) == (FailureKind.UNREACHABLE, 2)


def test_right_before_a_letter_may_arrive_we_are_asked_and_may_stop_it(mailbox: MailServer) -> None:
    class Stop(Exception):
        pass

    def stop() -> None:
        assert mailbox.letters == []
        raise Stop

    with Lines() as lines:
        with pytest.raises(Stop):
            lines.send(LETTER, stop)
        lines.send(LETTER)
    assert len(mailbox.letters) == 2  # a server keeps the beginning of the first, and knows that it has no end
    assert mailbox.letters[0] == b""


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example.com:2525", Server("mail.example.com", 2525, "", "", False, False)),
        ("smtp://u%40x:p%2Fw@mail.example.com?starttls=1", Server("mail.example.com", 25, "u@x", "p/w", True, False)),
        ("smtps://mail.example.com", Server("mail.example.com", 465, "", "", False, True)),
    ],
)
def test_the_url_names_the_server(url: str, server: Server) -> None:
    assert server_of(url) == server


def test_nothing_set_up_means_captured(settings: Settings) -> None:
    settings.EMAIL_URL, settings.SMS_URL = "smtp://localhost:25", ""
    assert (is_captured("email"), is_captured("sms")) == (False, True)
