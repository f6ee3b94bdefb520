"""What are reminders about in a business that has just begun? In its main language, to be renamed and added to."""

from typing import Final

_FIRST: Final = {
    "da": ("Kontrakt", "Opfølgning", "Opkald", "Dokumenter"),
    "sv": ("Avtal", "Uppföljning", "Samtal", "Dokument"),
    "de": ("Vertrag", "Nachfrage", "Anruf", "Unterlagen"),
    "fr": ("Contrat", "Suivi", "Appel", "Documents"),
    "en": ("Contract", "Follow-up", "Call", "Documents"),
}


def first_types(language: str) -> tuple[str, ...]:
    """The names, as they stand in a list."""
    return _FIRST.get(language, _FIRST["en"])
