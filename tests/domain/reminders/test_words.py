"""What does a message about a reminder say, in each language?"""

from datetime import date, timedelta

import pytest

from kartotek.domain.reminders.decisions.words import key_prefix, message_key, reminder_email, reminder_sms
from kartotek.domain.reminders.values.firings import Note, Words

ON = date(2026, 11, 12)
WORDS = Words("Forny kontrakten", "Ring først", "Freja Holm", ON, (), Note.NOTHING, "Havnegade Salon")
DATES = {"da": "12-11-2026", "sv": "2026-11-12", "de": "12.11.2026", "fr": "12/11/2026", "en": "12 Nov 2026"}


def test_an_email_in_full() -> None:
    text = reminder_email(WORDS, "da")
    assert text.subject == "Påmindelse: Forny kontrakten – Freja Holm"
    assert text.body == "Ring først\n\nKunde: Freja Holm\nDato: 12-11-2026\n\nHavnegade Salon"


@pytest.mark.parametrize(("language", "day"), DATES.items())
def test_every_language_names_the_day_what_was_missed_and_why_it_came(language: str, day: str) -> None:
    words = Words("A", "", "B", ON, (ON - timedelta(1), ON), Note.NO_INSPECTOR, "C")
    paragraphs = reminder_email(words, language).body.split("\n\n")
    assert len(paragraphs) == 4  # no empty one for the text
    assert paragraphs[0].endswith(day)
    assert paragraphs[1].endswith(f"2026, {day}" if language == "en" else day)
    assert paragraphs[3] == "C"
    assert len({reminder_email(words, other).body for other in DATES}) == len(DATES)


def test_an_unknown_language_is_english() -> None:
    assert reminder_email(WORDS, "fi") == reminder_email(WORDS, "en")
    assert reminder_sms(WORDS, "fi") == reminder_sms(WORDS, "en")


def test_a_text_message_is_short() -> None:
    assert reminder_sms(WORDS, "da").body == "Påmindelse: Forny kontrakten – Freja Holm\nRing først"
    assert reminder_sms(WORDS, "da").subject == ""


def test_of_many_missed_dates_a_message_names_the_latest() -> None:
    missed = tuple(ON + timedelta(number) for number in range(40))
    words = Words("A", "", "B", ON, missed, Note.NOTHING, "C")
    body = reminder_sms(words, "sv").body
    assert body.count("2026-") == 31
    assert "… 2026-11-21" in body
    assert body.endswith(str(missed[-1]))


def test_a_subject_stays_on_one_line() -> None:
    words = Words("A\nBcc: x@example.com", "", "B", ON, (), Note.NOTHING, "C")
    assert reminder_email(words, "en").subject == "Reminder: A Bcc: x@example.com – B"


def test_a_key_says_which_reminder_occurrence_recipient_and_channel() -> None:
    assert message_key(7, ON, 3, "email") == "staff_reminder 7 2026-11-12 3 email"
    assert message_key(7, ON, 3, "email").startswith(key_prefix(7))
    assert not message_key(77, ON, 3, "email").startswith(key_prefix(7))
