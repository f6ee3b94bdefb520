"""Invite who is due, in any business, whatever the number of workers: each attempt once.

A batch is one transaction: it takes enrolments that nobody else holds, decides about each by `decisions.standing`,
writes and queues the invitations of the day, and says when each is looked at next.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.db import transaction
from django_scopes import scope, scopes_disabled

from kartotek.domain.audit.actions import record_each
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.booking.queries.card_facts import facts_for_card
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.queries.cards import card_of
from kartotek.domain.messaging.actions import queue_messages
from kartotek.domain.messaging.decisions import compose
from kartotek.domain.messaging.queries import texts_of
from kartotek.domain.messaging.values import Draft, Event, Facts, MessageChannel, TemplateKey, Text
from kartotek.domain.recall.decisions.standing import next_morning
from kartotek.domain.recall.models import Enrolment, Invitation
from kartotek.domain.recall.queries.enrolments import due_enrolments
from kartotek.domain.recall.queries.situations import address_of, standings_of
from kartotek.domain.recall.values import Invite, Standing
from kartotek.kernel.periods import local_date
from kartotek.plumbing import locks

MOST_AT_ONCE: Final = 200


def invite_due(*, actor: Actor, now: datetime) -> int:
    """Of all businesses, look at up to MOST_AT_ONCE enrolments whose morning has come; how many there were. What
    another worker holds is left to it.
    """
    with scopes_disabled(), transaction.atomic():
        rows = list(locks.take_rows(due_enrolments(now))[:MOST_AT_ONCE])
        locks.pause_point()
        of_business: defaultdict[int, list[Enrolment]] = defaultdict(list)
        for row in rows:
            of_business[row.business_id].append(row)
        for business in Business.objects.filter(pk__in=of_business):
            with scope(business=business):
                _invite(of_business[business.pk], business, actor, now)
    return len(rows)


def _invite(rows: Sequence[Enrolment], business: Business, actor: Actor, now: datetime) -> None:
    zone = ZoneInfo(business.timezone)
    standings = standings_of(rows, business=business, now=now)
    invited = [(row, invite) for row in rows if (invite := _to_send(standings[row.pk])) is not None]
    Invitation.objects.bulk_create(_invitation(row, invite, now, zone) for row, invite in invited)
    drafts = [_draft(row, invite, business, now) for row, invite in invited]
    queue_messages(business_id=business.pk, drafts=drafts, caused_by=actor.name, now=now)
    Enrolment.objects.filter(pk__in=[row.pk for row in rows]).update(check_at=next_morning(now, zone))
    targets = [Target("enrolment", row.pk, row.customer_id) for row, _ in invited]
    record_each(
        actor=actor, now=now, business_id=business.pk, action="recall.invited", kind="enrolment", targets=targets
    )


def _to_send(standing: Standing) -> Invite | None:
    """What goes out by itself; letters are printed by staff."""
    return None if standing.by_letter else standing.invite


def _invitation(row: Enrolment, invite: Invite, now: datetime, zone: ZoneInfo) -> Invitation:
    return Invitation(
        business_id=row.business_id,
        enrolment_id=row.pk,
        after_on=invite.after_on,
        due_on=invite.due_on,
        attempt=invite.attempt,
        channel=row.plan.channel,
        on=local_date(now, zone),
        at=now,
    )


def _draft(row: Enrolment, invite: Invite, business: Business, now: datetime) -> Draft:
    channel = MessageChannel(row.plan.channel)
    facts = facts_for_card(card_of(row.customer), business=business, channel=channel, now=now)
    said = compose(_words(row, facts), channel, facts)
    return Draft(
        event=Event.RECALL,
        channel=channel,
        to=address_of(row.customer, row.plan.channel),
        language=facts.language,
        text=said.text,
        html=said.html,
        key=f"recall:{row.pk}:{invite.due_on}:{invite.attempt}",
        customer_id=row.customer_id,
    )


def _words(row: Enrolment, facts: Facts) -> Text:
    """Those of the plan, or the template in the customer's language."""
    plan = row.plan
    if plan.subject.strip() or plan.body.strip():
        return Text(plan.subject, plan.body)
    key = TemplateKey(Event.RECALL, MessageChannel(plan.channel), facts.language)
    return texts_of([key])[key]
