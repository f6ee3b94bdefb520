"""Do the buckets count, refuse and forget?"""

from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from kartotek.kernel.errors import TooMany
from kartotek.plumbing.models import RateBucket
from kartotek.plumbing.ratelimits import Limit, forget_passed, hit

NOW = datetime(2026, 3, 1, 10, tzinfo=UTC)


def limit(subject: str, hits: int = 2) -> Limit:
    return Limit("book", subject, hits, timedelta(minutes=1))


@pytest.mark.django_db
def test_the_try_after_the_last_allowed_one_is_refused_and_told_how_long_to_wait() -> None:
    for _ in range(2):
        hit([limit("a@example.com")], now=NOW)
    with pytest.raises(TooMany) as refused:
        hit([limit("a@example.com")], now=NOW + timedelta(seconds=20))
    assert refused.value.retry_after_seconds == 40


@pytest.mark.django_db
def test_another_subject_has_a_bucket_of_its_own() -> None:
    for _ in range(2):
        hit([limit("a@example.com")], now=NOW)
    hit([limit("b@example.com")], now=NOW)
    assert sorted(RateBucket.objects.values_list("hits", flat=True)) == [1, 2]


@pytest.mark.django_db
def test_a_window_that_is_over_starts_again_at_one() -> None:
    for _ in range(2):
        hit([limit("a@example.com")], now=NOW)
    hit([limit("a@example.com")], now=NOW + timedelta(minutes=1))
    assert RateBucket.objects.get().hits == 1


@pytest.mark.django_db
def test_several_limits_are_counted_in_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        hit([limit("a@example.com"), limit("+4522550114"), limit("10.0.0.1", hits=60)], now=NOW)
    assert RateBucket.objects.count() == 3


@pytest.mark.django_db
def test_nothing_is_counted_where_rate_limits_are_off(settings: Settings) -> None:
    settings.RATE_LIMITS = False
    hit([limit("a@example.com", hits=0)], now=NOW)
    assert RateBucket.objects.count() == 0


@pytest.mark.django_db
def test_passed_windows_are_forgotten_and_running_ones_kept() -> None:
    hit([limit("a@example.com")], now=NOW)
    hit([limit("b@example.com")], now=NOW + timedelta(seconds=30))
    assert forget_passed(now=NOW + timedelta(minutes=1)) == 1
    assert RateBucket.objects.count() == 1


@pytest.mark.django_db
def test_a_bucket_holds_no_personal_data() -> None:
    hit([limit("a@example.com")], now=NOW)
    assert "example" not in RateBucket.objects.get().name
