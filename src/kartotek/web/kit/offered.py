"""What can be booked online here, with whom, how long does it take and what does it cost?"""

from dataclasses import dataclass
from decimal import Decimal

from kartotek.domain.booking.queries import own_terms_of
from kartotek.domain.booking.values.terms import USUAL, OwnTerms
from kartotek.domain.catalog.queries import list_employees, list_services
from kartotek.domain.catalog.values import EmployeeItem, ServiceItem, ServiceKind


@dataclass(frozen=True)
class Terms:
    """How long, and what it costs; `is_from`: with some people it takes longer or costs more."""

    minutes: int
    price: Decimal | None
    is_from: bool = False


@dataclass(frozen=True)
class Offered:
    """A service as the booking site offers it, with the people who perform it online; `own` are the visitor's terms."""

    service: ServiceItem
    employees: tuple[EmployeeItem, ...]
    own: OwnTerms = USUAL

    def description(self, language: str, default_language: str) -> str:
        """In the language of the page, else in that of the business."""
        texts = self.service.description
        return texts.get(language) or texts.get(default_language, "")

    def terms_with(self, employee: EmployeeItem) -> Terms:
        """With one person: those of the visitor, else of the person, else of the service (S51)."""
        offer = next(offer for offer in employee.offers if offer.service_id == self.service.id)
        minutes = (self.own.duration_minutes, offer.duration_minutes, self.service.duration_minutes)
        prices = (self.own.price, offer.price, self.service.price)
        return Terms(next(one for one in minutes if one is not None), next((p for p in prices if p is not None), None))

    @property
    def terms(self) -> Terms:
        """With anyone: the least it takes and costs."""
        each = [self.terms_with(employee) for employee in self.employees]
        if not each:
            return Terms(self.service.duration_minutes, self.service.price)
        prices = [terms.price for terms in each if terms.price is not None]
        return Terms(min(terms.minutes for terms in each), min(prices, default=None), is_from=len({*each}) > 1)

    @property
    def is_class(self) -> bool:
        """Whether one joins a date that is planned, and chooses neither person nor time."""
        return self.service.kind == ServiceKind.CLASS

    def employee(self, employee_id: int) -> EmployeeItem | None:
        """One of its people."""
        return next((employee for employee in self.employees if employee.id == employee_id), None)


def list_offered(customer_id: int | None = None) -> list[Offered]:
    """Every service that can be booked online, in order, on the terms of a known customer; four queries, or five."""
    own = own_terms_of(customer_id)
    people = [employee for employee in list_employees() if employee.is_online]
    found = []
    for service in list_services():
        performers = tuple(person for person in people if service.id in person.service_ids)
        if service.is_online and (performers or service.kind == ServiceKind.CLASS):
            found.append(Offered(service, performers, own.get(service.id, USUAL)))
    return found
