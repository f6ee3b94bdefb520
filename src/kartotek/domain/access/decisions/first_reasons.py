"""For which reasons may a new business lock customers, before it writes its own? By its main language (S24)."""

from typing import Final

from kartotek.domain.access.values.locks import AnyDate, Days, Endless, Months, OfferedEnd, ReasonDetails

_WITHIN_A_MONTH: Final = (Days(5), Days(14), Months(1))

# In the order of the list: the ends each offers, and what staff call it. Customers get the built-in text.
FIRST_REASONS: Final[tuple[tuple[tuple[OfferedEnd, ...], dict[str, str]], ...]] = (
    (
        _WITHIN_A_MONTH,
        {
            "da": "Manglende oplysninger eller dokumenter",
            "sv": "Uppgifter eller dokument saknas",
            "de": "Fehlende Angaben oder Unterlagen",
            "fr": "Informations ou documents manquants",
            "en": "Missing data or documents",
        },
    ),
    (
        (AnyDate(),),
        {"da": "Udsættelse", "sv": "Uppskov", "de": "Aufschub", "fr": "Report", "en": "Deferral"},
    ),
    (
        (Days(14), Months(1), AnyDate(), Endless()),
        {"da": "Ubetalt", "sv": "Obetalt", "de": "Unbezahlt", "fr": "Impayé", "en": "Unpaid"},
    ),
    (
        (Months(1), AnyDate(), Endless()),
        {"da": "Opførsel", "sv": "Uppförande", "de": "Verhalten", "fr": "Comportement", "en": "Conduct"},
    ),
    (
        (*_WITHIN_A_MONTH, AnyDate(), Endless()),
        {"da": "Andet", "sv": "Annat", "de": "Sonstiges", "fr": "Autre", "en": "Other"},
    ),
)


def first_reasons(language: str) -> list[ReasonDetails]:
    """The reasons in the language, in English where we do not have it."""
    return [ReasonDetails(labels.get(language, labels["en"]), ends) for ends, labels in FIRST_REASONS]
