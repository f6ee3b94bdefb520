"""What can be booked online here, with whom, how long does it take and what does it cost?"""

from dataclasses import dataclass
from decimal import Decimal

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
    """A service as the booking site offers it, with the people who perform it online."""

    service: ServiceItem
    employees: tuple[EmployeeItem, ...]

    def description(self, language: str, default_language: str) -> str:
        """In the language of the page, else in that of the business."""
        texts = self.service.description
        return texts.get(language) or texts.get(default_language, "")

    def terms_with(self, employee: EmployeeItem) -> Terms:
        """With one person: her own duration and price, else those of the service (S51 comes later)."""
        offer = next(offer for offer in employee.offers if offer.service_id == self.service.id)
        minutes = self.service.duration_minutes if offer.duration_minutes is None else offer.duration_minutes
        return Terms(minutes, self.service.price if offer.price is None else offer.price)

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


def list_offered() -> list[Offered]:
    """Every service that can be booked online, in order; four queries."""
    people = [employee for employee in list_employees() if employee.is_online]
    found = []
    for service in list_services():
        performers = tuple(person for person in people if service.id in person.service_ids)
        if service.is_online and (performers or service.kind == ServiceKind.CLASS):
            found.append(Offered(service, performers))
    return found
