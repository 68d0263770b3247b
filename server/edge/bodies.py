"""JSON bodies: their media type, their encoding, their limit; in the order in which a caller should hear of them."""

from __future__ import annotations

import re
import zlib

from server.edge.response import Headers
from server.kit.errors import BadRequest, PayloadTooLarge, UnsupportedMediaType

JSON = "application/json"
_MEDIA_TYPE = re.compile(r"\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+/[!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*(?:;(.*))?")
_CHARSET = re.compile(r'(?i)(?:^|;)\s*charset\s*=\s*"?([^\s";]+)')


def media_type(headers: Headers, taken: tuple[str, ...]) -> str | None:
    """The media type of a body, in lower case, if it is one of `taken`; None if the request names none.

    Raises UnsupportedMediaType, or BadRequest where there is more than one.
    """
    values = [value for key, value in headers if key == b"content-type"]
    if len(values) > 1:
        raise BadRequest("The request has more than one Content-Type.")
    if not values:
        return None
    match = _MEDIA_TYPE.fullmatch(values[0].decode("latin-1"))
    name = match[1].lower() if match else ""
    if match is None or name not in taken:
        shown = values[0].decode("latin-1")[:100]
        raise UnsupportedMediaType(f"Send the body as {' or '.join(taken)}, not {shown}.")
    charset = _CHARSET.search(match[2] or "")
    if name == JSON and charset and charset[1].lower() not in ("utf-8", "utf8", "us-ascii"):
        raise UnsupportedMediaType(f"JSON is UTF-8 (RFC 8259, section 8.1), not {charset[1][:40]}.")
    return name


def is_one_of(headers: Headers, media_types: frozenset[str]) -> bool:
    """Whether the body is of one of these types. Of a header that is wrong the operation itself tells, in its turn."""
    try:
        return media_type(headers, tuple(media_types)) is not None
    except (BadRequest, UnsupportedMediaType):
        return False


def too_large(limit: int) -> PayloadTooLarge:
    """The error for a body of more than `limit` bytes."""
    return PayloadTooLarge(f"The body is larger than {limit} bytes (YOUR_APP_MAX_BODY_BYTES).")


def decoded(raw: bytes, headers: Headers, limit: int) -> bytes:
    """The body without its Content-Encoding (RFC 9110, section 8.4): gzip or none, never more than `limit` bytes."""
    encodings = [value.strip().lower() for key, value in headers if key == b"content-encoding"]
    if not encodings or encodings == [b"identity"]:
        return raw
    if encodings not in ([b"gzip"], [b"x-gzip"]):
        shown = b", ".join(encodings).decode("latin-1")[:100]
        raise UnsupportedMediaType(f"Send the body as it is or with Content-Encoding gzip, not {shown}.")
    unzip = zlib.decompressobj(wbits=31)
    try:
        body = unzip.decompress(raw, limit + 1)
    except zlib.error as error:
        raise BadRequest(f"The body is not gzip: {str(error)[:100]}.") from None
    if len(body) > limit:
        raise too_large(limit)
    if not unzip.eof or unzip.unused_data:
        raise BadRequest("The body is not one whole gzip member: it is cut off, or something stands behind it.")
    return body


def refuse_encoding(headers: Headers) -> None:
    """For bodies that are files: what arrives is what is kept."""
    if any(key == b"content-encoding" and value.strip().lower() != b"identity" for key, value in headers):
        raise UnsupportedMediaType("Send the file as it is, without Content-Encoding.")
