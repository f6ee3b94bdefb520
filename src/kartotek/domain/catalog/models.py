"""What can be booked, and with whom?"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kartotek.domain.businesses.models import Location, Membership
from kartotek.plumbing.models import BusinessOwned, Versioned


class Category(BusinessOwned, Versioned):
    """A heading under which services stand on the booking site."""

    name = models.CharField(max_length=200)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["business", "name"], name="category_name_once")]

    def __str__(self) -> str:
        return self.name


class Service(BusinessOwned, Versioned):
    """Something a customer can have done: how long it takes, what it costs, who may book it."""

    category = models.ForeignKey(Category, on_delete=models.PROTECT, null=True, related_name="services")
    name = models.CharField(max_length=200)
    description = models.JSONField(default=dict)
    kind = models.CharField(max_length=12, default="appointment")
    duration_minutes = models.PositiveIntegerField()
    buffer_before_minutes = models.PositiveIntegerField(default=0)
    buffer_after_minutes = models.PositiveIntegerField(default=0)
    price = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    is_online = models.BooleanField(default=True)
    needs_approval = models.BooleanField(default=False)
    seats = models.PositiveIntegerField(null=True)
    start_times = ArrayField(models.PositiveIntegerField(), null=True)
    gap_after_minutes = models.PositiveIntegerField(null=True)  # when its employee is free for others (S5)
    gap_minutes = models.PositiveIntegerField(null=True)
    color = models.CharField(max_length=12, default="blue")
    position = models.PositiveIntegerField(default=0)
    is_archived = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(duration_minutes__gte=1, duration_minutes__lte=1440),
                name="service_duration_sane",
            ),
            models.CheckConstraint(
                condition=models.Q(buffer_before_minutes__lte=480, buffer_after_minutes__lte=480),
                name="service_buffers_sane",
            ),
            models.CheckConstraint(
                condition=models.Q(gap_after_minutes__isnull=True, gap_minutes__isnull=True)
                | models.Q(gap_after_minutes__gte=1, gap_minutes__gte=1),
                name="service_gap_whole",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["business", "position", "id"], name="service_in_order")]

    def __str__(self) -> str:
        return self.name


class Employee(BusinessOwned, Versioned):
    """A person (or a chair) with a calendar of its own; may be a staff account or not."""

    name = models.CharField(max_length=200)
    location = models.ForeignKey(Location, on_delete=models.PROTECT, null=True, related_name="+")
    membership = models.OneToOneField(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    is_online = models.BooleanField(default=True)
    color = models.CharField(max_length=12, default="blue")
    position = models.PositiveIntegerField(default=0)
    is_archived = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["business", "position", "id"], name="employee_in_order")]

    def __str__(self) -> str:
        return self.name


class Resource(BusinessOwned, Versioned):
    """A room or a piece of equipment that services need; so many of them can be in use at once."""

    name = models.CharField(max_length=200)
    capacity = models.PositiveIntegerField(default=1)
    is_archived = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(capacity__gte=1, capacity__lte=100), name="resource_capacity_sane"
            )
        ]

    def __str__(self) -> str:
        return self.name


class ResourceService(BusinessOwned):
    """That a service needs a resource."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="needs")
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="needs")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["resource", "service"], name="resource_service_once")]

    def __str__(self) -> str:
        return f"{self.service_id} needs {self.resource_id}"


class EmployeeService(BusinessOwned):
    """That an employee performs a service, with an own duration and price where they differ."""

    employee = models.ForeignKey(Employee, on_delete=models.CASCADE, related_name="offers")
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="offers")
    duration_minutes = models.PositiveIntegerField(null=True)
    price = models.DecimalField(max_digits=12, decimal_places=2, null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["employee", "service"], name="employee_service_once"),
            models.CheckConstraint(
                condition=models.Q(duration_minutes__isnull=True)
                | models.Q(duration_minutes__gte=1, duration_minutes__lte=1440),
                name="employee_service_duration_sane",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id} performs {self.service_id}"


class ExtraField(BusinessOwned, Versioned):
    """A question that is asked with a booking, its label and its choices by language."""

    label = models.JSONField(default=dict)
    kind = models.CharField(max_length=12)
    is_required = models.BooleanField(default=False)
    is_visible_online = models.BooleanField(default=True)
    choices = models.JSONField(default=list)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["business", "id"], name="extra_field_in_order")]

    def __str__(self) -> str:
        return f"extra field {self.pk}, {self.kind}"


class ExtraFieldService(BusinessOwned):
    """That an extra field is asked with bookings of a service."""

    field = models.ForeignKey(ExtraField, on_delete=models.CASCADE, related_name="+")
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["field", "service"], name="extra_field_once_a_service")
        ]

    def __str__(self) -> str:
        return f"extra field {self.field_id} of service {self.service_id}"
