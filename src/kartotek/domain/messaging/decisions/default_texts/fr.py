"""How do the messages read in French? Text messages do without ê, ô, ç and their like: they halve the room (GSM-7)."""

from typing import Final

from kartotek.domain.messaging.decisions.default_texts.shape import EventTexts, Texts, framed
from kartotek.domain.messaging.values import Event

_mail = framed("Bonjour [CUSTOMER_NAME],", "Cordialement,\n[BUSINESS]\n[PHONE]")
_letter = framed("Bonjour [CUSTOMER_NAME],", "Cordialement,\n[BUSINESS]")
_WHEN = "[DATE_LONG], de [TIME_FROM] à [TIME_TO]\n[SERVICE] avec [EMPLOYEE]\n[LOCATION_ADDRESS]"
_CHANGE = "Pour déplacer ou annuler votre rendez-vous : [MANAGE_LINK]"
_COMING = (
    "[customerFutureBookingsBegin]\n\n[DATE_LONG] à [TIME_FROM]\n[SERVICE] avec [EMPLOYEE]\n"
    "Déplacer ou annuler : [MANAGE_LINK]\n[customerFutureBookingsEnd]"
)
_LISTED = (
    "[customerFutureBookingsBegin]\n[DATE_LONG] à [TIME_FROM], [SERVICE] avec [EMPLOYEE]\n[customerFutureBookingsEnd]"
)
_IGNORE = "Il est valable 10 minutes. Si vous ne l'avez pas demandé, vous pouvez ignorer ce message."

