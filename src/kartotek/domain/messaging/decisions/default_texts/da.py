"""How do the messages read in Danish?"""

from typing import Final

from kartotek.domain.messaging.decisions.default_texts.shape import EventTexts, Texts, framed
from kartotek.domain.messaging.values import Event

_mail = framed("Hej [FORNAVN]", "Venlig hilsen\n[VIRKSOMHED]\n[TELEFON]")
_letter = framed("Kære [KUNDENAVN]", "Venlig hilsen\n[VIRKSOMHED]")
_WHEN = "[DATO_LANG] kl. [KLOKKEN_FRATID]–[KLOKKEN_TILTID]\n[YDELSE] med [MEDARBEJDER]\n[STED_ADRESSE]"
_CHANGE = "Vil du flytte eller aflyse? Det gør du her: [LINK_BOOKING]"
_COMING = (
    "[customerFutureBookingsBegin]\n\n[DATO_LANG] kl. [KLOKKEN_FRATID]\n[YDELSE] med [MEDARBEJDER]\n"
    "Flyt eller aflys: [LINK_BOOKING]\n[customerFutureBookingsEnd]"
)
_LISTED = (
    "[customerFutureBookingsBegin]\n[DATO_LANG] kl. [KLOKKEN_FRATID], [YDELSE] med [MEDARBEJDER]\n"
    "[customerFutureBookingsEnd]"
)
_IGNORE = "Den gælder i 10 minutter. Har du ikke bedt om den, kan du se bort fra denne besked."

