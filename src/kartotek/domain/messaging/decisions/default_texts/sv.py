"""How do the messages read in Swedish?"""

from typing import Final

from kartotek.domain.messaging.decisions.default_texts.shape import EventTexts, Texts, framed
from kartotek.domain.messaging.values import Event

_mail = framed("Hej [FIRSTNAME]", "Vänliga hälsningar\n[BUSINESS]\n[PHONE]")
_letter = framed("Hej [CUSTOMER_NAME]", "Vänliga hälsningar\n[BUSINESS]")
_WHEN = "[DATE_LONG] kl. [TIME_FROM]–[TIME_TO]\n[SERVICE] med [EMPLOYEE]\n[LOCATION_ADDRESS]"
_CHANGE = "Vill du boka om eller avboka? Det gör du här: [MANAGE_LINK]"
_COMING = (
    "[customerFutureBookingsBegin]\n\n[DATE_LONG] kl. [TIME_FROM]\n[SERVICE] med [EMPLOYEE]\n"
    "Boka om eller avboka: [MANAGE_LINK]\n[customerFutureBookingsEnd]"
)
_LISTED = (
    "[customerFutureBookingsBegin]\n[DATE_LONG] kl. [TIME_FROM], [SERVICE] med [EMPLOYEE]\n[customerFutureBookingsEnd]"
)
_IGNORE = "Den gäller i 10 minuter. Om du inte har bett om den kan du bortse från detta meddelande."

