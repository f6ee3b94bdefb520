"""What do we know of a customer? The card."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import ExtractDay, ExtractMonth, Length

from kartotek.domain.businesses.models import Area
from kartotek.plumbing.models import BusinessOwned, Versioned

# The day of a birth in any year: 331 is the 31st of March. An index leads to it.
BIRTHDAY = ExtractMonth("date_of_birth") * 100 + ExtractDay("date_of_birth")


class NumberSeries(BusinessOwned):
    """The next card number of a business; taken by one update, so two cards never share a number."""

    next_number = models.BigIntegerField(default=10001)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["business"], name="number_series_once")]

    def __str__(self) -> str:
        return str(self.next_number)


class Customer(BusinessOwned, Versioned):
    """The card. The search keys are computed in Python by decisions.search_keys (joint 11).

    They compare byte by byte (collation C), so that the start of a name is found through an index on any server.
    `max_future_bookings`: null follows the general setting, -1 is unlimited, 0 is blocked (S3, S4).
    """

    number = models.CharField(max_length=40, db_collation="C")
    external_ref = models.CharField(max_length=100, blank=True)
    first_name = models.CharField(max_length=200, blank=True)
    last_name = models.CharField(max_length=200, blank=True)
    name_sort = models.CharField(max_length=410, db_collation="C")
    given_sort = models.CharField(max_length=410, db_collation="C")
    search_text = models.TextField()
    email = models.CharField(max_length=254, blank=True)
    email_bounced_at = models.DateTimeField(null=True)
    phone = models.CharField(max_length=40, blank=True)
    address_line = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=20, blank=True)
    city = models.CharField(max_length=100, blank=True)
    country = models.CharField(max_length=2, blank=True)
    date_of_birth = models.DateField(null=True)
    language = models.CharField(max_length=5, blank=True)
    wants_email = models.BooleanField(default=True)
    wants_sms = models.BooleanField(default=True)
    note = models.TextField(blank=True)
    important_note = models.TextField(blank=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    max_future_bookings = models.IntegerField(null=True)
    limit_set_at = models.DateTimeField(null=True)
    limit_set_by = models.CharField(max_length=200, blank=True)
    limit_reason = models.CharField(max_length=500, blank=True)
    is_possible_match = models.BooleanField(default=False)
    archived_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    last_login_at = models.DateTimeField(null=True)
    last_login_ip = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["business", "number"], name="customer_number_once"),
            models.CheckConstraint(
                condition=models.Q(max_future_bookings__isnull=True) | models.Q(max_future_bookings__gte=-1),
                name="customer_limit_sane",
            ),
            models.CheckConstraint(condition=~models.Q(first_name="", last_name=""), name="customer_has_a_name"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["business", "email"], name="customer_by_email", condition=~models.Q(email="")),
            models.Index(fields=["business", "phone"], name="customer_by_phone", condition=~models.Q(phone="")),
            models.Index(fields=["business", "name_sort", "id"], name="customer_by_name"),
            models.Index(fields=["business", "given_sort", "id"], name="customer_by_given_name"),
            models.Index(fields=["business", "area", "name_sort", "id"], name="customer_of_area"),
            models.Index(
                fields=["business", "name_sort", "id"],
                name="customer_own_limit",
                condition=models.Q(max_future_bookings__isnull=False),
            ),
            models.Index("business", Length("number"), "number", "id", name="customer_by_number"),
            models.Index(fields=["business", "created_at", "id"], name="customer_by_creation"),
            models.Index(
                fields=["business", "external_ref"], name="customer_by_reference", condition=~models.Q(external_ref="")
            ),
            models.Index("business", BIRTHDAY, name="customer_by_birthday"),
            models.Index(fields=["business", "language", "name_sort", "id"], name="customer_by_language"),
            GinIndex(OpClass("search_text", name="gin_trgm_ops"), name="customer_search"),
        ]

    def __str__(self) -> str:
        return f"card {self.number}"


class Notice(BusinessOwned):
    """What staff should know of a customer, kept with author and time; locks and unlocks leave theirs (S27)."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="notices", db_index=False)
    kind = models.CharField(max_length=8, default="note")
    text = models.TextField()
    is_pinned = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.CharField(max_length=200, blank=True)
    agent = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["customer", "-is_pinned", "-id"], name="notice_of_customer")]

    def __str__(self) -> str:
        return f"notice {self.pk} of customer {self.customer_id}"