TEXTS: Final[Texts] = {
    Event.BOOKING_CONFIRMED: EventTexts(
        "Votre rendez-vous du [DATE] à [TIME_FROM]",
        _mail(f"Merci pour votre réservation. Nous serons heureux de vous accueillir :\n\n{_WHEN}\n\n{_CHANGE}"),
        "Votre rendez-vous chez [BUSINESS] : [DATE] à [TIME_FROM], [SERVICE]. Déplacer ou annuler : [MANAGE_LINK]",
    ),
    Event.BOOKING_REQUESTED: EventTexts(
        "Votre demande de rendez-vous du [DATE] à [TIME_FROM]",
        _mail(
            "Merci, nous avons bien reçu votre demande et vous répondrons dès que possible. Le rendez-vous ne sera "
            f"confirmé que lorsque vous aurez notre réponse :\n\n{_WHEN}\n\nPour suivre ou retirer votre demande : "
            "[MANAGE_LINK]"
        ),
        "Merci, votre demande pour le [DATE] à [TIME_FROM] est bien arrivée. Nous vous répondrons. La suivre : "
        "[MANAGE_LINK] [BUSINESS]",
    ),
    Event.BOOKING_APPROVED: EventTexts(
        "Votre rendez-vous est confirmé : [DATE] à [TIME_FROM]",
        _mail(
            f"Votre rendez-vous est maintenant confirmé. Nous serons heureux de vous accueillir "
            f":\n\n{_WHEN}\n\n{_CHANGE}"
        ),
        "Votre rendez-vous chez [BUSINESS] est confirmé : [DATE] à [TIME_FROM], [SERVICE]. Déplacer ou annuler : "
        "[MANAGE_LINK]",
    ),
    Event.BOOKING_DECLINED: EventTexts(
        "Votre demande de rendez-vous du [DATE]",
        _mail(
            "Vous pouvez choisir un autre horaire ici : [BOOKING_SITE]\n\nNous ne pouvons malheureusement pas vous "
            "recevoir à l'horaire souhaité : [SERVICE], [DATE_LONG] à [TIME_FROM]. Contactez-nous, nous trouverons "
            "ensemble un horaire qui vous convient."
        ),
        "Nous ne pouvons malheureusement pas vous recevoir le [DATE] à [TIME_FROM]. Choisir un autre horaire : "
        "[BOOKING_SITE] [BUSINESS]",
    ),
    Event.BOOKING_MOVED: EventTexts(
        "Votre rendez-vous est déplacé au [DATE] à [TIME_FROM]",
        _mail(
            f"Votre rendez-vous a été déplacé. Nous vous attendons désormais :\n\n{_WHEN}\n\nCet horaire ne vous "
            "convient pas ? Déplacez ou annulez ici : [MANAGE_LINK]"
        ),
        "Votre rendez-vous chez [BUSINESS] est déplacé au [DATE] à [TIME_FROM], [SERVICE]. Déplacer ou annuler : "
        "[MANAGE_LINK]",
    ),
    Event.BOOKING_CANCELLED: EventTexts(
        "Votre rendez-vous du [DATE] à [TIME_FROM] est annulé",
        _mail(
            "Votre rendez-vous a été annulé par [CANCELLED_BY] : [SERVICE], [DATE_LONG] à [TIME_FROM].\n\n"
            "Vous souhaitez un nouveau rendez-vous ? Choisissez-le ici : [BOOKING_SITE]"
        ),
        "Votre rendez-vous chez [BUSINESS] du [DATE] à [TIME_FROM] a été annulé par [CANCELLED_BY]. Nouveau "
        "rendez-vous : [BOOKING_SITE]",
    ),
    Event.BOOKING_REMINDER: EventTexts(
        "Rappel : votre rendez-vous du [DATE] à [TIME_FROM]",
        _mail(
            f"Nous serons heureux de vous accueillir :\n\n{_WHEN}\n\nUn empêchement ? Déplacez ou annulez ici : "
            "[MANAGE_LINK]"
        ),
        "Rappel : rendez-vous chez [BUSINESS] le [DATE] à [TIME_FROM], [SERVICE]. Déplacer ou annuler : [MANAGE_LINK]",
    ),
    Event.NO_SHOW: EventTexts(
        "Nous vous avons attendu le [DATE]",
        _mail(
            "Vous pouvez choisir un nouveau rendez-vous ici : [BOOKING_SITE]\n\nNous vous attendions le [DATE_LONG] à "
            "[TIME_FROM] pour [SERVICE], mais ne vous avons pas vu. Si l'erreur vient de nous, dites-le-nous."
        ),
        "Nous vous attendions le [DATE] à [TIME_FROM]. Pour choisir un nouveau rendez-vous : [BOOKING_SITE] [BUSINESS]",
    ),
    Event.WAITLIST_OFFER: EventTexts(
        "Une place s'est libérée : [DATE] à [TIME_FROM]",
        _mail(
            f"Une place s'est libérée :\n\n{_WHEN}\n\nNous vous la gardons jusqu'à [OFFER_UNTIL]. Pour la prendre : "
            "[MANAGE_LINK]"
        ),
        "Une place libre chez [BUSINESS] : [DATE] à [TIME_FROM], [SERVICE]. Gardée pour vous jusqu'à [OFFER_UNTIL] : "
        "[MANAGE_LINK]",
    ),
    Event.PROOF_CODE: EventTexts(
        "Votre code pour [BUSINESS]",
        f"[CODE] est votre code pour [BUSINESS].\n{_IGNORE}",
        f"[CODE] est votre code pour [BUSINESS].\n{_IGNORE}",
    ),
    Event.SIGN_IN_CODE: EventTexts(
        "Votre code de connexion à [BUSINESS]",
        f"[CODE] est votre code de connexion à [BUSINESS].\n{_IGNORE}",
        f"[CODE] est votre code de connexion à [BUSINESS].\n{_IGNORE}",
    ),
    Event.LOCK_TOLD: EventTexts(
        "Vos rendez-vous chez [BUSINESS]",
        _mail(
            "Contactez-nous quand vous souhaitez un rendez-vous, nous vous aiderons volontiers. Vous ne pouvez pas "
            "prendre de rendez-vous en ligne pour le moment. Vos rendez-vous se trouvent ici : [MY_PAGE]"
        ),
        "Contactez-nous quand vous souhaitez un rendez-vous : [PHONE]. Vous ne pouvez pas prendre de rendez-vous en "
        "ligne pour le moment. [BUSINESS]",
    ),
    Event.APPOINTMENT_CARD: EventTexts(
        "Vos rendez-vous chez [BUSINESS]",
        _mail(f"Vos prochains rendez-vous chez nous :\n{_COMING}"),
        "Bonjour [CUSTOMER_NAME]. Vos rendez-vous chez [BUSINESS] :\n[customerFutureBookingsBegin]\nle [DATE] à "
        "[TIME_FROM]\n[customerFutureBookingsEnd]\nAnnuler : [PHONE]",
        _letter(
            f"Voici vos prochains rendez-vous chez nous :\n\n{_LISTED}\n\nPour déplacer ou annuler, appelez-nous au "
            "[PHONE]."
        ),
    ),
    Event.RECALL: EventTexts(
        "Un nouveau rendez-vous chez [BUSINESS] ?",
        _mail(
            "Votre dernière visite date d'un certain temps. Vous souhaitez un nouveau rendez-vous ? Choisissez-le ici "
            ": [BOOKING_SITE]\n\nVous ne souhaitez plus recevoir ces messages ? [OPT_OUT_LINK]"
        ),
        "Bonjour [CUSTOMER_NAME]. Un nouveau rendez-vous chez [BUSINESS] ? [BOOKING_SITE] Se désinscrire : "
        "[OPT_OUT_LINK]",
        _letter(
            "Votre dernière visite date d'un certain temps. Vous souhaitez un nouveau rendez-vous ? Appelez-nous au "
            "[PHONE], ou choisissez-le sur [BOOKING_SITE]"
        ),
    ),
    Event.STAFF_REMINDER: EventTexts(
        "Rappel : [REMINDER_NAME] – [CUSTOMER_NAME]",
        "[REMINDER_TEXT]\n\n[CUSTOMER_NAME], carte n° [CUSTOMER_NUMBER] [CUSTOMER_PHONE]\n\n[BUSINESS]",
        "[REMINDER_NAME] : [CUSTOMER_NAME], carte [CUSTOMER_NUMBER]. [REMINDER_TEXT]",
    ),
    Event.FREE: EventTexts(
        "Message de [BUSINESS]",
        _mail(""),
        "Bonjour [CUSTOMER_NAME].\n\n[BUSINESS]",
        _letter(""),
    ),
}
