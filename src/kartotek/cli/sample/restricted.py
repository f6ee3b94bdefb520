"""Whom of the personas does a lock, a ban or a rule stand against, or a doubt? Written by the actions of staff."""

import json
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.db import connection
from django_scopes import scope

from kartotek.cli.sample.cards import FIRST_NUMBER
from kartotek.cli.sample.clinic import SERVICES, TIMEZONE
from kartotek.cli.sample.stage import Stage
from kartotek.domain.access import actions
from kartotek.domain.access.queries import list_lock_reasons
from kartotek.domain.access.values import Scope, When
from kartotek.domain.access.values.legacy import LegacyRow
from kartotek.domain.access.values.locks import Days, Endless, Ends, NewLock
from kartotek.domain.access.values.rules import ExceptionDetails, RuleDetails
from kartotek.domain.access.values.tags import TagDetails
from kartotek.domain.audit.values import SYSTEM
from kartotek.domain.businesses.values import Role
from kartotek.domain.customers.queries import get_customer
from kartotek.kernel.periods import local_date

COLOURED = ("Full colour", "Balayage")
DOUBT = """
UPDATE booking_booking SET {} = %s::jsonb WHERE id = (
  SELECT min(id) FROM booking_booking WHERE business_id = %s AND customer_id = %s AND starts_at > %s)
"""
BAN = TagDetails(
    label="Uønsket",
    kind="banned",
    icon="ban",
    color="rose",
    messages={
        "da": "Vi kan desværre ikke tage imod din bestilling online. Ring til os på +45 33 55 01 20.",
        "fr": "Nous ne pouvons pas accepter votre réservation en ligne. Appelez-nous au +45 33 55 01 20.",
    },
)
NO_PATCH_TEST = TagDetails(label="Hudtest mangler", icon="flag", color="ochre")
FIRST_A_TEST = {
    "da": "Vi laver en hudtest, før vi farver. Ring til os, så finder vi en tid.",
    "fr": "Nous faisons un test cutané avant toute coloration. Appelez-nous pour convenir d’un moment.",
}
ABOUT_A_YEAR, ABOUT_TWO_YEARS = timedelta(days=370), timedelta(days=740)
A_MONTH, AN_HOUR = timedelta(days=30), timedelta(hours=1)


def write_restrictions(stage: Stage) -> None:
    """Locks, tags, a rule with an exception, and bookings that may be somebody else's."""
    with scope(business=stage.business.id):
        _lock(stage, "endless", 3, Endless(), ABOUT_A_YEAR)
        _lock(stage, "expired", 0, Days(5), timedelta(days=6))
        _import_lock(stage)
        actions.expire_locks(actor=SYSTEM, now=stage.now)
        _tag(stage, BAN, "banned")
        _write_rule(stage, _tag(stage, NO_PATCH_TEST, "patch_test", "patch_tested"))
        _doubt(stage)


def _lock(stage: Stage, story: str, reason: int, ends: Ends, ago: timedelta) -> None:
    customer = stage.who(story)
    if customer is None:
        return
    lock = NewLock(customer, list_lock_reasons()[reason].id, ends, "Efter aftale med Mette")
    actor = stage.staff(Role.RECEPTIONIST)
    actions.place_lock(business=stage.business, actor=actor, now=stage.now - ago, lock=lock)


def _import_lock(stage: Stage) -> None:
    """A lock of the old system, which said why in its own words."""
    customer = stage.who("legacy")
    if customer is None:
        return
    row = LegacyRow(
        line=2,
        customer_number=str(FIRST_NUMBER + stage.cards.index(customer)),
        reason="SPÆRRET – se mappe 4",
        placed_by="Kirsten (gl. system)",
    )
    actor = stage.staff(Role.OWNER)
    actions.import_locks(business=stage.business, actor=actor, now=stage.now - ABOUT_TWO_YEARS, rows=[row])


def _tag(stage: Stage, details: TagDetails, *stories: str) -> int:
    """The tag, and the cards of these stories with it."""
    at, actor = stage.now - A_MONTH, stage.staff(Role.OWNER)
    tag = actions.create_tag(actor=actor, now=at, business=stage.business, details=details)
    for customer in filter(None, map(stage.who, stories)):
        actions.add_tag(actor=actor, now=at, customer_id=customer, tag_id=tag.id)
    return tag.id


def _write_rule(stage: Stage, tag_id: int) -> None:
    """Two services are closed to the tag; one who has been tested is let off for a month."""
    at, actor = stage.now - A_MONTH, stage.staff(Role.OWNER)
    closed = [own for own, service in zip(stage.services, SERVICES, strict=True) if service.name in COLOURED]
    details = RuleDetails(
        when=When(has_tags=frozenset([tag_id])), where=Scope(services=frozenset(closed)), messages=FIRST_A_TEST
    )
    rule = actions.create_rule(business=stage.business, details=details, actor=actor, now=at)
    tested = stage.who("patch_tested")
    if tested is not None:
        today = local_date(stage.now, ZoneInfo(TIMEZONE))
        let_off = ExceptionDetails(today, today + A_MONTH, "Hudtest lavet i dag", rule_id=rule.id)
        actions.add_exception(
            business=stage.business,
            customer_id=tested,
            details=let_off,
            actor=actor,
            now=stage.now - timedelta(hours=1),
        )


def _doubt(stage: Stage) -> None:
    """A booking made with another phone than the card has, and one of somebody with the phone of a card."""
    known, other = stage.who("changed_phone"), stage.who("shared_phone")
    if known is None or other is None:
        return
    phone = get_customer(known, viewer=SYSTEM).phone
    told = [
        ("proposal", known, {"phone": {"card": phone, "typed": "+4550550199"}}),
        ("possible_matches", other, [{"customer": known, "why": "phone"}]),
    ]
    with connection.cursor() as cursor:
        for column, customer, value in told:
            cursor.execute(DOUBT.format(column), [json.dumps(value), stage.business.id, customer, stage.now])
