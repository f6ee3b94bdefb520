"""Agree with a customer on an own length or price of a service, or take that back (S51).

They count from now on, online and at the desk; bookings that were made stay as they are.
"""

from dataclasses import replace
from datetime import datetime

from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.booking.actions.deeds import Deed
from kartotek.domain.booking.decisions.terms import check_terms
from kartotek.domain.booking.errors import TermsExist
from kartotek.domain.booking.models import ServiceTerms
from kartotek.domain.booking.queries.terms import get_service_terms, terms_item
from kartotek.domain.booking.values.terms import TermsChanges, TermsDetails, TermsItem
from kartotek.domain.businesses.decisions import require
from kartotek.domain.businesses.values import BusinessLike, Permission
from kartotek.domain.catalog.decisions import amount_of, differences
from kartotek.domain.catalog.queries import get_service
from kartotek.domain.customers.models import Customer
from kartotek.domain.customers.queries import visible_to
from kartotek.kernel.errors import NotFound
from kartotek.plumbing import locks
from kartotek.plumbing.versions import Changes, check_version, write_changes


@locks.holding()
def add_service_terms(
    *, business: BusinessLike, customer_id: int, details: TermsDetails, actor: Actor, now: datetime
) -> TermsItem:
    """Own terms of one more service. Raises NotPermitted, NotFound (card, service), Invalid, TermsExist."""
    card = _hold_card(customer_id, actor)
    service = get_service(details.service_id)
    check_terms(details, service, business.currency)
    if ServiceTerms.objects.filter(customer_id=card.pk, service_id=service.id).exists():
        raise TermsExist
    values = _values(details, business.currency)
    row = ServiceTerms.objects.create(business_id=business.id, customer_id=card.pk, service_id=service.id, **values)
    _record(Deed(business, actor, now), "service_terms.added", row, differences({}, values))
    return terms_item(row)


@locks.holding()
def edit_service_terms(
    *,
    business: BusinessLike,
    where: tuple[int, int],
    changes: TermsChanges,
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
) -> TermsItem:
    """Agree on something else, `where` being the card and the terms. Raises NotPermitted, NotFound, Stale, Invalid."""
    row = _hold(where, actor)
    check_version(row, expected_version)
    item = get_service_terms(row.pk, customer_id=row.customer_id, viewer=actor)
    after = replace(item.details, **changes)
    check_terms(after, get_service(row.service_id), business.currency)
    before, values = _stored(row), _values(after, business.currency)
    if write_changes(row, values):
        _record(Deed(business, actor, now), "service_terms.edited", row, differences(before, values))
    return terms_item(row)


@locks.holding()
def remove_service_terms(
    *,
    business: BusinessLike,
    where: tuple[int, int],
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
) -> None:
    """As usual again. Raises NotPermitted, NotFound, Stale."""
    row = _hold(where, actor)
    check_version(row, expected_version)
    before = _stored(row)
    _record(Deed(business, actor, now), "service_terms.removed", row, differences(before, dict.fromkeys(before)))
    row.delete()


def _hold_card(customer_id: int, actor: Actor) -> Customer:
    """The card, held: whoever books for her meanwhile waits, and books on the new terms."""
    require(actor, Permission.CUSTOMER_LIMIT)
    card = locks.hold_rows(visible_to(actor).filter(pk=customer_id)).first()
    if card is None:
        raise NotFound
    return card


def _hold(where: tuple[int, int], actor: Actor) -> ServiceTerms:
    customer_id, terms_id = where
    card = _hold_card(customer_id, actor)
    row = locks.hold_rows(ServiceTerms.objects.filter(customer_id=card.pk, pk=terms_id)).first()
    if row is None:
        raise NotFound
    return row


def _values(details: TermsDetails, currency: str) -> dict[str, object]:
    return {"duration_minutes": details.duration_minutes, "price": amount_of(details.price, currency)}


def _stored(row: ServiceTerms) -> dict[str, object]:
    return {"duration_minutes": row.duration_minutes, "price": row.price}


def _record(deed: Deed, action: str, row: ServiceTerms, changes: Changes) -> None:
    name = row.service.name
    record(
        actor=deed.actor,
        now=deed.now,
        business_id=deed.business.id,
        action=action,
        target=Target("service_terms", row.pk, row.customer_id),
        changes={"service": (None, name) if action.endswith("added") else (name, name), **changes},
    )
