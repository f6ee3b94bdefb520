"""Do businesses that were there before locks get reasons to lock for, and keep those they have?"""

from importlib import import_module

from django.apps import apps
from django.db import connection
from django_scopes import scopes_disabled
from tests.factories.restrictions import make_lock_reason

from kartotek.domain.access.models import LockReason
from kartotek.domain.businesses.models import Business

MIGRATION = import_module("kartotek.domain.access.migrations.0003_first_lock_reasons")


def test_businesses_without_reasons_get_them_in_their_language(business: Business, other_business: Business) -> None:
    with scopes_disabled():
        make_lock_reason(other_business, "No-show")
        for _ in range(2):
            with connection.schema_editor() as editor:
                MIGRATION.add_reasons(apps, editor)
        labels = LockReason.objects.order_by("business_id", "position").values_list("business_id", "label")
        assert list(labels) == [
            (business.pk, "Manglende oplysninger eller dokumenter"),
            (business.pk, "Udsættelse"),
            (business.pk, "Ubetalt"),
            (business.pk, "Opførsel"),
            (business.pk, "Andet"),
            (other_business.pk, "No-show"),
        ]
