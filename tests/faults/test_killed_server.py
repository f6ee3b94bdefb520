"""What is left of the bookings when the server is killed while it writes them?"""

import threading
import time

import pytest
from tests.faults.conftest import Bookings, Site, kill_at_once, under_load

pytestmark = pytest.mark.process

# A booking is whole when its time is taken and the log knows of it.
HALF_BOOKINGS = """
SELECT b.id FROM booking_booking b JOIN customers_customer c ON c.id = b.customer_id
WHERE c.first_name = 'Fault' AND NOT (
    EXISTS (SELECT 1 FROM booking_occupancy o WHERE o.booking_id = b.id)
    AND EXISTS (SELECT 1 FROM audit_entry e WHERE e.target_kind = 'booking' AND e.target_id = b.id))
"""
LOOSE_OCCUPANCIES = "SELECT id FROM booking_occupancy WHERE num_nonnulls(booking_id, session_id, offer_id) <> 1"
BOOKED = """
SELECT c.last_name, count(*) FROM booking_booking b JOIN customers_customer c ON c.id = b.customer_id
WHERE c.first_name = 'Fault' GROUP BY c.last_name
"""


def confirmed(bookings: Bookings) -> set[str]:
    """The names of those who were told that they have a booking."""
    names = set()
    for _, body, answer in bookings.answers:
        customer = body["customer"]
        if answer.status == 201 and isinstance(customer, dict):
            names.add(customer["last_name"])
    return names


def test_killed_server_leaves_no_half_booking_and_loses_no_confirmed_one(site: Site) -> None:
    bookings = Bookings(site)
    for _ in range(3):
        enough, before = threading.Event(), len(bookings.answers)
        threads = under_load(bookings.send_one, 8, enough)
        deadline = time.monotonic() + 20
        while len(confirmed(bookings)) < before // 2 + 10 and time.monotonic() < deadline:
            time.sleep(0.02)
        kill_at_once(site.server)
        enough.set()
        for thread in threads:
            thread.join()
        site.restart()
    assert len(confirmed(bookings)) > 10
    assert site.rows(HALF_BOOKINGS) == []
    assert site.rows(LOOSE_OCCUPANCIES) == []
    booked = {str(name): count for name, count in site.rows(BOOKED)}
    assert confirmed(bookings) - set(booked) == set()
    assert set(booked.values()) == {1}


def test_request_cut_off_by_the_kill_can_be_sent_again_and_is_booked_once(site: Site) -> None:
    bookings = Bookings(site)
    enough = threading.Event()
    threads = under_load(bookings.send_one, 8, enough)
    time.sleep(0.6)
    kill_at_once(site.server)
    enough.set()
    for thread in threads:
        thread.join()
    site.restart()
    cut_off = [number for number, (_, _, answer) in enumerate(bookings.answers) if answer.status == 0]
    again = {bookings.repeat(number).status for number in cut_off}
    # 409: it was written, but the server died before it could say so; the same time is not given twice.
    assert again <= {201, 409}
    booked = {str(name): count for name, count in site.rows(BOOKED)}
    assert set(booked.values()) == {1}
    assert len(booked) == len(bookings.answers)
