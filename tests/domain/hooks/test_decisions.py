"""Are webhooks signed as the Standard Webhooks say, tried again for days, and only sent to addresses?"""

from datetime import UTC, datetime, timedelta

import pytest

from kartotek.domain.hooks.decisions import headers_for, next_attempt_at, secret_text, signature, webhook_problems
from kartotek.domain.hooks.values import PAUSES, HookEvent, hook_event

NOW = datetime(2026, 11, 12, 9, 54, tzinfo=UTC)


def codes(url: str = "https://example.com/told", events: tuple[str, ...] = ("booking.made",)) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in webhook_problems(url, events)]


def test_the_signature_is_the_one_that_the_reference_library_makes() -> None:
    sent_at = datetime.fromtimestamp(1614265330, UTC)
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLjSw"
    made = signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", sent_at, '{"test": 2432232314}')
    assert made == "v1,q6KMVIJHk4Gs770FfR5f591Ftx7uVJSGl5wHV1ri978="


def test_the_headers_name_the_delivery_the_moment_and_the_signature() -> None:
    secret = secret_text(b"k" * 32)
    assert secret.startswith("whsec_")
    assert headers_for(secret, "msg_7", NOW, "{}") == {
        "Content-Type": "application/json",
        "User-Agent": "Kartotek",
        "webhook-id": "msg_7",
        "webhook-timestamp": str(int(NOW.timestamp())),
        "webhook-signature": signature(secret, "msg_7", NOW, "{}"),
    }


def test_it_is_tried_again_with_growing_pauses_and_then_has_failed() -> None:
    assert [next_attempt_at(attempts, NOW) for attempts in range(1, 11)] == [*(NOW + pause for pause in PAUSES), None]


def test_it_is_not_tried_sooner_than_the_receiver_asked() -> None:
    assert next_attempt_at(1, NOW, 60) == NOW + timedelta(seconds=60)
    assert next_attempt_at(2, NOW, 60) == NOW + PAUSES[1]
    assert next_attempt_at(1, NOW, 10**8) == NOW + PAUSES[-1]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.com",
        "ftp://example.com/",
        "https://",
        "https://example.com:0/",
        "https://example.com:99999/",
        "https://exa mple.com/",
        "https://example.com/\n",
        "https://exämple.com/",
        "https://[broken/",
        "https://name:secret@example.com/",
        "javascript:alert(1)",
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    assert codes(url) == [("url", "invalid")]


def test_an_address_may_be_plain_and_have_a_port_and_a_query() -> None:
    assert codes("http://example.com:8080/a?b=c") == []
    assert codes("https://example.com/" + "x" * 500) == [("url", "too_long")]


def test_events_must_be_known_and_at_least_one() -> None:
    assert codes(events=()) == [("events", "required")]
    assert codes(events=("booking.made", "no.such")) == [("events", "unknown")]
    assert (hook_event("booking.made"), hook_event("booking.edited")) == (HookEvent.BOOKING_MADE, None)