TEXTS: Final[Texts] = {
    Event.BOOKING_CONFIRMED: EventTexts(
        "Din tid [DATE] kl. [TIME_FROM]",
        _mail(f"Tack för din bokning. Vi ser fram emot att träffa dig:\n\n{_WHEN}\n\n{_CHANGE}"),
        "Din tid hos [BUSINESS]: [DATE] kl. [TIME_FROM], [SERVICE]. Boka om eller avboka: [MANAGE_LINK]",
    ),
    Event.BOOKING_REQUESTED: EventTexts(
        "Vi har tagit emot din förfrågan om en tid [DATE] kl. [TIME_FROM]",
        _mail(
            "Tack, vi har tagit emot din förfrågan och svarar så snart vi kan. Tiden är bekräftad först när du hör "
            f"från oss:\n\n{_WHEN}\n\nHär kan du följa din förfrågan eller dra tillbaka den: [MANAGE_LINK]"
        ),
        "Tack, vi har tagit emot din förfrågan om en tid [DATE] kl. [TIME_FROM]. Du hör från oss. Se den här: "
        "[MANAGE_LINK] Hälsningar [BUSINESS]",
    ),
    Event.BOOKING_APPROVED: EventTexts(
        "Din tid är bekräftad: [DATE] kl. [TIME_FROM]",
        _mail(f"Din tid är nu bekräftad. Vi ser fram emot att träffa dig:\n\n{_WHEN}\n\n{_CHANGE}"),
        "Din tid hos [BUSINESS] är bekräftad: [DATE] kl. [TIME_FROM], [SERVICE]. Boka om eller avboka: [MANAGE_LINK]",
    ),
    Event.BOOKING_DECLINED: EventTexts(
        "Om din förfrågan om en tid [DATE]",
        _mail(
            "Hitta gärna en annan tid här: [BOOKING_SITE]\n\nVi kan tyvärr inte ta emot dig vid den tid du önskade: "
            "[SERVICE] [DATE_LONG] kl. [TIME_FROM]. Hör gärna av dig, så hjälper vi dig att hitta en tid som passar."
        ),
        "Vi kan tyvärr inte ta emot dig [DATE] kl. [TIME_FROM]. Hitta gärna en annan tid: [BOOKING_SITE] Hälsningar "
        "[BUSINESS]",
    ),
    Event.BOOKING_MOVED: EventTexts(
        "Din tid är flyttad till [DATE] kl. [TIME_FROM]",
        _mail(f"Din tid är flyttad. Vi ses nu:\n\n{_WHEN}\n\nPassar den inte? Boka om eller avboka här: [MANAGE_LINK]"),
        "Din tid hos [BUSINESS] är flyttad till [DATE] kl. [TIME_FROM], [SERVICE]. Boka om eller avboka: [MANAGE_LINK]",
    ),
    Event.BOOKING_CANCELLED: EventTexts(
        "Din tid [DATE] kl. [TIME_FROM] är avbokad",
        _mail(
            "Din tid är avbokad av [CANCELLED_BY]: [SERVICE] [DATE_LONG] kl. [TIME_FROM].\n\n"
            "Vill du ha en ny tid? Hitta den här: [BOOKING_SITE]"
        ),
        "Din tid hos [BUSINESS] [DATE] kl. [TIME_FROM] är avbokad av [CANCELLED_BY]. Ny tid: [BOOKING_SITE]",
    ),
    Event.BOOKING_REMINDER: EventTexts(
        "Vi ses [DATE_LONG] kl. [TIME_FROM]",
        _mail(f"Vi ser fram emot att träffa dig:\n\n{_WHEN}\n\nKan du inte komma? Boka om eller avboka: [MANAGE_LINK]"),
        "Vi ses hos [BUSINESS] [DATE] kl. [TIME_FROM], [SERVICE]. Kan du inte komma? [MANAGE_LINK]",
    ),
    Event.NO_SHOW: EventTexts(
        "Vi saknade dig [DATE]",
        _mail(
            "Hitta gärna en ny tid här: [BOOKING_SITE]\n\nVi väntade dig [DATE_LONG] kl. [TIME_FROM] för [SERVICE], "
            "men såg dig inte. Om det beror på ett misstag hos oss får du gärna säga till."
        ),
        "Vi väntade dig [DATE] kl. [TIME_FROM] men såg dig inte. Hitta gärna en ny tid: [BOOKING_SITE] Hälsningar "
        "[BUSINESS]",
    ),
    Event.WAITLIST_OFFER: EventTexts(
        "Det finns en ledig tid för dig [DATE] kl. [TIME_FROM]",
        _mail(
            f"En tid har blivit ledig:\n\n{_WHEN}\n\nVi håller den åt dig till [OFFER_UNTIL]. Ta den här: [MANAGE_LINK]"
        ),
        "Ledig tid hos [BUSINESS]: [DATE] kl. [TIME_FROM], [SERVICE]. Vi håller den till [OFFER_UNTIL]: [MANAGE_LINK]",
    ),
    Event.PROOF_CODE: EventTexts(
        "Din kod till [BUSINESS]",
        f"[CODE] är din kod till [BUSINESS].\n{_IGNORE}",
        f"[CODE] är din kod till [BUSINESS].\n{_IGNORE}",
    ),
    Event.SIGN_IN_CODE: EventTexts(
        "Din kod för att logga in hos [BUSINESS]",
        f"[CODE] är din kod för att logga in hos [BUSINESS].\n{_IGNORE}",
        f"[CODE] är din kod för att logga in hos [BUSINESS].\n{_IGNORE}",
    ),
    Event.LOCK_TOLD: EventTexts(
        "Om att boka tid hos [BUSINESS]",
        _mail(
            "Kontakta oss gärna när du vill ha en tid, så hjälper vi dig. Du kan inte boka tider online just nu. Dina "
            "tider ser du här: [MY_PAGE]"
        ),
        "Kontakta oss gärna när du vill ha en tid: [PHONE]. Du kan inte boka tider online just nu. Hälsningar "
        "[BUSINESS]",
    ),
    Event.APPOINTMENT_CARD: EventTexts(
        "Dina tider hos [BUSINESS]",
        _mail(f"Dina nästa tider hos oss:\n{_COMING}"),
        "Hej [FIRSTNAME]. Dina tider hos [BUSINESS]:\n[customerFutureBookingsBegin]\n[DATE] kl. [TIME_FROM]\n"
        "[customerFutureBookingsEnd]\nAvbokning: [PHONE]",
        _letter(f"Här är dina nästa tider hos oss:\n\n{_LISTED}\n\nVill du boka om eller avboka, ring oss på [PHONE]."),
    ),
    Event.RECALL: EventTexts(
        "Dags för ett nytt besök hos [BUSINESS]?",
        _mail(
            "Det var ett tag sedan vi såg dig. Vill du ha en ny tid? Hitta den här: [BOOKING_SITE]\n\n"
            "Vill du inte få sådana meddelanden? [OPT_OUT_LINK]"
        ),
        "Hej [FIRSTNAME]. Vill du ha en ny tid hos [BUSINESS]? [BOOKING_SITE] Avsluta: [OPT_OUT_LINK]",
        _letter(
            "Det var ett tag sedan vi såg dig. Vill du ha en ny tid? Ring oss på [PHONE] eller hitta den på "
            "[BOOKING_SITE]"
        ),
    ),
    Event.STAFF_REMINDER: EventTexts(
        "Påminnelse: [REMINDER_NAME] – [CUSTOMER_NAME]",
        "[REMINDER_TEXT]\n\n[CUSTOMER_NAME], kort nr [CUSTOMER_NUMBER] [CUSTOMER_PHONE]\n\n[BUSINESS]",
        "[REMINDER_NAME]: [CUSTOMER_NAME], kort nr [CUSTOMER_NUMBER]. [REMINDER_TEXT]",
    ),
    Event.FREE: EventTexts(
        "Meddelande från [BUSINESS]",
        _mail(""),
        "Hej [FIRSTNAME].\n\nHälsningar [BUSINESS]",
        _letter(""),
    ),
}
