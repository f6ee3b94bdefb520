"""Does a message reach a real mail server on loopback, and is a failure told apart from a refusal?"""

import http.server
import socketserver
import threading
from collections.abc import Iterator
from typing import ClassVar

import pytest
from pytest_django import Settings

from kartotek.plumbing.transport import Envelope, TransportError, is_captured, send
from kartotek.plumbing.transport.sms import url_for
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


class _Mailbox(socketserver.ThreadingTCPServer):
    """A mail server that keeps what it gets, or answers a recipient with `verdict`."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.verdict = "250 ok"
        self.after_data = "250 ok"
        self.letters: list[str] = []

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"


class _Conversation(socketserver.StreamRequestHandler):
    server: _Mailbox

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        self._say("220 loopback")
        for raw in self.rfile:
            match raw.decode()[:4].upper():
                case "RCPT":
                    self._say(self.server.verdict)
                case "DATA":
                    self._say("354 go on")
                    self.server.letters.append(self._letter())
                    self._say(self.server.after_data)
                case "QUIT":
                    self._say("221 bye")
                    return
                case _:
                    self._say("250 ok")

    def _letter(self) -> str:
        lines: list[str] = []
        for raw in self.rfile:
            if raw == b".\r\n":
                break
            lines.append(raw.decode())
        return "".join(lines)


@pytest.fixture
def mailbox(settings: Settings) -> Iterator[_Mailbox]:
    with _Mailbox() as server:
        settings.EMAIL_URL, settings.BASE_URL = server.url, "https://booking.example.com"
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield server
        server.shutdown()


def test_a_letter_arrives_with_an_identity_that_stays_the_same(mailbox: _Mailbox) -> None:
    send(LETTER)
    (letter,) = mailbox.letters
    lines = letter.splitlines()
    assert "From: Havnegade Salon <no-reply@booking.example.com>" in lines
    assert "Subject: Your code for us" in lines
    assert "Reply-To: hej@example.com" in lines
    assert "X-Kartotek-Message: 7" in lines
    assert "Message-ID: <message-7@booking.example.com>" in lines
    assert lines[-1] == "123456"


def test_a_letter_may_have_a_second_form(mailbox: _Mailbox) -> None:
    send(Envelope(id=8, channel="email", to="a@example.com", subject="s", body="plain", html="<p>rich</p>"))
    assert "<p>rich</p>" in mailbox.letters[0]
    assert "Reply-To" not in mailbox.letters[0]


@pytest.mark.parametrize(("verdict", "is_permanent"), [("550 no such mailbox", True), ("451 try later", False)])
def test_a_refused_address_says_whether_another_try_helps(mailbox: _Mailbox, verdict: str, is_permanent: bool) -> None:
    mailbox.verdict = verdict
    with pytest.raises(TransportError) as refused:
        send(LETTER)
    assert refused.value.is_permanent is is_permanent


def test_a_refused_letter_too(mailbox: _Mailbox) -> None:
    mailbox.after_data = "554 not this"
    with pytest.raises(TransportError) as refused:
        send(LETTER)
    assert refused.value.is_permanent


def test_a_server_out_of_reach_is_tried_again(settings: Settings) -> None:
    settings.EMAIL_URL = "smtp://127.0.0.1:1"
    with pytest.raises(TransportError) as refused:
        send(LETTER)
    assert not refused.value.is_permanent


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


def test_the_number_goes_into_the_providers_url() -> None:
    assert url_for("clicksend://user:key@", "+4522550114") == "clicksend://user:key@/4522550114"
    assert url_for("sinch://a:b@46700/?batch=no", "+4522550114") == "sinch://a:b@46700/4522550114?batch=no"
    assert url_for("json://localhost/{to}/x", "+4522550114") == "json://localhost/4522550114/x"


@pytest.mark.filterwarnings("ignore:'imghdr'")  # a provider's library still imports it
def test_a_provider_that_is_not_understood_is_permanent_and_one_out_of_reach_is_not(settings: Settings) -> None:
    text = Envelope(id=9, channel="sms", to="+4522550114", subject="", body="123456")
    settings.SMS_URL = "nonsense://"
    with pytest.raises(TransportError) as refused:
        send(text)
    assert refused.value.is_permanent
    settings.SMS_URL = "json://127.0.0.1:1/{to}"
    with pytest.raises(TransportError) as refused:
        send(text)
    assert not refused.value.is_permanent


class _Provider(http.server.BaseHTTPRequestHandler):
    """An SMS provider that takes every message."""

    taken: ClassVar[list[str]] = []

    def do_POST(self) -> None:
        self.taken.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        pass


@pytest.mark.filterwarnings("ignore:'imghdr'")  # a provider's library still imports it
def test_a_text_message_reaches_a_provider_that_takes_the_message(settings: Settings) -> None:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Provider) as provider:
        threading.Thread(target=provider.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        settings.SMS_URL = f"json://127.0.0.1:{provider.server_address[1]}/{{to}}"
        send(Envelope(id=9, channel="sms", to="+4522550114", subject="", body="123456 is your code"))
        provider.shutdown()
    assert ["123456 is your code" in message for message in _Provider.taken] == [True]
