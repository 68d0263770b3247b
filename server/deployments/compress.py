"""Compressed variants of a deployment's files, made once at publish so that serving never compresses.

gzip (RFC 1952) at level 6 and Brotli (RFC 7932) at level 5: 35 and 63 MB/s here. Brotli 11 is a seventieth of that
for a tenth fewer bytes.
"""

from __future__ import annotations

import os
import threading
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePosixPath
from typing import Any

import brotli
import sqlalchemy as sa

from server.deployments import logs
from server.deployments.build import Build
from server.kit import fault
from server.kit.database import table_of
from server.models import Blob, DeploymentFile

MIN_BYTES = 1 << 10  # below this the headers cost more than the body saves
MAX_BYTES = 16 << 20  # above this the file is served as it is: the variants are made in memory
MAX_RATIO = 0.95  # a variant that saves less than a twentieth is not worth its place
BATCH_FILES = 200
BATCH_BYTES = 8 << 20  # about a third of a second: how long a cancel may wait

GZIP_LEVEL = 6
BROTLI_QUALITY = 5

# By the file's ending. For what these are served as, server/sites says `Vary` (tests/deployments/test_compress.py).
_ENDINGS = """
    atom bmp c cjs css csv eot geojson gltf h htm html ico ics js json json5 jsonld map markdown md mjs otf py rdf
    rss srt svg toml tsv ttc ttf txt vcf vtt wasm webmanifest xhtml xml xsl yaml yml
"""
COMPRESSIBLE = frozenset(_ENDINGS.split())

_blobs = table_of(Blob)
_files = table_of(DeploymentFile)

_candidates = (
    sa.select(_blobs.c.id, _blobs.c.key, _blobs.c.size_bytes, _files.c.path)
    .select_from(_files.join(_blobs, _blobs.c.id == _files.c.blob_id))
    .where(
        _files.c.deployment_id == sa.bindparam("id"),
        _blobs.c.compressed.is_(False),
        _blobs.c.size_bytes.between(MIN_BYTES, MAX_BYTES),
    )
    .order_by(_blobs.c.id)
)
_done = (
    sa.update(_blobs)
    .where(_blobs.c.id == sa.bindparam("blob_id"))
    .values(compressed=True, gzip_bytes=sa.bindparam("gzip"), brotli_bytes=sa.bindparam("brotli"))
)

# Compressing is work for the processor: however many jobs run, requests keep at least half of the cores.
_narrow = threading.BoundedSemaphore(max(1, min(2, (os.cpu_count() or 2) // 2)))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A blob worth a try."""

    id: int
    key: str
    size_bytes: int


def compress(build: Build) -> None:
    """Make the variants that are missing, in batches: each is committed with its line in the log.

    The variants are durable before their sizes are in the database, so a size always has its object; after a kill
    the batch is made once more, and the same bytes are written again.
    """
    for batch in _batches(_missing(build)):
        rows = [_compress(build, candidate) for candidate in batch]
        if any(row["gzip"] or row["brotli"] for row in rows):
            build.services.blobs.sync()
        fault.point("compress.after_put")
        with build.step() as session:
            session.connection().execute(_done, rows)
            before = sum(candidate.size_bytes for candidate in batch)
            after = sum(
                min(size for size in (row["brotli"], row["gzip"], candidate.size_bytes) if size is not None)
                for row, candidate in zip(rows, batch, strict=True)
            )
            files = f"{len(batch)} file" + ("s" if len(batch) != 1 else "")
            message = f"Compressed {files}, from {before:,} to {after:,} bytes."
            logs.append(session, build.deployment_id, "info", message)
            fault.point("compress.before_commit")
        fault.point("compress.after_commit")


def variants(data: bytes) -> tuple[bytes | None, bytes | None]:
    """`data` in gzip and in Brotli; None for one that does not pay. The same input gives the same bytes."""
    worthwhile = len(data) * MAX_RATIO
    with _narrow:
        engine = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
        gzipped = engine.compress(data) + engine.flush()
        brotlied: bytes = brotli.compress(data, quality=BROTLI_QUALITY)
    return (
        gzipped if len(gzipped) <= worthwhile else None,
        brotlied if len(brotlied) <= worthwhile else None,
    )


def compressible(path: str) -> bool:
    """Whether files of this name are of a type that is not compressed in itself."""
    return PurePosixPath(path).suffix[1:].lower() in COMPRESSIBLE


def _missing(build: Build) -> Iterator[Candidate]:
    """The deployment's blobs that no deployment has tried yet and that some file's name makes worth a try."""
    with build.services.database.transaction(write=False) as session:
        rows = session.connection().execute(_candidates, {"id": build.deployment_id}).all()
    for _, same in groupby(rows, key=lambda row: row.id):
        files = list(same)
        if any(compressible(file.path) for file in files):
            yield Candidate(files[0].id, files[0].key, files[0].size_bytes)


def _batches(candidates: Iterator[Candidate]) -> Iterator[list[Candidate]]:
    batch: list[Candidate] = []
    size = 0
    for candidate in candidates:
        if batch and (len(batch) == BATCH_FILES or size + candidate.size_bytes > BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(candidate)
        size += candidate.size_bytes
    if batch:
        yield batch


def _compress(build: Build, candidate: Candidate) -> dict[str, Any]:
    blobs = build.services.blobs
    gzipped, brotlied = variants(blobs.read(candidate.key))
    for suffix, variant in ((".gz", gzipped), (".br", brotlied)):
        if variant is not None:
            blobs.put(candidate.key + suffix, variant)
    return {
        "blob_id": candidate.id,
        "gzip": len(gzipped) if gzipped is not None else None,
        "brotli": len(brotlied) if brotlied is not None else None,
    }
