"""Does the sample clinic stand in the database as the domain would have written it?"""

from datetime import UTC, datetime

import pytest
from django.db import connection

from kartotek.cli import sample

NOW = datetime(2026, 11, 12, 9, 54, tzinfo=UTC)


def ask(question: str, *values: datetime) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return [tuple(row) for row in cursor.fetchall()]


def fingerprint() -> list[tuple[object, ...]]:
    """Everything that does not depend on which identifiers were free."""
    return ask(
        "SELECT c.number, c.search_text, c.phone, b.visit, b.starts_at, b.status, s.name, e.name"
        " FROM customers_customer c LEFT JOIN booking_booking b ON b.customer_id = c.id"
        " LEFT JOIN catalog_service s ON s.id = b.service_id LEFT JOIN catalog_employee e ON e.id = b.employee_id"
        " ORDER BY c.number, b.starts_at, b.visit"
    )


@pytest.fixture
def _filled(transactional_db: None) -> None:
    assert sample.fill(slug="demo", customers=400, years=1, now=NOW)


@pytest.mark.usefixtures("_filled")
def test_every_booking_that_takes_time_owns_it_with_its_buffers() -> None:
    wrong = ask(
        "SELECT b.id FROM booking_booking b JOIN catalog_service s ON s.id = b.service_id"
        " LEFT JOIN booking_occupancy o ON o.booking_id = b.id WHERE b.session_id IS NULL AND"
        " CASE WHEN b.status = 'cancelled'"
        " THEN o.id IS NOT NULL ELSE o.id IS NULL OR o.employee_id <> b.employee_id"
        " OR o.starts_at <> b.starts_at - make_interval(mins => s.buffer_before_minutes)"
        " OR o.ends_at <> b.ends_at + make_interval(mins => s.buffer_after_minutes) END"
    )
    assert wrong == []


@pytest.mark.usefixtures("_filled")
def test_there_is_somebody_for_each_limit() -> None:
    found = ask(
        "SELECT c.last_name, c.max_future_bookings, count(b.id) FROM customers_customer c"
        " LEFT JOIN booking_booking b ON b.customer_id = c.id"
        " AND b.ends_at > %s AND b.status IN ('pending', 'confirmed', 'arrived')"
        " WHERE c.number <= '10010' GROUP BY c.number, 1, 2 ORDER BY c.number",
        NOW,
    )
    assert found == [
        ("Dubois", 0, 1),
        ("Hoffmann", 0, 0),
        ("Præst", 0, 0),
        ("Lefèvre", 3, 3),
        ("Aagaard", None, 5),
        ("Åkesson", None, 5),
        ("Brandt", 1, 1),
        ("Sørensen", None, 7),
        ("Østergaard", 8, 6),
        ("Bjerregaard", -1, 8),
    ]


@pytest.mark.usefixtures("_filled")
def test_the_log_tells_who_set_the_limits_and_why() -> None:
    found = ask(
        "SELECT c.last_name, e.actor_name, g.changes::text, g.reason = c.limit_reason FROM audit_entry e"
        " JOIN audit_change g ON g.entry_id = e.id JOIN customers_customer c ON c.id = e.customer_id"
        " ORDER BY e.id LIMIT 2"
    )
    assert found == [
        ("Dubois", "Signe Kragh", '{"max_future_bookings": [null, 0]}', True),
        ("Hoffmann", "Signe Kragh", '{"max_future_bookings": [null, 0]}', True),
    ]


@pytest.mark.usefixtures("_filled")
def test_the_number_series_goes_on_behind_the_last_card() -> None:
    assert ask("SELECT next_number FROM customers_numberseries") == [(10401,)]


@pytest.mark.usefixtures("_filled")
def test_each_role_has_an_account() -> None:
    found = ask(
        "SELECT m.role, u.email FROM businesses_membership m JOIN businesses_user u ON u.id = m.user_id ORDER BY u.id"
    )
    assert found == list(sample.ACCOUNTS)


@pytest.mark.django_db(transaction=True)
def test_the_same_arguments_at_the_same_moment_make_the_same_data() -> None:
    sample.fill(slug="demo", customers=150, years=1, now=NOW)
    first = fingerprint()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE businesses_business, businesses_user CASCADE")
    sample.fill(slug="demo", customers=150, years=1, now=NOW)
    assert fingerprint() == first


@pytest.mark.django_db(transaction=True)
def test_a_business_that_is_there_is_left_alone() -> None:
    assert sample.fill(slug="demo", customers=1, years=0, now=NOW)
    before = fingerprint()
    assert not sample.fill(slug="demo", customers=50, years=1, now=NOW)
    assert fingerprint() == before


@pytest.mark.django_db(transaction=True)
def test_two_sample_businesses_live_side_by_side() -> None:
    assert sample.fill(slug="demo", customers=20, years=1, now=NOW)
    assert sample.fill(slug="other", customers=20, years=1, now=NOW)


