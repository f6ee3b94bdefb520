"""Which service rules are there, and which exceptions does a card have? (S17, S32)"""

from collections.abc import Collection

from django.db.models import QuerySet

from kartotek.domain.access.decisions.scopes import scope_from_json, when_from_json
from kartotek.domain.access.models import RuleException, ServiceRule, Tag
from kartotek.domain.access.queries.scopes import find_scope_problems
from kartotek.domain.access.values.rules import ExceptionDetails, ExceptionItem, RuleDetails, RuleItem, RuleTag
from kartotek.domain.audit.values import Actor
from kartotek.domain.customers.queries import get_customer
from kartotek.kernel.errors import NotFound, Problem
from kartotek.kernel.words import gettext_noop


def list_rules(*, has_archived: bool = False) -> list[RuleItem]:
    """The rules in the order in which they were made; archived ones only when asked for. One query."""
    rows = ServiceRule.objects.order_by("id")
    return [rule_item(row) for row in (rows if has_archived else rows.filter(archived_at=None))]


def get_rule(rule_id: int) -> RuleItem:
    """One rule, archived or not; of another business: NotFound."""
    row = ServiceRule.objects.filter(pk=rule_id).first()
    if row is None:
        raise NotFound
    return rule_item(row)


def rule_item(row: ServiceRule) -> RuleItem:
    """A row as a value."""
    details = RuleDetails(when_from_json(row.when), scope_from_json(row.where), row.then, row.messages)
    return RuleItem(row.pk, row.version, details, row.is_in_force, row.archived_at is not None)


def list_rule_tags() -> list[RuleTag]:
    """The tags that a rule may look at, by label; archived ones among them, for cards may still carry them."""
    rows = Tag.objects.order_by("label", "id").values_list("pk", "label", "archived_at")
    return [RuleTag(pk, label, archived_at is not None) for pk, label, archived_at in rows]


def find_rule_problems(details: RuleDetails) -> tuple[Problem, ...]:
    """One problem for each part that names something which is not here; put away or not does not matter (S56)."""
    named = (("when.has_tags", details.when.has_tags), ("when.lacks_tags", details.when.lacks_tags))
    unknown = [Problem(field, "unknown", gettext_noop("One of the tags does not exist.")) for field in _missing(named)]
    return (*unknown, *find_scope_problems(details.where))


def _missing(named: Collection[tuple[str, frozenset[int]]]) -> list[str]:
    known = set(Tag.objects.filter(pk__in=frozenset().union(*(ids for _, ids in named))).values_list("pk", flat=True))
    return [field for field, ids in named if not ids <= known]


def list_exceptions_of(customer_id: int, *, viewer: Actor, has_removed: bool = False) -> list[ExceptionItem]:
    """The exceptions of a card the viewer may see, newest first; removed ones only when asked for."""
    get_customer(customer_id, viewer=viewer)
    rows = _exceptions(customer_id)
    return [exception_item(row) for row in (rows if has_removed else rows.filter(removed_at=None))]


def get_exception(exception_id: int, *, customer_id: int) -> ExceptionItem:
    """One exception of a card the caller has found in scope, removed or not; NotFound."""
    row = _exceptions(customer_id).filter(pk=exception_id).first()
    if row is None:
        raise NotFound
    return exception_item(row)


def exception_item(row: RuleException) -> ExceptionItem:
    """A row as a value."""
    return ExceptionItem(
        id=row.pk,
        customer_id=row.customer_id,
        details=ExceptionDetails(row.from_on, row.until_on, row.reason, row.rule_id, row.service_id),
        service_name=row.service.name if row.service else "",
        created_at=row.created_at,
        created_by=row.created_by,
        removed_at=row.removed_at,
        removed_by=row.removed_by,
    )


def _exceptions(customer_id: int) -> QuerySet[RuleException]:
    return RuleException.objects.filter(customer_id=customer_id).select_related("service").order_by("-id")
