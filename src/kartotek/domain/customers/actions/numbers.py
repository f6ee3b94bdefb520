"""Which card number is next? Taken by one statement, so that two cards never share one."""

from django.db import connection

FIRST = 10001
_TAKE = """
INSERT INTO customers_numberseries (business_id, next_number) VALUES (%(business)s, %(first)s + 1)
ON CONFLICT (business_id) DO UPDATE SET next_number = customers_numberseries.next_number + 1
RETURNING next_number - 1
"""


def take_number(business_id: int) -> str:
    """The next number of the business; the row of the series is held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, {"business": business_id, "first": FIRST})
        row: tuple[int] = cursor.fetchone()
    return str(row[0])
