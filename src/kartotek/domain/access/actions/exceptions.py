"""Let a customer off a rule, or off all rules about a service, for a while and for a reason (S17)."""

from datetime import datetime

from kartotek.domain.access.decisions.ruling import exception_for_log, require_exception
from kartotek.domain.access.models import RuleException
from kartotek.domain.access.queries.rules import exception_item, get_exception, get_rule
from kartotek.domain.access.values import BusinessFacts
from kartotek.domain.access.values.rules import ExceptionDetails, ExceptionItem
from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.businesses.decisions import require
from kartotek.domain.businesses.values import Permission
from kartotek.domain.catalog.queries import get_service
from kartotek.domain.customers.models import Customer
from kartotek.domain.customers.queries import get_customer
from kartotek.plumbing import locks


@locks.holding()
def add_exception(
    *, business: BusinessFacts, customer_id: int, details: ExceptionDetails, actor: Actor, now: datetime
) -> ExceptionItem:
    """Except a customer from a rule or from the rules about a service.

    Raises NotPermitted, NotFound (the card, the rule, the service), ReasonRequired, Invalid.
    """
    require(actor, Permission.CUSTOMER_LIMIT)
    card = get_customer(customer_id, viewer=actor)
    require_exception(details)
    if details.rule_id is not None:
        get_rule(details.rule_id)
    if details.service_id is not None:
        get_service(details.service_id)
    locks.hold_ids("customers_customer", [card.id])
    row = RuleException.objects.create(
        business_id=business.id,
        customer_id=card.id,
        rule_id=details.rule_id,
        service_id=details.service_id,
        from_on=details.from_on,
        until_on=details.until_on,
        reason=details.reason,
        created_at=now,
        created_by=actor.name,
    )
    record(
        actor=actor,
        now=now,
        business_id=business.id,
        action="exception.added",
        target=Target("exception", row.pk, card.id),
        changes={name: (None, value) for name, value in exception_for_log(details).items() if value is not None},
        reason=details.reason,
    )
    return exception_item(row)


@locks.holding()
def remove_exception(
    *, business: BusinessFacts, customer_id: int, exception_id: int, actor: Actor, now: datetime
) -> ExceptionItem:
    """Let the rules hold again; the exception stays as history. One removed already stays as it is.

    Raises NotPermitted, NotFound.
    """
    require(actor, Permission.CUSTOMER_LIMIT)
    card = get_customer(customer_id, viewer=actor)
    locks.hold_rows(Customer.objects.filter(pk=card.id)).get()
    item = get_exception(exception_id, customer_id=card.id)
    if item.removed_at is not None:
        return item
    RuleException.objects.filter(pk=item.id).update(removed_at=now, removed_by=actor.name)
    record(
        actor=actor,
        now=now,
        business_id=business.id,
        action="exception.removed",
        target=Target("exception", item.id, card.id),
        changes={name: (value, None) for name, value in exception_for_log(item.details).items() if value is not None},
    )
    return get_exception(exception_id, customer_id=card.id)
