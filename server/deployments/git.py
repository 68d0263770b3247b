"""Fetches a site from a git repository: one commit, without its history, into the blob store.

Whoever may deploy chooses the address, so the host is looked up here, each of its addresses must be a public one, and
git connects to these and to nothing else. Time, disk and memory are bounded. The repository lies in a scratch folder
meanwhile, of which nothing is left, whatever happens.
"""

from __future__ import annotations

import os
import re
import time
from collections import deque
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from server.deployments import git_source
from server.deployments.archive_entry import SPECIAL_FILE
from server.deployments.build import Stopped
from server.deployments.git_repository import FETCHED, Damaged, NameTooLong, Repository
from server.deployments.git_source import GitSource
from server.deployments.listing import Listing, shown
from server.deployments.sources import Ingested, IngestedFile
from server.kit import addresses
from server.kit.addresses import Address, is_public
from server.kit.blobs import BlobStore
from server.kit.config import Limits, Settings
from server.kit.errors import Detail, ValidationError
from server.kit.log import get_logger
from server.kit.process_group import Bounds, ProgramFailed
from server.kit.scratch import scratch_folder

log = get_logger(__name__)

CANCEL_POLL_SECONDS = 0.5
MESSAGE_CHARACTERS = 300  # of what git said
# Git holds an object that is stored as a difference in memory, with what it differs from; the rest is for itself.
GIT_MEMORY_BYTES = 256 << 20
OBJECTS_IN_MEMORY = 4

Resolve: TypeAlias = Callable[[str, int], tuple[Address, ...]]

_FOLDER = "040000"
_PROBLEMS = {
    "120000": f"It is a symbolic link. {SPECIAL_FILE}",
    "160000": "It is a submodule, and those are not fetched. Put its files in its place, or leave it out.",
}

# https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md
_LFS_POINTER = b"version https://git-lfs.github.com/spec/v1\n"
_LFS_POINTER_BYTES = 1024
_LFS_SHOWN = 3

