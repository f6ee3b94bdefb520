"""Which addresses give trouble, and which messages did we send to them lately? (S45)"""

import json
from collections.abc import Collection
from datetime import datetime

from django.db import connection
from django.db.models import Q, QuerySet
from django_scopes import scopes_disabled

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.messaging.decisions.bounces import WINDOW, is_unreachable
from kartotek.domain.messaging.models import Address, Message
from kartotek.domain.messaging.values import MessageChannel, MessageState
from kartotek.domain.messaging.values.bounces import AddressMark, AddressState, Report
from kartotek.plumbing.scoping import business_in_scope

_EMAIL = MessageChannel.EMAIL.value
_WENT_OUT = [
    state.value
    for state in (
        MessageState.SENDING,
        MessageState.SENT,
        MessageState.UNKNOWN,
        MessageState.BOUNCED,
        MessageState.CAPTURED,  # where nothing is set up, a report can only be one of a trial
    )
]

# Written once: every list and every card asks it, nearly always about addresses that give no trouble.
_TROUBLED = """
SELECT value, state, at, reason, troubles::text FROM messaging_address
WHERE business_id = %s AND channel = %s AND value = ANY(%s) AND state <> %s
"""


def find_address_marks(emails: Collection[str], *, now: datetime) -> dict[str, AddressMark]:
    """What is known of those of these e-mail addresses that give trouble. One query; none without addresses."""
    wanted = {email for email in emails if email}
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_TROUBLED, [business_in_scope(), _EMAIL, sorted(wanted), AddressState.OK.value])
        rows = [
            Address(value=value, state=state, at=at, reason=reason, troubles=json.loads(troubles))
            for value, state, at, reason, troubles in cursor.fetchall()
        ]
    marks = ((row.value, mark_of(row, now=now)) for row in rows)
    return {value: mark for value, mark in marks if mark is not None}


def find_address_mark(email: str, *, now: datetime) -> AddressMark | None:
    """What is known of one address that gives trouble."""
    return find_address_marks([email], now=now).get(email)


def mark_of(row: Address, *, now: datetime) -> AddressMark | None:
    """The mark a row makes now; that of an address that cannot be reached lapses by itself."""
    state = AddressState(row.state)
    troubles = [datetime.fromisoformat(one) for one in row.troubles]
    if state is AddressState.OK or (state is AddressState.UNREACHABLE and not is_unreachable(troubles, now=now)):
        return None
    return AddressMark(state, row.at, row.reason)


def bounced_emails() -> QuerySet[Address, str]:
    """The e-mail addresses of the business that do not work, for a condition of another query."""
    found = Address.objects.filter(channel=_EMAIL, state=AddressState.BOUNCED.value)
    return found.values_list("value", flat=True)


def sent_lately(email: str, *, viewer: Actor, now: datetime) -> QuerySet[Message]:
    """The messages that went to an address within thirty days, newest first, of those the viewer may know of (S41)."""
    of_viewer = Q() if viewer.area_ids is None else Q(customer__area_id__in=viewer.area_ids)
    return Message.objects.filter(
        of_viewer, channel=_EMAIL, to=email, state__in=_WENT_OUT, due_at__gt=now - WINDOW
    ).order_by("-pk")


def businesses_concerned(report: Report, *, now: datetime) -> list[int]:
    """Whose messages a report is about: those of the messages it names, else all that wrote to its addresses lately."""
    with scopes_disabled():  # of whatever business: nobody has said yet whose report it is
        named = Message.objects.filter(pk__in=report.message_ids)
        to = [finding.address for finding in report.findings]
        every = Business.objects.values("pk")  # the index of addresses begins with the business
        lately = Message.objects.filter(business__in=every, channel=_EMAIL, to__in=to, state__in=_WENT_OUT)
        found = named if report.message_ids else lately.filter(due_at__gt=now - WINDOW)
        return sorted(set(found.values_list("business_id", flat=True)))
