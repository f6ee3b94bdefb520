"""Is a program outside told something, and what if it does not answer as it should?"""

import socket
from collections.abc import Iterator

import pytest
from pytest_django import Settings
from tests.receiver import Receiver, receiving

from kartotek.plumbing.transport import webhook
from kartotek.plumbing.transport.webhook import Answer, post


@pytest.fixture
def receiver(settings: Settings) -> Iterator[Receiver]:
    settings.IS_DEMO = True
    with receiving() as found:
        yield found


def test_it_is_posted_with_its_headers(receiver: Receiver) -> None:
    assert post(receiver.url, '{"é": 1}', {"Content-Type": "application/json", "webhook-id": "msg_1"}) == Answer(204)
    [heard] = receiver.heard
    assert (heard.body, heard.id, heard.headers["content-type"]) == ('{"é": 1}', "msg_1", "application/json")


@pytest.mark.parametrize("status", [301, 400, 410, 500, 503])
def test_anything_but_a_2xx_is_a_no_and_redirects_are_not_followed(receiver: Receiver, status: int) -> None:
    receiver.answers = [(status, {"Location": receiver.url})]
    answer = post(receiver.url, "{}", {})
    assert (answer, answer.is_accepted, len(receiver.heard)) == (Answer(status, "no"), False, 1)


@pytest.mark.parametrize(("sent", "read"), [("120", 120), ("soon", None), ("-1", None), ("9" * 12, None)])
def test_the_receiver_says_how_long_to_wait(receiver: Receiver, sent: str, read: int | None) -> None:
    receiver.answers = [(429, {"Retry-After": sent})]
    assert post(receiver.url, "{}", {}).retry_after_seconds == read


def test_nobody_there_and_nobody_answering_are_said_in_words(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = post("http://127.0.0.1:9/", "{}", {})
    assert (gone.status, gone.is_accepted, "refused" in gone.error) == (None, False, True)
    receiver.silence.set()
    assert post(receiver.url, "{}", {}).status is None
    monkeypatch.setattr(webhook, "TIMEOUT_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        slow = post(f"http://127.0.0.1:{deaf.getsockname()[1]}/", "{}", {})
    assert slow == Answer(None, "No answer within 0.2 seconds.")


def test_an_encrypted_address_must_be_who_it_says(receiver: Receiver) -> None:
    answer = post(receiver.url.replace("http://", "https://"), "{}", {})
    assert answer.status is None
    assert answer.error


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "10.0.0.1", "169.254.169.254", "localhost"])
def test_outside_of_a_demo_nobody_is_told_inside_the_network(settings: Settings, host: str) -> None:
    settings.IS_DEMO = False
    answer = post(f"http://{host}/", "{}", {})
    assert answer == Answer(None, "This address lies inside the network of the installation.")
