"""What has every row in common, and which tables serve the machinery rather than a business?"""

from typing import ClassVar, Self

from django.db import models

from kartotek.plumbing.scoping import BusinessManager


class Versioned(models.Model):
    """A row with an ETag: every action that changes it adds one to `version` (api.md: If-Match)."""

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


class BusinessOwned(models.Model):
    """A row of one business; reading it outside `django_scopes.scope(business=…)` raises (S56).

    The foreign key has no index of its own: the indexes that are read begin with the business where that helps.
    """

    business = models.ForeignKey("businesses.Business", on_delete=models.PROTECT, related_name="+", db_index=False)

    objects: ClassVar[BusinessManager[Self]] = BusinessManager()

    class Meta:
        abstract = True


class IdempotencyKey(models.Model):
    """A creating request that was seen: claimed before the action, answered after it (joint 1)."""

    scope = models.CharField(max_length=120)
    key = models.CharField(max_length=255)
    body_digest = models.CharField(max_length=64)
    claimed_at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.BinaryField(null=True)
    etag = models.CharField(max_length=80, default="")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["scope", "key"], name="idempotency_key_once")]
        indexes: ClassVar = [models.Index(fields=["claimed_at"], name="idempotency_claimed_at")]

    def __str__(self) -> str:
        return f"{self.scope} {self.key}"


class RateBucket(models.Model):
    """Hits of one name within one window; an unlogged table, counted by one upsert (joint 13)."""

    name = models.CharField(max_length=160, primary_key=True)
    window_ends_at = models.DateTimeField()
    hits = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.name}: {self.hits}"


class Heartbeat(models.Model):
    """When did a part of the installation last show that it lives?"""

    name = models.CharField(max_length=40, primary_key=True)
    beat_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} at {self.beat_at}"


class TransportPause(models.Model):
    """A channel on which nothing goes out for the moment: the way out is closed, not a single message (S43).

    `since`: when it closed; `failures`: how many attempts in a row found it closed; no row: it is open.
    """

    channel = models.CharField(max_length=10, primary_key=True)
    kind = models.CharField(max_length=20)
    reason = models.TextField()
    since = models.DateTimeField()
    failures = models.PositiveIntegerField()
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.channel} paused until {self.until}"