# What git says, and what that means for the person.
_NO_SUCH_REF = re.compile(
    r"couldn't find remote ref |(?:git upload-pack|remote error: upload-pack): not our ref |Server does not allow "
)
_OTHER_FORMAT = re.compile(r"mismatched algorithms: ")
_NO_MEMORY = re.compile(r"^(?:fatal|error): .*(?:[Oo]ut of memory|malloc|realloc|mmap failed)", re.MULTILINE)
_SAYS = re.compile(r"^(?:fatal|error): (.+)", re.MULTILINE)
_URL_AGAIN = re.compile(r"unable to access '[^']*': ")
_ADVICE = (
    (
        re.compile(r"returned error: 30\d"),
        "The server redirects, and that is not followed. Use the address that it redirects to; it often ends in .git.",
    ),
    (
        re.compile(
            r"could not read Username|Authentication failed|returned error: 40[134]|not found$|not appear to be"
        ),
        "There is no such repository, or it is not public.",
    ),
    (
        re.compile(r"certificate|SSL|TLS", re.IGNORECASE),
        "The certificate must be one that this server trusts (operators: YOUR_APP_GIT_CA_FILE).",
    ),
    (re.compile(r"dumb http"), "The server must speak git's smart protocol."),
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A site out of a repository."""

    ingested: Ingested
    commit: str  # its ID in full


def fetch(
    url: str,
    ref: str | None,
    folder: str | None,
    *,
    prefix: str,
    blobs: BlobStore,
    settings: Settings,
    cancelled: Callable[[], bool] = lambda: False,
    resolve: Resolve = addresses.resolve,
) -> Fetched:
    """Put the files of `folder` at `ref` into the blob store below `prefix`, by the same rules as an archive's.

    Without `ref` those of the default branch, without `folder` the whole repository. A name that is both a branch and
    a tag means the branch. Stopped soon after `cancelled` answers true; it is asked all the time.

    ValidationError for everything else: with the details of `git_source.parse` or of what cannot be published, or by
    its code `git_failed`, `git_timeout`, `git_too_large`, `git_address_refused`. On any error nothing is left behind.
    """
    source = git_source.parse(url, ref, folder, settings)
    with scratch_folder(settings.data_dir / "incoming") as scratch:
        watch = _Watch(source, settings, scratch, cancelled)
        repository = Repository(scratch, _transport(source, settings, resolve), _bounds(settings.limits), watch.look)
        try:
            _fetch(repository, source)
            commit, tree = _tree(repository, source)
            ingested = _ingest(repository, tree, prefix, blobs, settings.limits)
        except ProgramFailed as failure:
            watch.check_size()
            raise _explained(failure.errors, source) from failure
        except Damaged as error:
            raise _failed(f"The repository at {shown(source.url)} is damaged: {error}.") from error
    return Fetched(ingested, commit)


def _bounds(limits: Limits) -> Bounds:
    return Bounds(
        # More than is taken, so that a file that stops there is certainly too large.
        file_bytes=limits.site_bytes + 512,
        memory_bytes=GIT_MEMORY_BYTES + OBJECTS_IN_MEMORY * limits.file_bytes,
    )


class _Watch:
    """Looks at a fetch that is under way, and ends it when it is time to, by what it raises."""

    def __init__(self, source: GitSource, settings: Settings, scratch: Path, cancelled: Callable[[], bool]) -> None:
        self._source = source
        self._settings = settings
        self._scratch = scratch
        self._cancelled = cancelled
        self._deadline = time.monotonic() + settings.git_timeout_seconds
        self._ask_at = 0.0

    def look(self) -> None:
        """Time, cancellation and size."""
        now = time.monotonic()
        if now >= self._deadline:
            seconds = self._settings.git_timeout_seconds
            raise ValidationError(
                f"To fetch {self._source.shown_ref} of {shown(self._source.url)} took longer than {seconds:g} seconds "
                "(YOUR_APP_GIT_TIMEOUT_SECONDS). Try again later, or send the site as an archive.",
                code="git_timeout",
            )
        if now >= self._ask_at:
            self._ask_at = now + CANCEL_POLL_SECONDS
            if self._cancelled():
                raise Stopped
        self.check_size()

    def check_size(self) -> None:
        """Raise if the repository is larger than a site may be."""
        limit = self._settings.limits.site_bytes
        if _size_bytes(self._scratch) > limit:
            raise ValidationError(
                f"The repository at {shown(self._source.url)} has more than {limit:,} bytes, packed by git and without "
                "its history (YOUR_APP_MAX_SITE_BYTES). Deploy a smaller one, or send the site as an archive.",
                code="git_too_large",
            )


def _size_bytes(folder: Path) -> int:
    size = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            with suppress(FileNotFoundError):  # renamed meanwhile
                size += Path(parent, name).stat().st_size
    return size


def _transport(source: GitSource, settings: Settings, resolve: Resolve) -> dict[str, str]:
    """The configuration by which git gets to the host, at addresses that were checked, and nowhere else."""
    if source.host is None:
        return {"protocol.file.allow": "always"}
    config = {"protocol.https.allow": "always"}
    if settings.git_ca_file:
        config["http.sslCAInfo"] = settings.git_ca_file
    if source.address is not None:
        return config
    found = resolve(source.host, source.port)
    if not found:
        raise _failed(f"The host of {shown(source.url)} is not known. Check its spelling.")
    if not settings.git_allow_private and not all(map(is_public, found)):
        log.warning("git_address_refused", host=source.host, addresses=[str(each) for each in found])
        message = git_source.not_public(source.host)
        raise ValidationError(message, details=[Detail("source.url", message)], code="git_address_refused")
    # CURLOPT_RESOLVE: curl takes these and does not look the host up again, when the answer may be another one.
    pinned = ",".join(f"[{each}]" if each.version == 6 else str(each) for each in found)
    return config | {"http.curloptResolve": f"{source.host}:{source.port}:{pinned}"}


def _fetch(repository: Repository, source: GitSource) -> None:
    """Fetch what the source names. Never by a name that git completes: it would prefer a tag to a branch."""
    names = deque([source.commit_id or source.ref or "HEAD"])
    if source.commit_id is None and source.ref not in (None, "HEAD") and not names[0].startswith("refs/"):
        names = deque([f"refs/heads/{source.ref}", f"refs/tags/{source.ref}"])
    object_format: Literal["sha1", "sha256"] = "sha256" if len(source.commit_id or "") == 64 else "sha1"
    repository.create(object_format)
    while names:
        try:
            return repository.fetch(source.url, names[0])
        except ProgramFailed as failure:
            said = _said(failure.errors)
            if _NO_SUCH_REF.match(said):
                names.popleft()
            elif _OTHER_FORMAT.match(said) and object_format == "sha1":
                object_format = "sha256"
                repository.create(object_format)
            else:
                raise
    raise _failed(_missing(source))


def _missing(source: GitSource) -> str:
    url = shown(source.url)
    if source.ref is None:
        return f"The repository at {url} has no default branch. Is it empty? Otherwise name a branch as its ref."
    if source.commit_id is not None:
        return f"The repository at {url} has no commit {source.commit_id}, or does not give it out."
    return (
        f"The repository at {url} has no branch or tag '{source.ref}'. Upper and lower case count, and a commit is "
        "named by its whole ID of 40 or 64 digits."
    )


def _tree(repository: Repository, source: GitSource) -> tuple[str, str]:
    """The IDs of the fetched commit and of the tree that is the site."""
    commit, tree = repository.find(f"{FETCHED}^{{commit}}", f"{FETCHED}^{{commit}}:{source.folder}")
    if commit is None:
        raise _failed(f"In the repository at {shown(source.url)}, {source.shown_ref} is not a commit.")
    if tree is None or tree.kind != "tree":
        what = "no folder" if tree is None else "a file, and no folder,"
        message = f"There is {what} '{shown(source.folder)}' in {source.shown_ref} of {shown(source.url)}."
        raise ValidationError(message, details=[Detail("source.folder", message)], code="git_failed")
    return commit.object_id, tree.object_id


def _ingest(repository: Repository, tree: str, prefix: str, blobs: BlobStore, limits: Limits) -> Ingested:
    """List the whole tree, and store its files if nothing is wrong with any."""
    listing = Listing(limits, subject="repository")
    wanted: dict[str, list[str]] = {}  # paths by the object that has their content
    with closing(repository.entries(tree, name_bytes=4 * limits.path_bytes)) as entries:
        try:
            for entry in entries:
                is_folder, problem = entry.mode == _FOLDER, _PROBLEMS.get(entry.mode)
                path = listing.admit(entry.name, entry.size_bytes, is_folder=is_folder, problem=problem)
                if path is not None:
                    wanted.setdefault(entry.object_id, []).append(path)
        except NameTooLong as error:
            listing.admit(error.beginning, 0)
    listing.check()
    files: list[IngestedFile] = []
    pointers: list[str] = []
    with blobs.writer(prefix) as writer, closing(repository.contents(wanted)) as contents:
        for paths, (size_bytes, chunks) in zip(wanted.values(), contents, strict=True):
            if size_bytes <= _LFS_POINTER_BYTES:
                content = b"".join(chunks)
                digest = writer.put_bytes(content)
                if content.startswith(_LFS_POINTER):
                    pointers += paths
            else:
                digest, size_bytes = writer.add(chunks, limits.file_bytes)
            files.extend(IngestedFile(path, digest, size_bytes) for path in paths)
    return Ingested(prefix, tuple(files), (*listing.warnings(), *_lfs_warning(pointers)))


def _lfs_warning(pointers: list[str]) -> list[str]:
    if not pointers:
        return []
    names = ", ".join(shown(each) for each in pointers[:_LFS_SHOWN]) + (", …" if len(pointers) > _LFS_SHOWN else "")
    return [
        f"{len(pointers):,} {'file is' if len(pointers) == 1 else 'files are'} kept in Git LFS, which is not fetched: "
        f"the site has the pointers in place of the content ({names})."
    ]


def _explained(errors: str, source: GitSource) -> ValidationError:
    """The error for what git wrote to standard error when it failed."""
    if _NO_MEMORY.search(errors):
        return ValidationError(
            f"The repository at {shown(source.url)} needs more memory to unpack than a repository gets. Deploy a "
            "smaller one, or send the site as an archive.",
            code="git_too_large",
        )
    line = "".join(each if each.isprintable() else "?" for each in _URL_AGAIN.sub("", _said(errors))).strip(" .")
    advice = next((f" {text}" for pattern, text in _ADVICE if pattern.search(line)), "")
    place = f"{source.shown_ref} of {shown(source.url)}"
    return _failed(f"Could not fetch {place}. Git says: {line[:MESSAGE_CHARACTERS]}.{advice}")


def _said(errors: str) -> str:
    """What git wrote about the cause: that comes first, and after it what the cause led to."""
    said = _SAYS.search(errors)
    return said[1] if said is not None else errors.strip().rpartition("\n")[2] or "it did not say why"


def _failed(message: str) -> ValidationError:
    return ValidationError(message, code="git_failed")
