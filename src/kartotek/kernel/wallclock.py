"""Which time of day did somebody mean who typed "9", "9.30" or "0930"?"""

import re

from kartotek.kernel.periods import DAY_MINUTES

_TYPED = re.compile(r"([0-9]{1,2})(?:[:. h]?([0-5][0-9]))?", re.ASCII)


def parse_typed(text: str) -> int | None:
    """Minutes from local midnight, 24:00 included; None for no time of day. `periods.parse_minute` is strict."""
    found = _TYPED.fullmatch(text.strip())
    if found is None:
        return None
    minute = int(found[1]) * 60 + int(found[2] or 0)
    return minute if minute <= DAY_MINUTES else None
