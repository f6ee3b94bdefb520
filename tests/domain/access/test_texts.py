"""Is a refused customer told the right words, and never more than she may know?"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kartotek.domain.access.decisions import (
    BUILT_IN,
    TextKey,
    decide,
    message_problems,
    moment_in_words,
    public_message,
)
from kartotek.domain.access.values import (
    Channel,
    Coming,
    Decision,
    Facts,
    Limit,
    Policy,
    Question,
    RefusalTexts,
    TagFact,
)
from kartotek.domain.businesses.values import LANGUAGES
from kartotek.kernel.errors import Problem

NOW = datetime(2026, 11, 12, 9, 54, tzinfo=UTC)
POLICY = Policy(timezone="Europe/Copenhagen", general_limit=Limit(2))
THREE = datetime(2026, 11, 12, 14, 0, tzinfo=UTC)
COMING = (Coming(THREE, 1), Coming(THREE + timedelta(days=28), 2))
AT_LIMIT = decide(Facts(coming=COMING), POLICY, NOW)
BLOCKED = decide(Facts(own_limit=Limit(0), coming=COMING), POLICY, NOW)


def told(decision: Decision, language: str, policy: Policy = POLICY, *, proven: bool = True) -> str:
    return public_message(decision, language, policy, is_proven=proven)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("da", "torsdag den 12. november 2026 kl. 15:00"),
        ("sv", "torsdag 12 november 2026 kl. 15:00"),
        ("de", "Donnerstag, 12. November 2026, 15:00 Uhr"),
        ("fr", "jeudi 12 novembre 2026 à 15:00"),
        ("en", "Thursday 12 November 2026 at 15:00"),
        ("pl", "Thursday 12 November 2026 at 15:00"),
    ],
)
def test_a_moment_reads_as_the_clocks_of_the_business_show_it(language: str, words: str) -> None:
    assert moment_in_words(THREE, language, "Europe/Copenhagen") == words


def test_the_first_of_a_month_is_premier_in_french() -> None:
    moment = datetime(2027, 8, 1, 7, 5, tzinfo=UTC)
    assert moment_in_words(moment, "fr", "Europe/Paris") == "dimanche 1er août 2027 à 09:05"
    assert moment_in_words(moment, "de", "Europe/Paris") == "Sonntag, 1. August 2027, 09:05 Uhr"


def test_every_text_is_there_in_every_language() -> None:
    assert {key: set(texts) for key, texts in BUILT_IN.items()} == {key: set(LANGUAGES) for key in TextKey}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("da", "Du har 2 af 2 kommende aftaler. Du kan booke igen efter torsdag den 12. november 2026 kl. 15:00."),
        ("sv", "Du har 2 av 2 kommande tider. Du kan boka igen efter torsdag 12 november 2026 kl. 15:00."),
        (
            "de",
            "Sie haben 2 von 2 kommenden Terminen. Sie können wieder buchen nach: "
            "Donnerstag, 12. November 2026, 15:00 Uhr.",
        ),
        (
            "fr",
            "Vous avez 2 rendez-vous à venir sur 2. Vous pourrez réserver de nouveau après : "
            "jeudi 12 novembre 2026 à 15:00.",
        ),
        ("en", "You have 2 of 2 coming appointments. You can book again after Thursday 12 November 2026 at 15:00."),
    ],
)
def test_at_the_limit_the_proven_are_told_the_count_and_the_moment(language: str, text: str) -> None:
    assert told(AT_LIMIT, language) == text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("decision", [AT_LIMIT, BLOCKED])
def test_the_unproven_see_no_digit_in_a_built_in_text(language: str, decision: Decision) -> None:
    text = told(decision, language, proven=False)
    assert not any(letter.isdigit() for letter in text)


def test_the_unproven_at_the_limit_are_told_so_without_numbers() -> None:
    assert told(AT_LIMIT, "fr", proven=False) == BUILT_IN[TextKey.LIMIT_UNPROVEN]["fr"]


def test_the_blocked_are_told_to_get_in_touch_proven_or_not() -> None:
    assert told(BLOCKED, "da") == "Du kan ikke booke aftaler online i øjeblikket. Kontakt os venligst."
    assert told(BLOCKED, "da", proven=False) == told(BLOCKED, "da")


def test_the_owners_text_is_taken_in_the_language_of_the_answer_only() -> None:
    policy = replace(POLICY, blocked_messages={"da": "Ring til os, tak."})
    assert told(BLOCKED, "da", policy) == "Ring til os, tak."
    assert told(BLOCKED, "sv", policy) == BUILT_IN[TextKey.MAX_ZERO]["sv"]


def test_the_owners_codes_are_filled_whatever_their_case() -> None:
    policy = replace(POLICY, limit_messages={"en": "[bookings]/[LIMIT], again [Book_Again]"})
    assert told(AT_LIMIT, "en", policy) == "2/2, again Thursday 12 November 2026 at 15:00"


def test_the_owners_text_with_codes_gives_way_to_the_built_in_one_for_the_unproven() -> None:
    policy = replace(POLICY, limit_messages={"en": "You have [BOOKINGS]."}, blocked_messages={"en": "Zero: [LIMIT]"})
    assert told(AT_LIMIT, "en", policy, proven=False) == BUILT_IN[TextKey.LIMIT_UNPROVEN]["en"]
    assert told(BLOCKED, "en", policy, proven=False) == BUILT_IN[TextKey.MAX_ZERO]["en"]
    assert told(BLOCKED, "en", policy) == "Zero: 0"


def test_the_owners_text_without_codes_is_for_the_unproven_too() -> None:
    policy = replace(POLICY, limit_messages={"en": "Enough for now."})
    assert told(AT_LIMIT, "en", policy, proven=False) == "Enough for now."


def test_a_blocked_text_that_asks_for_a_moment_has_none_and_gives_way() -> None:
    policy = replace(POLICY, blocked_messages={"en": "After [BOOK_AGAIN]"})
    assert told(BLOCKED, "en", policy) == BUILT_IN[TextKey.MAX_ZERO]["en"]


def test_the_text_of_a_lock_a_tag_or_a_rule_is_plain_and_in_its_language_only() -> None:
    banned = Facts(tags=(TagFact(7, is_banned=True, messages={"fr": "Désolé [LIMIT], appelez-nous."}),))
    decision = decide(banned, POLICY, NOW)
    assert told(decision, "fr") == "Désolé [LIMIT], appelez-nous."
    assert told(decision, "de") == BUILT_IN[TextKey.NEUTRAL]["de"]
    neutral = replace(POLICY, refusal_texts=RefusalTexts.NEUTRAL)
    assert told(decision, "fr", neutral) == BUILT_IN[TextKey.NEUTRAL]["fr"]


def test_neutral_says_the_same_for_everything_even_over_the_owners_text() -> None:
    policy = replace(POLICY, refusal_texts=RefusalTexts.NEUTRAL, blocked_messages={"de": "Rufen Sie an."})
    assert {told(AT_LIMIT, "de", policy), told(BLOCKED, "de", policy)} == {BUILT_IN[TextKey.NEUTRAL]["de"]}


def test_an_unknown_language_is_answered_in_english() -> None:
    assert told(BLOCKED, "pl") == BUILT_IN[TextKey.MAX_ZERO]["en"]


def test_hours_have_the_neutral_text() -> None:
    decision = decide(Facts(Question(is_within_hours=False)), POLICY, NOW)
    assert told(decision, "en") == BUILT_IN[TextKey.NEUTRAL]["en"]


def test_who_is_not_refused_is_told_nothing() -> None:
    warned = decide(Facts(Question(Channel.STAFF), own_limit=Limit(0)), POLICY, NOW)
    assert told(warned, "en") == ""


def test_a_right_text_has_no_problems() -> None:
    assert message_problems("limit_messages.en", "You have [BOOKINGS] of [limit].\nUntil [Book_Again]") == ()


def test_unknown_codes_and_stray_brackets_are_found_with_their_place() -> None:
    text = "Hi [NAME],\nyou have ]\n[[LIMIT] and [ more"
    assert message_problems("limit_messages.en", text) == (
        Problem("limit_messages.en", "unknown_code", "There is no such code.", 1, 4),
        Problem("limit_messages.en", "stray_bracket", "This bracket has no counterpart.", 2, 10),
        Problem("limit_messages.en", "stray_bracket", "This bracket has no counterpart.", 3, 1),
        Problem("limit_messages.en", "stray_bracket", "This bracket has no counterpart.", 3, 14),
    )


def test_what_cannot_be_stored_is_a_problem_too() -> None:
    assert [problem.code for problem in message_problems("blocked_messages.da", "a\0b")] == ["bad_character"]
    assert [problem.code for problem in message_problems("blocked_messages.da", "a" * 1001)] == ["too_long"]
