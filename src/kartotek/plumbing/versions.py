"""How is a row changed so that nobody's change is lost unseen? By its version (api.md: If-Match)."""

from collections.abc import Mapping

from kartotek.kernel.errors import Stale
from kartotek.plumbing.models import Versioned

Changes = dict[str, tuple[object, object]]


def check_version(row: Versioned, expected: int | None) -> None:
    """Raise Stale unless the locked row still is what the caller saw; None: the last writer wins."""
    if expected is not None and row.version != expected:
        raise Stale


def write_changes(row: Versioned, values: Mapping[str, object]) -> Changes:
    """Store the values that differ, count the version up once, and return before and after by field.

    Nothing differs: nothing is written. The caller holds the row's lock.
    """
    changes: Changes = {
        name: (getattr(row, name), value) for name, value in values.items() if getattr(row, name) != value
    }
    if changes:
        for name, (_before, after) in changes.items():
            setattr(row, name, after)
        row.version += 1
        row.save(update_fields=[*changes, "version"])
    return changes
