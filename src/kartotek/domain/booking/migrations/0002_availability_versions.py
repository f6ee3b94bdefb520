"""Counters of everything availability depends on, kept by statement triggers (joint 13)."""

from collections.abc import Iterator

import django.db.models.deletion
from django.db import migrations, models

# Tables whose rows concern one employee, and those whose rows concern the whole business.
OF_EMPLOYEES = ["booking_occupancy", "booking_weeklyhours", "booking_dayoff", "booking_opening"]
OF_BUSINESSES = [
    "booking_closedday", "catalog_service", "catalog_employee", "catalog_employeeservice",
    "access_onlinebookingsettings",
]
BUSINESS = "businesses_business"

BUMP = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO booking_availabilityversion AS known (business_id, employee_id, version)
    SELECT DISTINCT {business}, {employee}, 1 FROM changed ORDER BY 1, 2
    ON CONFLICT (business_id, employee_id) DO UPDATE SET version = known.version + 1;
    RETURN NULL;
END $$;
"""
FUNCTIONS = {
    "availability_of_employees": ("business_id", "employee_id", OF_EMPLOYEES),
    "availability_of_businesses": ("business_id", "0", OF_BUSINESSES),
    "availability_of_business": ("id", "0", [BUSINESS]),
}
# A transition table allows one event a trigger; an update may lead from one employee to another.
EVENTS = {"made": "INSERT", "gone": "DELETE", "before": "UPDATE", "after": "UPDATE"}
SIDES = {"made": "NEW", "gone": "OLD", "before": "OLD", "after": "NEW"}


def _create() -> Iterator[str]:
    for function, (business, employee, tables) in FUNCTIONS.items():
        yield BUMP.format(name=function, business=business, employee=employee)
        for table in tables:
            for name, event in EVENTS.items():
                yield (
                    f"CREATE TRIGGER availability_{name} AFTER {event} ON {table} "
                    f"REFERENCING {SIDES[name]} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION {function}();"
                )


def _drop() -> Iterator[str]:
    for function, (_business, _employee, tables) in FUNCTIONS.items():
        for table in tables:
            for name in EVENTS:
                yield f"DROP TRIGGER availability_{name} ON {table};"
        yield f"DROP FUNCTION {function}();"


class Migration(migrations.Migration):

    dependencies = [
        ('booking', '0001_initial'),
        ('access', '0001_initial'),
        ('catalog', '0001_initial'),
        ('businesses', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='AvailabilityVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('employee_id', models.BigIntegerField()),
                ('version', models.BigIntegerField()),
                ('business', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='businesses.business')),
            ],
        ),
        migrations.AddConstraint(
            model_name='availabilityversion',
            constraint=models.UniqueConstraint(fields=('business', 'employee_id'), name='availability_version_once'),
        ),
        migrations.RunSQL("\n".join(_create()), "\n".join(_drop())),
    ]
