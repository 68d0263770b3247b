"""When each key was last used, without a write per request: noted in memory, written in batches."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session

from server.kit import clock
from server.kit.database import table_of
from server.models import ApiKey

_keys = table_of(ApiKey)
_write = (
    sa.update(_keys)
    .where(
        _keys.c.id == sa.bindparam("key_id"),
        sa.or_(_keys.c.last_used_at.is_(None), _keys.c.last_used_at < sa.bindparam("used_at")),
    )
    .values(last_used_at=sa.bindparam("used_at"))
)


class KeyUsage:
    """The last use of each key since the last flush. Safe to call from any thread."""

    def __init__(self) -> None:
        self._seen: dict[str, datetime] = {}

    def note(self, key_id: str) -> None:
        """Remember that this key was used now."""
        self._seen[key_id] = clock.now()

    def flush(self, session: Session) -> int:
        """Write what was noted and answer for how many keys. A crash before it loses at most this much.

        What can't be written is left for the next time, unless the key was used again meanwhile.
        """
        seen, self._seen = self._seen, {}
        if seen:
            try:
                # By id: two processes that take the keys in different orders would wait for each other.
                session.connection().execute(
                    _write, [{"key_id": key_id, "used_at": used_at} for key_id, used_at in sorted(seen.items())]
                )
            except BaseException:
                for key_id, used_at in seen.items():
                    self._seen.setdefault(key_id, used_at)
                raise
        return len(seen)
