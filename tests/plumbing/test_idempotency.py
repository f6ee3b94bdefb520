"""Is a repeated creating request answered as the first time, and only then?"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection

from kartotek.kernel.errors import Invalid
from kartotek.plumbing.idempotency import Answer, IdempotencyConflict, forget_old, once
from kartotek.plumbing.models import IdempotencyKey

NOW = datetime(2026, 3, 1, 10, tzinfo=UTC)


def counted(answers: list[Answer]) -> Callable[[], Answer]:
    def act() -> Answer:
        answers.append(Answer(201, f"made {len(answers) + 1}".encode(), '"1"'))
        return answers[-1]

    return act


@pytest.mark.django_db
def test_the_same_key_and_body_get_the_first_answer_again() -> None:
    made: list[Answer] = []
    first = once(scope="s", key="k", body=b"{}", now=NOW, act=counted(made))
    again = once(scope="s", key="k", body=b"{}", now=NOW, act=counted(made))
    assert (first, again, len(made)) == (Answer(201, b"made 1", '"1"'), Answer(201, b"made 1", '"1"'), 1)


@pytest.mark.django_db
def test_the_same_key_with_another_body_is_a_conflict() -> None:
    once(scope="s", key="k", body=b"{}", now=NOW, act=counted([]))
    with pytest.raises(IdempotencyConflict):
        once(scope="s", key="k", body=b"[]", now=NOW, act=counted([]))


@pytest.mark.django_db
def test_another_caller_may_use_the_same_key() -> None:
    made: list[Answer] = []
    once(scope="s", key="k", body=b"{}", now=NOW, act=counted(made))
    once(scope="t", key="k", body=b"{}", now=NOW, act=counted(made))
    assert len(made) == 2


@pytest.mark.django_db
@pytest.mark.parametrize("status", [500, 503, 429])
def test_an_answer_that_may_differ_next_time_is_not_kept(status: int) -> None:
    once(scope="s", key="k", body=b"{}", now=NOW, act=lambda: Answer(status, b"busy"))
    assert once(scope="s", key="k", body=b"{}", now=NOW, act=lambda: Answer(201, b"made")).status == 201


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "x" * 256, "a\x00b", "a\nb"])
def test_a_key_that_cannot_be_one_is_refused_by_name(key: str) -> None:
    with pytest.raises(Invalid) as refused:
        once(scope="s", key=key, body=b"{}", now=NOW, act=counted([]))
    assert refused.value.problems[0].field == "Idempotency-Key"


@pytest.mark.django_db
def test_an_action_that_raises_leaves_the_key_to_be_tried_again() -> None:
    def fails() -> Answer:
        raise RuntimeError("the machine fell over")

    with pytest.raises(RuntimeError):
        once(scope="s", key="k", body=b"{}", now=NOW, act=fails)
    assert once(scope="s", key="k", body=b"{}", now=NOW, act=counted([])).status == 201


@pytest.mark.django_db
def test_old_keys_are_forgotten() -> None:
    once(scope="s", key="old", body=b"{}", now=NOW, act=counted([]))
    once(scope="s", key="new", body=b"{}", now=NOW + timedelta(days=2), act=counted([]))
    assert forget_old(now=NOW + timedelta(days=2, seconds=1)) == 1
    assert IdempotencyKey.objects.get().key == "new"


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_ten_at_once_one_acts_and_nine_wait_for_its_answer() -> None:
    made: list[Answer] = []
    gate = Barrier(10)

    def request() -> Answer:
        gate.wait()
        try:
            return once(scope="s", key="k", body=b"{}", now=NOW, act=counted(made))
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        answers = [future.result() for future in [pool.submit(request) for _ in range(10)]]
    assert (len(made), set(answers)) == (1, {Answer(201, b"made 1", '"1"')})
