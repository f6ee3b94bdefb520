"""Categories, services, employees and who performs what, for tests."""

from decimal import Decimal

from kartotek.domain.businesses.models import Business
from kartotek.domain.catalog.models import (
    Category,
    Employee,
    EmployeeService,
    ExtraField,
    ExtraFieldService,
    Resource,
    ResourceService,
    Service,
)


def make_category(business: Business, name: str = "Hair", **fields: object) -> Category:
    """A heading."""
    return Category.objects.create(business=business, name=name, **fields)


def make_service(business: Business, name: str = "Haircut", **fields: object) -> Service:
    """An appointment of 45 minutes for 450.00 that can be booked online."""
    values: dict[str, object] = {"duration_minutes": 45, "price": Decimal("450.00")}
    return Service.objects.create(business=business, name=name, **{**values, **fields})


def make_resource(
    business: Business, name: str = "Room 1", services: tuple[Service, ...] = (), **fields: object
) -> Resource:
    """A room that these services need."""
    resource = Resource.objects.create(business=business, name=name, **fields)
    for service in services:
        ResourceService.objects.create(business=business, resource=resource, service=service)
    return resource


def make_employee(
    business: Business, name: str = "Jonas Krog", services: tuple[Service, ...] = (), **fields: object
) -> Employee:
    """Somebody who performs these services on the services' own terms."""
    employee = Employee.objects.create(business=business, name=name, **fields)
    for service in services:
        make_offer(employee, service)
    return employee


def make_offer(employee: Employee, service: Service, **fields: object) -> EmployeeService:
    """That an employee performs a service."""
    return EmployeeService.objects.create(
        business_id=employee.business_id, employee=employee, service=service, **fields
    )


def make_extra_field(service: Service, label: str | dict[str, str] = "Allergies", **fields: object) -> ExtraField:
    """A text that may be left out, asked with bookings of the service, on the booking site too."""
    values: dict[str, object] = {"label": {"en": label} if isinstance(label, str) else label, "kind": "text"}
    row = ExtraField.objects.create(business_id=service.business_id, **{**values, **fields})
    ExtraFieldService.objects.create(business_id=service.business_id, field=row, service=service)
    return row
