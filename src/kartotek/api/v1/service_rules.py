"""`service-rules`: who may book what, when she is whom (S32)."""

from typing import Literal

from django.http import HttpResponse
from ninja import Field, Router, Schema, Status
from pydantic import ConfigDict, StrictBool, StrictInt

from kartotek.api.kit import etags
from kartotek.api.kit.calls import StaffRequest
from kartotek.api.kit.shapes import PageShape, Shape, id_from_path, slice_of
from kartotek.api.kit.times import references
from kartotek.api.v1.scope_shapes import Ids, Where, scope_given, scope_shape
from kartotek.domain.access import actions
from kartotek.domain.access.decisions import LONGEST_MESSAGE
from kartotek.domain.access.queries import rules as queries
from kartotek.domain.access.values import When
from kartotek.domain.access.values.rules import MOST_NO_SHOWS, RuleChanges, RuleDetails, RuleItem

router = Router(tags=["access"])

_MOST_TAGS = 1000
_TEXTS: dict[str, str] = Field(
    {}, max_length=20, description=f"By language, at most {LONGEST_MESSAGE} characters each; replaces all of them"
)


class WhenShape(Shape):
    """Any of `has_tags`, none of `lacks_tags`, and whatever else is said; nothing said is everybody."""

    model_config = ConfigDict(extra="forbid")

    has_tags: Ids = Field([], max_length=_MOST_TAGS)
    lacks_tags: Ids = Field([], max_length=_MOST_TAGS)
    new_customer: StrictBool | None = None
    no_shows: StrictInt | None = Field(None, json_schema_extra={"minimum": 1, "maximum": MOST_NO_SHOWS})


class RuleIn(Shape):
    """A new rule. `messages`: what she is told; a language without a text has the built-in one."""

    when: WhenShape
    where: Where = "all"
    then: Literal["unavailable", "needs_approval"]
    messages: dict[str, str] = _TEXTS


class RulePatch(Shape):
    """Whatever is to change; `when`, `where` and `messages` are replaced as a whole."""

    when: WhenShape = Field(default_factory=lambda: WhenShape.model_validate({}))
    where: Where = "all"
    then: Literal["unavailable", "needs_approval"] = "unavailable"
    messages: dict[str, str] = _TEXTS


class RuleOut(Schema):
    """A rule; archived, it may still be in force (S33)."""

    id: str
    when: dict[str, list[str] | bool | int]
    where: Literal["all"] | dict[str, list[str]]
    then: Literal["unavailable", "needs_approval"]
    messages: dict[str, str]
    archived: bool
    in_force: bool


@router.get("/service-rules", response=PageShape[RuleOut])
def list_rules(
    request: StaffRequest, archived: bool = False, limit: int | None = None, cursor: str = ""
) -> dict[str, object]:
    """The rules in the order in which they were made; with `archived=true` those put away too."""
    return slice_of(queries.list_rules(has_archived=archived), _shape, limit=limit, cursor=cursor)


@router.post("/service-rules", response={201: RuleOut})
def create_rule(request: StaffRequest, payload: RuleIn, response: HttpResponse) -> Status[dict[str, object]]:
    """Add a rule, which holds at once; needs `rule.manage`."""
    call = request.call
    made = actions.create_rule(business=call.business, details=details_given(payload), actor=call.actor, now=call.now)
    etags.tag(response, made.version)
    return Status(201, _shape(made))


@router.get("/service-rules/{rule}", response=RuleOut)
def get_rule(request: StaffRequest, rule: str, response: HttpResponse) -> dict[str, object]:
    """One rule, put away or not."""
    found = queries.get_rule(id_from_path(rule))
    etags.tag(response, found.version)
    return _shape(found)


@router.patch("/service-rules/{rule}", response=RuleOut)
def edit_rule(request: StaffRequest, rule: str, payload: RulePatch, response: HttpResponse) -> dict[str, object]:
    """Change what is sent."""
    changed = actions.edit_rule(
        rule_id=id_from_path(rule),
        changes=_changes(payload),
        expected_version=etags.expected_version(request),
        actor=request.call.actor,
        now=request.call.now,
    )
    etags.tag(response, changed.version)
    return _shape(changed)


@router.delete("/service-rules/{rule}", response={204: None})
def archive_rule(request: StaffRequest, rule: str, lift: bool = True) -> Status[None]:
    """Put it away, lifted for those it concerns; with `lift=false` it goes on refusing them (S33)."""
    actions.archive_rule(
        rule_id=id_from_path(rule),
        is_lifted=lift,
        expected_version=etags.expected_version(request),
        actor=request.call.actor,
        now=request.call.now,
    )
    return Status(204, None)


@router.post("/service-rules/{rule}/restore", response=RuleOut)
def restore_rule(request: StaffRequest, rule: str, response: HttpResponse) -> dict[str, object]:
    """Take it into use again, in force."""
    back = actions.restore_rule(rule_id=id_from_path(rule), actor=request.call.actor, now=request.call.now)
    etags.tag(response, back.version)
    return _shape(back)


def details_given(payload: RuleIn | RulePatch) -> RuleDetails:
    """The rule in the words of the domain."""
    return RuleDetails(
        when=_when(payload.when), where=scope_given(payload.where), then=payload.then, messages=payload.messages
    )


def _changes(payload: RulePatch) -> RuleChanges:
    """Only what was sent."""
    said = details_given(payload)
    changes = RuleChanges()
    if "when" in payload.model_fields_set:
        changes["when"] = said.when
    if "where" in payload.model_fields_set:
        changes["where"] = said.where
    if "then" in payload.model_fields_set:
        changes["then"] = said.then
    if "messages" in payload.model_fields_set:
        changes["messages"] = said.messages
    return changes


def _when(given: WhenShape) -> When:
    return When(
        has_tags=frozenset(references(given.has_tags)),
        lacks_tags=frozenset(references(given.lacks_tags)),
        is_new=given.new_customer,
        no_shows=given.no_shows,
    )


def _shape(item: RuleItem) -> dict[str, object]:
    details = item.details
    return {
        "id": str(item.id),
        "when": _when_shape(details.when),
        "where": scope_shape(details.where),
        "then": details.then,
        "messages": dict(details.messages),
        "archived": item.is_archived,
        "in_force": item.is_in_force,
    }


def _when_shape(when: When) -> dict[str, object]:
    shape: dict[str, object] = {
        "has_tags": [str(tag) for tag in sorted(when.has_tags)],
        "lacks_tags": [str(tag) for tag in sorted(when.lacks_tags)],
    }
    if when.is_new is not None:
        shape["new_customer"] = when.is_new
    if when.no_shows is not None:
        shape["no_shows"] = when.no_shows
    return shape
