"""Finds the cards whose address is another spelling of one: without dots and what follows a plus (S20)."""

from django.db import migrations

CREATE = """
CREATE INDEX customer_by_mailbox ON customers_customer
(business_id, (replace(split_part(split_part(email, '@', 1), '+', 1), '.', '') || '@' || split_part(email, '@', 2)))
WHERE email <> ''
"""


class Migration(migrations.Migration):
    dependencies = [("customers", "0002_notice")]

    operations = [migrations.RunSQL(CREATE, "DROP INDEX customer_by_mailbox")]
