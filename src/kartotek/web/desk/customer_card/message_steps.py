"""What staff do with one message of a card: send it again, cancel it while it waits. Each asks first."""

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kartotek.domain.customers.queries import get_customer
from kartotek.domain.messaging import actions
from kartotek.domain.messaging.decisions import may_have_arrived
from kartotek.domain.messaging.errors import NotWaiting
from kartotek.kernel.errors import KartotekError
from kartotek.web.desk.customer_card.card_answers import CHANGED
from kartotek.web.desk.customer_card.message_forms import OnceForm
from kartotek.web.desk.customer_card.message_views import row_for
from kartotek.web.kit import errors, message_words, responses
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.views import desk_view


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view()
def send_again(request: DeskRequest, customer_id: int, message_id: int) -> HttpResponse:
    """Ask first, above all when she may have it already; posted to, it is sent once more as a new message."""
    desk = request.desk
    row = row_for(request, customer_id, message_id)
    card = get_customer(customer_id, viewer=desk.actor)
    form = OnceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            sent = actions.resend_message(
                business_id=desk.business.id,
                actor=desk.actor,
                now=desk.now,
                customer_id=customer_id,
                message_id=message_id,
                key=form.cleaned_data["key"],
            )
        except KartotekError as error:
            errors.apply(error, form)
        else:
            return answered(request, customer_id, message_words.said_of(sent))
    title = gettext("Send it again?")
    context = {
        "row": row,
        "form": form,
        "title": title,
        "to": card.phone if row.is_sms else card.email,
        "is_elsewhere": row.line.to != (card.phone if row.is_sms else card.email),
        "may_have_it": may_have_arrived(row.line.state),
        "url": desk.url("customer_card:send_again", customer_id, message_id),
    }
    status = 422 if form.errors else 200
    return responses.dialog(request, "customer_card/message_again.html", context, title=title, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view()
def cancel_message(request: DeskRequest, customer_id: int, message_id: int) -> HttpResponse:
    """Ask first; posted to, a message that waits is not sent."""
    desk = request.desk
    row = row_for(request, customer_id, message_id)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.cancel_message(actor=desk.actor, now=desk.now, customer_id=customer_id, message_id=message_id)
        except NotWaiting as error:
            errors.apply(error, form)
        else:
            return answered(request, customer_id, gettext("The message will not be sent"))
    title = gettext("Do not send this message?")
    url = desk.url("customer_card:cancel_message", customer_id, message_id)
    context = {"row": row, "form": form, "title": title, "url": url}
    status = 409 if form.errors else 200
    return responses.dialog(request, "customer_card/message_cancel.html", context, title=title, status=status)


def answered(request: DeskRequest, customer_id: int, text: str) -> HttpResponse:
    """The dialog closes, a toast says what was done, and the tab fetches itself again."""
    if not request.headers.get("HX-Request"):
        return responses.done(request, request.desk.url("customer_card:messages", customer_id), text)
    return responses.swapped("", text, changed=CHANGED)
