"""How do the messages read in German?"""

from typing import Final

from kartotek.domain.messaging.decisions.default_texts.shape import EventTexts, Texts, framed
from kartotek.domain.messaging.values import Event

_mail = framed("Guten Tag [CUSTOMER_NAME]", "Freundliche Grüße\n[BUSINESS]\n[PHONE]")
_letter = framed("Guten Tag [CUSTOMER_NAME]", "Freundliche Grüße\n[BUSINESS]")
_WHEN = "[DATE_LONG], [TIME_FROM]–[TIME_TO] Uhr\n[SERVICE] bei [EMPLOYEE]\n[LOCATION_ADDRESS]"
_CHANGE = "Möchten Sie verschieben oder absagen? Das geht hier: [MANAGE_LINK]"
_COMING = (
    "[customerFutureBookingsBegin]\n\n[DATE_LONG], [TIME_FROM] Uhr\n[SERVICE] bei [EMPLOYEE]\n"
    "Verschieben oder absagen: [MANAGE_LINK]\n[customerFutureBookingsEnd]"
)
_LISTED = (
    "[customerFutureBookingsBegin]\n[DATE_LONG], [TIME_FROM] Uhr, [SERVICE] bei [EMPLOYEE]\n[customerFutureBookingsEnd]"
)
_IGNORE = "Er gilt 10 Minuten. Falls Sie ihn nicht angefordert haben, können Sie diese Nachricht ignorieren."

