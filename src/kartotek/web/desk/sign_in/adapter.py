"""Where does allauth meet the house? No open sign-up, our address, our mail, each event in the audit log (joint 7)."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse

from kartotek.domain.audit.values import Actor, ActorKind
from kartotek.domain.businesses.actions import mail_account, record_account_event
from kartotek.domain.businesses.values import AccountEvent
from kartotek.kernel import clock
from kartotek.plumbing.addresses import absolute
from kartotek.plumbing.network import client_address

# What allauth would notify people of is what we write down.
_EVENTS = {
    "account/email/password_changed": AccountEvent.PASSWORD_CHANGED,
    "account/email/password_reset": AccountEvent.PASSWORD_CHANGED,
    "account/email/password_set": AccountEvent.PASSWORD_CHANGED,
    "mfa/email/totp_activated": AccountEvent.SECOND_FACTOR_ADDED,
    "mfa/email/totp_deactivated": AccountEvent.SECOND_FACTOR_REMOVED,
    "mfa/email/recovery_codes_generated": AccountEvent.RECOVERY_CODES_MADE,
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """The seam between allauth and the domain."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts come from invitations and commands only."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that counts for the limits, as everywhere."""
        return client_address(request.META) or "unknown"

    def get_reset_password_from_key_url(self, key: str) -> str:
        """A link under our own address, whatever Host header the request carried."""
        return absolute(reverse("account_reset_password_from_key", kwargs=_parts(key)))

    def login(self, request: HttpRequest, user: Any) -> None:  # Any: allauth's signature
        """Sign in, and write it down."""
        super().login(request, user)
        _note(request, user.email, AccountEvent.SIGNED_IN)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:  # Any: allauth's signature
        """Write a failed attempt down where the account's owner works."""
        _note(request, str(credentials.get("email", "")), AccountEvent.SIGN_IN_FAILED)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Any,  # Any: allauth's signature
        context: dict[str, Any] | None = None,  # Any: allauth's signature
        email: str | None = None,
    ) -> None:
        """Write down what allauth would tell the person."""
        event = _EVENTS.get(template_prefix)
        if event is not None:
            _note(self.request, user.email, event)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:  # Any: allauth's signature
        """Hand the message to our own way out."""
        message = self.render_mail(template_prefix, email, {**context, "email": email})
        mail_account(
            actor=_nobody(self.request), now=clock.now(), email=email, subject=message.subject, body=message.body
        )

    def format_email_subject(self, subject: str) -> str:
        """No prefix: the subject says what it is about."""
        return subject


def _parts(key: str) -> dict[str, str]:
    uid, _, token = key.partition("-")
    return {"uidb36": uid, "key": token}


def _nobody(request: HttpRequest) -> Actor:
    return Actor(kind=ActorKind.CUSTOMER, id=None, name="", address=client_address(request.META))


def _note(request: HttpRequest, email: str, event: AccountEvent) -> None:
    record_account_event(actor=_nobody(request), now=clock.now(), email=email, event=event)