@pytest.mark.usefixtures("_filled")
def test_whoever_is_blocked_or_locked_was_refused_lately_and_the_refusal_names_why() -> None:
    found = ask(
        "SELECT c.last_name, r.decision->'reasons'->0->>'code', r.message <> '', r.named->'own_limit'->>'by',"
        " (SELECT string_agg(lock.value->>'placed_by', '') FROM jsonb_each(r.named->'locks') AS lock)"
        " FROM access_refusal r JOIN customers_customer c ON c.id = r.customer_id WHERE r.at < %s ORDER BY r.at DESC",
        NOW,
    )
    assert found == [
        ("Dubois", "max_zero", True, "Signe Kragh", None),
        ("Hoffmann", "max_zero", True, "Signe Kragh", None),
        ("Præst", "max_zero", True, "Signe Kragh", None),
        ("Nørgaard", "locked", True, None, "Signe Kragh"),
    ]


@pytest.mark.usefixtures("_filled")
def test_a_class_is_held_every_week_and_the_second_date_is_full() -> None:
    found = ask(
        "SELECT s.starts_at, s.seats, s.seats_taken, count(DISTINCT b.customer_id), count(DISTINCT o.id)"
        " FROM booking_classsession s LEFT JOIN booking_booking b ON b.session_id = s.id"
        " LEFT JOIN booking_occupancy o ON o.session_id = s.id GROUP BY s.id ORDER BY s.starts_at LIMIT 3"
    )
    assert found == [
        (datetime(2026, 11, 17, 17, tzinfo=UTC), 8, 5, 5, 1),
        (datetime(2026, 11, 24, 17, tzinfo=UTC), 8, 8, 8, 1),
        (datetime(2026, 12, 1, 17, tzinfo=UTC), 8, 3, 3, 1),
    ]


@pytest.mark.usefixtures("_filled")
def test_somebody_is_locked_in_every_way_banned_and_let_off() -> None:
    locks = ask(
        "SELECT c.last_name, l.kind, l.ends_at IS NULL, l.expired_at IS NOT NULL, l.legacy_reason <> ''"
        " FROM access_lock l JOIN customers_customer c ON c.id = l.customer_id ORDER BY c.number"
    )
    assert locks == [
        ("Nørgaard", "manual", False, False, False),
        ("Vinther", "manual", True, False, False),
        ("Kofoed", "legacy", True, False, True),
        ("Thorsen", "manual", False, True, False),
    ]
    tags = ask(
        "SELECT c.last_name, t.kind, t.messages <> '{}', (SELECT count(*) FROM access_ruleexception x"
        " WHERE x.customer_id = c.id) FROM access_customertag o JOIN access_tag t ON t.id = o.tag_id"
        " JOIN customers_customer c ON c.id = o.customer_id ORDER BY c.number"
    )
    assert tags == [("Moreau", "banned", True, 0), ("Riis", "normal", False, 0), ("Kjær", "normal", False, 1)]
    assert ask("SELECT jsonb_array_length(r.where->'services') FROM access_servicerule r") == [(2,)]
    assert ask("SELECT kind FROM messaging_staffnotice") == [("lock_expired",)]


@pytest.mark.usefixtures("_filled")
def test_bookings_are_in_doubt_people_wait_and_the_door_has_seen_some() -> None:
    doubtful = ask(
        "SELECT c.last_name, b.proposal <> '{}', b.possible_matches <> '[]' FROM booking_booking b"
        " JOIN customers_customer c ON c.id = b.customer_id"
        " WHERE b.proposal <> '{}' OR b.possible_matches <> '[]' ORDER BY c.number"
    )
    assert doubtful == [("Dahl", True, False), ("Dahl", False, True)]
    waiting = ask(
        "SELECT c.last_name, w.state, w.session_id IS NULL FROM booking_waitlistentry w"
        " JOIN customers_customer c ON c.id = w.customer_id ORDER BY c.number"
    )
    assert waiting == [("Ekström", "waiting", False), ("Friis", "offered", True)]
    door = ask(
        "SELECT c.last_name, i.is_admitted, i.override_reason <> '' FROM booking_checkin i"
        " LEFT JOIN customers_customer c ON c.id = i.customer_id ORDER BY i.at"
    )
    assert door == [
        ("Holm", True, False),
        (None, False, False),
        ("Nørgaard", False, False),
        ("Nørgaard", True, True),
    ]


@pytest.mark.usefixtures("_filled")
def test_the_areas_are_a_tree_with_two_inspectors_who_share_one() -> None:
    assert ask(
        "SELECT a.name, coalesce(p.name, ''), (SELECT count(*) > 0 FROM customers_customer c WHERE c.area_id = a.id),"
        " (SELECT string_agg(m.name, ', ' ORDER BY m.name) FROM businesses_membership_areas j"
        " JOIN businesses_membership m ON m.id = j.membership_id WHERE j.area_id = a.id),"
        " (SELECT string_agg(l.name, ', ') FROM businesses_location l WHERE l.area_id = a.id)"
        " FROM businesses_area a LEFT JOIN businesses_area p ON p.id = a.parent_id ORDER BY a.id"
    ) == [
        ("København", "", False, None, None),
        ("Indre By", "København", True, "Karim Haddad", "Havnegade"),
        ("Amager", "København", True, "Karim Haddad, Nadia Winther", None),
        ("Vesterbro", "København", True, None, "Vesterbro"),
        ("Frederiksberg", "København", True, None, None),
        ("Øresund", "", True, "Nadia Winther", None),
    ]
