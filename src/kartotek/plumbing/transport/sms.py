"""How is a text message handed to a provider? apprise speaks to some thirty of them; its URL picks one."""

from apprise import Apprise, NotifyFormat

from kartotek.plumbing.transport.envelope import Envelope, TransportError


def url_for(url: str, phone: str) -> str:
    """The provider's URL with the number it shall go to: in place of `{to}`, else at the end of its path."""
    number = phone.removeprefix("+")
    if "{to}" in url:
        return url.replace("{to}", number)
    path, mark, options = url.partition("?")
    return f"{path.rstrip('/')}/{number}{mark}{options}"


def send(envelope: Envelope, *, url: str) -> None:
    """Hand the message over. Raises TransportError."""
    provider = Apprise()
    if not provider.add(url_for(url, envelope.to)):
        raise TransportError("The address of the SMS provider is not understood.", is_permanent=True)
    if not provider.notify(body=envelope.body, body_format=NotifyFormat.TEXT):
        raise TransportError("The SMS provider did not take the message.")
