"""Deployments, their files, their logs, and the blobs the files are made of."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from server.kit.database import UtcDateTime

# SQLite numbers rows by itself only in a column of exactly this type.
_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


class Deployment(SQLModel, table=True):
    """One version of a site. Once it is a success its files never change."""

    __tablename__ = "deployments"
    __table_args__ = (
        sa.UniqueConstraint("project_id", "number"),
        sa.Index("ix_deployments_project_id_status_number", "project_id", "status", "number"),
        sa.Index("ix_deployments_status_id", "status", "id"),
    )

    id: str = Field(primary_key=True, max_length=40)
    project_id: str = Field(foreign_key="projects.id", ondelete="CASCADE", max_length=40)
    number: int  # 1, 2, 3 … in its project; the higher one is the newer one
    status: str = Field(max_length=20)  # uploading, queued, building, success, failed, cancelled
    source: dict[str, Any] = Field(sa_column=sa.Column(sa.JSON, nullable=False))  # as the API shows it
    file_count: int = Field(default=0)
    size_bytes: int = Field(default=0, sa_type=sa.BigInteger)  # of all files together
    rules: dict[str, Any] | None = Field(default=None, sa_column=sa.Column(sa.JSON(none_as_null=True)))  # rules.py
    error_code: str | None = Field(default=None, max_length=40)
    error_message: str | None = Field(default=None, max_length=1000)
    created_by: str | None = Field(default=None, foreign_key="users.id", ondelete="SET NULL", max_length=40)
    created_at: datetime = Field(sa_type=UtcDateTime)
    started_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # building began
    completed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # success, failed or cancelled


class Blob(SQLModel, table=True):
    """The content of a file, shared by the deployments of one owner (never across owners).

    `key` names it in the blob store: `<deployment id>/<digest>`, unique to the deployment that brought it. A key
    is never used again after it was deleted, so the sweep cannot race with an upload of the same content; and
    `deployment_files.blob_id` refers to this row, so the database refuses to delete what is still referenced.
    """

    __tablename__ = "blobs"
    __table_args__ = (sa.UniqueConstraint("owner_id", "digest"),)

    id: int | None = Field(default=None, sa_column=sa.Column(_NUMBER, primary_key=True))
    owner_id: str = Field(max_length=40)  # usr_… or team_…
    digest: str = Field(max_length=64)  # SHA-256, hex
    size_bytes: int = Field(sa_type=sa.BigInteger)
    key: str = Field(max_length=120)
    # Made once, at publish, at `<key>.gz` and `<key>.br`; null where it would not pay.
    gzip_bytes: int | None = Field(default=None, sa_type=sa.BigInteger)
    brotli_bytes: int | None = Field(default=None, sa_type=sa.BigInteger)
    compressed: bool = Field(default=False)  # whether that was tried
    created_at: datetime = Field(sa_type=UtcDateTime)


class DeploymentFile(SQLModel, table=True):
    """One line of a deployment's manifest."""

    __tablename__ = "deployment_files"

    deployment_id: str = Field(primary_key=True, foreign_key="deployments.id", ondelete="CASCADE", max_length=40)
    path: str = Field(primary_key=True, max_length=1024)  # `/docs/index.html`, NFC
    blob_id: int = Field(
        sa_column=sa.Column(sa.BigInteger, sa.ForeignKey("blobs.id", ondelete="RESTRICT"), nullable=False, index=True)
    )


class DeploymentUpload(SQLModel, table=True):
    """One line of the manifest of a deployment that waits for files; gone when it has them all.

    `blob_id` is null while the content is missing. It refers to the blob from the beginning, so that what is there
    already cannot be swept away before the rest has come.
    """

    __tablename__ = "deployment_uploads"
    __table_args__ = (sa.Index("ix_deployment_uploads_deployment_id_digest", "deployment_id", "digest"),)

    deployment_id: str = Field(primary_key=True, foreign_key="deployments.id", ondelete="CASCADE", max_length=40)
    path: str = Field(primary_key=True, max_length=1024)
    digest: str = Field(max_length=64)
    blob_id: int | None = Field(
        default=None, sa_column=sa.Column(sa.BigInteger, sa.ForeignKey("blobs.id", ondelete="RESTRICT"), index=True)
    )


class DeploymentLog(SQLModel, table=True):
    """A line of a deployment's log."""

    __tablename__ = "deployment_logs"

    deployment_id: str = Field(primary_key=True, foreign_key="deployments.id", ondelete="CASCADE", max_length=40)
    number: int = Field(primary_key=True)  # 1, 2, 3 … in its deployment
    at: datetime = Field(sa_type=UtcDateTime)
    level: str = Field(max_length=10)  # info, warning, error
    message: str = Field(max_length=2000)
