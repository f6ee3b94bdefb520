"""Which general rules of online booking, and which service rules, hold?"""

from typing import Any, TypedDict

import orjson
from django.db import connection

from kartotek.domain.access.decisions.scopes import StoredScope, StoredWhen, scope_from_json, when_from_json
from kartotek.domain.access.values import (
    BusinessFacts,
    Effect,
    Limit,
    Policy,
    RefusalTexts,
    RuleFact,
    VerifyContact,
)

Row = tuple[Any, ...]  # Any: a row of raw SQL


class StoredRule(TypedDict):
    """A service rule in JSON."""

    id: int
    when: StoredWhen
    where: StoredScope
    then: str
    messages: dict[str, str]


# For statements that select from `businesses_business AS business`; `policy_from` reads the columns.
POLICY_COLUMNS = """
general.max_future_bookings, general.min_notice_minutes, general.horizon_days, general.slot_minutes,
general.cancel_notice_minutes, general.verify_contact, general.refusal_texts, general.limit_messages,
general.blocked_messages, general.version, general.lock_review_months, general.check_in_shows_reason,
in_force.rules
"""
POLICY_JOINS = """
LEFT JOIN access_onlinebookingsettings AS general ON general.business_id = business.id
LEFT JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_object('id', rule.id, 'when', rule."when", 'where', rule."where", 'then', rule."then",
                                        'messages', rule.messages) ORDER BY rule.id) AS rules
    FROM access_servicerule AS rule WHERE rule.business_id = business.id AND rule.is_in_force
) AS in_force ON true
"""
POLICY_WIDTH = 13
_POLICY_OF = """
SELECT {columns} FROM businesses_business AS business {joins} WHERE business.id = %s
"""
_POLICY = _POLICY_OF.format(columns=POLICY_COLUMNS, joins=POLICY_JOINS)


def get_policy(*, business: BusinessFacts) -> Policy:
    """The rules of the business, in one query; those it never changed are the defaults."""
    with connection.cursor() as cursor:
        cursor.execute(_POLICY, [business.id])
        row = cursor.fetchone()
    return policy_from(row, business.timezone) if row else Policy(business.timezone)


def policy_from(row: Row, timezone: str) -> Policy:
    """The columns of `POLICY_COLUMNS` as decisions read them."""
    (*general, rules) = row
    facts = tuple(map(rule_fact, orjson.loads(rules))) if rules else ()
    limit, notice, horizon, slot, cancel_notice, verify, texts, limited, blocked, version, months, shows = general
    if version is None:
        return Policy(timezone, rules=facts)
    return Policy(
        timezone=timezone,
        general_limit=Limit(limit),
        min_notice_minutes=notice,
        horizon_days=horizon,
        slot_minutes=slot,
        cancel_notice_minutes=cancel_notice,
        verify_contact=VerifyContact(verify),
        refusal_texts=RefusalTexts(texts),
        limit_messages=orjson.loads(limited),
        blocked_messages=orjson.loads(blocked),
        version=version,
        rules=facts,
        lock_review_months=months,
        check_in_shows_reason=shows,
    )


def rule_fact(stored: StoredRule) -> RuleFact:
    """A stored rule as decisions look at it."""
    return RuleFact(
        id=stored["id"],
        when=when_from_json(stored["when"]),
        scope=scope_from_json(stored["where"]),
        effect=Effect(stored["then"]),
        messages=stored["messages"],
    )
