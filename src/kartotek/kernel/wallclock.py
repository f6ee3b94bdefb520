"""How is a time of day written? "09:00" is minute 540 from local midnight; "24:00", minute 1440, ends the day."""

import re

MINUTES_A_DAY = 1440

_EXACT = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])|(24):(00)", re.ASCII)
_TYPED = re.compile(r"([0-9]{1,2})(?:[:. h]?([0-5][0-9]))?", re.ASCII)


def parse(text: str) -> int | None:
    """Minutes from midnight of exactly "HH:MM", as api.md has it; None for anything else."""
    found = _EXACT.fullmatch(text)
    if found is None:
        return None
    hours, minutes = (part for part in found.groups() if part is not None)
    return int(hours) * 60 + int(minutes)


def parse_typed(text: str) -> int | None:
    """Minutes from midnight of what people type: "9", "9.30", "0930", "9:30"; None for anything else."""
    found = _TYPED.fullmatch(text.strip())
    if found is None:
        return None
    minute = int(found[1]) * 60 + int(found[2] or 0)
    return minute if minute <= MINUTES_A_DAY else None


def shown(minute: int) -> str:
    """“09:00”."""
    hours, rest = divmod(minute, 60)
    return f"{hours:02}:{rest:02}"
