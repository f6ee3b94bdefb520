"""Is there a job for every name that is enqueued? Actions enqueue by name, so no import would tell."""

import re
from pathlib import Path

from procrastinate.contrib.django import app

SOURCE = Path(__file__).resolve().parents[2] / "src" / "kartotek"
_ENQUEUED = re.compile(r'enqueue(?:_in|_once|_many)?\(\s*"([a-z_.]+)"')


def test_every_name_that_is_enqueued_is_a_job() -> None:
    found = {name for file in SOURCE.rglob("*.py") for name in _ENQUEUED.findall(file.read_text(encoding="utf-8"))}
    assert len(found) > 5
    assert found - set(app.tasks) == set()
