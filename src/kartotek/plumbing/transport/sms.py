"""How is a text message handed to a provider? apprise speaks to some thirty of them; its URL picks one."""

from typing import Final, Protocol
from urllib.parse import parse_qs

from apprise import Apprise, NotifyFormat
from requests import Response

from kartotek.kernel import clock
from kartotek.kernel.delivery import FailureKind
from kartotek.plumbing.transport.envelope import Envelope, HandOver, TransportError
from kartotek.plumbing.transport.http_answers import failure_of_answer, failure_of_request
from kartotek.plumbing.transport.overhearing import Overheard, overhearing

# A provider that is slow has not failed: apprise's own four seconds would make many messages uncertain.
_WAITS: Final = {"cto": "10.0", "rto": "30.0"}
_SOME_NUMBER: Final = "+4520123456"


class _Plugin(Protocol):
    def notify(self, *, body: str, body_format: NotifyFormat) -> bool: ...

    def __len__(self) -> int: ...


def url_for(url: str, phone: str) -> str:
    """The provider's URL with the number it shall go to: in place of `{to}`, else at the end of its path."""
    number = phone.removeprefix("+")
    if "{to}" in url:
        return url.replace("{to}", number)
    path, mark, options = url.partition("?")
    return f"{path.rstrip('/')}/{number}{mark}{options}"


class SmsLine:
    """Providers are asked by one web request a message: nothing stays open."""

    def __init__(self, url: str) -> None:
        self._url = _patient(url)

    def send(self, envelope: Envelope, hand_over: HandOver) -> str:
        """Hand the message over; apprise does not tell what the provider calls it."""
        plugin = self._plugin(envelope.to)
        hand_over()
        with overhearing() as overheard:
            is_taken = plugin.notify(body=envelope.body, body_format=NotifyFormat.TEXT)
        if not is_taken:
            raise _failure(overheard)
        return ""

    def close(self) -> None:
        """Nothing is open."""

    def _plugin(self, phone: str) -> _Plugin:
        """apprise's way to this provider and number. Raises TransportError when it knows the one or the other not."""
        plugin: _Plugin | None = Apprise.instantiate(url_for(self._url, phone))
        if plugin is not None and len(plugin):
            return plugin
        sample: _Plugin | None = Apprise.instantiate(url_for(self._url, _SOME_NUMBER))
        is_url_right = sample is not None and len(sample) > 0
        raise TransportError(FailureKind.REFUSED_ADDRESS if is_url_right else FailureKind.MISCONFIGURED, "sms")


def _patient(url: str) -> str:
    """The URL with our waiting times, where it names none."""
    _path, mark, options = url.partition("?")
    ours = [f"{name}={seconds}" for name, seconds in _WAITS.items() if name not in parse_qs(options)]
    return f"{url}{('&' if mark else '?') if ours else ''}{'&'.join(ours)}"


def _failure(overheard: Overheard) -> TransportError:
    if overheard.error is not None:
        return failure_of_request("sms", overheard.error)
    answer: Response | None = overheard.answer
    if answer is None:  # it never asked, or not by the web
        return TransportError(FailureKind.TEMPORARY, "sms")
    if answer.ok:  # refused in the words of the answer
        return TransportError(FailureKind.PERMANENT, "sms", answer=answer.text, code=answer.status_code)
    return failure_of_answer("sms", answer.status_code, answer.headers, answer.text, now=clock.now())
