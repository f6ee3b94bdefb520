"""Does everybody choose for herself what she is told by e-mail, from now on and not before?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.factories.staff_mail import LONG_AGO, make_staff_mail

from kartotek.domain.audit.models import Entry
from kartotek.domain.audit.values import STRANGER, SYSTEM, Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.messaging.actions import choose_staff_mail
from kartotek.domain.messaging.decisions.overviews import is_overview_due
from kartotek.domain.messaging.models import StaffMail
from kartotek.domain.messaging.queries import get_staff_mail_choice, list_staff_mail_choices
from kartotek.domain.messaging.values.staff_mail import Recipient, StaffMailChoice, StaffNews
from kartotek.kernel.errors import NotPermitted

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def choose(business: Business, actor: Actor, now: datetime, **chosen: bool) -> StaffMailChoice:
    return choose_staff_mail(business=business, actor=actor, now=now, choice=StaffMailChoice(**chosen))


def test_nobody_is_told_anything_unless_she_chose_it(scoped: Business, owner: Actor) -> None:
    assert get_staff_mail_choice(actor=owner) == StaffMailChoice()
    assert list_staff_mail_choices() == {}


def test_what_is_chosen_counts_from_now_on_and_is_audited(scoped: Business, owner: Actor, now: datetime) -> None:
    chosen = choose(scoped, owner, now, new_bookings=True, daily_overview=True)
    assert chosen == get_staff_mail_choice(actor=owner) == StaffMailChoice(new_bookings=True, daily_overview=True)
    assert list_staff_mail_choices() == {owner.id: chosen}
    row = StaffMail.objects.get()
    assert (row.new_bookings_since, row.cancellations_since) == (now, None)
    entry = Entry.objects.select_related("change").latest("pk")
    assert (entry.action, entry.target_kind, entry.target_id) == ("staff.mail_chosen", "staff", owner.id)
    assert entry.change.changes == {"new_bookings": [False, True], "daily_overview": [False, True]}


def test_what_was_chosen_before_keeps_its_moment(scoped: Business, owner: Actor, now: datetime) -> None:
    make_staff_mail(owner, daily_overview=False)
    choose(scoped, owner, now, new_bookings=True)
    row = StaffMail.objects.get()
    assert (row.new_bookings_since, row.cancellations_since) == (LONG_AGO, None)


def test_choosing_the_same_again_changes_nothing(scoped: Business, owner: Actor, now: datetime) -> None:
    choose(scoped, owner, now, new_bookings=True)
    before = Entry.objects.count()
    choose(scoped, owner, now, new_bookings=True)
    assert Entry.objects.count() == before


def test_the_overview_of_a_morning_that_is_over_is_not_sent(
    scoped: Business, owner: Actor, at: Callable[[str], datetime]
) -> None:
    choose(scoped, owner, at("2026-11-12T07:00+01:00"), daily_overview=True)
    assert StaffMail.objects.get().overview_sent_on == date(2026, 11, 12)


def test_the_overview_chosen_before_seven_comes_the_same_morning(
    scoped: Business, owner: Actor, at: Callable[[str], datetime]
) -> None:
    choose(scoped, owner, at("2026-11-12T06:59+01:00"), daily_overview=True)
    assert StaffMail.objects.get().overview_sent_on is None


@pytest.mark.parametrize("somebody", [SYSTEM, STRANGER, replace(SYSTEM, kind=STRANGER.kind, id=7)])
def test_only_staff_choose(scoped: Business, somebody: Actor, now: datetime) -> None:
    with pytest.raises(NotPermitted):
        choose(scoped, somebody, now, new_bookings=True)


def test_staff_without_a_membership_do_not_choose(scoped: Business, owner: Actor, now: datetime) -> None:
    with pytest.raises(NotPermitted):
        choose(scoped, replace(owner, id=None), now, new_bookings=True)


@pytest.mark.parametrize(
    ("moment", "sent_on", "is_due"),
    [
        ("2026-11-12T05:59:59+00:00", None, False),
        ("2026-11-12T06:00:00+00:00", None, True),
        ("2026-11-12T06:00:00+00:00", date(2026, 11, 12), False),
        ("2026-11-12T22:59:00+00:00", date(2026, 11, 11), True),
        ("2026-11-12T23:01:00+00:00", date(2026, 11, 12), False),  # the next day has begun, seven has not struck
        ("2026-03-29T04:59:00+00:00", None, False),  # the night of the change to summer time
        ("2026-03-29T05:00:00+00:00", None, True),
        ("2026-10-25T05:59:00+00:00", None, False),  # and back
        ("2026-10-25T06:00:00+00:00", None, True),
        ("2026-11-10T06:00:00+00:00", date(2026, 11, 12), True),  # the clock went back in a demo
    ],
)
def test_overviews_are_due_at_seven_by_the_clocks_of_the_business(
    moment: str, sent_on: date | None, is_due: bool
) -> None:
    assert is_overview_due(datetime.fromisoformat(moment), COPENHAGEN, sent_on) is is_due


CHOSEN_AT = datetime(2026, 11, 12, tzinfo=UTC)
OWNER = Recipient(
    membership_id=1,
    email="a@example.com",
    language="en",
    area_ids=None,
    is_own_only=False,
    employee_id=None,
    new_bookings_since=None,
    cancellations_since=CHOSEN_AT,
    daily_overview=False,
    overview_sent_on=None,
)


@pytest.mark.parametrize(
    ("person", "is_known"),
    [
        (OWNER, True),
        (replace(OWNER, employee_id=6), True),
        (replace(OWNER, area_ids=frozenset({3})), True),
        (replace(OWNER, area_ids=frozenset({4})), False),
        (replace(OWNER, area_ids=frozenset()), False),
        (replace(OWNER, is_own_only=True, employee_id=5), True),
        (replace(OWNER, is_own_only=True, employee_id=6), False),
        (replace(OWNER, is_own_only=True), False),
    ],
)
def test_each_knows_of_her_areas_and_a_practitioner_of_her_own_calendar(person: Recipient, is_known: bool) -> None:
    assert person.may_know(area_id=3, employee_id=5) is is_known


def test_nothing_is_wanted_from_before_it_was_chosen() -> None:
    earlier = CHOSEN_AT - timedelta(seconds=1)
    assert OWNER.wants(StaffNews.CANCELLATIONS, CHOSEN_AT) is True
    assert OWNER.wants(StaffNews.CANCELLATIONS, earlier) is False
    assert OWNER.wants(StaffNews.NEW_BOOKINGS, CHOSEN_AT) is False
