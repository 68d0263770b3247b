"""A dictionary that keeps what was used last and lets go of the rest."""

from __future__ import annotations

from collections import OrderedDict
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class LeastRecentlyUsed(Generic[K, V]):
    """Holds values up to `limit` in total cost (bytes, lines, pieces). For one thread: the event loop's."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._total = 0
        self._entries: OrderedDict[K, tuple[V, int]] = OrderedDict()

    def get(self, key: K) -> V | None:
        """The value, which now counts as the one used last; None if it is not here."""
        entry = self._entries.get(key)
        if entry is None:
            return None
        self._entries.move_to_end(key)
        return entry[0]

    def put(self, key: K, value: V, cost: int = 1) -> None:
        """Keep the value, unless it alone is more than the limit, and let go of the oldest that are too many."""
        self.discard(key)
        if cost > self._limit:
            return
        self._entries[key] = (value, cost)
        self._total += cost
        while self._total > self._limit:
            _, (_, released) = self._entries.popitem(last=False)
            self._total -= released

    def discard(self, key: K) -> None:
        """Let go of one, if it is here."""
        entry = self._entries.pop(key, None)
        if entry is not None:
            self._total -= entry[1]

    def items(self) -> list[tuple[K, V]]:
        """Everything that is here, the oldest first."""
        return [(key, value) for key, (value, _) in self._entries.items()]

    @property
    def total(self) -> int:
        """The cost of everything that is here."""
        return self._total
