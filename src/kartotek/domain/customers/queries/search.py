"""Which cards does a typed search find, best first? docs/algorithms/search.md tells why it is done in these steps.

Plain SQL on one table. It runs outside the guard of django-scopes (joint 17), so it names the business itself, and
yields only ids: what is shown is read in scope afterwards.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from django.db import connection
from psycopg.sql import SQL, Composed, Identifier

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.values import BusinessLike
from kartotek.domain.customers.decisions import Term, nearest, term_of
from kartotek.domain.customers.values import CustomerCard, Wanted
from kartotek.kernel.contact import normalise_phone
from kartotek.kernel.text import digits

MANY = 500  # with more hits inside words than this the newest cards come first; fewer are ranked
COMMON, SAMPLE = 30, 1_500  # so many hits among so many new cards: the term is a common one
SOME = 20_000  # one or two letters in the middle of a word are looked for in so many cards
ALL = 2**31 - 1
NEARLY = 0.45  # pg_trgm's word similarity from which a name is a candidate for a slip of the fingers
CANDIDATES = 200
LAST = "\U0010ffff"  # comes after every letter: what starts with "an" lies between "an" and "an" + LAST

_BRANCH = SQL(
    "(SELECT id, {tier} AS tier, {sort} AS sort FROM customers_customer"
    " WHERE {where} AND {condition} ORDER BY {sort}, id LIMIT %(most)s)"
)
_UNION = SQL(" UNION ALL ")
_MOST, _ALL, _SOME = SQL("%(most)s"), SQL("%(all)s"), SQL("%(some)s")
_SAMPLE, _COMMON = SQL("%(sample)s"), SQL("%(common)s")
_EXACT, _STARTS = SQL("0"), SQL("1")
_NAME, _GIVEN, _NUMBER = SQL("name_sort"), SQL("given_sort"), SQL("number")
_BEGINS_WITH_NAME = SQL("{0} >= %(name)s AND {0} < %(name_end)s")
_BRANCHES = {
    "number": (_EXACT, _NUMBER, SQL("number = %(exact)s")),
    "email": (_EXACT, _NAME, SQL("email = %(exact)s AND email <> ''")),
    "phone": (_EXACT, _NAME, SQL("phone = ANY(%(phones)s) AND phone <> ''")),
    "last name": (_STARTS, _NAME, _BEGINS_WITH_NAME.format(_NAME)),
    "first name": (
        _STARTS,
        _GIVEN,
        SQL("{} AND NOT ({})").format(_BEGINS_WITH_NAME.format(_GIVEN), _BEGINS_WITH_NAME.format(_NAME)),
    ),
    "start of number": (_STARTS, _NUMBER, SQL("number >= %(figures)s AND number < %(figures_end)s")),
}
_INSIDE = SQL("""
WITH hits AS MATERIALIZED (
    SELECT id, name_sort, search_text FROM customers_customer WHERE {where} AND {likes} LIMIT (SELECT %(many)s)
)
SELECT id, CASE WHEN {starts} THEN 2 ELSE 3 END AS tier, name_sort, (SELECT count(*) FROM hits)
FROM hits ORDER BY tier, name_sort, id LIMIT %(most)s
""")
_NEWEST = SQL("""
SELECT id FROM (
    SELECT id, created_at, search_text FROM customers_customer
    WHERE {where} ORDER BY created_at DESC, id DESC LIMIT {first}
) AS cards WHERE {likes} ORDER BY created_at DESC, id DESC LIMIT {most}
""")
_NEARLY = SQL("""
SELECT id, name_sort, given_sort FROM customers_customer WHERE {where} AND search_text %%> %(name)s
ORDER BY word_similarity(%(name)s, search_text) DESC, id LIMIT %(candidates)s
""")

_READ = (
    SQL("SELECT {} FROM customers_customer WHERE business_id = %(business)s AND id = ANY(%(ids)s)")
    .format(SQL(", ").join(Identifier(field.name) for field in fields(CustomerCard)))
    .as_string()
)


@dataclass(frozen=True)
class _Search:
    """One search under way: the term read, and what holds for every card it may find."""

    term: Term
    where: SQL | Composed
    params: dict[str, Any]  # Any: whatever a statement takes

    def run(self, statement: Composed) -> list[tuple[Any, ...]]:  # Any: whatever it answers
        """The rows of one statement."""
        with connection.cursor() as cursor:
            cursor.execute(statement, self.params)
            return list(cursor.fetchall())


def search_customers(typed: str, *, business: BusinessLike, viewer: Actor, wanted: Wanted, most: int) -> list[int]:
    """The ids of at most so many cards, best first: exact number, phone or e-mail; start of a name; start of a word;
    inside a word; and only where nothing was found, names that are nearly the same. Always in the same order.
    """
    term = term_of(typed)
    if term.is_empty:
        return []
    search = _begun(term, business, viewer, wanted, most)
    found = _starting(search)
    if len(found) < most:
        found = list(dict.fromkeys([*found, *_inside(search)]))
    if not found and term.is_fuzzy:
        found = _nearly(search, most)
    return found[:most]


def read_found(customer_ids: Sequence[int], *, business: BusinessLike) -> list[CustomerCard]:
    """The cards a search found, in its order: a statement written once, as it runs at every typed letter."""
    with connection.cursor() as cursor:
        cursor.execute(_READ, {"business": business.id, "ids": list(customer_ids)})
        cards = {row[0]: CustomerCard(*row) for row in cursor.fetchall()}
    return [cards[customer_id] for customer_id in customer_ids if customer_id in cards]


def _begun(term: Term, business: BusinessLike, viewer: Actor, wanted: Wanted, most: int) -> _Search:
    conditions = [SQL("business_id = %(business)s")]
    conditions.append(SQL("archived_at IS NOT NULL") if wanted.is_archived else SQL("archived_at IS NULL"))
    if viewer.area_ids is not None:
        conditions.append(SQL("area_id = ANY(%(seen)s)"))
    if wanted.area_ids is not None:
        conditions.append(SQL("area_id = ANY(%(areas)s)"))
    figures = digits(term.exact)
    phone = normalise_phone(term.exact, business.country).value if term.figures else ""
    params = {
        "business": business.id,
        "seen": sorted(viewer.area_ids or ()),
        "areas": sorted(wanted.area_ids or ()),
        "most": most,
        "many": MANY + 1,
        "candidates": CANDIDATES,
        "exact": figures if term.figures else term.exact.lower(),
        "some": SOME,
        "sample": SAMPLE,
        "common": COMMON,
        "all": ALL,
        "phones": [known for known in (phone, f"+{term.figures}") if known],  # "" would be every card without one
        "name": term.name,
        "name_end": term.name + LAST,
        "figures": figures,
        "figures_end": figures + LAST,
    }
    for at, spellings in enumerate(term.parts):
        for which, spelling in enumerate(spellings):
            params[f"in_{at}_{which}"] = f"%{_escaped(spelling)}%"
            params[f"start_{at}_{which}"] = f"% {_escaped(spelling)}%"
            params[f"end_{at}_{which}"] = f"%{_escaped(spelling)} %"
    return _Search(term, SQL(" AND ").join(conditions), params)


def _escaped(text: str) -> str:
    """Text that stands for itself in LIKE."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _starting(search: _Search) -> list[int]:
    """What is exactly this, then what starts with it."""
    rows = search.run(_UNION.join(_branch(search, name) for name in _branches_for(search.term)))
    ranked = sorted((tier, sort, row_id) for row_id, tier, sort in rows)
    return list(dict.fromkeys(row_id for _, _, row_id in ranked))


