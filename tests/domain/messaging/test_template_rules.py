"""Which words may be saved as a template? Every fault at once, with its field and its place."""

import pytest

from kartotek.domain.messaging.decisions import template_problems
from kartotek.domain.messaging.decisions.templates import version_of
from kartotek.domain.messaging.values import Event, MessageChannel, Text

EMAIL, SMS = MessageChannel.EMAIL, MessageChannel.SMS
CODE = "unknown_code"
LOOP = "[customerFutureBookingsBegin]"


def found(text: Text, channel: MessageChannel = EMAIL, event: Event = Event.FREE) -> list[tuple[str, str]]:
    """Field and code of every problem."""
    return [(problem.field, problem.code) for problem in template_problems(text, channel, event)]


@pytest.mark.parametrize(
    ("text", "channel", "problems"),
    [
        (Text("Hi", "Hello [FIRSTNAME]"), EMAIL, []),
        (Text("", "Hello"), SMS, []),
        (Text("", ""), EMAIL, [("subject", "required"), ("body", "required")]),
        (Text("Hi", "  \n "), EMAIL, [("body", "required")]),
        (Text("Hi", "x"), SMS, [("subject", "no_subject")]),
        (Text("a\nb", "x"), EMAIL, [("subject", "not_one_line")]),
        (Text("a" * 201, "x" * 10_001), EMAIL, [("subject", "too_long"), ("body", "too_long")]),
        (Text("a\x00", "b\r\nc"), EMAIL, [("subject", "bad_character"), ("body", "bad_character")]),
        (Text("[A1]", f"[B1] {LOOP}"), EMAIL, [("subject", CODE), ("body", CODE), ("body", "open_loop")]),
    ],
)
def test_each_fault_is_named(text: Text, channel: MessageChannel, problems: list[tuple[str, str]]) -> None:
    assert found(text, channel) == problems


@pytest.mark.parametrize("event", [Event.PROOF_CODE, Event.SIGN_IN_CODE])
def test_a_message_that_carries_a_code_must_have_it(event: Event) -> None:
    assert found(Text("", "Your code is here"), SMS, event) == [("body", "code_missing")]
    in_a_loop = "[customerFutureBookingsBegin][CODE][customerFutureBookingsEnd]"  # whoever signs in may have no booking
    assert found(Text("", in_a_loop), SMS, event) == [("body", "code_missing")]
    assert found(Text("", "[kode]"), SMS, event) == []


def test_places_are_those_of_the_bracket() -> None:
    problem = template_problems(Text("", "a\nb [NOPE]"), SMS)[0]
    assert (problem.field, problem.line, problem.column, problem.message) == ("body", 2, 3, "There is no such code.")


def test_two_wordings_have_two_versions_and_one_wording_has_one() -> None:
    assert version_of(Text("a", "b")) == version_of(Text("a", "b"))
    assert len({version_of(text) for text in (Text("a", "b"), Text("ab", ""), Text("", "ab"), Text("\ud800", ""))}) == 4
    assert version_of(Text("a", "b")) < 1_000_000_000
