"""How does a process remember an answer, but never an old one? By a version read in the same request (joint 13)."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

V = TypeVar("V")


class VersionedCache(Generic[V]):
    """The answers used last, each valid with its version only; safe for threads. Read the version before the data."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._kept: OrderedDict[Hashable, tuple[Hashable, V]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, version: Hashable) -> V | None:
        """The answer kept for the key, if it was made with this version."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is None or kept[0] != version:
                return None
            self._kept.move_to_end(key)
            return kept[1]

    def put(self, key: Hashable, version: Hashable, value: V) -> None:
        """Keep an answer in place of an older one of the same key; the one unused for longest makes room."""
        with self._lock:
            self._kept[key] = (version, value)
            self._kept.move_to_end(key)
            if len(self._kept) > self._size:
                self._kept.popitem(last=False)
