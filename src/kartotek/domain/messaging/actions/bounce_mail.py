"""Take what comes from outside and names no business: mail from a mailbox, events of a provider. Our message says whose
it is.
"""

from collections.abc import Sequence
from datetime import datetime

from django_scopes import scope, scopes_disabled

from kartotek.domain.audit.values import Actor
from kartotek.domain.messaging.actions.bounces import record_bounce
from kartotek.domain.messaging.decisions.bounces import read_report, report_of
from kartotek.domain.messaging.models import Message
from kartotek.domain.messaging.queries.addresses import businesses_concerned
from kartotek.domain.messaging.values.bounces import BounceOutcome, ProviderEvent, Report


def take_bounce_mail(*, raw: bytes, actor: Actor, now: datetime) -> list[BounceOutcome]:
    """What a mail from the mailbox came to; nothing where it is no report, or about no message of ours."""
    report = read_report(raw)
    if not report.findings:
        return []
    return _recorded(report, businesses_concerned(report, now=now), actor, now)


def take_provider_event(*, event: ProviderEvent, actor: Actor, now: datetime) -> list[BounceOutcome]:
    """What an event of a provider came to; nothing where it is about no message of ours."""
    with scopes_disabled():  # the provider knows no businesses
        found = Message.objects.filter(remote_id=event.remote_id).exclude(remote_id="")
        message = found.values_list("pk", "business_id").first()
    if message is None:
        return []
    message_id, business_id = message
    report = report_of(event, message_id)
    return _recorded(report, [business_id], actor, now) if report.findings else []


def _recorded(report: Report, business_ids: Sequence[int], actor: Actor, now: datetime) -> list[BounceOutcome]:
    outcomes: list[BounceOutcome] = []
    for business_id in business_ids:
        with scope(business=business_id):
            outcomes += record_bounce(business_id=business_id, report=report, actor=actor, now=now)
    return outcomes
