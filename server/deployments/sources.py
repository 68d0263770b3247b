"""Where the files of a deployment come from: an uploaded archive, or a folder of this server (a template)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from server.auth.actor import Upload
from server.deployments.archive import entries_of
from server.deployments.archive_entry import SPECIAL_FILE
from server.deployments.listing import Listing
from server.kit.blobs import BlobStore, chunks_of
from server.kit.config import Limits
from server.kit.errors import Detail, ValidationError

TEMPLATES = Path(__file__).with_name("templates")


@dataclass(frozen=True, slots=True)
class IngestedFile:
    """One file of a site, its content in the blob store."""

    path: str  # `/docs/index.html`, NFC
    digest: str  # SHA-256, hex
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Ingested:
    """A whole site: every file is in the blob store at `<prefix>/<digest>`, durable, and none in the database yet."""

    prefix: str
    files: tuple[IngestedFile, ...]
    warnings: tuple[str, ...] = ()  # what was left out, in sentences for the deployment's log


def ingest_archive(upload: Upload, prefix: str, blobs: BlobStore, limits: Limits) -> Ingested:
    """Check an archive and put its files into the blob store below `prefix`, in one pass.

    ValidationError, with every bad name that was found in `details`, if it cannot be published as it is. On any
    error nothing is left in the store.
    """
    listing = Listing(limits)
    files = []
    with blobs.writer(prefix) as writer, entries_of(upload.path, upload.media_type, limits) as entries:
        for entry in entries:
            path = listing.admit(entry.name, entry.size_bytes, is_folder=entry.is_folder, problem=entry.problem)
            if path is not None:
                files.append(IngestedFile(path, *writer.add(entry.chunks, limits.file_bytes)))
        listing.check()
    return Ingested(prefix, tuple(files), listing.warnings())


def ingest_folder(folder: Path, prefix: str, blobs: BlobStore, limits: Limits) -> Ingested:
    """Put the files of a folder into the blob store below `prefix`, by the same rules as those of an archive."""
    listing = Listing(limits)
    files = []
    with blobs.writer(prefix) as writer:
        for place in sorted(folder.rglob("*")):
            if place.is_dir() and not place.is_symlink():
                continue
            problem = None if place.is_file() and not place.is_symlink() else SPECIAL_FILE
            path = listing.admit(str(place.relative_to(folder)), place.lstat().st_size, problem=problem)
            if path is not None:
                with place.open("rb") as file:
                    files.append(IngestedFile(path, *writer.add(chunks_of(file), limits.file_bytes)))
        listing.check()
    return Ingested(prefix, tuple(files), listing.warnings())


def template_names() -> list[str]:
    """The templates that a project can have."""
    return sorted(folder.name for folder in TEMPLATES.iterdir() if (folder / "index.html").is_file())


def ingest_template(name: str, prefix: str, blobs: BlobStore, limits: Limits) -> Ingested:
    """Put a template's files into the blob store below `prefix`; ValidationError if there is no such template."""
    if name not in template_names():
        message = f"There is no template '{name}'. There are: {', '.join(template_names())}."
        raise ValidationError(message, details=[Detail("source.template", message)])
    return ingest_folder(TEMPLATES / name, prefix, blobs, limits)
