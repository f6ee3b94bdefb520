"""What has changed in the calendar, written down by triggers (joint 9)."""

from collections.abc import Iterator

import django.db.models.deletion
from django.db import migrations, models

# Tables whose rows lie on dates, and those that say something about every date.
OF_DATES = ["booking_booking", "booking_classsession"]
OF_ALL_DATES = [
    "booking_weeklyhours", "booking_dayoff", "booking_opening", "booking_closedday", "catalog_service",
    "catalog_employee", "access_lock", "access_tag", "access_customertag", "access_onlinebookingsettings",
]
NOTE = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO booking_daychange (business_id, "on", transaction)
    SELECT DISTINCT {business}, {on}, pg_current_xact_id()::text::bigint FROM {changed}
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
"""
# Each date that a booking touches: nearly always one.
DATES_OF = """changed JOIN businesses_business AS business ON business.id = changed.business_id,
    generate_series((changed.starts_at AT TIME ZONE business.timezone)::date::timestamp,
                    (changed.ends_at AT TIME ZONE business.timezone)::date::timestamp, '1 day') AS day"""
FUNCTIONS = {
    "calendar_of_dates": ("changed.business_id", "day::date", DATES_OF, OF_DATES),
    "calendar_of_all_dates": ("business_id", "date '0001-01-01'", "changed", OF_ALL_DATES),
}
# A transition table allows one event a trigger; an update may lead from one date to another.
EVENTS = {"made": "INSERT", "gone": "DELETE", "before": "UPDATE", "after": "UPDATE"}
SIDES = {"made": "NEW", "gone": "OLD", "before": "OLD", "after": "NEW"}
# Of a card only what the calendar shows: most changes of cards concern nobody who looks at a day.
OF_CARDS = """
CREATE FUNCTION calendar_of_card() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO booking_daychange (business_id, "on", transaction)
    VALUES (NEW.business_id, date '0001-01-01', pg_current_xact_id()::text::bigint)
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER calendar_card AFTER UPDATE ON customers_customer FOR EACH ROW
WHEN ((OLD.first_name, OLD.last_name, OLD.important_note, OLD.max_future_bookings, OLD.area_id)
      IS DISTINCT FROM (NEW.first_name, NEW.last_name, NEW.important_note, NEW.max_future_bookings, NEW.area_id))
EXECUTE FUNCTION calendar_of_card();
"""


def _create() -> Iterator[str]:
    for function, (business, on, changed, tables) in FUNCTIONS.items():
        yield NOTE.format(name=function, business=business, on=on, changed=changed)
        for table in tables:
            for name, event in EVENTS.items():
                yield (
                    f"CREATE TRIGGER calendar_{name} AFTER {event} ON {table} "
                    f"REFERENCING {SIDES[name]} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION {function}();"
                )
    yield OF_CARDS


def _drop() -> Iterator[str]:
    yield "DROP TRIGGER calendar_card ON customers_customer; DROP FUNCTION calendar_of_card();"
    for function, (_business, _on, _changed, tables) in FUNCTIONS.items():
        for table in tables:
            for name in EVENTS:
                yield f"DROP TRIGGER calendar_{name} ON {table};"
        yield f"DROP FUNCTION {function}();"


class Migration(migrations.Migration):

    dependencies = [
        ('booking', '0009_own_length'),
        ('access', '0003_first_lock_reasons'),
        ('businesses', '0002_location_area'),
        ('catalog', '0001_initial'),
        ('customers', '0003_mailbox'),
    ]

    operations = [
        migrations.CreateModel(
            name='DayChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('transaction', models.BigIntegerField()),
                ('business', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='businesses.business')),
            ],
            options={
                'indexes': [models.Index(fields=['transaction'], name='day_change_by_age')],
                'constraints': [models.UniqueConstraint(fields=('business', 'on', 'transaction'), name='day_change_once')],
            },
        ),
        migrations.RunSQL("\n".join(_create()), "\n".join(_drop())),
    ]
