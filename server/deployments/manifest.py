"""Which file of a deployment is which blob: written once, with the deployment; read when it is first served."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from server.deployments import logs
from server.deployments.sources import Ingested
from server.kit import clock
from server.kit.database import Row, table_of
from server.models import Blob, Deployment, DeploymentFile

_blobs = table_of(Blob)
_files = table_of(DeploymentFile)
_deployments = table_of(Deployment)


class _Statements:
    """The writes, for one kind of database. Each takes a whole manifest as one JSON value, `rows`.

    A parameter for each value (executemany) was tried: twice the time on SQLite, all of it under the write lock,
    and 30 times the processor time of this process on PostgreSQL.
    """

    def __init__(self, dialect: Any, each_row: Any) -> None:
        row = each_row(sa.bindparam("rows", type_=sa.JSON)).table_valued(sa.column("value", sa.JSON)).c.value
        owner_id = sa.bindparam("owner_id", type_=sa.String)
        prefix = sa.bindparam("prefix", type_=sa.String)
        digest, size_bytes = row[0].as_string(), sa.cast(row[1].as_string(), sa.BigInteger)
        key = prefix + "/" + digest
        # rows: [[digest, size in bytes], …]
        self.insert_blobs = (
            dialect.insert(_blobs)
            .from_select(
                ["owner_id", "digest", "size_bytes", "key", "compressed", "created_at"],
                sa.select(
                    owner_id,
                    digest,
                    size_bytes,
                    key,
                    sa.false(),
                    sa.bindparam("created_at", type_=_blobs.c.created_at.type),
                ).where(sa.true()),  # without a WHERE, SQLite takes ON CONFLICT for the ON of a join
            )
            .on_conflict_do_nothing(index_elements=["owner_id", "digest"])
        )

        # A subquery for each row, which can only be one look at the index. For a join SQLite, without statistics, may
        # read all blobs of the owner for each row (tried with 200,000: it did not end).
        def known(column: Any) -> Any:
            return sa.select(column).where(_blobs.c.owner_id == owner_id, _blobs.c.digest == digest).scalar_subquery()

        self.select_duplicates = sa.select(key).where(known(_blobs.c.key) != key)
        # rows: [[digest, path], …]
        self.insert_files = _files.insert().from_select(
            ["deployment_id", "path", "blob_id"],
            sa.select(sa.bindparam("deployment_id", type_=sa.String), row[1].as_string(), known(_blobs.c.id)),
        )


_statements = {
    "sqlite": _Statements(sqlite, sa.func.json_each),
    "postgresql": _Statements(postgresql, sa.func.json_array_elements),
}
_lines = (
    sa.select(
        _files.c.path,
        _blobs.c.digest,
        _blobs.c.size_bytes,
        _blobs.c.key,
        _blobs.c.gzip_bytes,
        _blobs.c.brotli_bytes,
    )
    .select_from(_files.join(_blobs, _blobs.c.id == _files.c.blob_id))
    .where(_files.c.deployment_id == sa.bindparam("id"))
    .order_by(_files.c.path)
)


def record_blobs(session: Session, owner_id: str, ingested: Ingested) -> list[str]:
    """Write the blobs of files that are in the store, and nothing else; answers the keys of what was there already."""
    connection = session.connection()
    write = _statements[connection.dialect.name]
    # In the order of the digests, so that two who insert the same ones wait for each other and never in a circle.
    rows = sorted({(file.digest, file.size_bytes) for file in ingested.files})
    values = {"owner_id": owner_id, "prefix": ingested.prefix, "created_at": clock.now(), "rows": rows}
    connection.execute(write.insert_blobs, values)
    return list(connection.execute(write.select_duplicates, values).scalars())


def record(session: Session, owner_id: str, deployment_id: str, ingested: Ingested) -> list[str]:
    """Write the manifest of a deployment that exists, its totals, and what was left out to its log.

    Content that the owner has already is shared. Answers the keys of what was stored in vain for that reason: delete
    those after the commit.

    Nobody removes a blob between our INSERT and the commit, though the two overlap on PostgreSQL: the sweep takes a
    lock on the table that an INSERT, even one that finds every row there, keeps waiting.
    """
    duplicates = record_blobs(session, owner_id, ingested)
    connection = session.connection()
    lines = [(file.digest, file.path) for file in ingested.files]
    # A blob that is missing after all gives a null, which the column refuses.
    connection.execute(
        _statements[connection.dialect.name].insert_files,
        {"owner_id": owner_id, "deployment_id": deployment_id, "rows": lines},
    )
    connection.execute(
        sa.update(_deployments)
        .where(_deployments.c.id == deployment_id)
        .values(file_count=len(ingested.files), size_bytes=sum(file.size_bytes for file in ingested.files))
    )
    logs.extend(session, deployment_id, [("warning", message) for message in ingested.warnings])
    return duplicates


def load(session: Session, deployment_id: str) -> Sequence[Row]:
    """The manifest by path: path, digest, size_bytes, key, gzip_bytes, brotli_bytes."""
    return session.connection().execute(_lines, {"id": deployment_id}).all()
