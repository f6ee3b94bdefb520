"""Is a typed time of day understood, and nonsense not?"""

import pytest

from kartotek.kernel.wallclock import parse_typed


@pytest.mark.parametrize(
    ("typed", "minute"),
    [
        ("9", 540),
        ("09:00", 540),
        (" 9.30 ", 570),
        ("930", 570),
        ("0930", 570),
        ("9h15", 555),
        ("24:00", 1440),
        ("0", 0),
        ("24:01", None),
        ("25", None),
        ("9:60", None),
        ("9:5", None),
        ("", None),
        ("-9", None),
        ("٠٩:٠٠", None),
        ("nine", None),
    ],
)
def test_time_is_read_as_people_type_it(typed: str, minute: int | None) -> None:
    assert parse_typed(typed) == minute
