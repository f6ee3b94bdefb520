"""Which cards does a typed search find, best first? docs/algorithms/search.md tells why it is done in these steps.

Plain SQL on one table. It runs outside the guard of django-scopes (joint 17), so it names the business itself, and
only yields ids: what is shown is read in scope afterwards.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection

from kartotek.domain.audit.values import Actor
from kartotek.domain.customers.decisions import Term, nearest, term_of

MANY = 500  # from here on hits inside words are listed by name instead of being ranked
FUZZY_BELOW = 3  # with fewer hits than this, names that are nearly the same are looked for too
CANDIDATES = 200
FIRST_BY_NAME = 20_000  # two letters in the middle of a word are looked for in so many cards

_TIERS = """
(SELECT id, 0 AS tier, '' AS sort FROM customers_customer WHERE {where} AND number = %(exact)s)
UNION ALL
(SELECT id, 0, '' FROM customers_customer WHERE {where} AND email = %(email)s AND email <> '' ORDER BY id LIMIT %(most)s)
UNION ALL
(SELECT id, 0, '' FROM customers_customer WHERE {where} AND phone IN %(phones)s AND phone <> '' ORDER BY id LIMIT %(most)s)
"""
