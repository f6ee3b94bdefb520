"""Which services take another time for a customer, or cost her something else (S51)?"""

from django.db.models import Exists, OuterRef, QuerySet

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.models import ServiceTerms
from kartotek.domain.booking.values.terms import USUAL, OwnTerms, TermsItem
from kartotek.domain.customers.queries import get_customer
from kartotek.kernel.errors import NotFound


def list_service_terms(customer_id: int, *, viewer: Actor) -> list[TermsItem]:
    """Her own terms by the names of the services; raises NotFound for a card out of the viewer's areas."""
    get_customer(customer_id, viewer=viewer)
    return list_terms_of(customer_id)


def list_terms_of(customer_id: int) -> list[TermsItem]:
    """The same for whoever has the card already."""
    return [terms_item(row) for row in _rows(customer_id).order_by("service__name", "pk")]


def get_service_terms(terms_id: int, *, customer_id: int, viewer: Actor) -> TermsItem:
    """One of them; NotFound where they are another customer's."""
    get_customer(customer_id, viewer=viewer)
    row = _rows(customer_id).filter(pk=terms_id).first()
    if row is None:
        raise NotFound
    return terms_item(row)


def own_terms_of(customer_id: int | None) -> dict[int, OwnTerms]:
    """Her own terms by service; nobody in particular has none, and that costs no query."""
    if customer_id is None:
        return {}
    rows = ServiceTerms.objects.filter(customer_id=customer_id)
    return {
        service_id: OwnTerms(minutes, price)
        for service_id, minutes, price in rows.values_list("service_id", "duration_minutes", "price")
    }


def own_minutes_of(customer_id: int | None, service_id: int) -> int | None:
    """How long this service takes for her; None: as usual."""
    return own_terms_of(customer_id).get(service_id, USUAL).duration_minutes


def with_own_terms() -> Exists:
    """Of cards: whether they have any, to be read with them."""
    return Exists(ServiceTerms.objects.filter(customer_id=OuterRef("pk")))


def terms_item(row: ServiceTerms) -> TermsItem:
    """A row, with its service, as what others see of it."""
    return TermsItem(
        row.pk,
        row.version,
        row.customer_id,
        row.service_id,
        row.service.name,
        OwnTerms(row.duration_minutes, row.price),
    )


def _rows(customer_id: int) -> QuerySet[ServiceTerms]:
    return ServiceTerms.objects.filter(customer_id=customer_id).select_related("service")