TEXTS: Final[Texts] = {
    Event.BOOKING_CONFIRMED: EventTexts(
        "Din aftale [DATO] kl. [KLOKKEN_FRATID]",
        _mail(f"Tak for din bestilling. Vi glæder os til at se dig:\n\n{_WHEN}\n\n{_CHANGE}"),
        "Din aftale hos [VIRKSOMHED]: [DATO] kl. [KLOKKEN_FRATID], [YDELSE]. Flyt eller aflys: [LINK_BOOKING]",
    ),
    Event.BOOKING_REQUESTED: EventTexts(
        "Vi har modtaget dit ønske om en tid [DATO] kl. [KLOKKEN_FRATID]",
        _mail(
            "Tak, vi har modtaget dit ønske om en tid og svarer så snart vi kan. Tiden er først bekræftet, når du "
            f"hører fra os:\n\n{_WHEN}\n\nDu kan følge dit ønske eller trække det tilbage her: [LINK_BOOKING]"
        ),
        "Tak, vi har modtaget dit ønske om en tid [DATO] kl. [KLOKKEN_FRATID]. Du hører fra os. Se den her: "
        "[LINK_BOOKING] Hilsen [VIRKSOMHED]",
    ),
    Event.BOOKING_APPROVED: EventTexts(
        "Din tid er bekræftet: [DATO] kl. [KLOKKEN_FRATID]",
        _mail(f"Din tid er nu bekræftet. Vi glæder os til at se dig:\n\n{_WHEN}\n\n{_CHANGE}"),
        "Din tid hos [VIRKSOMHED] er bekræftet: [DATO] kl. [KLOKKEN_FRATID], [YDELSE]. Flyt eller aflys: "
        "[LINK_BOOKING]",
    ),
    Event.BOOKING_DECLINED: EventTexts(
        "Om dit ønske om en tid [DATO]",
        _mail(
            "Find gerne en anden tid her: [LINK_BOOK]\n\nVi kan desværre ikke tage imod dig på det tidspunkt, du "
            "ønskede: [YDELSE] [DATO_LANG] kl. [KLOKKEN_FRATID]. Kontakt os gerne, så hjælper vi dig med at finde "
            "en tid, der passer."
        ),
        "Vi kan desværre ikke tage imod dig [DATO] kl. [KLOKKEN_FRATID]. Find gerne en anden tid: [LINK_BOOK] Hilsen "
        "[VIRKSOMHED]",
    ),
    Event.BOOKING_MOVED: EventTexts(
        "Din aftale er flyttet til [DATO] kl. [KLOKKEN_FRATID]",
        _mail(f"Din aftale er flyttet. Vi ses nu:\n\n{_WHEN}\n\nPasser det ikke? Flyt eller aflys her: [LINK_BOOKING]"),
        "Din aftale hos [VIRKSOMHED] er flyttet til [DATO] kl. [KLOKKEN_FRATID], [YDELSE]. Flyt eller aflys: "
        "[LINK_BOOKING]",
    ),
    Event.BOOKING_CANCELLED: EventTexts(
        "Din aftale [DATO] kl. [KLOKKEN_FRATID] er aflyst",
        _mail(
            "Din aftale er aflyst af [AFLYST_AF]: [YDELSE] [DATO_LANG] kl. [KLOKKEN_FRATID].\n\n"
            "Vil du have en ny tid? Find den her: [LINK_BOOK]"
        ),
        "Din aftale hos [VIRKSOMHED] [DATO] kl. [KLOKKEN_FRATID] er aflyst af [AFLYST_AF]. Ny tid: [LINK_BOOK]",
    ),
    Event.BOOKING_REMINDER: EventTexts(
        "Vi ses [DATO_LANG] kl. [KLOKKEN_FRATID]",
        _mail(f"Vi glæder os til at se dig:\n\n{_WHEN}\n\nKan du ikke komme? Flyt eller aflys her: [LINK_BOOKING]"),
        "Vi ses hos [VIRKSOMHED] [DATO] kl. [KLOKKEN_FRATID], [YDELSE]. Kan du ikke komme? [LINK_BOOKING]",
    ),
    Event.NO_SHOW: EventTexts(
        "Vi savnede dig [DATO]",
        _mail(
            "Find gerne en ny tid her: [LINK_BOOK]\n\nVi ventede dig [DATO_LANG] kl. [KLOKKEN_FRATID] til [YDELSE], "
            "men så dig ikke. Skyldes det en fejl hos os, så sig endelig til."
        ),
        "Vi ventede dig [DATO] kl. [KLOKKEN_FRATID], men så dig ikke. Find gerne en ny tid: [LINK_BOOK] Hilsen "
        "[VIRKSOMHED]",
    ),
    Event.WAITLIST_OFFER: EventTexts(
        "Der er en ledig tid til dig [DATO] kl. [KLOKKEN_FRATID]",
        _mail(
            f"Der er blevet en tid ledig:\n\n{_WHEN}\n\nVi holder den til dig indtil [TILBUD_INDTIL]. Tag den her: "
            "[LINK_BOOKING]"
        ),
        "Ledig tid hos [VIRKSOMHED]: [DATO] kl. [KLOKKEN_FRATID], [YDELSE]. Vi holder den til [TILBUD_INDTIL]: "
        "[LINK_BOOKING]",
    ),
    Event.PROOF_CODE: EventTexts(
        "Din kode til [VIRKSOMHED]",
        f"[KODE] er din kode til [VIRKSOMHED].\n{_IGNORE}",
        f"[KODE] er din kode til [VIRKSOMHED].\n{_IGNORE}",
    ),
    Event.SIGN_IN_CODE: EventTexts(
        "Din kode til at logge ind hos [VIRKSOMHED]",
        f"[KODE] er din kode til at logge ind hos [VIRKSOMHED].\n{_IGNORE}",
        f"[KODE] er din kode til at logge ind hos [VIRKSOMHED].\n{_IGNORE}",
    ),
    Event.LOCK_TOLD: EventTexts(
        "Om at bestille tid hos [VIRKSOMHED]",
        _mail(
            "Kontakt os gerne, når du ønsker en tid, så hjælper vi dig. Du kan ikke booke aftaler online i øjeblikket. "
            "Dine aftaler kan du se her: [LINK_MIN_SIDE]"
        ),
        "Kontakt os gerne, når du ønsker en tid: [TELEFON]. Du kan ikke booke aftaler online i øjeblikket. Hilsen "
        "[VIRKSOMHED]",
    ),
    Event.APPOINTMENT_CARD: EventTexts(
        "Dine aftaler hos [VIRKSOMHED]",
        _mail(f"Dine næste aftaler hos os:\n{_COMING}"),
        "Hej [FORNAVN]. Dine aftaler hos [VIRKSOMHED]:\n[customerFutureBookingsBegin]\nd. [DATO] Kl. "
        "[KLOKKEN_FRATID]\n[customerFutureBookingsEnd]\nAfbud: [TELEFON]",
        _letter(
            f"Her er dine næste aftaler hos os:\n\n{_LISTED}\n\nVil du flytte eller aflyse, så ring til os "
            "på [TELEFON]."
        ),
    ),
    Event.RECALL: EventTexts(
        "Tid til et nyt besøg hos [VIRKSOMHED]?",
        _mail(
            "Det er et stykke tid siden, vi har set dig. Har du lyst til en ny tid? Find den her: [LINK_BOOK]\n\n"
            "Vil du ikke have disse beskeder? [LINK_AFMELD]"
        ),
        "Hej [FORNAVN]. Har du lyst til en ny tid hos [VIRKSOMHED]? [LINK_BOOK] Afmeld: [LINK_AFMELD]",
        _letter(
            "Det er et stykke tid siden, vi har set dig. Har du lyst til en ny tid? Ring til os på [TELEFON], eller "
            "find den på [LINK_BOOK]"
        ),
    ),
    Event.STAFF_REMINDER: EventTexts(
        "Påmindelse: [PAAMINDELSE] – [KUNDENAVN]",
        "[PAAMINDELSE_TEKST]\n\n[KUNDENAVN], kort nr. [KUNDENUMMER] [KUNDE_TELEFON]\n\n[VIRKSOMHED]",
        "[PAAMINDELSE]: [KUNDENAVN], kort nr. [KUNDENUMMER]. [PAAMINDELSE_TEKST]",
    ),
    Event.FREE: EventTexts(
        "Besked fra [VIRKSOMHED]",
        _mail(""),
        "Hej [FORNAVN].\n\nHilsen [VIRKSOMHED]",
        _letter(""),
    ),
}
