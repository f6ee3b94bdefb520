"""Which events of an e-mail provider do we listen to? django-anymail knows providers, and tells by signals only."""

from typing import Protocol

from anymail.signals import tracking
from anymail.urls import urlpatterns
from django.urls import URLPattern

from kartotek.domain.audit.values import SYSTEM
from kartotek.domain.messaging.actions import take_provider_event
from kartotek.domain.messaging.values.bounces import ProviderEvent
from kartotek.kernel import clock


class TrackingEvent(Protocol):
    """An event as django-anymail hands it over."""

    event_type: str
    event_id: str | None
    timestamp: object
    message_id: str | None
    recipient: str | None
    reject_reason: str | None
    mta_response: str | None
    description: str | None


def listen() -> list[URLPattern]:
    """Take the events from now on; the addresses where providers deliver them. Incoming mail is not for us."""
    tracking.connect(_take, dispatch_uid="kartotek")
    return [one for one in urlpatterns if "inbound" not in str(one.name)]


def _take(event: TrackingEvent, **others: object) -> None:
    del others  # sender, name of the provider
    told = ProviderEvent(
        kind=event.event_type,
        remote_id=event.message_id or "",
        recipient=event.recipient or "",
        key=f"{event.event_type} {event.event_id or event.timestamp}",
        reject_reason=event.reject_reason or "",
        said=event.mta_response or event.description or "",
    )
    take_provider_event(event=told, actor=SYSTEM, now=clock.now())
