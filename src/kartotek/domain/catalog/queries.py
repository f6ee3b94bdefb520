"""What can be booked, and with whom? Reads of the catalogue of the business in scope, as values."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import QuerySet

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
from kartotek.domain.catalog.values import (
    CategoryItem,
    EmployeeItem,
    ExtraFieldItem,
    Gap,
    GapColumns,
    Offer,
    ResourceItem,
    ServiceItem,
)
from kartotek.kernel.errors import NotFound


def list_categories() -> list[CategoryItem]:
    """All categories in their order."""
    return [_category(row) for row in Category.objects.order_by("position", "id")]


def get_category(category_id: int) -> CategoryItem:
    """One category; of another business: NotFound."""
    row = Category.objects.filter(pk=category_id).first()
    if row is None:
        raise NotFound
    return _category(row)


def list_services(*, has_archived: bool = False) -> list[ServiceItem]:
    """The services in their order, with who performs them: two queries; archived ones only when asked for."""
    rows = Service.objects.order_by("position", "id")
    if not has_archived:
        rows = rows.filter(is_archived=False)
    performers: defaultdict[int, list[int]] = defaultdict(list)
    for offer in _offers(EmployeeService.objects.filter(employee__is_archived=False)):
        performers[offer.service_id].append(offer.employee_id)
    return [_service(row, tuple(performers[row.pk])) for row in rows]


def get_service(service_id: int) -> ServiceItem:
    """One service, archived or not; of another business: NotFound."""
    row = Service.objects.filter(pk=service_id).first()
    if row is None:
        raise NotFound
    offers = _offers(EmployeeService.objects.filter(service_id=service_id, employee__is_archived=False))
    return _service(row, tuple(offer.employee_id for offer in offers))


def list_employees(*, has_archived: bool = False) -> list[EmployeeItem]:
    """The employees in their order, with what they perform: two queries; archived ones only when asked for."""
    rows = Employee.objects.order_by("position", "id")
    if not has_archived:
        rows = rows.filter(is_archived=False)
    offers: defaultdict[int, list[Offer]] = defaultdict(list)
    for offer in _offers(EmployeeService.objects.filter(service__is_archived=False)):
        offers[offer.employee_id].append(offer)
    return [_employee(row, tuple(offers[row.pk])) for row in rows]


def get_employee(employee_id: int) -> EmployeeItem:
    """One employee, archived or not; of another business: NotFound."""
    row = Employee.objects.filter(pk=employee_id).first()
    if row is None:
        raise NotFound
    return _employee(row, _offers_of(employee_id))


def find_employee_of(membership_id: int) -> EmployeeItem | None:
    """The employee whose calendar belongs to this member of staff, if there is one."""
    row = Employee.objects.filter(membership_id=membership_id).first()
    return None if row is None else _employee(row, _offers_of(row.pk))


def list_offers() -> list[Offer]:
    """Who performs what, without archived people and services, in the order of the employees: one query."""
    return _offers(EmployeeService.objects.filter(employee__is_archived=False, service__is_archived=False))


def find_offer(employee_id: int, service_id: int) -> Offer | None:
    """On which terms an employee performs a service; None when she does not."""
    found = _offers(EmployeeService.objects.filter(employee_id=employee_id, service_id=service_id))
    return found[0] if found else None


def get_offer(employee_id: int, service_id: int) -> Offer:
    """On which terms an employee performs a service; NotFound when she does not."""
    offer = find_offer(employee_id, service_id)
    if offer is None:
        raise NotFound
    return offer


def list_extra_fields() -> list[ExtraFieldItem]:
    """All extra fields in the order they were made, with the services they are asked with: two queries."""
    services: defaultdict[int, list[int]] = defaultdict(list)
    links = ExtraFieldService.objects.order_by("service__position", "service_id")
    for field_id, service_id in links.values_list("field_id", "service_id"):
        services[field_id].append(service_id)
    return [_extra_field(row, services[row.pk]) for row in ExtraField.objects.order_by("id")]


def get_extra_field(field_id: int) -> ExtraFieldItem:
    """One extra field; of another business: NotFound."""
    row = ExtraField.objects.filter(pk=field_id).first()
    if row is None:
        raise NotFound
    links = ExtraFieldService.objects.filter(field_id=field_id).order_by("service__position", "service_id")
    return _extra_field(row, links.values_list("service_id", flat=True))


def list_asked(service_ids: Collection[int], *, is_online: bool = False) -> list[ExtraFieldItem]:
    """What is asked with bookings of these services, each with those of them it belongs to: one query."""
    links = ExtraFieldService.objects.filter(service_id__in=service_ids)
    if is_online:
        links = links.filter(field__is_visible_online=True)
    rows: dict[int, ExtraField] = {}
    services: defaultdict[int, list[int]] = defaultdict(list)
    for link in links.select_related("field").order_by("field_id", "service_id"):
        rows[link.field_id] = link.field
        services[link.field_id].append(link.service_id)
    return [_extra_field(row, services[row.pk]) for row in rows.values()]


def _offers(rows: QuerySet[EmployeeService]) -> list[Offer]:
    found = rows.order_by("employee__position", "employee_id", "service__position", "service_id")
    return [
        Offer(employee_id=employee, service_id=service, duration_minutes=duration, price=price)
        for employee, service, duration, price in found.values_list(
            "employee_id", "service_id", "duration_minutes", "price"
        )
    ]


def _offers_of(employee_id: int) -> tuple[Offer, ...]:
    return tuple(_offers(EmployeeService.objects.filter(employee_id=employee_id, service__is_archived=False)))


def _category(row: Category) -> CategoryItem:
    return CategoryItem(id=row.pk, version=row.version, name=row.name, position=row.position)


def _service(row: Service, employee_ids: tuple[int, ...]) -> ServiceItem:
    return ServiceItem(
        id=row.pk,
        version=row.version,
        name=row.name,
        description=row.description,
        category_id=row.category_id,
        kind=row.kind,
        duration_minutes=row.duration_minutes,
        buffer_before_minutes=row.buffer_before_minutes,
        buffer_after_minutes=row.buffer_after_minutes,
        price=row.price,
        is_online=row.is_online,
        needs_approval=row.needs_approval,
        seats=row.seats,
        start_times=None if row.start_times is None else tuple(row.start_times),
        gap=gap_of(row),
        color=row.color,
        position=row.position,
        is_archived=row.is_archived,
        employee_ids=employee_ids,
    )


def list_resources(*, has_archived: bool = False) -> list[ResourceItem]:
    """Rooms and equipment by name, with the services that need them: two queries."""
    rows = Resource.objects.order_by("name", "id")
    if not has_archived:
        rows = rows.filter(is_archived=False)
    needs: defaultdict[int, list[int]] = defaultdict(list)
    for resource_id, service_id in ResourceService.objects.order_by("service_id").values_list("resource", "service"):
        needs[resource_id].append(service_id)
    return [_resource(row, tuple(needs[row.pk])) for row in rows]


def get_resource(resource_id: int) -> ResourceItem:
    """One resource, put away or not; of another business: NotFound."""
    row = Resource.objects.filter(pk=resource_id).first()
    if row is None:
        raise NotFound
    needs = ResourceService.objects.filter(resource=row).order_by("service_id")
    return _resource(row, tuple(needs.values_list("service_id", flat=True)))


def _resource(row: Resource, service_ids: tuple[int, ...]) -> ResourceItem:
    return ResourceItem(
        id=row.pk,
        version=row.version,
        name=row.name,
        capacity=row.capacity,
        is_archived=row.is_archived,
        service_ids=service_ids,
    )


def gap_of(row: GapColumns) -> Gap | None:
    """The gap of a stored service or booking."""
    if row.gap_after_minutes is None or row.gap_minutes is None:
        return None
    return Gap(row.gap_after_minutes, row.gap_minutes)


def _employee(row: Employee, offers: tuple[Offer, ...]) -> EmployeeItem:
    return EmployeeItem(
        id=row.pk,
        version=row.version,
        name=row.name,
        location_id=row.location_id,
        membership_id=row.membership_id,
        is_online=row.is_online,
        color=row.color,
        position=row.position,
        is_archived=row.is_archived,
        offers=offers,
    )


def _extra_field(row: ExtraField, service_ids: Collection[int]) -> ExtraFieldItem:
    return ExtraFieldItem(
        id=row.pk,
        version=row.version,
        label=row.label,
        kind=row.kind,
        is_required=row.is_required,
        is_visible_online=row.is_visible_online,
        choices=tuple(row.choices),
        service_ids=tuple(service_ids),
    )
