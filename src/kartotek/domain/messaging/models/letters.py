"""Which letters are being printed?"""

from typing import ClassVar

from django.db import models

from kartotek.plumbing.models import BusinessOwned


class LetterRun(BusinessOwned):
    """One PDF with a letter to each of these customers, made by a job; `done` of `customer_ids` are in it. It is of
    `member_id`, who asked for it, alone: she saw these customers (S41).
    """

    template = models.CharField(max_length=60)
    customer_ids = models.JSONField(default=list)
    state = models.CharField(max_length=12, default="queued")
    done = models.PositiveIntegerField(default=0)
    pdf = models.BinaryField(null=True)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField()
    member_id = models.BigIntegerField(null=True)
    created_by = models.CharField(max_length=200, blank=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["business", "-id"], name="letter_run_latest")]

    def __str__(self) -> str:
        return f"letters {self.pk}, {self.state}"
