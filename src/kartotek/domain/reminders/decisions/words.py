"""What does a message to the staff about a reminder add to its text? In the language of her who reads it."""

from datetime import date
from typing import Final

from kartotek.domain.reminders.values.firings import Note, Words

_ON: Final = {
    "da": "Dato: {on}",
    "sv": "Datum: {on}",
    "de": "Datum: {on}",
    "fr": "Date : {on}",
    "en": "Date: {on}",
}
_MISSED: Final = {
    "da": "Forsinket, fordi systemet var ude af drift. Datoer, der blev sprunget over: {missed}",
    "sv": "Försenad, eftersom systemet låg nere. Datum som missades: {missed}",
    "de": "Verspätet, weil das System nicht lief. Versäumte Tage: {missed}",
    "fr": "En retard, car le système était à l'arrêt. Dates manquées : {missed}",
    "en": "Late, because the system was down. Dates that were missed: {missed}",
}
_NO_INSPECTOR: Final = {
    "da": "Ingen inspektør har kundens område, derfor går den til administratorerne.",
    "sv": "Ingen inspektör har kundens område, därför går den till administratörerna.",
    "de": "Für den Bereich des Kunden ist niemand zuständig, deshalb geht sie an die Administratoren.",
    "fr": "Aucun inspecteur n'est chargé du secteur du client ; le rappel va donc aux administrateurs.",
    "en": "Nobody inspects the customer's area, so this goes to the administrators.",
}
_DATES: Final = {"da": "%d-%m-%Y", "sv": "%Y-%m-%d", "de": "%d.%m.%Y", "fr": "%d/%m/%Y"}
# A message names so many missed dates, the latest ones; the inbox names them all.
MOST_NAMED: Final = 31


def message_key(reminder_id: int, on: date, member_id: int, channel: str) -> str:
    """One message for one reminder, occurrence, recipient and channel (S38)."""
    return f"{key_prefix(reminder_id)}{on} {member_id} {channel}"


def key_prefix(reminder_id: int) -> str:
    """What the keys of all messages about a reminder begin with."""
    return f"staff_reminder {reminder_id} "


def text_for_email(words: Words, language: str) -> str:
    """What `[REMINDER_TEXT]` is in an e-mail: the text, the date, and what else is to be known."""
    parts = [
        words.text,
        _ON[language].format(on=_day(words.on, language)),
        _missed(words, language),
        _NO_INSPECTOR[language] if words.note is Note.NO_INSPECTOR else "",
    ]
    return "\n\n".join(part for part in parts if part.strip())


def text_for_sms(words: Words, language: str) -> str:
    """The same in a text message: the text if there is any, and dates only where some were missed."""
    return "\n".join(part for part in (words.text, _missed(words, language)) if part.strip())


def _missed(words: Words, language: str) -> str:
    if not words.missed:
        return ""
    named = ", ".join(_day(on, language) for on in words.missed[-MOST_NAMED:])
    more = "… " if len(words.missed) > MOST_NAMED else ""
    return _MISSED[language].format(missed=f"{more}{named}")


def _day(on: date, language: str) -> str:
    """The date as S46 writes it."""
    return f"{on.day} {on:%b} {on.year}" if language == "en" else on.strftime(_DATES[language])
