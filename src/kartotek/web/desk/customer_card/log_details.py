"""What does an entry of the log tell besides who and what? The lock's reason and end, the tag, the notice's text."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext

from kartotek.domain.access.values.locks import ReviewDecision
from kartotek.domain.audit.values import EntryItem
from kartotek.web.kit import dates, lock_words

Changes = Mapping[str, Sequence[object]]


def details_of(entry: EntryItem) -> tuple[str, ...] | None:
    """Lines in words for what is not told field by field; None for everything else."""
    told = _TOLD.get(entry.action)
    return None if told is None else tuple(line for line in told(entry.changes) if line)


def moment_of(value: object) -> datetime | None:
    """An instant as entries keep it."""
    try:
        return datetime.fromisoformat(str(value))
    except ValueError:
        return None


def _after(changes: Changes, name: str) -> str:
    pair = changes.get(name)
    return "" if pair is None or pair[1] is None else str(pair[1])


def _either(changes: Changes, name: str) -> str:
    pair = changes.get(name) or ("", "")
    return str(pair[1] or pair[0] or "")


def _until(changes: Changes) -> str:
    return lock_words.until_alone(moment_of(_after(changes, "ends_at")))


def _placed(changes: Changes) -> list[str]:
    return [_after(changes, "reason"), _until(changes)]


def _extended(changes: Changes) -> list[str]:
    return [_until(changes)]


def _reviewed(changes: Changes) -> list[str]:
    words = {
        ReviewDecision.KEEP.value: gettext("It stays"),
        ReviewDecision.SHORTEN.value: _until(changes),
        ReviewDecision.LIFT.value: gettext("Lifted"),
    }
    return [words.get(_after(changes, "decision"), "")]


def _lifted(changes: Changes) -> list[str]:
    pair = changes.get("was_mistake") or (False, False)
    return [gettext("The lock was a mistake")] if pair[1] else []


def _noticed(changes: Changes) -> list[str]:
    return [gettext("“%(value)s”") % {"value": _after(changes, "text")}]


def _tagged(changes: Changes) -> list[str]:
    return [gettext("“%(value)s”") % {"value": _either(changes, "tag")}]


def _excepted(changes: Changes) -> list[str]:
    from_on, until_on = (moment_of(_either(changes, name)) for name in ("from", "until"))
    if from_on is None or until_on is None:
        return []
    words = {"first": dates.day(from_on.date()), "last": dates.day(until_on.date())}
    return [gettext("From %(first)s until and including %(last)s") % words]


def _terms(changes: Changes) -> list[str]:
    return [gettext("“%(value)s”") % {"value": _either(changes, "service")}]


def _nothing(_changes: Changes) -> list[str]:
    return []


_TOLD: dict[str, Callable[[Changes], list[str]]] = {
    "lock.placed": _placed,
    "lock.imported": _placed,
    "lock.extended": _extended,
    "lock.reviewed": _reviewed,
    "lock.lifted": _lifted,
    "lock.expired": _nothing,
    "notice.added": _noticed,
    "notice.pinned": _nothing,
    "notice.unpinned": _nothing,
    "customer.tag_added": _tagged,
    "customer.tag_removed": _tagged,
    "customer.tag_merged": _tagged,
    "exception.added": _excepted,
    "exception.removed": _excepted,
    "service_terms.added": _terms,
    "service_terms.edited": _terms,
    "service_terms.removed": _terms,
}
