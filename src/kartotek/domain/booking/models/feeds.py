"""Which feed addresses were changed, and how often?"""

from typing import ClassVar

from django.db import models

from kartotek.plumbing.models import BusinessOwned


class CalendarFeed(BusinessOwned):
    """A calendar feed whose address was changed. The address is derived from owner and `rotation`, and not stored.

    Without a row it was never changed. `owner_id` is a value: a membership, an employee or a customer, as `kind` says.
    """

    kind = models.CharField(max_length=8)
    owner_id = models.BigIntegerField()
    rotation = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["business", "kind", "owner_id"], name="calendar_feed_once")
        ]

    def __str__(self) -> str:
        return f"calendar feed of {self.kind} {self.owner_id}"
