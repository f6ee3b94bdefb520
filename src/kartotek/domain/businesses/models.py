"""Which businesses live in this installation, and who works there?"""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models

from kartotek.plumbing.models import BusinessOwned, Versioned


class UserManager(BaseUserManager["User"]):
    """Accounts are found by e-mail address, whatever its case."""

    def create_user(
        self, email: str, password: str | None = None, **fields: Any
    ) -> "User":  # Any: Django's own signature
        """Make an account; without a password it can only be opened through an invitation."""
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A staff account, global: one person may work in several businesses (joint 7). Customers never become users."""

    email = models.EmailField(max_length=254, unique=True)
    language = models.CharField(max_length=5, default="en")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    objects: ClassVar[UserManager] = UserManager()

    def __str__(self) -> str:
        return self.email


class Business(Versioned):
    """A tenant: one shop, clinic or firm with its people, customers and calendar."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=60, unique=True)
    timezone = models.CharField(max_length=60)
    country = models.CharField(max_length=2)
    currency = models.CharField(max_length=3)
    languages = ArrayField(models.CharField(max_length=5))
    default_language = models.CharField(max_length=5)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    address_line = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=20, blank=True)
    city = models.CharField(max_length=100, blank=True)
    opening_text = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.slug


class Area(BusinessOwned, Versioned):
    """A part of the business that customers, locations and inspectors belong to; areas form a tree."""

    name = models.CharField(max_length=200)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["business", "name"], name="area_name_once")]

    def __str__(self) -> str:
        return self.name


class Location(BusinessOwned, Versioned):
    """A place where the business receives its customers."""

    name = models.CharField(max_length=200)
    address_line = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=20, blank=True)
    city = models.CharField(max_length=100, blank=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    is_archived = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["business", "name"], name="location_name_once")]

    def __str__(self) -> str:
        return self.name


class Membership(BusinessOwned, Versioned):
    """A person's place in a business: the name used there, the role, and what was granted or taken besides (S55).

    The name stands here and not on the account, so that no business sees or changes what another one wrote (S56).
    An open invitation is a digest that is not empty; until it is accepted the person cannot enter.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=20)
    phone = models.CharField(max_length=40, blank=True)
    granted = ArrayField(models.CharField(max_length=40), default=list)
    taken = ArrayField(models.CharField(max_length=40), default=list)
    areas = models.ManyToManyField(Area, related_name="+")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    invite_digest = models.CharField(max_length=64, blank=True)
    invite_expires_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["business", "user"], name="membership_once")]
        indexes: ClassVar = [
            models.Index(fields=["invite_digest"], name="membership_invite", condition=~models.Q(invite_digest=""))
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.role}"


class ApiToken(BusinessOwned):
    """A key for programs; it names the business and the person. Only its SHA-256 is stored."""

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=200)
    prefix = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
