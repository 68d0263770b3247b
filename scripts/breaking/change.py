"""A difference between two versions of the contract."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """Whom a change concerns: `breaking`, programs that work today; `additive`, those that are still to be written;
    `documentation`, people.
    """

    BREAKING = "breaking"
    ADDITIVE = "additive"
    DOCUMENTATION = "documentation"


class Direction(StrEnum):
    """Who makes the value that a schema describes. What narrows one side widens the promise of the other."""

    REQUEST = "requests"  # consumers do: the server must go on taking what they send
    RESPONSE = "answers"  # the server does: consumers must go on understanding what they get


@dataclass(frozen=True, order=True)
class Change:
    """One difference. `place` and `message` make a sentence: `Project.slug` was removed from answers."""

    severity: Severity
    place: str  # an operationId, `Schema.property`, or a part of the document, like `servers`
    kind: str  # a static name, for tests and programs: property-removed
    message: str  # a predicate, without a full stop
    operations: tuple[str, ...] = ()  # where it is met, sorted; none when it concerns all of the document

    @property
    def sentence(self) -> str:
        """The change as people read it."""
        return f"`{self.place}` {self.message}"


class Changes:
    """Collects changes; the same change of a shared schema, met in several operations, is one."""

    def __init__(self) -> None:
        self._met: dict[tuple[Severity, str, str, str], set[str]] = {}

    def add(self, severity: Severity, kind: str, place: str, message: str, operation: str = "") -> None:
        """Note a change, and the operation that it was met in."""
        operations = self._met.setdefault((severity, place, kind, message), set())
        if operation:
            operations.add(operation)

    def sorted(self) -> list[Change]:
        """Every change, breaking ones first, then by place."""
        changes = (
            Change(severity, place, kind, message, tuple(sorted(operations)))
            for (severity, place, kind, message), operations in self._met.items()
        )
        order = list(Severity)
        return sorted(changes, key=lambda each: (order.index(each.severity), each.place, each.kind, each.message))


def listed(values: Iterable[str]) -> str:
    """Names for a sentence: `a`, `b` and `c`."""
    names = [f"`{value}`" for value in values]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
