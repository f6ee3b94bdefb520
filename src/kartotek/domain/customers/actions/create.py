"""Make a card. A likeness to another card never refuses it (S49); who wants to know asks `find_possible_duplicates`."""

from dataclasses import asdict
from datetime import datetime

from django.db import connection, transaction

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.decisions import require
from kartotek.domain.businesses.values import BusinessLike, Permission
from kartotek.domain.customers.actions.numbers import take_number
from kartotek.domain.customers.actions.writing import area_for_new, check_area, keys_for, local_date, note
from kartotek.domain.customers.decisions import checked_details
from kartotek.domain.customers.models import Customer
from kartotek.domain.customers.queries.cards import card_of
from kartotek.domain.customers.values import CustomerCard, CustomerDetails
from kartotek.plumbing.rows import Insert

# A stranger's booking makes a card, so it is a statement written once.
_INSERT = Insert(Customer)
_CARD = f"{_INSERT} RETURNING id"


def create_customer(*, business: BusinessLike, actor: Actor, now: datetime, details: CustomerDetails) -> CustomerCard:
    """The new card, with the next number of the series. `Invalid` names everything that is wrong with the details."""
    if details.max_future_bookings is not None:
        require(actor, Permission.CUSTOMER_LIMIT)
    today = local_date(now, business.timezone)
    values = asdict(checked_details(details, region=business.country, today=today))
    values["area_id"] = area_for_new(details.area_id, actor)
    check_area(values["area_id"], actor)
    if details.max_future_bookings is not None:
        values |= {"limit_set_at": now, "limit_set_by": actor.name}
    with transaction.atomic(savepoint=False):  # a booking that makes its card is one transaction as a whole
        values["number"] = take_number(business.id)
        row = Customer(business_id=business.id, created_at=now, **values, **keys_for(values))
        with connection.cursor() as cursor:
            cursor.execute(_CARD, _INSERT.values(row))
            [row.pk] = cursor.fetchone()
        given = {name: (None, value) for name, value in values.items() if value not in ("", None)}
        note(actor, now, "customer.created", row, given, details.limit_reason)
    return card_of(row)