def _branches_for(term: Term) -> tuple[str, ...]:
    if term.figures:
        return ("number", "phone", "start of number")
    if "@" in term.exact:
        return ("email",)
    if not term.name:
        return ("number",)
    return ("number", "last name", "first name")


def _branch(search: _Search, name: str) -> Composed:
    tier, sort, condition = _BRANCHES[name]
    return _BRANCH.format(tier=tier, sort=sort, where=search.where, condition=condition)


def _inside(search: _Search) -> list[int]:
    """What has every part of the term somewhere. Few hits are ranked, of many the newest cards come first."""
    if all(len(spelling) < 3 for part in search.term.parts for spelling in part):
        return [*(_ranked(search, _edges(search.term)) or ()), *_newest(search, _SOME)]
    if not search.term.figures and len(_newest(search, _SAMPLE, _COMMON)) == COMMON:
        return _newest(search, _ALL)
    hits = _ranked(search, _likes(search.term, "in"))
    return _newest(search, _ALL) if hits is None else hits


def _ranked(search: _Search, likes: Composed) -> list[int] | None:
    """The hits, starts of words first; None when there are too many to rank. The last figures count like the first."""
    top = _edges(search.term) if search.term.figures else _likes(search.term, "start")
    rows = search.run(_INSIDE.format(where=search.where, likes=likes, starts=top))
    return None if rows and rows[0][3] > MANY else [row[0] for row in rows]


def _edges(term: Term) -> Composed:
    return SQL("(({}) OR ({}))").format(_likes(term, "start"), _likes(term, "end"))


def _newest(search: _Search, first: SQL, most: SQL = _MOST) -> list[int]:
    """The hits among the cards made last."""
    statement = _NEWEST.format(where=search.where, likes=_likes(search.term, "in"), first=first, most=most)
    return [row[0] for row in search.run(statement)]


def _likes(term: Term, where: str) -> Composed:
    """Every part must occur, in one of its spellings; where: anywhere (in), at the start or at the end of a word.

    A short part besides others must start a word: the index finds that at once.
    """
    parts = []
    for at, spellings in enumerate(term.parts):
        place = "start" if where == "in" and len(term.parts) > 1 and len(spellings[0]) < 3 else where
        likes = (SQL(f"search_text LIKE %({place}_{at}_{which})s") for which in range(len(spellings)))
        parts.append(SQL("({})").format(SQL(" OR ").join(likes)))
    return SQL(" AND ").join(parts)


def _nearly(search: _Search, most: int) -> list[int]:
    """Names a slip of the fingers away."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, false)", [str(NEARLY)])
    return nearest(search.term, search.run(_NEARLY.format(where=search.where)), most)
