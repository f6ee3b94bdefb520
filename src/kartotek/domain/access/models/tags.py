"""Which tags are there, and who carries them? (S31)"""

from typing import ClassVar

from django.db import models

from kartotek.domain.customers.models import Customer
from kartotek.plumbing.models import BusinessOwned, Versioned


class Tag(BusinessOwned, Versioned):
    """A mark that staff put on cards; its label never leaves the house (S15). A banned one stops booking online.

    `where`: what a ban covers, as `decisions.scopes` keeps it; {} is the whole business (S18). `max_future_bookings`:
    null says nothing, -1 is unlimited (S3). `merged_into`: the tag that took its place on the cards.
    """

    label = models.CharField(max_length=60)
    kind = models.CharField(max_length=8, default="normal")
    icon = models.CharField(max_length=40, default="tag")
    color = models.CharField(max_length=12, default="blue")
    messages = models.JSONField(default=dict)
    max_future_bookings = models.IntegerField(null=True)
    where = models.JSONField(default=dict)
    archived_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["business", "label"], name="tag_label_once", condition=models.Q(archived_at__isnull=True)
            ),
            models.CheckConstraint(condition=models.Q(kind__in=["normal", "banned"]), name="tag_kind_known"),
        ]

    def __str__(self) -> str:
        return f"tag {self.pk}"


class CustomerTag(BusinessOwned):
    """That a card carries a tag, since when and by whom."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="tags", db_index=False)
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="carriers", db_index=False)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["customer", "tag"], name="customer_tag_once")]
        indexes: ClassVar = [models.Index(fields=["tag", "customer"], name="customer_tag_by_tag")]

    def __str__(self) -> str:
        return f"tag {self.tag_id} of customer {self.customer_id}"
