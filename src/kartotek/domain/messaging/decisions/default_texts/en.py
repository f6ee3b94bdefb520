"""How do the messages read in English?"""

from typing import Final

from kartotek.domain.messaging.decisions.default_texts.shape import EventTexts, Texts, framed
from kartotek.domain.messaging.values import Event

_mail = framed("Hello [CUSTOMER_NAME],", "Kind regards,\n[BUSINESS]\n[PHONE]")
_letter = framed("Dear [CUSTOMER_NAME],", "Kind regards,\n[BUSINESS]")
_WHEN = "[DATE_LONG], [TIME_FROM]–[TIME_TO]\n[SERVICE] with [EMPLOYEE]\n[LOCATION_ADDRESS]"
_CHANGE = "Need to move or cancel it? You can do that here: [MANAGE_LINK]"
_COMING = (
    "[customerFutureBookingsBegin]\n\n[DATE_LONG] at [TIME_FROM]\n[SERVICE] with [EMPLOYEE]\n"
    "Move or cancel: [MANAGE_LINK]\n[customerFutureBookingsEnd]"
)
_LISTED = (
    "[customerFutureBookingsBegin]\n[DATE_LONG] at [TIME_FROM], [SERVICE] with [EMPLOYEE]\n[customerFutureBookingsEnd]"
)
_IGNORE = "It is valid for 10 minutes. If you did not ask for it, you can ignore this message."

