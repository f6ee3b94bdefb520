"""Rooms and equipment that bookings use."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

# What a service needs is known with the catalogue (joint 13); what is in use is asked anew each time.
TABLES = ["catalog_resource", "catalog_resourceservice"]
EVENTS = {"made": ("INSERT", "NEW"), "gone": ("DELETE", "OLD"), "after": ("UPDATE", "NEW")}
CREATE = [
    f"CREATE TRIGGER availability_{name} AFTER {event} ON {table} REFERENCING {side} TABLE AS changed "
    "FOR EACH STATEMENT EXECUTE FUNCTION availability_of_businesses();"
    for table in TABLES
    for name, (event, side) in EVENTS.items()
]
DROP = [f"DROP TRIGGER availability_{name} ON {table};" for table in TABLES for name in EVENTS]


class Migration(migrations.Migration):

    dependencies = [
        ('booking', '0014_gaps'),
        ('catalog', '0004_resources'),
        ('businesses', '0002_location_area'),
    ]

    operations = [
        migrations.AddField(
            model_name='booking',
            name='has_own_resources',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name='booking',
            name='resources',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), null=True, size=None),
        ),
        migrations.CreateModel(
            name='ResourceUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('booking', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='booking.booking')),
                ('business', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='businesses.business')),
                ('offer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='booking.waitlistentry')),
                ('resource', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.resource')),
            ],
        ),
        migrations.AddIndex(
            model_name='resourceuse',
            index=models.Index(fields=['resource', 'ends_at'], include=('starts_at', 'business'), name='resource_use_by_end'),
        ),
        migrations.AddConstraint(
            model_name='resourceuse',
            constraint=models.CheckConstraint(condition=models.Q(('starts_at__lt', models.F('ends_at'))), name='resource_use_in_order'),
        ),
        migrations.RunSQL("\n".join(CREATE), "\n".join(DROP)),
    ]
