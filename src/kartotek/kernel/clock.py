"""What time is it? The only place that asks the machine (house rule 13)."""

from datetime import UTC, datetime, timedelta

_offset = timedelta(0)


def now() -> datetime:
    """The current instant, aware, in UTC."""
    return datetime.now(UTC) + _offset


def start_at(moment: datetime) -> None:
    """Let this process's clock start at `moment` (aware) and tick on; only demo and test installations may."""
    global _offset  # noqa: PLW0603 - the one clock of the process
    if moment.tzinfo is None:
        raise ValueError("the clock needs an instant with an offset")
    _offset = moment - datetime.now(UTC)


def reset() -> None:
    """Follow real time again."""
    global _offset  # noqa: PLW0603 - the one clock of the process
    _offset = timedelta(0)
