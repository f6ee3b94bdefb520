"""Businesses that were there before locks get the reasons every new business begins with."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from kartotek.domain.access.decisions.first_reasons import first_reasons
from kartotek.domain.access.decisions.locking import offered_as_json


def add_reasons(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """To each business without any."""
    business, reason = apps.get_model("businesses", "Business"), apps.get_model("access", "LockReason")
    has_some = set(reason.objects.values_list("business_id", flat=True))
    for row in business.objects.exclude(pk__in=has_some):
        for position, details in enumerate(first_reasons(row.default_language)):
            reason.objects.create(
                business_id=row.pk, label=details.label, ends=offered_as_json(details.ends), position=position
            )


class Migration(migrations.Migration):
    dependencies = [("access", "0002_tags_rules_locks")]

    operations = [migrations.RunPython(add_reasons, migrations.RunPython.noop)]
