"""Who did what, when, from where? Append-only; before and after stand in an erasable side row (joint 8)."""

from typing import ClassVar

from django.db import models


class Entry(models.Model):
    """One thing that happened.

    Business, actor and target are values, so that no record's end takes its history along.
    """

    business_id = models.BigIntegerField()
    at = models.DateTimeField()
    action = models.CharField(max_length=60)
    actor_kind = models.CharField(max_length=10)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    on_behalf_of = models.CharField(max_length=200, default="")
    address = models.CharField(max_length=64, default="")
    target_kind = models.CharField(max_length=40)
    target_id = models.BigIntegerField()
    customer_id = models.BigIntegerField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["business_id", "customer_id", "-id"], name="audit_of_customer"),
            models.Index(fields=["business_id", "target_kind", "target_id", "-id"], name="audit_of_target"),
            models.Index(fields=["business_id", "-id"], name="audit_of_business"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.target_kind} {self.target_id}"


class Change(models.Model):
    """Before and after by field, and the reason given: what an erasure removes while the entry stays."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="change")
    changes = models.JSONField(default=dict)
    reason = models.TextField(default="")

    def __str__(self) -> str:
        return f"change of entry {self.entry_id}"
