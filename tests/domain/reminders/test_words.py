"""What does a message about a reminder say, in each language?"""

from datetime import date, timedelta

import pytest

from kartotek.domain.reminders.decisions.words import key_prefix, message_key, text_for_email, text_for_sms
from kartotek.domain.reminders.values.firings import Note, Words

ON = date(2026, 11, 12)
WORDS = Words("Ring først", ON)
DATES = {"da": "12-11-2026", "sv": "2026-11-12", "de": "12.11.2026", "fr": "12/11/2026", "en": "12 Nov 2026"}


def test_an_email_names_the_day() -> None:
    assert text_for_email(WORDS, "da") == "Ring først\n\nDato: 12-11-2026"


@pytest.mark.parametrize(("language", "day"), DATES.items())
def test_every_language_names_the_day_what_was_missed_and_why_it_came(language: str, day: str) -> None:
    words = Words("", ON, (ON - timedelta(1), ON), Note.NO_INSPECTOR)
    paragraphs = text_for_email(words, language).split("\n\n")
    assert len(paragraphs) == 3  # no empty one for the text
    assert paragraphs[0].endswith(day)
    assert paragraphs[1].endswith(f"2026, {day}" if language == "en" else day)
    assert len({text_for_email(words, other) for other in DATES}) == len(DATES)


def test_a_text_message_is_short() -> None:
    assert text_for_sms(WORDS, "da") == "Ring først"
    assert text_for_sms(Words("", ON), "da") == ""


def test_of_many_missed_dates_a_message_names_the_latest() -> None:
    missed = tuple(ON + timedelta(number) for number in range(40))
    body = text_for_sms(Words("", ON, missed), "sv")
    assert body.count("2026-") == 31
    assert "… 2026-11-21" in body
    assert body.endswith(str(missed[-1]))


def test_a_key_says_which_reminder_occurrence_recipient_and_channel() -> None:
    assert message_key(7, ON, 3, "email") == "staff_reminder 7 2026-11-12 3 email"
    assert message_key(7, ON, 3, "email").startswith(key_prefix(7))
    assert not message_key(77, ON, 3, "email").startswith(key_prefix(7))
