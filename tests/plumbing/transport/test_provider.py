"""Does a letter reach a provider with a web address, and comes its name for it back?"""

import json
from collections.abc import Iterator

import pytest
from pytest_django import Settings
from tests.plumbing.transport.servers import Provider, provider

from kartotek.kernel.delivery import FailureKind
from kartotek.plumbing.transport import Enclosure, Envelope, Lines, TransportError, send
from kartotek.plumbing.transport.provider import options_of

LETTER = Envelope(
    id=7,
    channel="email",
    to="sofie@example.com",
    subject="Tak for din booking",
    body="Vi ses.",
    sender_name="Havnegade Klinik",
    html="<p>Vi ses.</p>",
    enclosures=(Enclosure("invite.ics", "text/calendar; method=REQUEST", "BEGIN:VCALENDAR"),),
)
TAKEN = {"To": "sofie@example.com", "MessageID": "b7bc2f4a", "ErrorCode": 0, "Message": "OK"}


@pytest.fixture
def postmark(settings: Settings) -> Iterator[Provider]:
    with provider() as server:
        settings.BASE_URL = "https://booking.example.com"
        settings.EMAIL_URL = f"anymail://postmark?server_token=secret&api_url=http://{server.place}/&timeout=0.3"
        server.answer = json.dumps(TAKEN).encode()
        yield server


def failure() -> TransportError:
    with pytest.raises(TransportError) as failed:
        send(LETTER)
    return failed.value


def test_a_letter_reaches_the_provider_whole(postmark: Provider) -> None:
    with Lines() as lines:
        assert [lines.send(LETTER), lines.send(LETTER)] == ["b7bc2f4a"] * 2
    path, body = postmark.taken[0]
    asked = json.loads(body)
    assert path == "/email"
    assert (asked["From"], asked["To"], asked["Subject"]) == (
        "Havnegade Klinik <no-reply@booking.example.com>",
        "sofie@example.com",
        "Tak for din booking",
    )
    assert (asked["TextBody"], asked["HtmlBody"]) == ("Vi ses.", "<p>Vi ses.</p>")
    assert [one["Name"] for one in asked["Attachments"]] == ["invite.ics"]
    headers = {one["Name"]: one["Value"] for one in asked["Headers"]}
    assert headers["X-Kartotek-Message"] == "7"


@pytest.mark.parametrize(
    ("status", "headers", "kind"),
    [
        (500, {}, FailureKind.TEMPORARY),
        (503, {}, FailureKind.UNREACHABLE),
        (429, {"Retry-After": "30"}, FailureKind.THROTTLED),
        (401, {}, FailureKind.MISCONFIGURED),
        (400, {}, FailureKind.PERMANENT),
    ],
)
def test_every_answer_says_what_it_means(
    postmark: Provider, status: int, headers: dict[str, str], kind: FailureKind
) -> None:
    postmark.status, postmark.headers, postmark.answer = status, headers, b"{}"
    error = failure()
    assert (error.kind, error.code) == (kind, status)


@pytest.mark.parametrize(
    ("code", "said", "kind", "answer"),
    [
        (
            406,
            "Found inactive addresses: sofie@example.com. Inactive recipients are ones that have generated a hard "
            "bounce, a spam complaint, or a manual suppression.",
            FailureKind.PERMANENT,
            "rejected",
        ),
        (300, "Invalid 'To' address: 'sofie@example.com'.", FailureKind.REFUSED_ADDRESS, "invalid"),
    ],
)
def test_whom_the_provider_refuses_has_an_address_that_does_not_work_only_if_it_says_so(
    postmark: Provider, code: int, said: str, kind: FailureKind, answer: str
) -> None:
    postmark.status = 422
    postmark.answer = json.dumps({"ErrorCode": code, "Message": said}).encode()
    error = failure()
    assert (error.kind, error.answer) == (kind, answer)


def test_an_answer_that_is_none_fails_the_letter(postmark: Provider) -> None:
    postmark.answer = b"what?"
    assert failure().kind is FailureKind.LOST


def test_nobody_there_is_told_from_an_answer_that_never_came(postmark: Provider, settings: Settings) -> None:
    postmark.seconds = 0.6
    assert failure().kind is FailureKind.LOST
    settings.EMAIL_URL = "anymail://postmark?server_token=secret&api_url=http://127.0.0.1:1/"
    assert failure().kind is FailureKind.UNREACHABLE


@pytest.mark.parametrize("url", ["anymail://nobody?token=x", "anymail://postmark", "anymail://postmark?nonsense=1"])
def test_settings_that_make_no_sense_are_ours_to_mend(settings: Settings, url: str) -> None:
    settings.EMAIL_URL = url
    assert failure().kind is FailureKind.MISCONFIGURED


def test_the_url_names_the_provider_and_its_options() -> None:
    assert options_of("anymail://mailgun?api_key=a%26b&sender_domain=example.com") == (
        "mailgun",
        {"api_key": "a&b", "sender_domain": "example.com"},
    )
