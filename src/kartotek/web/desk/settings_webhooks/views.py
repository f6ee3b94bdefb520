"""Show, make, change and delete addresses that are told; show what they were told, and tell it once more."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kartotek.domain.businesses.values import Permission
from kartotek.domain.hooks import actions, queries
from kartotek.domain.hooks.values import DeliveryItem, WebhookDetails, WebhookItem
from kartotek.kernel.errors import KartotekError, Stale
from kartotek.web.desk.settings_webhooks.forms import WebhookForm
from kartotek.web.desk.settings_webhooks.words import Badge, badge_of, event_words
from kartotek.web.kit import conflicts, errors, responses
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.views import desk_view

SHOWN = 50


@dataclass(frozen=True)
class Row:
    """One delivery of the log."""

    item: DeliveryItem
    words: str
    badge: Badge


@require_safe
@desk_view(Permission.SETTINGS_MANAGE)
def index(request: DeskRequest) -> HttpResponse:
    """The addresses, and which of them do not answer."""
    webhooks = queries.list_webhooks(business_id=request.desk.business.id)
    rows = [(webhook, [event_words(event) for event in webhook.events]) for webhook in webhooks]
    return render(request, "settings_webhooks/index.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SETTINGS_MANAGE)
def new(request: DeskRequest) -> HttpResponse:
    """A new address; its secret stands on its page."""
    desk = request.desk
    form = WebhookForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        details = WebhookDetails(form.cleaned_data["url"].strip(), tuple(form.cleaned_data["events"]))
        try:
            made = actions.create_webhook(actor=desk.actor, now=desk.now, business_id=desk.business.id, details=details)
        except KartotekError as error:
            errors.apply(error, form)
        else:
            return responses.done(request, desk.url("settings_webhooks:edit", made.id), gettext("Webhook added"))
    return _form(request, form, None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SETTINGS_MANAGE)
def edit(request: DeskRequest, webhook_id: int) -> HttpResponse:
    """An address and its secret; posted to, it is saved."""
    desk = request.desk
    webhook = queries.get_webhook(business_id=desk.business.id, webhook_id=webhook_id)
    form = WebhookForm(request.POST if request.method == "POST" else None, webhook=webhook)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            actions.edit_webhook(
                actor=desk.actor,
                now=desk.now,
                business_id=desk.business.id,
                webhook_id=webhook_id,
                changes={
                    "url": typed["url"].strip(),
                    "events": tuple(typed["events"]),
                    "is_active": typed["is_active"],
                },
                expected_version=typed["version"],
            )
        except Stale:
            return _conflict(request, form, webhook_id)
        except KartotekError as error:
            errors.apply(error, form)
        else:
            return responses.done(request, desk.url("settings_webhooks:index"), gettext("Webhook saved"))
    return _form(request, form, webhook)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SETTINGS_MANAGE)
def rotate(request: DeskRequest, webhook_id: int) -> HttpResponse:
    """Ask; posted to, the old secret signs nothing any more."""
    desk = request.desk
    webhook = queries.get_webhook(business_id=desk.business.id, webhook_id=webhook_id)
    if request.method == "POST":
        actions.rotate_webhook_secret(
            actor=desk.actor, now=desk.now, business_id=desk.business.id, webhook_id=webhook_id
        )
        return responses.done(request, desk.url("settings_webhooks:edit", webhook_id), gettext("New secret made"))
    title = gettext("New secret")
    return responses.dialog(request, "settings_webhooks/rotate.html", {"webhook": webhook, "title": title}, title=title)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SETTINGS_MANAGE)
def delete(request: DeskRequest, webhook_id: int) -> HttpResponse:
    """Ask; posted to, it is told nothing any more."""
    desk = request.desk
    webhook = queries.get_webhook(business_id=desk.business.id, webhook_id=webhook_id)
    if request.method == "POST":
        actions.delete_webhook(actor=desk.actor, now=desk.now, business_id=desk.business.id, webhook_id=webhook_id)
        return responses.done(request, desk.url("settings_webhooks:index"), gettext("Webhook deleted"))
    title = gettext("Delete webhook")
    return responses.dialog(request, "settings_webhooks/delete.html", {"webhook": webhook, "title": title}, title=title)


@require_safe
@desk_view(Permission.SETTINGS_MANAGE)
def log(request: DeskRequest, webhook_id: int) -> HttpResponse:
    """What it was told, newest first."""
    desk = request.desk
    webhook = queries.get_webhook(business_id=desk.business.id, webhook_id=webhook_id)
    cursor = request.GET.get("cursor", "")
    page = queries.list_deliveries(business_id=desk.business.id, webhook_id=webhook_id, limit=SHOWN, cursor=cursor)
    here = desk.url("settings_webhooks:log", webhook_id)
    context = {
        "webhook": webhook,
        "rows": [Row(item, event_words(item.event), badge_of(item)) for item in page.items],
        "first": here if cursor else "",
        "next": f"{here}?cursor={page.next}" if page.next else "",
    }
    return render(request, "settings_webhooks/log.html", context)


@require_POST
@desk_view(Permission.SETTINGS_MANAGE)
def retry(request: DeskRequest, webhook_id: int, delivery_id: int) -> HttpResponse:
    """Tell it once more."""
    desk = request.desk
    actions.retry_delivery(
        actor=desk.actor,
        now=desk.now,
        business_id=desk.business.id,
        webhook_id=webhook_id,
        delivery_id=delivery_id,
    )
    return responses.done(request, desk.url("settings_webhooks:log", webhook_id), gettext("It is told once more"))


def _conflict(request: DeskRequest, form: WebhookForm, webhook_id: int) -> HttpResponse:
    """Both versions field by field; the form stays as typed, and saving again wins."""
    theirs = queries.get_webhook(business_id=request.desk.business.id, webhook_id=webhook_id)
    rows = conflicts.differing(WebhookForm(webhook=theirs), form)
    data = request.POST.copy()
    data["version"] = str(theirs.version)
    return _form(request, WebhookForm(data, webhook=theirs), theirs, rows=rows, status=409)


def _form(
    request: DeskRequest,
    form: WebhookForm,
    webhook: WebhookItem | None,
    *,
    rows: list[conflicts.Row] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "webhook": webhook, "rows": rows}
    return render(request, "settings_webhooks/webhook.html", context, status=422 if form.errors else status)