TEXTS: Final[Texts] = {
    Event.BOOKING_CONFIRMED: EventTexts(
        "Ihr Termin am [DATE] um [TIME_FROM] Uhr",
        _mail(f"Vielen Dank für Ihre Buchung. Wir freuen uns auf Sie:\n\n{_WHEN}\n\n{_CHANGE}"),
        "Ihr Termin bei [BUSINESS]: [DATE], [TIME_FROM] Uhr, [SERVICE]. Verschieben oder absagen: [MANAGE_LINK]",
    ),
    Event.BOOKING_REQUESTED: EventTexts(
        "Ihre Terminanfrage für den [DATE], [TIME_FROM] Uhr",
        _mail(
            "Vielen Dank, wir haben Ihre Anfrage erhalten und antworten so bald wie möglich. Der Termin gilt erst, "
            f"wenn wir ihn bestätigt haben:\n\n{_WHEN}\n\nHier können Sie Ihre Anfrage ansehen oder zurückziehen: "
            "[MANAGE_LINK]"
        ),
        "Danke, Ihre Anfrage für [DATE], [TIME_FROM] Uhr ist da. Wir melden uns. Ansehen: [MANAGE_LINK] Ihr Team von "
        "[BUSINESS]",
    ),
    Event.BOOKING_APPROVED: EventTexts(
        "Ihr Termin ist bestätigt: [DATE], [TIME_FROM] Uhr",
        _mail(f"Ihr Termin ist nun bestätigt. Wir freuen uns auf Sie:\n\n{_WHEN}\n\n{_CHANGE}"),
        "Ihr Termin bei [BUSINESS] ist bestätigt: [DATE], [TIME_FROM] Uhr, [SERVICE]. Verschieben oder absagen: "
        "[MANAGE_LINK]",
    ),
    Event.BOOKING_DECLINED: EventTexts(
        "Zu Ihrer Terminanfrage für den [DATE]",
        _mail(
            "Hier finden Sie einen anderen Termin: [BOOKING_SITE]\n\nZur gewünschten Zeit können wir Sie leider nicht "
            "empfangen: [SERVICE], [DATE_LONG], [TIME_FROM] Uhr. Melden Sie sich gern, dann finden wir gemeinsam einen "
            "passenden Termin."
        ),
        "Am [DATE] um [TIME_FROM] Uhr können wir Sie leider nicht empfangen. Andere Termine: [BOOKING_SITE] Ihr Team "
        "von [BUSINESS]",
    ),
    Event.BOOKING_MOVED: EventTexts(
        "Ihr Termin wurde verschoben auf [DATE], [TIME_FROM] Uhr",
        _mail(
            f"Ihr Termin wurde verschoben. Wir sehen uns nun:\n\n{_WHEN}\n\nPasst er nicht? Hier können Sie "
            "verschieben oder absagen: [MANAGE_LINK]"
        ),
        "Ihr Termin bei [BUSINESS] wurde verschoben auf [DATE], [TIME_FROM] Uhr, [SERVICE]. Ändern: [MANAGE_LINK]",
    ),
    Event.BOOKING_CANCELLED: EventTexts(
        "Ihr Termin am [DATE] um [TIME_FROM] Uhr ist abgesagt",
        _mail(
            "Ihr Termin wurde von [CANCELLED_BY] abgesagt: [SERVICE], [DATE_LONG], [TIME_FROM] Uhr.\n\n"
            "Möchten Sie einen neuen Termin? Hier finden Sie ihn: [BOOKING_SITE]"
        ),
        "Ihr Termin bei [BUSINESS] am [DATE], [TIME_FROM] Uhr wurde von [CANCELLED_BY] abgesagt. Neuer Termin: "
        "[BOOKING_SITE]",
    ),
    Event.BOOKING_REMINDER: EventTexts(
        "Wir sehen uns am [DATE] um [TIME_FROM] Uhr",
        _mail(
            f"Wir freuen uns auf Sie:\n\n{_WHEN}\n\nKönnen Sie nicht kommen? Hier können Sie verschieben oder absagen: "
            "[MANAGE_LINK]"
        ),
        "Wir freuen uns auf Sie bei [BUSINESS]: [DATE], [TIME_FROM] Uhr, [SERVICE]. Verhindert? [MANAGE_LINK]",
    ),
    Event.NO_SHOW: EventTexts(
        "Wir haben Sie am [DATE] vermisst",
        _mail(
            "Hier finden Sie gern einen neuen Termin: [BOOKING_SITE]\n\nWir haben Sie am [DATE_LONG] um [TIME_FROM] "
            "Uhr zu [SERVICE] erwartet, aber nicht gesehen. Lag der Fehler bei uns, sagen Sie uns bitte Bescheid."
        ),
        "Wir haben Sie am [DATE] um [TIME_FROM] Uhr erwartet, aber nicht gesehen. Neuer Termin: [BOOKING_SITE] Ihr "
        "Team von [BUSINESS]",
    ),
    Event.WAITLIST_OFFER: EventTexts(
        "Ein Termin ist frei geworden: [DATE], [TIME_FROM] Uhr",
        _mail(
            f"Ein Termin ist frei geworden:\n\n{_WHEN}\n\nWir halten ihn für Sie frei bis [OFFER_UNTIL]. Hier können "
            "Sie ihn annehmen: [MANAGE_LINK]"
        ),
        "Frei bei [BUSINESS]: [DATE], [TIME_FROM] Uhr, [SERVICE]. Für Sie gehalten bis [OFFER_UNTIL]: [MANAGE_LINK]",
    ),
    Event.PROOF_CODE: EventTexts(
        "Ihr Code für [BUSINESS]",
        f"[CODE] ist Ihr Code für [BUSINESS].\n{_IGNORE}",
        f"[CODE] ist Ihr Code für [BUSINESS].\n{_IGNORE}",
    ),
    Event.SIGN_IN_CODE: EventTexts(
        "Ihr Anmeldecode für [BUSINESS]",
        f"[CODE] ist Ihr Anmeldecode für [BUSINESS].\n{_IGNORE}",
        f"[CODE] ist Ihr Anmeldecode für [BUSINESS].\n{_IGNORE}",
    ),
    Event.LOCK_TOLD: EventTexts(
        "Zu Terminen bei [BUSINESS]",
        _mail(
            "Bitte kontaktieren Sie uns, wenn Sie einen Termin wünschen, wir helfen Ihnen gern. Sie können derzeit "
            "keine Termine online buchen. Ihre Termine sehen Sie hier: [MY_PAGE]"
        ),
        "Bitte kontaktieren Sie uns, wenn Sie einen Termin wünschen: [PHONE]. Sie können derzeit keine Termine online "
        "buchen. Ihr Team von [BUSINESS]",
    ),
    Event.APPOINTMENT_CARD: EventTexts(
        "Ihre Termine bei [BUSINESS]",
        _mail(f"Ihre nächsten Termine bei uns:\n{_COMING}"),
        "Guten Tag [CUSTOMER_NAME]. Ihre Termine bei [BUSINESS]:\n[customerFutureBookingsBegin]\n[DATE], [TIME_FROM] "
        "Uhr\n[customerFutureBookingsEnd]\nAbsagen: [PHONE]",
        _letter(
            f"Hier sind Ihre nächsten Termine bei uns:\n\n{_LISTED}\n\nMöchten Sie verschieben oder absagen, rufen Sie "
            "uns bitte an: [PHONE]."
        ),
    ),
    Event.RECALL: EventTexts(
        "Zeit für einen neuen Besuch bei [BUSINESS]?",
        _mail(
            "Ihr letzter Besuch liegt schon eine Weile zurück. Möchten Sie einen neuen Termin? Hier finden Sie ihn: "
            "[BOOKING_SITE]\n\nMöchten Sie keine solchen Nachrichten mehr? [OPT_OUT_LINK]"
        ),
        "Guten Tag [CUSTOMER_NAME]. Zeit für einen neuen Termin bei [BUSINESS]? [BOOKING_SITE] Abbestellen: "
        "[OPT_OUT_LINK]",
        _letter(
            "Ihr letzter Besuch liegt schon eine Weile zurück. Möchten Sie einen neuen Termin? Rufen Sie uns an unter "
            "[PHONE], oder buchen Sie auf [BOOKING_SITE]"
        ),
    ),
    Event.STAFF_REMINDER: EventTexts(
        "Erinnerung: [REMINDER_NAME] – [CUSTOMER_NAME]",
        "[REMINDER_TEXT]\n\n[CUSTOMER_NAME], Karte Nr. [CUSTOMER_NUMBER] [CUSTOMER_PHONE]\n\n[BUSINESS]",
        "[REMINDER_NAME]: [CUSTOMER_NAME], Karte Nr. [CUSTOMER_NUMBER]. [REMINDER_TEXT]",
    ),
    Event.FREE: EventTexts(
        "Nachricht von [BUSINESS]",
        _mail(""),
        "Guten Tag [CUSTOMER_NAME].\n\nIhr Team von [BUSINESS]",
        _letter(""),
    ),
}
