"""Which work for accounts happens in the background? E-mail of sign-in: nobody learns anything from the wait."""

from kartotek.plumbing.jobs import business_job
from kartotek.plumbing.transport import Envelope, send


@business_job("businesses.account_mail")
def send_account_mail(
    *,
    business: int,  # noqa: ARG001 - the wrapper enters the business's scope
    message: int,
    to: str,
    subject: str,
    body: str,
) -> None:
    """Send one e-mail about an account; raising makes Procrastinate try again later."""
    send(Envelope(id=message, channel="email", to=to, subject=subject, body=body, sender_name="Kartotek"))
