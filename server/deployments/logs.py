"""The log of a deployment: numbered lines, 1, 2, 3 … without a gap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import sqlalchemy as sa
from sqlmodel import Session

from server.kit import clock
from server.kit.database import Row, table_of
from server.models import Deployment, DeploymentLog

Level = Literal["info", "warning", "error"]
Line = tuple[Level, str]

MAX_CHARACTERS = 2000

_deployments = table_of(Deployment)
_logs = table_of(DeploymentLog)

_lock = sa.select(_deployments.c.id).where(_deployments.c.id == sa.bindparam("id")).with_for_update()
_last = sa.select(sa.func.max(_logs.c.number)).where(_logs.c.deployment_id == sa.bindparam("id"))
_lines = (
    sa.select(_logs.c.number, _logs.c.at, _logs.c.level, _logs.c.message)
    .where(_logs.c.deployment_id == sa.bindparam("id"), _logs.c.number > sa.bindparam("after"))
    .order_by(_logs.c.number)
    .limit(sa.bindparam("row_limit"))
)


def append(session: Session, deployment_id: str, level: Level, message: str) -> None:
    """Add one line; see `extend`."""
    extend(session, deployment_id, [(level, message)])


def extend(session: Session, deployment_id: str, lines: Iterable[Line]) -> None:
    """Add lines, in one statement, to the log of a deployment that exists.

    A message longer than MAX_CHARACTERS is cut and ends in `…`; what no database takes (NUL, lone surrogates: names
    of files can bring both) is replaced by U+FFFD.
    """
    written = list(lines)
    if not written:
        return
    connection, at = session.connection(), clock.now()
    # The row's lock makes those who write to one log take turns: without it two would count to the same number.
    connection.execute(_lock, {"id": deployment_id})
    last = connection.execute(_last, {"id": deployment_id}).scalar() or 0
    connection.execute(
        _logs.insert(),
        [
            {
                "deployment_id": deployment_id,
                "number": number,
                "at": at,
                "level": level,
                "message": _storable(message),
            }
            for number, (level, message) in enumerate(written, start=last + 1)
        ],
    )


def read(session: Session, deployment_id: str, *, after: int, limit: int) -> Sequence[Row]:
    """At most `limit` lines (number, at, level, message) with numbers above `after`, in their order."""
    values = {"id": deployment_id, "after": after, "row_limit": limit}
    return session.connection().execute(_lines, values).all()


def _storable(message: str) -> str:
    text = message.replace("\0", "\ufffd").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text if len(text) <= MAX_CHARACTERS else text[: MAX_CHARACTERS - 1] + "…"
