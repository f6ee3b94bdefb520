"""What are the icons and colours of tags called, and in which order do the tags of a card stand?"""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kartotek.domain.access.values import TagFact

ICON_NAMES = {
    "tag": _("Tag"),
    "ban": _("No entry"),
    "star": _("Star"),
    "heart": _("Heart"),
    "crown": _("Crown"),
    "flag": _("Flag"),
    "award": _("Award"),
    "diamond": _("Diamond"),
    "gift": _("Gift"),
    "cake": _("Cake"),
    "clock": _("Clock"),
    "hourglass": _("Hourglass"),
    "calendar-x": _("Missed day"),
    "bell": _("Bell"),
    "phone": _("Phone"),
    "mail": _("Letter"),
    "message": _("Message"),
    "language": _("Language"),
    "coin": _("Coin"),
    "credit-card": _("Card for paying"),
    "receipt": _("Receipt"),
    "file-alert": _("Paper missing"),
    "id": _("Identity card"),
    "key": _("Key"),
    "home": _("House"),
    "car": _("Car"),
    "briefcase": _("Briefcase"),
    "school": _("School"),
    "users": _("People"),
    "user-exclamation": _("Person to mind"),
    "mood-smile": _("Happy face"),
    "mood-sad": _("Sad face"),
    "shield": _("Shield"),
    "alert-triangle": _("Warning"),
    "hand-stop": _("Stop"),
    "eye": _("Eye"),
    "ear": _("Ear"),
    "wheelchair": _("Wheelchair"),
    "stairs": _("Stairs"),
    "dog": _("Dog"),
    "baby-carriage": _("Pram"),
    "droplet": _("Drop"),
    "flask": _("Flask"),
    "pill": _("Pill"),
    "stethoscope": _("Stethoscope"),
    "first-aid-kit": _("First aid"),
    "nut": _("Nut"),
    "leaf": _("Leaf"),
    "flower": _("Flower"),
    "scissors": _("Scissors"),
    "brush": _("Brush"),
    "barbell": _("Barbell"),
    "run": _("Runner"),
    "sun": pgettext_lazy("icon", "Sun"),
    "moon": _("Moon"),
    "snowflake": _("Snowflake"),
    "discount": _("Discount"),
    "bolt": _("Lightning"),
}


def in_order(tags: Iterable[TagFact]) -> list[TagFact]:
    """Bans first, then by label."""
    return sorted(tags, key=lambda tag: (not tag.is_banned, tag.label.casefold(), tag.id))
