"""Examples of what is written down when a message did not arrive."""

from collections.abc import Callable

from tests.architecture.examples import SYSTEM, Stage, example
from tests.factories.bounces import SOFIE, dsn, make_message, make_sofie

from kartotek.domain.messaging import actions as messaging
from kartotek.domain.messaging.decisions.bounces import read_report
from kartotek.domain.messaging.models import Address
from kartotek.domain.messaging.values.bounces import BounceKind, Finding, ProviderEvent

Do = Callable[[], object]


@example(messaging.record_bounce)
def _record_bounce(stage: Stage) -> Do:
    report = read_report(dsn(message_id=make_message(stage.business, stage.now).pk))
    return lambda: messaging.record_bounce(business_id=stage.business.pk, report=report, actor=SYSTEM, now=stage.now)


@example(messaging.address_refused)
def _address_refused(stage: Stage) -> Do:
    message = make_message(stage.business, stage.now, state="sending", sent_at=None)
    finding = Finding(SOFIE, BounceKind.HARD, "5.1.1")
    return lambda: messaging.address_refused(
        business_id=stage.business.pk, message_id=message.pk, finding=finding, actor=SYSTEM, now=stage.now
    )


@example(messaging.confirm_email_address)
def _confirm_email_address(stage: Stage) -> Do:
    card = make_sofie(stage.business)
    Address.objects.create(business=stage.business, channel="email", value=SOFIE, state="bounced", at=stage.now)
    return lambda: messaging.confirm_email_address(actor=stage.owner, now=stage.now, customer_id=card.pk)


@example(messaging.take_bounce_mail)
def _take_bounce_mail(stage: Stage) -> Do:
    raw = dsn(message_id=make_message(stage.business, stage.now).pk)
    return lambda: messaging.take_bounce_mail(raw=raw, actor=SYSTEM, now=stage.now)


@example(messaging.take_provider_event)
def _take_provider_event(stage: Stage) -> Do:
    make_message(stage.business, stage.now, remote_id="at-provider")
    event = ProviderEvent("bounced", "at-provider", SOFIE, "one", "invalid")
    return lambda: messaging.take_provider_event(event=event, actor=SYSTEM, now=stage.now)
