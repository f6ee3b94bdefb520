"""How does an entry of the audit log read? What was done, by whom, and what it changed."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from kartotek.domain.audit.values import EntryItem
from kartotek.domain.customers.values import UNLIMITED
from kartotek.web.desk.customer_card.log_details import details_of, moment_of
from kartotek.web.kit import dates

FIELDS: dict[str, Promise] = {
    "first_name": _("First name"),
    "last_name": _("Last name"),
    "email": _("E-mail"),
    "phone": _("Phone"),
    "external_ref": _("Reference number"),
    "address_line": _("Street and number"),
    "postcode": _("Postcode"),
    "city": _("City"),
    "country": _("Country"),
    "date_of_birth": _("Date of birth"),
    "language": _("Language"),
    "wants_email": _("Reminders by e-mail"),
    "wants_sms": _("Reminders by SMS"),
    "note": _("Note"),
    "important_note": _("Important note"),
    "area": _("Area"),
    "max_future_bookings": _("Max coming bookings"),
    "number": _("Card number"),
    "status": _("Status"),
    "starts_at": _("Start"),
    "ends_at": _("End"),
    "employee": _("Employee"),
    "internal_note": _("Internal note"),
    "tag": _("Tag"),
}


@dataclass(frozen=True)
class _Words:
    icon: str
    kind: str
    text: Promise


WORDS: dict[str, _Words] = {
    "customer.created": _Words("user-check", "none", _("made the card")),
    "customer.edited": _Words("pencil", "none", _("changed the card")),
    "customer.limit_set": _Words("hash", "limited", _("set max coming bookings")),
    "customer.archived": _Words("archive", "none", _("archived the card")),
    "customer.restored": _Words("check", "none", _("restored the card")),
    "calendar_feed.rotated": _Words("calendar", "none", _("made a new address of the calendar feed")),
    "customer.letter_printed": _Words("file-text", "none", _("printed a letter")),
    "customer.email_bounced": _Words("mail-x", "limited", _("found that the e-mail address does not work")),
    "customer.email_unreachable": _Words(
        "mail-exclamation", "none", _("found that e-mail is late or the mailbox full")
    ),
    "customer.email_confirmed": _Words("refresh", "yes", _("said that the e-mail address works")),
    "bounce.recorded": _Words("mail-question", "none", _("took a report about an e-mail")),
    "customer.tag_added": _Words("tag", "info", _("added a tag")),
    "customer.tag_removed": _Words("tag-off", "none", _("removed a tag")),
    "customer.tag_merged": _Words("tag", "none", _("merged a tag into another")),
    "exception.added": _Words("shield", "yes", _("made an exception from a rule")),
    "exception.removed": _Words("shield-off", "none", _("ended an exception from a rule")),
    "service_terms.added": _Words("adjustments", "none", _("gave own terms of a service")),
    "service_terms.edited": _Words("adjustments", "none", _("changed own terms of a service")),
    "service_terms.removed": _Words("adjustments", "none", _("took back own terms of a service")),
    "lock.placed": _Words("lock", "no", _("locked the customer")),
    "lock.extended": _Words("calendar-plus", "no", _("extended a lock")),
    "lock.lifted": _Words("lock-open", "yes", _("lifted a lock")),
    "lock.expired": _Words("clock", "none", _("saw that a lock has ended")),
    "lock.reviewed": _Words("refresh", "none", _("reviewed an endless lock")),
    "lock.imported": _Words("history", "no", _("took over a lock from the old system")),
    "notice.added": _Words("note", "none", _("wrote a notice")),
    "notice.pinned": _Words("pin", "none", _("pinned a notice")),
    "notice.unpinned": _Words("pinned-off", "none", _("unpinned a notice")),
    "staff_notice.reopened": _Words("inbox", "none", _("put a line back into the inbox")),
    "staff_notice.done": _Words("inbox", "none", _("took a line off the inbox")),
    "booking.made": _Words("calendar", "info", _("made a booking")),
    "booking.moved": _Words("calendar-event", "info", _("moved a booking")),
    "booking.edited": _Words("pencil", "none", _("changed a booking")),
    "booking.confirmed": _Words("circle-check", "yes", _("approved a booking")),
    "booking.rejected": _Words("circle-x", "none", _("declined a booking")),
    "booking.arrived": _Words("user-check", "info", _("noted that the customer arrived")),
    "booking.completed": _Words("check", "none", _("completed a booking")),
    "booking.no_show": _Words("user-off", "no", _("noted a no-show")),
    "booking.cancelled": _Words("x", "none", _("cancelled a booking")),
    "message.queued": _Words("send", "info", _("caused a message")),
    "message.resent": _Words("send", "info", _("sent a message again")),
    "message.cancelled": _Words("x", "none", _("cancelled a message that waited")),
    "check_in.admitted": _Words("circle-check", "yes", _("checked the customer in")),
    "check_in.refused": _Words("circle-x", "no", _("did not check the customer in")),
}
_MOMENTS = frozenset({"starts_at", "ends_at"})
_OTHER = _Words("info-circle", "none", _("changed something"))


@dataclass(frozen=True)
class LogLine:
    """One line of the log."""

    at: datetime
    icon: str
    kind: str
    said: str
    changes: tuple[str, ...]
    reason: str


def line_of(entry: EntryItem) -> LogLine:
    """An entry in words; a new card is not spelled out field by field."""
    words = WORDS.get(entry.action, _OTHER)
    changes = details_of(entry)
    if changes is None and entry.action not in {"customer.created", "booking.made"}:
        changes = tuple(_change(name, *pair) for name, pair in entry.changes.items() if name in FIELDS)
    return LogLine(
        at=entry.at,
        icon=words.icon,
        kind=words.kind,
        said=gettext("%(name)s %(done)s") % {"name": entry.actor or gettext("The customer"), "done": words.text},
        changes=changes or (),
        reason=entry.reason,
    )


def _change(name: str, before: object, after: object) -> str:
    values = {"field": FIELDS[name], "before": _shown(name, before), "after": _shown(name, after)}
    return gettext("%(field)s: from %(before)s to %(after)s") % values


def _shown(name: str, value: object) -> str:
    if name == "max_future_bookings":
        return _limit(value)
    moment = moment_of(value) if name in _MOMENTS and value else None
    if moment is not None:
        return dates.moment(moment)
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return gettext("“%(value)s”") % {"value": value} if value not in (None, "") else pgettext("value", "nothing")


def _limit(value: object) -> str:
    if value is None:
        return gettext("follows the general setting")
    return gettext("unlimited") if value == UNLIMITED else str(value)
