"""Examples of what changes the catalogue."""

from collections.abc import Callable

from tests.architecture.examples import Stage, example
from tests.factories.catalog import make_category, make_employee, make_extra_field, make_resource, make_service

from kartotek.domain.catalog import actions
from kartotek.domain.catalog.values import (
    CategoryDetails,
    EmployeeDetails,
    ExtraFieldDetails,
    OfferDetails,
    ResourceDetails,
    ServiceDetails,
)

Do = Callable[[], object]


@example(actions.create_category)
def _create_category(stage: Stage) -> Do:
    details = CategoryDetails(name="Nails")
    return lambda: actions.create_category(actor=stage.owner, now=stage.now, business=stage.business, details=details)


@example(actions.edit_category)
def _edit_category(stage: Stage) -> Do:
    row = make_category(stage.business)
    return lambda: actions.edit_category(
        actor=stage.owner, now=stage.now, business=stage.business, category_id=row.pk, changes={"name": "Nails"}
    )


@example(actions.move_category)
def _move_category(stage: Stage) -> Do:
    row = make_category(stage.business)
    make_category(stage.business, "Nails", position=1)
    return lambda: actions.move_category(
        actor=stage.owner, now=stage.now, business=stage.business, category_id=row.pk, step=1
    )


@example(actions.delete_category)
def _delete_category(stage: Stage) -> Do:
    row = make_category(stage.business)
    return lambda: actions.delete_category(
        actor=stage.owner, now=stage.now, business=stage.business, category_id=row.pk
    )


@example(actions.create_service)
def _create_service(stage: Stage) -> Do:
    details = ServiceDetails(name="Massage", duration_minutes=60)
    return lambda: actions.create_service(actor=stage.owner, now=stage.now, business=stage.business, details=details)


@example(actions.edit_service)
def _edit_service(stage: Stage) -> Do:
    row = make_service(stage.business)
    return lambda: actions.edit_service(
        actor=stage.owner, now=stage.now, business=stage.business, service_id=row.pk, changes={"name": "Cut"}
    )


@example(actions.move_service)
def _move_service(stage: Stage) -> Do:
    row = make_service(stage.business)
    make_service(stage.business, "Massage", position=1)
    return lambda: actions.move_service(
        actor=stage.owner, now=stage.now, business=stage.business, service_id=row.pk, step=1
    )


@example(actions.archive_service)
def _archive_service(stage: Stage) -> Do:
    row = make_service(stage.business)
    return lambda: actions.archive_service(actor=stage.owner, now=stage.now, business=stage.business, service_id=row.pk)


@example(actions.restore_service)
def _restore_service(stage: Stage) -> Do:
    row = make_service(stage.business, is_archived=True)
    return lambda: actions.restore_service(actor=stage.owner, now=stage.now, business=stage.business, service_id=row.pk)


@example(actions.create_resource)
def _create_resource(stage: Stage) -> Do:
    details = ResourceDetails(name="Room 1")
    return lambda: actions.create_resource(
        actor=stage.owner, now=stage.now, business_id=stage.business.id, details=details
    )


@example(actions.edit_resource)
def _edit_resource(stage: Stage) -> Do:
    row = make_resource(stage.business)
    return lambda: actions.edit_resource(
        actor=stage.owner,
        now=stage.now,
        business_id=stage.business.id,
        resource_id=row.pk,
        changes={"capacity": 2},
    )


@example(actions.create_employee)
def _create_employee(stage: Stage) -> Do:
    details = EmployeeDetails(name="Karim Haddad")
    return lambda: actions.create_employee(actor=stage.owner, now=stage.now, business=stage.business, details=details)


@example(actions.edit_employee)
def _edit_employee(stage: Stage) -> Do:
    row = make_employee(stage.business)
    return lambda: actions.edit_employee(
        actor=stage.owner, now=stage.now, business=stage.business, employee_id=row.pk, changes={"name": "Jonas"}
    )


@example(actions.move_employee)
def _move_employee(stage: Stage) -> Do:
    row = make_employee(stage.business)
    make_employee(stage.business, "Mette Lund", position=1)
    return lambda: actions.move_employee(
        actor=stage.owner, now=stage.now, business=stage.business, employee_id=row.pk, step=1
    )


@example(actions.archive_employee)
def _archive_employee(stage: Stage) -> Do:
    row = make_employee(stage.business)
    return lambda: actions.archive_employee(
        actor=stage.owner, now=stage.now, business=stage.business, employee_id=row.pk
    )


@example(actions.restore_employee)
def _restore_employee(stage: Stage) -> Do:
    row = make_employee(stage.business, is_archived=True)
    return lambda: actions.restore_employee(
        actor=stage.owner, now=stage.now, business=stage.business, employee_id=row.pk
    )


@example(actions.set_offer)
def _set_offer(stage: Stage) -> Do:
    service, employee = make_service(stage.business), make_employee(stage.business)
    return lambda: actions.set_offer(
        actor=stage.owner,
        now=stage.now,
        business=stage.business,
        employee_id=employee.pk,
        service_id=service.pk,
        details=OfferDetails(duration_minutes=30),
    )


@example(actions.remove_offer)
def _remove_offer(stage: Stage) -> Do:
    salon = stage.salon()
    return lambda: actions.remove_offer(
        actor=stage.owner,
        now=stage.now,
        business=stage.business,
        employee_id=salon.jonas.pk,
        service_id=salon.service.pk,
    )


@example(actions.create_extra_field)
def _create_extra_field(stage: Stage) -> Do:
    details = ExtraFieldDetails(label={"en": "Allergies"})
    return lambda: actions.create_extra_field(
        actor=stage.owner, now=stage.now, business=stage.business, details=details
    )


@example(actions.edit_extra_field)
def _edit_extra_field(stage: Stage) -> Do:
    row = make_extra_field(make_service(stage.business))
    return lambda: actions.edit_extra_field(
        actor=stage.owner, now=stage.now, business=stage.business, field_id=row.pk, changes={"is_required": True}
    )


@example(actions.delete_extra_field)
def _delete_extra_field(stage: Stage) -> Do:
    row = make_extra_field(make_service(stage.business))
    return lambda: actions.delete_extra_field(
        actor=stage.owner, now=stage.now, business=stage.business, field_id=row.pk
    )
