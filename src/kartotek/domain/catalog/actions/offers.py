"""Say who performs what, and on which own terms."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import F

from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.businesses.decisions import require
from kartotek.domain.businesses.values import Permission
from kartotek.domain.catalog.actions.holding import hold_catalog
from kartotek.domain.catalog.decisions import amount_of, differences, offer_problems, require_valid
from kartotek.domain.catalog.models import Employee, EmployeeService, Service
from kartotek.domain.catalog.queries import find_offer, get_employee, get_service
from kartotek.domain.catalog.values import BusinessValues, EmployeeItem, OfferDetails
from kartotek.plumbing import locks


def set_offer(
    *,
    actor: Actor,
    now: datetime,
    business: BusinessValues,
    employee_id: int,
    service_id: int,
    details: OfferDetails,
) -> EmployeeItem:
    """Let an employee perform a service, with an own duration and price or without; raises NotPermitted, NotFound,
    Invalid.
    """
    require(actor, Permission.SETTINGS_MANAGE)
    with locks.holding():
        hold_catalog(business.id)
        employee, service = get_employee(employee_id), get_service(service_id)
        require_valid(offer_problems(details, business.currency))
        before = find_offer(employee.id, service.id)
        after = {
            "duration_minutes": details.duration_minutes,
            "price": amount_of(details.price, business.currency),
        }
        EmployeeService.objects.update_or_create(
            employee_id=employee.id, service_id=service.id, defaults={"business_id": business.id, **after}
        )
        _touch([employee.id], [service.id])
        old = {} if before is None else {"duration_minutes": before.duration_minutes, "price": before.price}
        record(
            actor=actor,
            now=now,
            business_id=business.id,
            action="offer.set",
            target=Target("employee", employee.id),
            changes={"service": (before and service.id, service.id), **differences(old, after)},
        )
        return get_employee(employee.id)


def remove_offer(
    *, actor: Actor, now: datetime, business: BusinessValues, employee_id: int, service_id: int
) -> EmployeeItem:
    """An employee no longer performs a service (if she did); bookings stay. Raises NotPermitted, NotFound."""
    require(actor, Permission.SETTINGS_MANAGE)
    with locks.holding():
        hold_catalog(business.id)
        employee, service = get_employee(employee_id), get_service(service_id)
        removed, _ = EmployeeService.objects.filter(employee_id=employee.id, service_id=service.id).delete()
        if removed:
            _touch([employee.id], [service.id])
            record(
                actor=actor,
                now=now,
                business_id=business.id,
                action="offer.removed",
                target=Target("employee", employee.id),
                changes={"service": (service.id, None)},
            )
        return get_employee(employee.id)


def set_performers(service: Service, employee_ids: Collection[int]) -> None:
    """Let exactly these people perform the service; own terms stay, and so do people who are archived."""
    there = set(service.offers.filter(employee__is_archived=False).values_list("employee_id", flat=True))
    wanted = set(employee_ids)
    EmployeeService.objects.filter(service=service, employee_id__in=there - wanted).delete()
    EmployeeService.objects.bulk_create(
        [
            EmployeeService(business_id=service.business_id, employee_id=employee_id, service=service)
            for employee_id in sorted(wanted - there)
        ],
        ignore_conflicts=True,
    )
    _touch(sorted(there ^ wanted), [])


def set_services(employee: Employee, service_ids: Collection[int]) -> None:
    """Let an employee perform exactly these services; own terms stay, and so do services that are archived."""
    there = set(employee.offers.filter(service__is_archived=False).values_list("service_id", flat=True))
    wanted = set(service_ids)
    EmployeeService.objects.filter(employee=employee, service_id__in=there - wanted).delete()
    EmployeeService.objects.bulk_create(
        [
            EmployeeService(business_id=employee.business_id, employee=employee, service_id=service_id)
            for service_id in sorted(wanted - there)
        ],
        ignore_conflicts=True,
    )
    _touch([], sorted(there ^ wanted))


def set_terms(employee: Employee, terms: Mapping[int, OfferDetails], currency: str) -> None:
    """Give the services an employee performs these own terms; what she does not perform is left out."""
    changed = []
    for offer in employee.offers.filter(service_id__in=list(terms)):
        wanted = terms[offer.service_id]
        values = (wanted.duration_minutes, amount_of(wanted.price, currency))
        if values != (offer.duration_minutes, offer.price):
            offer.duration_minutes, offer.price = values
            offer.save()
            changed.append(offer.service_id)
    _touch([], changed)


def _touch(employee_ids: Collection[int], service_ids: Collection[int]) -> None:
    """Both sides show the change, so both get a new version: ETags and availability caches depend on it."""
    Employee.objects.filter(pk__in=employee_ids).update(version=F("version") + 1)
    Service.objects.filter(pk__in=service_ids).update(version=F("version") + 1)
