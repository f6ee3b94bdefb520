"""Is what happens to an account written down wherever its owner works?"""

from datetime import datetime

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings
from tests.audit import entries
from tests.factories.businesses import make_membership, make_user

from kartotek.domain.audit.models import Entry
from kartotek.domain.audit.values import Actor, ActorKind
from kartotek.domain.businesses.actions import mail_account, record_account_event
from kartotek.domain.businesses.models import Business
from kartotek.domain.businesses.values import AccountEvent

FROM_AFAR = Actor(kind=ActorKind.CUSTOMER, id=None, name="", address="192.0.2.7")


def test_sign_in_is_written_down_in_every_business_of_the_person(
    business: Business, other_business: Business, now: datetime
) -> None:
    user = make_user("kim@example.com")
    here = make_membership(business, user=user, name="Kim")
    there = make_membership(other_business, user=user, name="Kimberley")
    done = record_account_event(actor=FROM_AFAR, now=now, email="KIM@example.com", event=AccountEvent.SIGNED_IN)
    assert done == 2
    assert list(
        Entry.objects.order_by("pk").values_list("business_id", "action", "actor_id", "actor_name", "address")
    ) == [
        (business.pk, "account.signed_in", here.pk, "Kim", "192.0.2.7"),
        (other_business.pk, "account.signed_in", there.pk, "Kimberley", "192.0.2.7"),
    ]


def test_failed_sign_in_is_nobodys_deed(business: Business, now: datetime) -> None:
    member = make_membership(business, user=make_user("kim@example.com"))
    record_account_event(actor=FROM_AFAR, now=now, email="kim@example.com", event=AccountEvent.SIGN_IN_FAILED)
    entry = Entry.objects.get()
    assert (entry.actor_id, entry.actor_name, entry.target_id, entry.address) == (None, "", member.pk, "192.0.2.7")


def test_strangers_leave_no_trace(business: Business, now: datetime) -> None:
    assert record_account_event(actor=FROM_AFAR, now=now, email="x@example.com", event=AccountEvent.SIGNED_IN) == 0
    assert Entry.objects.count() == 0


def test_mail_goes_out_in_the_background(business: Business, now: datetime, settings: Settings) -> None:
    settings.EMAIL_URL = "smtp://127.0.0.1:1"
    member = make_membership(business, user=make_user("kim@example.com"))
    assert mail_account(actor=FROM_AFAR, now=now, email="kim@example.com", subject="Hi", body="Link")
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, {**job.args, "message": 0}) == (
        "businesses.account_mail",
        {"business": business.pk, "message": 0, "to": "kim@example.com", "subject": "Hi", "body": "Link"},
    )
    assert entries() == [("account.mailed", "", "staff", member.pk)]


def test_without_a_mail_server_the_log_tells(
    business: Business, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    make_membership(business, user=make_user("kim@example.com"))
    assert mail_account(actor=FROM_AFAR, now=now, email="kim@example.com", subject="Hi", body="Link")
    assert caplog.messages == ["No mail server is set up; captured for kim@example.com: Hi\nLink"]
    assert ProcrastinateJob.objects.count() == 0


def test_strangers_get_no_mail(business: Business, now: datetime) -> None:
    assert not mail_account(actor=FROM_AFAR, now=now, email="x@example.com", subject="Hi", body="Link")
