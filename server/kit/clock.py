"""The one source of time, replaceable in tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

_source: Callable[[], datetime] | None = None


def now() -> datetime:
    """The present moment, aware, in UTC, to the microsecond."""
    return _source() if _source is not None else datetime.now(UTC)


def rfc3339(moment: datetime) -> str:
    """`2024-01-15T10:30:00Z` (RFC 3339, section 5.6), with milliseconds only where there are any."""
    text = moment.astimezone(UTC).isoformat(timespec="milliseconds")[:-6]
    return (text[:-4] if text.endswith(".000") else text) + "Z"


@contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """For tests: `now()` answers `moment` until the block ends."""
    global _source
    before, _source = _source, lambda: moment
    try:
        yield
    finally:
        _source = before
