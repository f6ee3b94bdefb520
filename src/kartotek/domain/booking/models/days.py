"""What has changed in the calendar since somebody looked? Written by triggers, which nobody can forget (joint 9)."""

from typing import ClassVar

from django.db import models

from kartotek.plumbing.models import BusinessOwned


class DayChange(BusinessOwned):
    """That a transaction changed something of a local date, or, on `EVERY_DAY`, of all of them.

    One row a transaction and date, never updated: a counter would be a row that all who book on one date wait for, and
    over which two moves that cross could lock each other out. `transaction` is PostgreSQL's own number of it.
    """

    on = models.DateField()
    transaction = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["business", "on", "transaction"], name="day_change_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["transaction"], name="day_change_by_age")]

    def __str__(self) -> str:
        return f"change of {self.on}"
