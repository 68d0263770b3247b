"""What a client accepts, already has, and wants a part of (RFC 9110, sections 12.5.3, 13 and 14)."""

from __future__ import annotations

import re
from typing import Final

IDENTITY: Final = "identity"
GZIP: Final = "gzip"
BROTLI: Final = "br"
# Where the client likes two alike, the smaller one first.
_OURS = (BROTLI, GZIP, IDENTITY)
_QUALITY = re.compile(rb"(?i)q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)")
_ENTITY_TAG = re.compile(rb'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')
_RANGE = re.compile(rb"(?i)bytes=[ \t]*(?:([0-9]+)-([0-9]*)|-([0-9]+))[ \t]*")

# Few values are ever sent; the limit is for those who send many. The tuples are shared, so comparing is cheap.
_MEMO_LIMIT = 1_000
_memo: dict[bytes, tuple[str, ...]] = {}
_IDENTITY_ONLY = (IDENTITY,)


def accepted(accept_encoding: bytes | None) -> tuple[str, ...]:
    """Our content codings in the order in which this client wants them, never empty.

    Without the header, identity: the RFC would allow any, and clients that do not ask cannot be trusted to decode.
    Identity is always last even where it is refused: we answer with what we have rather than with 406 (the RFC's
    section 12.5.3 leaves that to us).
    """
    if accept_encoding is None:
        return _IDENTITY_ONLY
    known = _memo.get(accept_encoding)
    if known is None:
        if len(_memo) >= _MEMO_LIMIT:
            _memo.clear()
        known = _memo[accept_encoding] = _preference(accept_encoding)
    return known


def _preference(value: bytes) -> tuple[str, ...]:
    named: dict[str, float] = {}
    for item in value.split(b","):
        coding, *parameters = (part.strip() for part in item.split(b";"))
        name = coding.decode("latin-1").lower().removeprefix("x-")  # x-gzip is gzip (section 8.4.1.3)
        quality = 1.0
        for parameter in parameters:
            match = _QUALITY.fullmatch(parameter)
            quality = float(match[1]) if match else 0.0
        named[name] = max(quality, named.get(name, 0.0))
    others = named.get("*")
    # Identity that is not mentioned is acceptable, and liked less than anything that is.
    unmentioned = {BROTLI: 0.0, GZIP: 0.0, IDENTITY: 0.0001}
    quality_of = {coding: named.get(coding, others if others is not None else unmentioned[coding]) for coding in _OURS}
    order = sorted((coding for coding in _OURS if quality_of[coding] > 0), key=lambda each: -quality_of[each])
    return tuple(order if IDENTITY in order else [*order, IDENTITY])


def any_match(if_none_match: bytes, etag: bytes) -> bool:
    """Whether the client has this version already: weak comparison, lists and `*` (section 13.1.2)."""
    if if_none_match == etag:
        return True
    return if_none_match.strip() == b"*" or etag in _ENTITY_TAG.findall(if_none_match)


def strong_match(if_match: bytes, etag: bytes) -> bool:
    """Whether this version is one of those named: strong comparison, lists and `*` (section 13.1.1)."""
    if if_match.strip() == b"*":
        return True
    return any(match[0] == etag for match in _ENTITY_TAG.finditer(if_match))


class Unsatisfiable(Exception):
    """The range lies outside of the content: 416 (section 15.5.17)."""


def parse_range(value: bytes, size: int) -> tuple[int, int] | None:
    """The one range asked for, as start and end (exclusive), within `size`.

    None where the header is to be ignored: another unit, a malformed value, several ranges (section 14.2 lets us,
    and a thousand tiny ones would cost more than the whole), or an empty file, of which no part can be described.
    """
    match = _RANGE.fullmatch(value)
    if match is None:
        return None
    first, last, suffix = match.groups()
    if suffix is not None:
        length = _number(suffix)
        if length == 0:
            raise Unsatisfiable
        return (max(size - length, 0), size) if size else None
    start = _number(first)
    if last and _number(last) < start:
        return None  # malformed (section 14.1.1), which is not the same as out of bounds
    if start >= size:
        raise Unsatisfiable
    return start, min(_number(last) + 1, size) if last else size


def _number(digits: bytes) -> int:
    """Digits as a number; beyond 18 of them all are alike, and the interpreter refuses to read 5,000."""
    digits = digits.lstrip(b"0")
    return int(digits or b"0") if len(digits) <= 18 else 10**18
