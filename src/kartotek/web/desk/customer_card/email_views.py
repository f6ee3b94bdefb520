"""What is known of a customer's e-mail address, and saying that it works after all (S45)."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from kartotek.domain.customers.values import CustomerCard
from kartotek.domain.messaging.actions import confirm_email_address
from kartotek.domain.messaging.queries import find_address_mark
from kartotek.domain.messaging.values.bounces import AddressMark, AddressState
from kartotek.web.kit import dates, responses
from kartotek.web.kit.context import DeskContext, DeskRequest
from kartotek.web.kit.looks import EMAIL
from kartotek.web.kit.views import desk_view


@dataclass(frozen=True)
class EmailTrouble:
    """The mark beside an address, why it is there, and what follows from it."""

    kind: str
    icon: str
    text: str
    since: str
    reason: str
    follows: Promise
    is_bounced: bool


_FOLLOWS = {
    AddressState.BOUNCED: _("No e-mail is sent there until the address is corrected, or you say that it works."),
    AddressState.UNREACHABLE: _("E-mail is still sent there, but may not arrive."),
}


def trouble_of(card: CustomerCard, desk: DeskContext) -> EmailTrouble | None:
    """The mark of the card's address; None where it gives no trouble."""
    mark = find_address_mark(card.email, now=desk.now)
    return None if mark is None else _in_words(mark)


def _in_words(mark: AddressMark) -> EmailTrouble:
    look = EMAIL[mark.state]
    return EmailTrouble(
        kind=look.kind,
        icon=look.icon,
        text=f"{look.text} {dates.day_short(mark.at)}",
        since=dates.day(mark.at),
        reason=gettext(mark.reason),
        follows=_FOLLOWS[mark.state],
        is_bounced=mark.state is AddressState.BOUNCED,
    )


@require_POST
@desk_view()
def confirm(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Try the address again."""
    desk = request.desk
    confirm_email_address(actor=desk.actor, now=desk.now, customer_id=customer_id)
    return responses.done(request, desk.url("customer_card:card", customer_id), gettext("The address is tried again"))