TEXTS: Final[Texts] = {
    Event.BOOKING_CONFIRMED: EventTexts(
        "Your appointment on [DATE] at [TIME_FROM]",
        _mail(f"Thank you for booking. We look forward to seeing you:\n\n{_WHEN}\n\n{_CHANGE}"),
        "Your appointment at [BUSINESS]: [DATE] at [TIME_FROM], [SERVICE]. Move or cancel: [MANAGE_LINK]",
    ),
    Event.BOOKING_REQUESTED: EventTexts(
        "We have received your request for [DATE] at [TIME_FROM]",
        _mail(
            "Thank you, we have received your request and will answer as soon as we can. The time is only confirmed "
            f"once you hear from us:\n\n{_WHEN}\n\nYou can follow or withdraw your request here: [MANAGE_LINK]"
        ),
        "Thank you, we have received your request for [DATE] at [TIME_FROM]. You will hear from us. See it here: "
        "[MANAGE_LINK] [BUSINESS]",
    ),
    Event.BOOKING_APPROVED: EventTexts(
        "Your appointment is confirmed: [DATE] at [TIME_FROM]",
        _mail(f"Your appointment is now confirmed. We look forward to seeing you:\n\n{_WHEN}\n\n{_CHANGE}"),
        "Your appointment at [BUSINESS] is confirmed: [DATE] at [TIME_FROM], [SERVICE]. Move or cancel: [MANAGE_LINK]",
    ),
    Event.BOOKING_DECLINED: EventTexts(
        "About your request for [DATE]",
        _mail(
            "You are welcome to choose another time here: [BOOKING_SITE]\n\nWe are sorry that we cannot see you at the "
            "time you asked for: [SERVICE], [DATE_LONG] at [TIME_FROM]. Contact us, and we will help you find one that "
            "suits you."
        ),
        "We are sorry that we cannot see you on [DATE] at [TIME_FROM]. Choose another time: [BOOKING_SITE] [BUSINESS]",
    ),
    Event.BOOKING_MOVED: EventTexts(
        "Your appointment has moved to [DATE] at [TIME_FROM]",
        _mail(
            f"Your appointment has moved. We now look forward to seeing you:\n\n{_WHEN}\n\nDoes that not suit you? "
            "Move or cancel it here: [MANAGE_LINK]"
        ),
        "Your appointment at [BUSINESS] has moved to [DATE] at [TIME_FROM], [SERVICE]. Move or cancel: [MANAGE_LINK]",
    ),
    Event.BOOKING_CANCELLED: EventTexts(
        "Your appointment on [DATE] at [TIME_FROM] is cancelled",
        _mail(
            "Your appointment was cancelled by [CANCELLED_BY]: [SERVICE], [DATE_LONG] at [TIME_FROM].\n\n"
            "Would you like a new one? Choose a time here: [BOOKING_SITE]"
        ),
        "Your appointment at [BUSINESS] on [DATE] at [TIME_FROM] was cancelled by [CANCELLED_BY]. New appointment: "
        "[BOOKING_SITE]",
    ),
    Event.BOOKING_REMINDER: EventTexts(
        "See you on [DATE_LONG] at [TIME_FROM]",
        _mail(
            f"We look forward to seeing you:\n\n{_WHEN}\n\nCannot make it? Move or cancel your appointment here: "
            "[MANAGE_LINK]"
        ),
        "See you at [BUSINESS] on [DATE] at [TIME_FROM], [SERVICE]. Cannot make it? [MANAGE_LINK]",
    ),
    Event.NO_SHOW: EventTexts(
        "We missed you on [DATE]",
        _mail(
            "You are welcome to choose a new time here: [BOOKING_SITE]\n\nWe expected you on [DATE_LONG] at "
            "[TIME_FROM] for [SERVICE], but did not see you. If that was a mistake of ours, please tell us."
        ),
        "We expected you on [DATE] at [TIME_FROM] but did not see you. Choose a new time: [BOOKING_SITE] [BUSINESS]",
    ),
    Event.WAITLIST_OFFER: EventTexts(
        "A time is free for you: [DATE] at [TIME_FROM]",
        _mail(
            f"A time has become free:\n\n{_WHEN}\n\nWe keep it for you until [OFFER_UNTIL]. Take it here: [MANAGE_LINK]"
        ),
        "Free at [BUSINESS]: [DATE] at [TIME_FROM], [SERVICE]. We keep it for you until [OFFER_UNTIL]: [MANAGE_LINK]",
    ),
    Event.PROOF_CODE: EventTexts(
        "Your code for [BUSINESS]",
        f"[CODE] is your code for [BUSINESS].\n{_IGNORE}",
        f"[CODE] is your code for [BUSINESS].\n{_IGNORE}",
    ),
    Event.SIGN_IN_CODE: EventTexts(
        "Your code to sign in at [BUSINESS]",
        f"[CODE] is your code to sign in at [BUSINESS].\n{_IGNORE}",
        f"[CODE] is your code to sign in at [BUSINESS].\n{_IGNORE}",
    ),
    Event.LOCK_TOLD: EventTexts(
        "About appointments at [BUSINESS]",
        _mail(
            "Please contact us when you would like an appointment, and we will help you. You cannot book online at the "
            "moment. Your appointments are here: [MY_PAGE]"
        ),
        "Please contact us when you would like an appointment: [PHONE]. You cannot book online at the moment. "
        "[BUSINESS]",
    ),
    Event.APPOINTMENT_CARD: EventTexts(
        "Your appointments at [BUSINESS]",
        _mail(f"Your next appointments with us:\n{_COMING}"),
        "Hello [CUSTOMER_NAME]. Your appointments at [BUSINESS]:\n[customerFutureBookingsBegin]\n[DATE] at "
        "[TIME_FROM]\n[customerFutureBookingsEnd]\nTo cancel: [PHONE]",
        _letter(
            f"These are your next appointments with us:\n\n{_LISTED}\n\nTo move or cancel one, please call us on "
            "[PHONE]."
        ),
    ),
    Event.RECALL: EventTexts(
        "Time for another visit to [BUSINESS]?",
        _mail(
            "It has been a while since we saw you. Would you like a new appointment? Choose a time here: "
            "[BOOKING_SITE]\n\nWould you rather not get these messages? [OPT_OUT_LINK]"
        ),
        "Hello [CUSTOMER_NAME]. Would you like a new appointment at [BUSINESS]? [BOOKING_SITE] Stop these messages: "
        "[OPT_OUT_LINK]",
        _letter(
            "It has been a while since we saw you. Would you like a new appointment? Call us on [PHONE], or choose a "
            "time at [BOOKING_SITE]"
        ),
    ),
    Event.STAFF_REMINDER: EventTexts(
        "Reminder: [REMINDER_NAME] – [CUSTOMER_NAME]",
        "[REMINDER_TEXT]\n\n[CUSTOMER_NAME], card [CUSTOMER_NUMBER] [CUSTOMER_PHONE]\n\n[BUSINESS]",
        "[REMINDER_NAME]: [CUSTOMER_NAME], card [CUSTOMER_NUMBER]. [REMINDER_TEXT]",
    ),
    Event.FREE: EventTexts(
        "Message from [BUSINESS]",
        _mail(""),
        "Hello [CUSTOMER_NAME].\n\n[BUSINESS]",
        _letter(""),
    ),
}
