"""Every event has words in every language that can be saved as they are, and text messages stay short."""

from dataclasses import replace

import pytest

from kartotek.domain.businesses.values import LANGUAGES
from kartotek.domain.messaging.decisions import (
    TEMPLATES,
    compose,
    default_template,
    example_facts,
    has_template,
    sms_size,
    template_key,
    template_problems,
)
from kartotek.domain.messaging.values import Event, MessageChannel, TemplateKey, Text

SMS = [key for key in TEMPLATES if key.channel is MessageChannel.SMS]
MANAGE = "https://kartotek.example.com/havnegade/manage/MTIzNDU2Nzg.c2lnbmF0dXJlLW9mLXRoZQ/"


def test_there_is_a_template_of_every_event_in_every_language() -> None:
    assert len(LANGUAGES) == 5
    assert len(TEMPLATES) == (16 + 16 + 3) * 5
    letters = [event.value for event in Event if has_template(event, MessageChannel.LETTER)]
    assert letters == ["appointment_card", "recall", "free"]


@pytest.mark.parametrize("key", TEMPLATES, ids=lambda key: key.public_id)
def test_the_built_in_words_can_be_saved_as_they_are(key: TemplateKey) -> None:
    assert template_problems(default_template(*key), key.channel, key.event) == ()


@pytest.mark.parametrize("key", TEMPLATES, ids=lambda key: key.public_id)
def test_no_code_of_a_built_in_text_is_left_unfilled(key: TemplateKey) -> None:
    said = compose(default_template(*key), key.channel, example_facts(key.language))
    assert "[" not in said.text.subject + said.text.body + said.html
    assert bool(said.html) == (key.channel is MessageChannel.EMAIL)


@pytest.mark.parametrize("key", SMS, ids=lambda key: key.public_id)
def test_text_messages_fit_in_two_parts_of_the_sms_alphabet(key: TemplateKey) -> None:
    facts = example_facts(key.language)
    assert facts.booking is not None
    facts = replace(facts, booking=replace(facts.booking, manage_link=MANAGE, cancel_link=f"{MANAGE}cancel/"))
    size = sms_size(compose(default_template(*key), key.channel, facts).text.body)
    assert (size.encoding, size.parts <= 2) == ("gsm7", True)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("event", [Event.PROOF_CODE, Event.SIGN_IN_CODE])
def test_a_code_comes_first_so_that_a_phone_shows_it_unopened(event: Event, language: str) -> None:
    for channel in (MessageChannel.EMAIL, MessageChannel.SMS):
        said = compose(default_template(event, channel, language), channel, example_facts(language))
        assert said.text.body[:7] == "482913 "


def test_words_differ_between_the_languages() -> None:
    for event in Event:
        said = {default_template(event, MessageChannel.EMAIL, language).body for language in LANGUAGES}
        assert len(said) == 5


def test_the_danish_confirmation_reads_as_people_speak() -> None:
    said = compose(
        default_template(Event.BOOKING_CONFIRMED, MessageChannel.EMAIL, "da"), MessageChannel.EMAIL, example_facts("da")
    )
    assert said.text == Text(
        "Din aftale 12-11-2026 kl. 13:00",
        "Hej Sofie\n\nTak for din bestilling. Vi glæder os til at se dig:\n\n"
        "torsdag den 12. november 2026 kl. 13:00–15:00\nHelfarve med Jonas Krog\nHavnegade 12, 1058 København K\n\n"
        "Vil du flytte eller aflyse? Det gør du her: https://book.example.com/havnegade/manage/4xk2/\n\n"
        "Venlig hilsen\nHavnegade Salon & Klinik\n+45 33 55 01 20",
    )


def test_the_danish_appointment_card_lists_the_coming_appointments() -> None:
    said = compose(
        default_template(Event.APPOINTMENT_CARD, MessageChannel.SMS, "da"), MessageChannel.SMS, example_facts("da")
    )
    assert said.text.body == (
        "Hej Sofie. Dine aftaler hos Havnegade Salon & Klinik:\nd. 12-11-2026 Kl. 13:00\nd. 10-12-2026 Kl. 14:30\n"
        "Afbud: +45 33 55 01 20"
    )


def test_a_language_we_do_not_know_is_answered_in_english() -> None:
    for channel in MessageChannel:
        assert default_template(Event.FREE, channel, "pl") == default_template(Event.FREE, channel, "en")


def test_an_event_without_a_letter_has_no_words_for_one() -> None:
    assert default_template(Event.NO_SHOW, MessageChannel.LETTER, "da").body == ""
    assert template_key("no_show.letter.da") is None
    assert template_key("no_show.sms.da") == (Event.NO_SHOW, MessageChannel.SMS, "da")
