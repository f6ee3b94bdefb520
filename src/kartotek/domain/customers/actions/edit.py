"""Change a card, or how many coming bookings its owner may have (S3). Lowering that cancels nothing (S6)."""

from collections.abc import Mapping
from datetime import datetime

from kartotek.domain.audit.values import Actor, ActorKind
from kartotek.domain.businesses.decisions import require
from kartotek.domain.businesses.values import BusinessLike, Permission
from kartotek.domain.customers.actions.writing import check_area, held, keys_for, local_date, note
from kartotek.domain.customers.decisions import checked_changes
from kartotek.domain.customers.models import Customer
from kartotek.domain.customers.queries.cards import card_of
from kartotek.domain.customers.values import CONSENTS, OWN_FIELDS, CustomerCard, CustomerChanges
from kartotek.kernel.errors import Invalid, NotPermitted, Problem
from kartotek.kernel.words import gettext_noop
from kartotek.plumbing import locks
from kartotek.plumbing.jobs import enqueue
from kartotek.plumbing.versions import check_version, write_changes

# Reminders that wait carry these: where they go, how they read, whether they are wished.
_WRITTEN_TO = frozenset({"first_name", "last_name", "email", "phone", "language", "wants_email", "wants_sms"})


def edit_customer(
    *,
    business: BusinessLike,
    actor: Actor,
    now: datetime,
    customer_id: int,
    changes: CustomerChanges,
    expected_version: int | None = None,
) -> CustomerCard:
    """The card as it is now. `Stale` when somebody else changed it since `expected_version`; nothing is stored then.

    Customers change their own card, and of it what OWN_FIELDS names; e-mail and phone only staff change (`Invalid`).
    Staff who act as a customer change neither those nor her consents (S50).
    """
    if actor.kind is ActorKind.CUSTOMER and not OWN_FIELDS.issuperset(changes):
        raise NotPermitted
    if actor.is_staff_as_customer and not CONSENTS.isdisjoint(changes):
        raise NotPermitted
    with locks.holding():
        row = held(customer_id, actor)
        check_version(row, expected_version)
        _write(row, _checked(row, changes, business, actor, now), actor, now)
    return card_of(row)


def set_proven_contact(
    *, business: BusinessLike, actor: Actor, now: datetime, customer_id: int, contact: tuple[str, str]
) -> CustomerCard:
    """A customer's new e-mail or phone, which she has proven; `contact` is the field and its value."""
    name, value = contact
    changes: CustomerChanges = {"phone": value} if name == "phone" else {"email": value}
    with locks.holding():
        row = held(customer_id, actor)
        _write(row, _completed(row, changes, business, now), actor, now)
    return card_of(row)


def _checked(
    row: Customer, changes: CustomerChanges, business: BusinessLike, actor: Actor, now: datetime
) -> dict[str, object]:
    """The values to store, with everything that follows from them, if the actor may."""
    if "max_future_bookings" in changes and changes["max_future_bookings"] != row.max_future_bookings:
        require(actor, Permission.CUSTOMER_LIMIT)
    if "area_id" in changes:
        check_area(changes["area_id"], actor)
    values = _completed(row, changes, business, now)
    if actor.kind is ActorKind.CUSTOMER:
        _refuse_unproven(row, values)
    return values


def _completed(row: Customer, changes: CustomerChanges, business: BusinessLike, now: datetime) -> dict[str, object]:
    checked = checked_changes(
        changes,
        name_now=(row.first_name, row.last_name),
        region=business.country,
        today=local_date(now, business.timezone),
    )
    values: dict[str, object] = dict(checked)
    if values.get("email", row.email) != row.email:
        values["email_bounced_at"] = None  # a bounce belongs to the address, not to the person (S45)
    current = {name: getattr(row, name) for name in ("first_name", "last_name", "email", "phone", "number")}
    return {**values, **keys_for({**current, **values})}


def _refuse_unproven(row: Customer, values: Mapping[str, object]) -> None:
    """A customer proved one address; another one on the card would open it to whoever owns that (S20, S21)."""
    message = gettext_noop("A new address has to be proven first. Please contact us.")
    unproven = [name for name in ("email", "phone") if values.get(name, getattr(row, name)) != getattr(row, name)]
    if unproven:
        raise Invalid(message, problems=tuple(Problem(name, "proof_required", message) for name in unproven))


def _write(row: Customer, values: dict[str, object], actor: Actor, now: datetime) -> None:
    """Store and write down what differs. A new limit comes with who set it, when and why (S4)."""
    reason = str(values.pop("limit_reason", ""))
    is_limit = values.get("max_future_bookings", row.max_future_bookings) != row.max_future_bookings
    if is_limit:
        values |= {"limit_set_at": now, "limit_set_by": actor.name, "limit_reason": reason}
    changes = write_changes(row, values)
    if changes:
        note(actor, now, "customer.limit_set" if is_limit else "customer.edited", row, changes, reason)
    if not _WRITTEN_TO.isdisjoint(changes):
        enqueue("booking.refresh_messages", business=row.business_id, customer=row.pk)
