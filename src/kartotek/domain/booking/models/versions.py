"""Has anything changed that availability depends on? Counters kept by triggers, which nobody can forget (joint 13)."""

from typing import ClassVar

from django.db import models

from kartotek.plumbing.models import BusinessOwned


class AvailabilityVersion(BusinessOwned):
    """How often an employee's hours and bookings have changed; employee 0: the catalogue, settings, closed days.

    The migration's triggers add one in the transaction of the change itself. No foreign key: 0 is nobody.
    """

    employee_id = models.BigIntegerField()
    version = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["business", "employee_id"], name="availability_version_once")
        ]

    def __str__(self) -> str:
        return f"version {self.version} of employee {self.employee_id}"
