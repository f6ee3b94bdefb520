"""When does an employee work? Minutes count from local midnight; 1440 is the end of the day."""

from typing import ClassVar

from django.db import models

from kartotek.domain.catalog.models import Employee
from kartotek.plumbing.models import BusinessOwned, Versioned


class WeeklyHours(BusinessOwned, Versioned):
    """Work on one weekday (0 is Monday), with breaks [[starts, ends], …]; `valid_from` and `valid_to` are included."""

    employee = models.ForeignKey(Employee, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField()
    starts_minute = models.PositiveSmallIntegerField()
    ends_minute = models.PositiveSmallIntegerField()
    breaks = models.JSONField(default=list)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(weekday__lte=6, starts_minute__lt=models.F("ends_minute"), ends_minute__lte=1440),
                name="weekly_hours_sane",
            ),
        ]

    def __str__(self) -> str:
        return f"weekday {self.weekday} of employee {self.employee_id}"


class DayOff(BusinessOwned, Versioned):
    """An absence: whole days, or a part of each day; the note is for staff."""

    employee = models.ForeignKey(Employee, on_delete=models.CASCADE, related_name="days_off")
    from_on = models.DateField()
    to_on = models.DateField()
    starts_minute = models.PositiveSmallIntegerField(null=True)
    ends_minute = models.PositiveSmallIntegerField(null=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(from_on__lte=models.F("to_on")), name="day_off_in_order")
        ]
        indexes: ClassVar = [models.Index(fields=["employee", "to_on"], name="day_off_by_end")]

    def __str__(self) -> str:
        return f"{self.from_on} to {self.to_on}"


class Opening(BusinessOwned, Versioned):
    """Extra work on one date, besides the weekly hours; holds on closed days too. The note is for staff."""

    employee = models.ForeignKey(Employee, on_delete=models.CASCADE, related_name="openings")
    on = models.DateField()
    starts_minute = models.PositiveSmallIntegerField()
    ends_minute = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(starts_minute__lt=models.F("ends_minute"), ends_minute__lte=1440),
                name="opening_sane",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["employee", "on"], name="opening_by_day")]

    def __str__(self) -> str:
        return f"opening on {self.on}"


class ClosedDay(BusinessOwned, Versioned):
    """A day on which the whole business is closed."""

    on = models.DateField()
    name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["business", "on"], name="closed_day_once")]

    def __str__(self) -> str:
        return f"closed on {self.on}"
