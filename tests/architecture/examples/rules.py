"""Examples of what changes service rules and exceptions."""

from collections.abc import Callable
from datetime import date

from tests.architecture.examples import Stage, example
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_exception, make_rule

from kartotek.domain.access import actions
from kartotek.domain.access.values.rules import ExceptionDetails, RuleDetails

Do = Callable[[], object]


@example(actions.create_rule)
def _create_rule(stage: Stage) -> Do:
    return lambda: actions.create_rule(business=stage.business, details=RuleDetails(), actor=stage.owner, now=stage.now)


@example(actions.edit_rule)
def _edit_rule(stage: Stage) -> Do:
    rule = make_rule(stage.business)
    return lambda: actions.edit_rule(
        rule_id=rule.pk, changes={"then": "needs_approval"}, actor=stage.owner, now=stage.now
    )


@example(actions.archive_rule)
def _archive_rule(stage: Stage) -> Do:
    rule = make_rule(stage.business)
    return lambda: actions.archive_rule(rule_id=rule.pk, actor=stage.owner, now=stage.now)


@example(actions.restore_rule)
def _restore_rule(stage: Stage) -> Do:
    rule = make_rule(stage.business, archived_at=stage.now, is_in_force=False)
    return lambda: actions.restore_rule(rule_id=rule.pk, actor=stage.owner, now=stage.now)


@example(actions.add_exception)
def _add_exception(stage: Stage) -> Do:
    card, rule = make_customer(stage.business), make_rule(stage.business)
    details = ExceptionDetails(date(2026, 11, 1), date(2026, 11, 30), "She has paid.", rule.pk)
    return lambda: actions.add_exception(
        business=stage.business, customer_id=card.pk, details=details, actor=stage.owner, now=stage.now
    )


@example(actions.remove_exception)
def _remove_exception(stage: Stage) -> Do:
    card = make_customer(stage.business)
    made = make_exception(card, rule=make_rule(stage.business))
    return lambda: actions.remove_exception(
        business=stage.business, customer_id=card.pk, exception_id=made.pk, actor=stage.owner, now=stage.now
    )
