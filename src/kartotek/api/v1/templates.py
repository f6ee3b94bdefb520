"""The words of messages: `templates`, `templates/preview`, `substitution-codes`."""

from typing import Literal

from django.http import HttpResponse
from django.utils.translation import gettext
from ninja import Field, Query, Router, Schema

from kartotek.api.kit import etags
from kartotek.api.kit.calls import StaffRequest
from kartotek.api.kit.shapes import PageShape, Shape, id_from_body, slice_of
from kartotek.domain.messaging import actions, queries
from kartotek.domain.messaging.decisions import TEMPLATES, compose, list_codes, preview_problems, sms_size
from kartotek.domain.messaging.values import CodeEntry, MessageChannel, TemplateChanges, TemplateItem, Text
from kartotek.domain.overview.queries.template_preview import PreviewOf, preview_facts
from kartotek.kernel.errors import Invalid

router = Router(tags=["templates"])

Channel = Literal["email", "sms", "letter"]
Language = Literal["da", "sv", "de", "fr", "en"]


class TemplatePatch(Shape):
    """Whatever is to change; a text message has no subject."""

    subject: str = Field("", json_schema_extra={"maxLength": 200})
    body: str = Field("", json_schema_extra={"maxLength": 10_000})


class TemplateOut(Schema):
    """The words of an event, by one channel, in one language. `id` is `event.channel.language`."""

    id: str
    event: str
    channel: str
    language: str
    subject: str
    body: str
    is_default: bool


class TemplateFilter(Schema):
    """Which templates are asked for."""

    event: str = ""
    channel: str = ""
    language: str = ""


class PreviewIn(Shape):
    """Words as they are being typed, and for whom they are tried; without customer and booking: somebody invented."""

    channel: Channel
    subject: str = Field("", json_schema_extra={"maxLength": 200})
    body: str = Field(json_schema_extra={"maxLength": 10_000})
    language: Language | None = None
    customer: str | None = None
    booking: str | None = None


class SmsOut(Schema):
    """What the text takes as a text message; `left` characters fit into the last part."""

    encoding: Literal["gsm7", "ucs2"]
    parts: int
    characters: int
    left: int


class PreviewOut(Schema):
    """How the words read."""

    subject: str
    text: str
    html: str
    sms: SmsOut


class CodeOut(Schema):
    """A substitution code with its two names."""

    name: str
    danish_name: str
    family: str
    description: str
    example: str


@router.get("/templates", response=PageShape[TemplateOut])
def list_templates(
    request: StaffRequest, asked: Query[TemplateFilter], limit: int | None = None, cursor: str = ""
) -> dict[str, object]:
    """All templates, or those of an event, a channel, a language."""
    wanted = [
        key
        for key in TEMPLATES
        if asked.event in {"", key.event.value}
        and asked.channel in {"", key.channel.value}
        and asked.language in {"", key.language}
    ]
    return slice_of(queries.list_templates(wanted), _shape, limit=limit, cursor=cursor)


@router.post("/templates/preview", response=PreviewOut)
def preview_template(request: StaffRequest, payload: PreviewIn) -> dict[str, object]:
    """How words would read, or everything that is wrong with them (422, each with its place)."""
    channel = MessageChannel(payload.channel)
    text = Text("" if channel is MessageChannel.SMS else payload.subject, payload.body)
    if problems := preview_problems(text):
        raise Invalid(problems=problems)
    of = PreviewOf(
        customer_id=id_from_body("customer", payload.customer) if payload.customer else None,
        booking_id=id_from_body("booking", payload.booking) if payload.booking else None,
        language=payload.language or "",
    )
    call = request.call
    facts = preview_facts(business=call.business, viewer=call.actor, now=call.now, of=of)
    said = compose(text, channel, facts)
    size = sms_size(said.text.body)
    sms = {"encoding": size.encoding, "parts": size.parts, "characters": size.characters, "left": size.left}
    return {"subject": said.text.subject, "text": said.text.body, "html": said.html, "sms": sms}


@router.get("/templates/{template}", response=TemplateOut)
def get_template(request: StaffRequest, template: str, response: HttpResponse) -> dict[str, object]:
    """One template."""
    return _answer(queries.get_template(template), response)


@router.patch("/templates/{template}", response=TemplateOut)
def edit_template(
    request: StaffRequest, template: str, payload: TemplatePatch, response: HttpResponse
) -> dict[str, object]:
    """Change what is sent; needs `settings.manage`. Faults are refused all at once, each with line and column."""
    changes = TemplateChanges()
    if "subject" in payload.model_fields_set:
        changes["subject"] = payload.subject
    if "body" in payload.model_fields_set:
        changes["body"] = payload.body
    changed = actions.edit_template(
        business_id=request.call.business.id,
        template_id=template,
        changes=changes,
        expected_version=etags.expected_version(request),
        actor=request.call.actor,
        now=request.call.now,
    )
    return _answer(changed, response)


@router.post("/templates/{template}/reset", response=TemplateOut)
def reset_template(request: StaffRequest, template: str, response: HttpResponse) -> dict[str, object]:
    """Go back to the built-in words."""
    reset = actions.reset_template(
        business_id=request.call.business.id,
        template_id=template,
        expected_version=etags.expected_version(request),
        actor=request.call.actor,
        now=request.call.now,
    )
    return _answer(reset, response)


@router.get("/substitution-codes", response=PageShape[CodeOut])
def list_substitution_codes(
    request: StaffRequest, language: Language | None = None, limit: int | None = None, cursor: str = ""
) -> dict[str, object]:
    """Every code, with an example in a language (that of the business unless told)."""
    entries = list_codes(language or request.call.business.default_language)
    return slice_of(entries, _code_shape, limit=limit, cursor=cursor)


def _answer(item: TemplateItem, response: HttpResponse) -> dict[str, object]:
    etags.tag(response, item.version)
    return _shape(item)


def _shape(item: TemplateItem) -> dict[str, object]:
    return {
        "id": item.key.public_id,
        "event": item.key.event.value,
        "channel": item.key.channel.value,
        "language": item.key.language,
        "subject": item.text.subject,
        "body": item.text.body,
        "is_default": item.is_default,
    }


def _code_shape(entry: CodeEntry) -> dict[str, object]:
    return {
        "name": entry.name,
        "danish_name": entry.danish_name,
        "family": entry.family.value,
        "description": gettext(entry.description),
        "example": entry.example,
    }
