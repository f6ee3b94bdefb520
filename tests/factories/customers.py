"""Cards for tests, with the keys they are found by."""

from datetime import UTC, datetime

from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.actions.numbers import take_number
from kartotek.domain.customers.decisions import search_keys
from kartotek.domain.customers.models import Customer

MADE_AT = datetime(2021, 3, 8, 9, 2, tzinfo=UTC)


def make_customer(
    business: Business, first_name: str = "Sofie", last_name: str = "Bjerregaard", **fields: object
) -> Customer:
    """A card; e-mail and phone stay empty unless given."""
    values: dict[str, object] = {
        "number": fields.get("number") or take_number(business.pk),
        "email": "",
        "phone": "",
        "created_at": MADE_AT,
        **fields,
    }
    keys = search_keys(
        first_name=first_name,
        last_name=last_name,
        email=str(values["email"]),
        phone=str(values["phone"]),
        number=str(values["number"]),
    )
    return Customer.objects.create(
        business=business,
        first_name=first_name,
        last_name=last_name,
        name_sort=keys.name_sort,
        given_sort=keys.given_sort,
        search_text=keys.search_text,
        **values,
    )
