"""Which screens does the desk lead to, and by which keys? Only those that exist."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kartotek.web.kit.settings_entries import SETTINGS_SCREENS


@dataclass(frozen=True)
class Entry:
    """One entry: where in `desk:` it leads, its words and icon, the key after `g` if any, the screens it stands for.

    `count_url_name`: what says how much waits there; asked for once the page stands, so that no page waits for it.
    `is_small`: whether it is among the four targets of small screens; the others stand under *More* there.
    """

    url_name: str
    label: Promise
    icon: str
    key: str
    screens: frozenset[str]
    count_url_name: str = ""
    is_small: bool = False


ENTRIES = (
    Entry("day:index", _("Day"), "sun-high", "t", frozenset({"day", "bookings"}), is_small=True),
    Entry("calendar:index", _("Calendar"), "calendar", "c", frozenset({"calendar"}), is_small=True),
    Entry("classes:index", _("Classes"), "calendar-event", "k", frozenset({"classes"})),
    Entry(
        "customer_list:index",
        _("Customers"),
        "users",
        "u",
        frozenset({"customer_list", "customer_card"}),
        is_small=True,
    ),
    Entry("check_in:index", _("Check-in"), "scan", "i", frozenset({"check_in"}), is_small=True),
    Entry("waiting:index", _("Waiting list"), "hourglass", "l", frozenset({"waiting"})),
    Entry("who_is_it:index", _("Who is it?"), "user-question", "w", frozenset({"who_is_it"})),
    Entry(
        "inbox:index",
        _("Reminders"),
        "bell",
        "r",
        frozenset({"inbox", "reminders", "recall", "lock_reviews"}),
        "inbox:count",
        is_small=True,
    ),
)
MANAGE = (
    Entry("why:index", _("Access decisions"), "route", "", frozenset({"why", "refusals", "effects"})),
    Entry("outbox:index", _("Messages"), "send", "o", frozenset({"outbox"})),
    Entry("settings:index", _("Settings"), "settings", "s", SETTINGS_SCREENS),
)
SEARCH_KEY = "u"  # the search of the top bar is that of the customers
