"""What staff write to a customer: words of their own by e-mail or SMS, or her appointment card (S47)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kartotek.domain.booking.actions import send_appointment_card, send_free_message
from kartotek.domain.booking.queries.composing import appointment_card_for, preview_for
from kartotek.domain.customers.queries import get_customer
from kartotek.domain.customers.values import CustomerCard
from kartotek.domain.messaging.values import FreeMessage, MessageChannel, Text
from kartotek.kernel.contact import is_mobile
from kartotek.kernel.errors import Invalid, KartotekError, Problem
from kartotek.web.desk.customer_card.frame import book_url
from kartotek.web.desk.customer_card.message_forms import OnceForm, WriteForm
from kartotek.web.desk.customer_card.message_steps import answered
from kartotek.web.desk.customer_card.sent_card import sent_card_of
from kartotek.web.kit import errors, message_words, responses
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.views import desk_view


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view()
def write(request: DeskRequest, customer_id: int) -> HttpResponse:
    """The dialog with what it will look like; posted to, the message is sent at once."""
    desk = request.desk
    card = get_customer(customer_id, viewer=desk.actor)
    initial = {"channel": _usual_channel(card)}
    form = WriteForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            sent = send_free_message(
                business=desk.business,
                actor=desk.actor,
                now=desk.now,
                message=FreeMessage(
                    customer_id,
                    MessageChannel(form.cleaned_data["channel"]),
                    form.text(),
                    form.cleaned_data["key"],
                ),
            )
        except KartotekError as error:
            errors.apply(_in_words(error), form)
        else:
            return answered(request, customer_id, message_words.said_of(sent))
    title = gettext("Write to %(name)s") % {"name": card.name}
    context = {
        "form": form,
        "card": card,
        "title": title,
        "url": desk.url("customer_card:write", customer_id),
        "preview_url": desk.url("customer_card:write_preview", customer_id),
        "edit_url": desk.url("customer_card:edit", customer_id),
        "is_reachable": bool(card.email or card.phone),
        **_tried(request, card, form),
    }
    status = 422 if form.errors else 200
    return responses.dialog(request, "customer_card/write.html", context, title=title, status=status)


@require_POST
@desk_view()
def preview(request: DeskRequest, customer_id: int) -> HttpResponse:
    """How the words read for her as they stand, and what is wrong with them."""
    card = get_customer(customer_id, viewer=request.desk.actor)
    return render(request, "customer_card/write_preview.html", _tried(request, card, WriteForm(request.POST)))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view()
def appointment_card(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Ask first, with the exact text; posted to, it is sent. What stands against it is said with its remedy."""
    desk = request.desk
    card = get_customer(customer_id, viewer=desk.actor)
    form = OnceForm(request.POST if request.method == "POST" else None)
    written, obstacle = None, ""
    try:
        if form.is_valid():
            sent = send_appointment_card(
                business=desk.business,
                actor=desk.actor,
                now=desk.now,
                customer_id=customer_id,
                key=form.cleaned_data["key"],
            )
            return answered(request, customer_id, message_words.said_of(sent))
        written = appointment_card_for(card, business=desk.business, now=desk.now)
    except Invalid as error:
        obstacle = error.code
    title = gettext("Send the appointment card?")
    context = {
        "form": form,
        "card": card,
        "title": title,
        "written": written,
        "obstacle": obstacle,
        "last": sent_card_of(customer_id),
        "url": desk.url("customer_card:appointment_card", customer_id),
        "edit_url": desk.url("customer_card:edit", customer_id),
        "book_url": book_url(desk, customer_id),
    }
    status = 422 if form.errors or (obstacle and request.method == "POST") else 200
    return responses.dialog(request, "customer_card/appointment_card.html", context, title=title, status=status)


@require_safe
@desk_view()
def card_sent(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Beside the button: that it was sent, when and by whom."""
    get_customer(customer_id, viewer=request.desk.actor)
    return render(request, "customer_card/card_sent.html", {"sent_card": sent_card_of(customer_id)})


def _usual_channel(card: CustomerCard) -> str:
    """The one by which she can be written to; e-mail before SMS."""
    is_sms = not card.email and is_mobile(card.phone)
    return (MessageChannel.SMS if is_sms else MessageChannel.EMAIL).value


def _tried(request: DeskRequest, card: CustomerCard, form: WriteForm) -> dict[str, object]:
    desk = request.desk
    channel = MessageChannel(form["channel"].value() or "email") if not form.errors.get("channel") else None
    if channel is None:
        return {"tried": None, "faults": []}
    is_sms = channel is MessageChannel.SMS
    text = Text("" if is_sms else str(form["subject"].value() or ""), str(form["body"].value() or ""))
    try:
        tried = preview_for(card, text, business=desk.business, channel=channel, now=desk.now)
    except Invalid as error:
        return {"tried": None, "faults": [_placed(problem) for problem in error.problems], "is_sms": is_sms}
    return {"tried": tried, "faults": [], "is_sms": is_sms}


def _in_words(error: KartotekError) -> KartotekError:
    """Problems of texts say where they stand."""
    problems = tuple(Problem(one.field, one.code, _placed(one)) for one in error.problems)
    return type(error)(error.message, problems=problems) if problems else error


def _placed(problem: Problem) -> str:
    said = gettext(problem.message)
    if problem.line is None:
        return said
    return gettext("Line %(line)d, character %(column)d: %(fault)s") % {
        "line": problem.line,
        "column": problem.column,
        "fault": said,
    }
