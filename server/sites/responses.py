"""Everything about the answer with a file that can be made before anybody asks for it.

A `Page` is a file as one URL shows it; a `Representation` is that in one content coding, with its headers ready
for ASGI and as bytes for the fast path. Only what one request decides (has the client got it, which part does it
want) is left for `select`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from server.sites import pages
from server.sites.content_types import content_type, may_vary
from server.sites.manifests import File
from server.sites.negotiation import (
    BROTLI,
    GZIP,
    IDENTITY,
    Unsatisfiable,
    any_match,
    parse_range,
    strong_match,
)

Headers = list[tuple[bytes, bytes]]

IMMUTABLE = b"public, max-age=31536000, immutable"
REVALIDATE = pages.REVALIDATE.encode()
# Ours unless the site says otherwise in its /_headers.
_SECURITY: Headers = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
]
_NOTHING: Headers = [(b"content-length", b"0"), (b"cache-control", b"no-store")]
_SUFFIXES = {IDENTITY: ("", ""), GZIP: ("-gz", ".gz"), BROTLI: ("-br", ".br")}  # of the ETag, of the blob's key
_PAGE_COST, _CODING_COST = 800, 1_600  # bytes of memory, as measured; headers of the site's own come on top


class Representation:
    """A page in one content coding."""

    __slots__ = ("blob_key", "etag", "head", "headers", "not_modified", "not_modified_head", "size")

    def __init__(self, blob_key: str, size: int, etag: bytes, headers: Headers, validators: Headers) -> None:
        self.blob_key = blob_key
        self.size = size
        self.etag = etag
        self.headers = headers
        self.not_modified = validators
        # What follows the status line and the headers that the server adds.
        self.head = _as_bytes(headers)
        self.not_modified_head = _as_bytes(validators)


class Page:
    """A file as one URL shows it."""

    __slots__ = ("_chosen", "_content_type", "_file", "_own", "_security", "_varies", "has_own_headers", "status")

    def __init__(
        self, file: File, path: str, site_headers: Mapping[bytes, bytes], *, status: int, immutable: bool
    ) -> None:
        """`path` is the file's, and tells its type; `site_headers` are those for the path of the request."""
        own = dict(site_headers)
        self.status = status
        self.has_own_headers = bool(own)
        self._file = file
        kind = content_type(path)
        self._content_type = own.pop(b"content-type", kind.encode())
        self._varies = may_vary(kind) or file.gzip_bytes is not None or file.brotli_bytes is not None
        cache = IMMUTABLE if immutable else REVALIDATE
        if status != 200:
            # A year in a cache is for what was found; what is missing now may be there tomorrow.
            own.pop(b"cache-control", None)
            own.pop(b"expires", None)
            cache = REVALIDATE
        self._own: Headers = list(({b"cache-control": cache} | own).items())
        self._security: Headers = [header for header in _SECURITY if header[0] not in own]
        self._chosen: dict[tuple[str, ...], Representation] = {}

    @property
    def cost(self) -> int:
        """About how many bytes of memory it takes at most."""
        own = 2 * sum(len(name) + len(value) for name, value in self._own)  # in the answers 200 and 304
        codings = 1 + (self._file.gzip_bytes is not None) + (self._file.brotli_bytes is not None)
        return _PAGE_COST + codings * (_CODING_COST + own)

    def choose(self, accepted: tuple[str, ...]) -> Representation:
        """The representation for a client that accepts these codings, the first of them most."""
        representation = self._chosen.get(accepted)
        if representation is None:
            coding, size = self._best(accepted)
            # Preferences that lead to the same coding share one representation.
            representation = self._chosen.get((coding,)) or self._represent(coding, size)
            self._chosen[(coding,)] = self._chosen[accepted] = representation
        return representation

    def _best(self, accepted: tuple[str, ...]) -> tuple[str, int]:
        sizes = {GZIP: self._file.gzip_bytes, BROTLI: self._file.brotli_bytes}
        for coding in accepted:
            size = sizes.get(coding)
            if size is not None:
                return coding, size
            if coding == IDENTITY:
                break
        return IDENTITY, self._file.size_bytes

    def _represent(self, coding: str, size: int) -> Representation:
        tag, ending = _SUFFIXES[coding]
        etag = f'"{self._file.digest}{tag}"'.encode()
        vary = [(b"vary", b"Accept-Encoding")] if self._varies else []
        headers: Headers = [(b"content-type", self._content_type), (b"content-length", str(size).encode())]
        if coding != IDENTITY:
            headers.append((b"content-encoding", coding.encode()))
        if self.status == 200:
            headers += [(b"etag", etag), (b"accept-ranges", b"bytes")]
        headers += [*vary, *self._own, *self._security]
        # RFC 9110, section 15.4.5. The site's headers too: a cache updates what it holds with them, and the same
        # content may have got another Content-Security-Policy with a new deployment.
        validators = [(b"etag", etag), *vary, *self._own]
        return Representation(self._file.key + ending, size, etag, headers, validators)


class Selection(NamedTuple):
    """The answer for one request: status, headers, and which bytes of the representation (none if end is 0)."""

    status: int
    headers: Headers
    start: int = 0
    end: int = 0


def select(representation: Representation, method: str, wanted: Mapping[bytes, bytes]) -> Selection:
    """Evaluate the preconditions and the range of a GET or HEAD for a page with status 200.

    The order is that of RFC 9110, section 13.2.2. There is no Last-Modified, so what compares dates is ignored, as
    that section demands.
    """
    etag = representation.etag
    if_match = wanted.get(b"if-match")
    if if_match is not None and not strong_match(if_match, etag):
        return Selection(412, _NOTHING)
    if_none_match = wanted.get(b"if-none-match")
    if if_none_match is not None and any_match(if_none_match, etag):
        return Selection(304, representation.not_modified)
    size = representation.size
    if method == "HEAD":
        return Selection(200, representation.headers)
    value = wanted.get(b"range")
    # If-Range with a weak, other or dated validator means: the whole (section 13.1.5).
    if value is not None and wanted.get(b"if-range", etag).strip() == etag:
        try:
            part = parse_range(value, size)
        except Unsatisfiable:
            return Selection(416, [(b"content-range", b"bytes */%d" % size), *_NOTHING])
        if part is not None:
            start, end = part
            headers = [
                (name, b"%d" % (end - start) if name == b"content-length" else text)
                for name, text in representation.headers
            ]
            headers.append((b"content-range", b"bytes %d-%d/%d" % (start, end - 1, size)))
            return Selection(206, headers, start, end)
    return Selection(200, representation.headers, 0, size)


def _as_bytes(headers: Headers) -> bytes:
    return b"".join(b"%b: %b\r\n" % header for header in headers) + b"\r\n"
