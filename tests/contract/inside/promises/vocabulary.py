"""The words in which promises are written, and the values that more than one room uses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

JSON, ZIP, GZIP, BYTES = "application/json", "application/zip", "application/gzip", "application/octet-stream"
TEXT, EVENTS = "text/plain", "text/event-stream"
INDEX, STYLE = b"<h1>Hello</h1>", b"h1 { color: teal }"
TEAM = "team_456"  # in a request to the server: the team that there is
PROJECT_ID = "proj_123"  # the same: the project that there is
LARGEST = 2**53 - 1  # the largest whole number that every JSON parser keeps


@dataclass(frozen=True)
class Parameter:
    """A parameter, values at its edges that it takes, and those just beyond."""

    name: str
    place: str = "query"
    required: bool = False
    default: Any = None
    takes: Sequence[Any] = ()
    refuses: Sequence[Any] = ()


def whole(name: str, lowest: int, highest: int, default: int, place: str = "query") -> Parameter:
    """A whole number from `lowest` to `highest`."""
    refuses = (lowest - 1, highest + 1, "x", "1.5", "")
    return Parameter(name, place, default=default, takes=(lowest, highest), refuses=refuses)


def one_of(name: str, values: Sequence[str]) -> Parameter:
    """One of these words."""
    return Parameter(name, takes=tuple(values), refuses=("", values[0].upper(), "gone"))


def identifiers(prefix: str) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """Identifiers with this prefix that there could be, and some that there could not."""
    takes = (f"{prefix}_123", f"{prefix}_{'z' * 32}", f"{prefix}_01jd2x0v1n6q2c3m4p5r6s7t8v")
    refuses = (
        f"{prefix}_12",
        f"{prefix}_{'a' * 33}",
        f"{prefix}_ABC",
        f"x{prefix}_123",
        f"{prefix}-123",
        f"{prefix}_a-b",
    )
    return takes, refuses


def identifier(name: str, prefix: str, place: str = "path") -> Parameter:
    """The ID of something."""
    return Parameter(name, place, place == "path", None, *identifiers(prefix))


KEYS = (("!", "~", "a" * 100, "7c9e6679-7425-40de-944b-e07fc1f90ae7"), ("", "a" * 101, "a b", "\x80"))
MOMENTS = ("2024-01-15T10:30:00Z", "2024-01-15T10:30:00.123456Z")
NO_MOMENTS = ("2024-01-15", "15.01.2024 10:30", "", 1705314600)
PAGE, LIMIT = whole("page", 1, 1_000_000, 1), whole("limit", 1, 100, 20)
PROJECT = identifier("id", "proj")
IDEMPOTENCY = Parameter("Idempotency-Key", "header", False, None, *KEYS)


@dataclass(frozen=True)
class Operation:
    """An operation: its route, the permission it asks for (None: it is public) and its success."""

    method: str
    path: str
    permission: str | None
    success: int = 200
    parameters: tuple[Parameter, ...] = ()
    bodies: tuple[str, ...] = ()  # media types of the request
    body_required: bool = False
    answers: tuple[str, ...] = (JSON,)  # media types of the success
    conflicts: bool = False  # whether there is a state in which it answers 409
    gives: frozenset[str] = frozenset()  # what the sound request gives away, so that the caller must hold it too
    # Link → the operation that it leads to and the parameters that it gives.
    links: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)

    @property
    def statuses(self) -> set[int]:
        """Every status that it can answer with."""
        found = {self.success, 400, 422, 500, 503}
        found |= {401, 403} if self.permission else set()
        found |= {404} if "{" in self.path else set()
        found |= {413, 415} if self.bodies else set()
        return found | ({409} if self.conflicts else set())


# What a link gives (OpenAPI 3.1, 4.8.20.4).
ITS_ID = {"id": "$response.body#/data/id"}
FIRST = {"id": "$response.body#/data/0/id"}
THAT_ID = {"id": "$request.path.id"}

# Values that are taken, and those beyond.
NO_TEXT: tuple[Any, ...] = (5, True, [], {}, None)
NO_OBJECT: tuple[Any, ...] = (5, True, [], None, "text")
NAMES = ("a", "ab", "a b", "n" * 100, "Ünïcode ☃", "-", "a\u00a0b")
NO_NAMES = ("", "n" * 101, " a", "a ", " ", "\ta", "a\n", "a\nb", "a\x7f", "\x1fa", "a\x1f", *NO_TEXT)
DESCRIPTIONS = ("", "d" * 500, "Two\nlines", None)
NO_DESCRIPTIONS: tuple[Any, ...] = ("d" * 501, 5, True, [], {})
NO_WORDS = ("", "Blank", "other", *NO_TEXT)


def at_least(lowest: int, highest: int | None = None) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """Whole numbers from `lowest` on."""
    takes = (lowest, lowest + 1, 10**9 if highest is None else highest)
    beyond = () if highest is None else (highest + 1,)
    return takes, (lowest - 1, lowest + 0.5, str(lowest), True, *beyond)


URLS = (("https://my-website.your-app.com", "http://site.localhost:8000"), ("my website", "", "/path", 5, None))
ANY_TEXT = (("", "x" * 5000, "Zeile\n☃"), NO_TEXT)


def id_texts(prefix: str) -> tuple[Sequence[Any], Sequence[Any]]:
    """What a schema of identifiers takes and refuses."""
    takes, refuses = identifiers(prefix)
    return takes, (*refuses, *NO_TEXT)


Operations = dict[str, Operation]
Bodies = dict[str, tuple[Any, ...]]  # by operation
Values = dict[str, tuple[Sequence[Any], Sequence[Any]]]  # by schema: what it takes and what it refuses
