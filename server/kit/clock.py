"""The one source of time, replaceable in tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from server.kit.errors import Detail, ValidationError

_source: Callable[[], datetime] | None = None


def now() -> datetime:
    """The present moment, aware, in UTC, to the microsecond."""
    return _source() if _source is not None else datetime.now(UTC)


def rfc3339(moment: datetime) -> str:
    """`2024-01-15T10:30:00Z` (RFC 3339, section 5.6), with milliseconds only where there are any."""
    text = moment.astimezone(UTC).isoformat(timespec="milliseconds")[:-6]
    return (text[:-4] if text.endswith(".000") else text) + "Z"


def read(text: str, field: str) -> datetime:
    """The moment that an RFC 3339 text in the parameter or field `field` tells, in UTC.

    ValidationError for one that the grammar has and no clock here can tell: a leap second, the year 0, or what lies
    before the year 1 or after 9999 once it is in UTC.
    """
    try:
        return datetime.fromisoformat(text.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValidationError(details=[Detail(field, "This moment cannot be told. Write another one.")]) from None


@contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """For tests: `now()` answers `moment` until the block ends."""
    global _source
    before, _source = _source, lambda: moment
    try:
        yield
    finally:
        _source = before
