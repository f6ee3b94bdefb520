"""How does a line of the inbox read? Its words are made from kind and data when it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from kartotek.domain.messaging.values import StaffNoticeItem
from kartotek.web.kit import dates


@dataclass(frozen=True)
class Line:
    """One line of the inbox."""

    notice: StaffNoticeItem
    icon: str
    title: str
    text: str


def line_of(notice: StaffNoticeItem) -> Line:
    """A line in words; a kind that is not known here still names its customer."""
    if notice.kind == "lock_expired":
        return Line(notice, "lock-open", gettext("A lock has ended"), _ended(notice.data))
    if notice.kind == "email_bounced":
        address, reason = notice.data.get("address", ""), gettext(notice.data.get("reason", ""))
        text = " · ".join(part for part in (address, reason) if part)
        return Line(notice, "mail-x", gettext("An e-mail address does not work"), text)
    if notice.kind == "messages_failed":
        text = gettext("Under Messages, “Did not get through”, the reason stands with each; try it again there.")
        return Line(notice, "mail-x", gettext("Messages could not be sent"), text)
    return Line(notice, "info-circle", gettext("Something to look at"), "")


def _ended(data: Mapping[str, str]) -> str:
    """Why she was locked, and when it ended by itself."""
    try:
        ended_at = datetime.fromisoformat(data.get("ended_at", ""))
    except ValueError:
        return data.get("reason", "")
    ended = gettext("ended by itself on %(moment)s") % {"moment": dates.moment(ended_at)}
    return " · ".join(part for part in (data.get("reason", ""), ended) if part)
