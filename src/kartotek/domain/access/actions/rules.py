"""Make, change, put away and restore service rules (S32, S33)."""

from dataclasses import replace
from datetime import datetime

from kartotek.domain.access.decisions import kept_messages
from kartotek.domain.access.decisions.ruling import rule_for_log, rule_problems
from kartotek.domain.access.decisions.scopes import scope_as_json, when_as_json
from kartotek.domain.access.models import ServiceRule
from kartotek.domain.access.queries.rules import find_rule_problems, rule_item
from kartotek.domain.access.values import BusinessFacts
from kartotek.domain.access.values.rules import RuleChanges, RuleDetails, RuleItem
from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.businesses.decisions import require
from kartotek.domain.businesses.values import Permission
from kartotek.kernel.errors import Invalid, NotFound
from kartotek.plumbing import locks
from kartotek.plumbing.versions import check_version, write_changes


@locks.holding()
def create_rule(*, business: BusinessFacts, details: RuleDetails, actor: Actor, now: datetime) -> RuleItem:
    """Add a rule, which holds at once; raises NotPermitted, or Invalid with every problem."""
    require(actor, Permission.RULE_MANAGE)
    _require_valid(details)
    row = ServiceRule.objects.create(business_id=business.id, created_at=now, **_as_stored(details))
    item = rule_item(row)
    record(
        actor=actor,
        now=now,
        business_id=business.id,
        action="rule.created",
        target=Target("rule", row.pk),
        changes={name: (None, value) for name, value in rule_for_log(item.details).items()},
    )
    return item


@locks.holding()
def edit_rule(
    *, rule_id: int, changes: RuleChanges, expected_version: int | None = None, actor: Actor, now: datetime
) -> RuleItem:
    """Change a rule for whom, where and what; raises NotPermitted, NotFound, Stale, Invalid."""
    require(actor, Permission.RULE_MANAGE)
    row = _held(rule_id)
    check_version(row, expected_version)
    before = rule_item(row).details
    _require_valid(replace(before, **changes))
    if write_changes(row, _as_stored(replace(before, **changes))):
        old, new = rule_for_log(before), rule_for_log(rule_item(row).details)
        _record(
            row, "rule.edited", actor, now, {name: (old[name], new[name]) for name in old if old[name] != new[name]}
        )
    return rule_item(row)


@locks.holding()
def archive_rule(
    *, rule_id: int, is_lifted: bool = True, expected_version: int | None = None, actor: Actor, now: datetime
) -> RuleItem:
    """Take a rule off the list: lifted for those it concerns, or still refusing them (S33).

    Raises NotPermitted, NotFound, Stale.
    """
    require(actor, Permission.RULE_MANAGE)
    row = _held(rule_id)
    check_version(row, expected_version)
    values = {"archived_at": row.archived_at or now, "is_in_force": not is_lifted}
    if changed := write_changes(row, values):
        told = {name: pair for name, pair in changed.items() if name == "is_in_force"}
        _record(row, "rule.archived", actor, now, told)
    return rule_item(row)


@locks.holding()
def restore_rule(*, rule_id: int, actor: Actor, now: datetime) -> RuleItem:
    """Put an archived rule back on the list and in force; raises NotPermitted, NotFound."""
    require(actor, Permission.RULE_MANAGE)
    row = _held(rule_id)
    if changed := write_changes(row, {"archived_at": None, "is_in_force": True}):
        told = {name: pair for name, pair in changed.items() if name == "is_in_force"}
        _record(row, "rule.restored", actor, now, told)
    return rule_item(row)


def _held(rule_id: int) -> ServiceRule:
    row = locks.hold_rows(ServiceRule.objects.filter(pk=rule_id)).first()
    if row is None:
        raise NotFound
    return row


def _require_valid(details: RuleDetails) -> None:
    if problems := (*rule_problems(details), *find_rule_problems(details)):
        raise Invalid(problems=problems)


def _as_stored(details: RuleDetails) -> dict[str, object]:
    return {
        "when": when_as_json(details.when),
        "where": scope_as_json(details.where),
        "then": details.then,
        "messages": kept_messages(details.messages),
    }


def _record(
    row: ServiceRule, action: str, actor: Actor, now: datetime, changes: dict[str, tuple[object, object]]
) -> None:
    target = Target("rule", row.pk)
    record(actor=actor, now=now, business_id=row.business_id, action=action, target=target, changes=changes)
