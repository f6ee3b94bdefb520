"""Does a text message reach a provider, and is every answer told from the others? apprise says only yes or no."""

import json
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import requests
from pytest_django import Settings
from tests.plumbing.transport.servers import Provider, provider

from kartotek.kernel.delivery import SENTENCES, FailureKind
from kartotek.plumbing.transport import Envelope, TransportError, send
from kartotek.plumbing.transport.http_answers import failure_of_answer, failure_of_request
from kartotek.plumbing.transport.overhearing import overhearing
from kartotek.plumbing.transport.sms import SmsLine, url_for

TEXT = Envelope(id=9, channel="sms", to="+4522550114", subject="", body="123456 is your code")
NOW = datetime(2026, 11, 12, 9, 54, tzinfo=UTC)


@pytest.fixture
def gateway(settings: Settings) -> Iterator[Provider]:
    with provider() as server:
        settings.SMS_URL = f"json://{server.place}/{{to}}?rto=0.3"
        yield server


def failure() -> TransportError:
    with pytest.raises(TransportError) as failed:
        send(TEXT)
    return failed.value


def test_a_text_message_reaches_a_provider_that_takes_it(gateway: Provider) -> None:
    assert send(TEXT) == ""
    [(path, body)] = gateway.taken
    assert (path, json.loads(body)["message"]) == ("/4522550114", "123456 is your code")


@pytest.mark.parametrize(
    ("status", "headers", "kind", "seconds"),
    [
        (500, {}, FailureKind.TEMPORARY, None),
        (502, {}, FailureKind.UNREACHABLE, None),
        (503, {}, FailureKind.UNREACHABLE, None),
        (503, {"Retry-After": "7"}, FailureKind.THROTTLED, 7),
        (429, {"Retry-After": "30"}, FailureKind.THROTTLED, 30),
        (429, {}, FailureKind.THROTTLED, None),
        (401, {}, FailureKind.MISCONFIGURED, None),
        (402, {}, FailureKind.MISCONFIGURED, None),
        (404, {}, FailureKind.MISCONFIGURED, None),
        (400, {}, FailureKind.PERMANENT, None),
        (422, {}, FailureKind.PERMANENT, None),
    ],
)
def test_every_answer_says_what_it_means(
    gateway: Provider, status: int, headers: dict[str, str], kind: FailureKind, seconds: int | None
) -> None:
    gateway.status, gateway.headers, gateway.answer = status, headers, b"no\nthanks"
    error = failure()
    assert (error.kind, error.code, error.answer) == (kind, status, f"{status} no thanks")
    assert error.retry_after == (None if seconds is None else timedelta(seconds=seconds))
    assert str(error) == f"{SENTENCES['sms'][kind]}\n{status} no thanks"


def test_nobody_there_is_told_from_an_answer_that_never_came(gateway: Provider, settings: Settings) -> None:
    gateway.seconds = 0.6
    assert (failure().kind, len(gateway.taken)) == (FailureKind.LOST, 1)
    settings.SMS_URL = "json://127.0.0.1:1/{to}"
    assert failure().kind is FailureKind.UNREACHABLE
    with socket.create_server(("127.0.0.1", 0)) as listener:  # takes the connection and says nothing
        settings.SMS_URL = f"json://127.0.0.1:{listener.getsockname()[1]}/{{to}}?rto=0.2"
        assert failure().kind is FailureKind.LOST


def test_a_provider_or_a_number_that_is_not_understood_is_told_apart(settings: Settings) -> None:
    settings.SMS_URL = "nonsense://"
    assert failure().kind is FailureKind.MISCONFIGURED
    settings.SMS_URL = "clicksend://user:key@"
    with pytest.raises(TransportError) as failed:
        send(Envelope(9, "sms", "+0", "", "x"))
    assert failed.value.kind is FailureKind.REFUSED_ADDRESS


def test_before_anything_is_asked_we_are_asked_and_may_stop_it(gateway: Provider, settings: Settings) -> None:
    def stop() -> None:
        raise LookupError

    line = SmsLine(settings.SMS_URL)
    with pytest.raises(LookupError):
        line.send(TEXT, stop)
    line.close()
    assert gateway.taken == []


def test_the_number_goes_into_the_providers_url() -> None:
    assert url_for("clicksend://user:key@", "+4522550114") == "clicksend://user:key@/4522550114"
    assert url_for("sinch://a:b@46700/?batch=no", "+4522550114") == "sinch://a:b@46700/4522550114?batch=no"
    assert url_for("json://localhost/{to}/x", "+4522550114") == "json://localhost/4522550114/x"


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("Thu, 12 Nov 2026 09:55:00 GMT", 60),
        ("Thu, 12 Nov 2026 09:00:00 GMT", 0),
        ("Thu, 12 Nov 2026 09:55:00", None),
        ("soon", None),
        ("-3", None),
        ("9" * 30, 10**6),
    ],
)
def test_a_wait_is_a_number_of_seconds_or_a_date(value: str, seconds: int | None) -> None:
    found = failure_of_answer("sms", 429, {"Retry-After": value}, "", now=NOW).retry_after
    assert found == (None if seconds is None else timedelta(seconds=seconds))


def test_a_request_that_was_never_made_is_ours_to_mend() -> None:
    assert failure_of_request("sms", requests.exceptions.InvalidURL("x")).kind is FailureKind.MISCONFIGURED
    assert failure_of_request("sms", requests.ConnectTimeout()).kind is FailureKind.UNREACHABLE
    assert failure_of_request("sms", requests.ConnectionError()).kind is FailureKind.LOST


def test_nobody_listens_outside_the_block(gateway: Provider) -> None:
    with overhearing() as overheard:
        requests.post(f"http://{gateway.place}/", data="x", timeout=5)
    first = overheard.answer
    requests.post(f"http://{gateway.place}/", data="x", timeout=5)
    assert overheard.answer is first
