"""What a site says about its own serving: `/_redirects` and `/_headers`, in the form Netlify made common.

Parsed once, at publish, into the JSON of `Deployment.rules`; `server/sites` compiles that JSON and never sees
the text. A line that cannot be honoured is left out and becomes a warning with its number: a typo in one line
must not take a site down, and must not pass in silence either.

The JSON, which stays with a deployment for ever (hence the version):

    {"version": 1,
     "redirects": [{"from": "/store/*", "query": {"id": ":id"}, "to": "/shop/:splat", "status": 301,
                    "force": false}],
     "headers": [{"for": "/assets/*", "values": [["Cache-Control", "public, max-age=31536000"]]}]}

`from` and `for` are decoded and NFC, as the paths of the files are; `to` is kept as written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

VERSION = 1
MAX_FILE_BYTES = {"_redirects": 256 << 10, "_headers": 64 << 10}
MAX_LINE_CHARACTERS = 2_000
MAX_REDIRECTS = 2_000
MAX_DYNAMIC_REDIRECTS = 200  # those with a placeholder or a splat: tried one after the other
MAX_HEADER_PATHS = 200
MAX_HEADERS_PER_PATH = 50
MAX_WARNINGS = 100

REDIRECT_STATUSES = frozenset({301, 302, 303, 307, 308})
PAGE_STATUSES = frozenset({200, 404, 410})

# What the server says about the message itself, what only means something between two neighbours (RFC 9110,
# section 7.6.1), cookies, and what a proxy in front of us obeys (X-Accel-Redirect can name any file there).
_REFUSED_HEADERS = frozenset(
    {
        *("accept-ranges", "age", "allow", "alt-svc", "connection", "content-encoding", "content-length"),
        *("content-range", "date", "etag", "keep-alive", "last-modified", "location", "server", "set-cookie"),
        *("set-cookie2", "te", "trailer", "transfer-encoding", "upgrade", "vary", "via"),
        *("x-lighttpd-send-file", "x-sendfile"),
    }
)
_REFUSED_PREFIXES = ("x-accel-", "proxy-")

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}")  # RFC 9110, section 5.6.2
_VALUE = re.compile(r"[\x21-\x7e](?:[\x20-\x7e\t]*[\x21-\x7e])?")
_PLACEHOLDER = re.compile(r":([A-Za-z_][A-Za-z0-9_]*)")
_STATUS = re.compile(r"([1-9][0-9]{2})(!?)")
_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_TARGET_STARTS = ("/", "http://", "https://")


@dataclass(frozen=True, slots=True)
class RuleWarning:
    """A line that was left out, and why."""

    file: str  # _redirects, _headers
    line: int  # 1, 2, 3 …
    message: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.message}"


@dataclass(frozen=True, slots=True)
class ParsedRules:
    """The JSON for `Deployment.rules` (None: the site has no rules), and the warnings for the log."""

    rules: dict[str, Any] | None
    warnings: tuple[RuleWarning, ...]


class _Unusable(Exception):
    """The line cannot be honoured; the message is for the site's author."""


def parse(redirects: bytes | None, headers: bytes | None) -> ParsedRules:
    """The rules in the content of `/_redirects` and `/_headers`; None where the site has no such file.

    Never raises for what is in the files. Of a file longer than MAX_FILE_BYTES only the whole lines within it
    count, so a caller need not read more of the file than one byte beyond.
    """
    warnings: list[RuleWarning] = []
    rules = {
        "version": VERSION,
        "redirects": _redirects(redirects, warnings) if redirects else [],
        "headers": _headers(headers, warnings) if headers else [],
    }
    if len(warnings) > MAX_WARNINGS:
        file, line = warnings[-1].file, warnings[-1].line
        message = f"… and {len(warnings) - MAX_WARNINGS:,} more warnings up to this line."
        warnings[MAX_WARNINGS:] = [RuleWarning(file, line, message)]
    return ParsedRules(rules if rules["redirects"] or rules["headers"] else None, tuple(warnings))


def _lines(file: str, content: bytes, warnings: list[RuleWarning]) -> Iterator[tuple[int, str]]:
    """The numbered lines that say something, stripped."""
    limit = MAX_FILE_BYTES[file]
    too_long = len(content) > limit
    if too_long:
        content = content[:limit].rpartition(b"\n")[0]
    number = 0
    for number, raw in enumerate(content.removeprefix(b"\xef\xbb\xbf").splitlines(), start=1):
        try:
            line = raw.decode("utf-8").strip()
        except UnicodeDecodeError:
            warnings.append(RuleWarning(file, number, "This line is not UTF-8 and was left out."))
            continue
        if len(line) > MAX_LINE_CHARACTERS:
            message = f"This line is longer than {MAX_LINE_CHARACTERS:,} characters and was left out."
            warnings.append(RuleWarning(file, number, message))
        elif line and not line.startswith("#"):
            yield number, line
    if too_long:
        message = f"The file is longer than {limit:,} bytes; what follows this line was left out."
        warnings.append(RuleWarning(file, number, message))


# ------------------------------------------------------------------------------------------------- _redirects


def _redirects(content: bytes, warnings: list[RuleWarning]) -> list[dict[str, Any]]:
    rules: list[dict[str, Any]] = []
    dynamic = 0
    for number, line in _lines("_redirects", content, warnings):
        try:
            rule = _redirect(line)
            if len(rules) == MAX_REDIRECTS:
                raise _Unusable(f"There are more than {MAX_REDIRECTS:,} redirects; this one was left out.")
            if rule["from"].endswith("*") or "/:" in rule["from"]:
                if dynamic == MAX_DYNAMIC_REDIRECTS:
                    raise _Unusable(
                        f"There are more than {MAX_DYNAMIC_REDIRECTS} redirects with a placeholder or *; "
                        "this one was left out."
                    )
                dynamic += 1
            rules.append(rule)
        except _Unusable as reason:
            warnings.append(RuleWarning("_redirects", number, str(reason)))
    return rules


def _redirect(line: str) -> dict[str, Any]:
    """`from [name=value …] to [status[!]]`, with or without a comment at its end."""
    words = line.split()
    comment = next((index for index, word in enumerate(words) if word.startswith("#")), len(words))
    source, *rest = words[:comment]
    if source.startswith(("http://", "https://")):
        raise _Unusable("A rule starts with a path; rules for a whole domain are not supported.")
    pattern = _pattern(source)
    if "*" in pattern and not pattern.endswith("/*"):
        raise _Unusable("In a redirect * can only stand for everything after a slash, at the end: /news/*.")
    at = next((index for index, word in enumerate(rest) if word.startswith(_TARGET_STARTS)), None)
    if at is None:
        raise _Unusable("There is no target: write a path that starts with /, or an http:// or https:// URL.")
    query, target = _query(rest[:at]), rest[at]
    status, force = _status(rest[at + 1 :])
    captured = {each[1:] for each in (*pattern.split("/"), *query.values()) if each.startswith(":")}
    _check_target(target, status, captured | ({"splat"} if "*" in pattern else set()))
    if status in REDIRECT_STATUSES and not query and target.rstrip("/") == source.rstrip("/"):
        raise _Unusable("This would redirect a path to itself.")
    return {"from": pattern, "query": query, "to": target, "status": status, "force": force}


def _query(words: list[str]) -> dict[str, str]:
    """`id=:id` captures a parameter, `id=7` asks for its value."""
    query: dict[str, str] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name:
            raise _Unusable(f"{word!r} is neither a target (it would start with / or http) nor name=value.")
        if value.startswith(":") and not _PLACEHOLDER.fullmatch(value):
            raise _Unusable(f"{value!r} is not a placeholder: a colon, then letters, digits and _.")
        query[name] = value
    return query


def _status(words: list[str]) -> tuple[int, bool]:
    """`301`, or `301!` where the rule counts even if there is a file."""
    if not words:
        return 301, False
    match = _STATUS.fullmatch(words[0])
    if match is None or len(words) > 1:
        extra = words[0] if match is None else words[1]
        if "=" in extra:
            raise _Unusable(f"The condition {extra.partition('=')[0]}= is not supported.")
        raise _Unusable(f"{extra!r} cannot stand after the target: only a status can, such as 301 or 200!.")
    status = int(match[1])
    if status not in REDIRECT_STATUSES | PAGE_STATUSES:
        known = ", ".join(str(each) for each in sorted(REDIRECT_STATUSES | PAGE_STATUSES))
        raise _Unusable(f"The status {status} is not supported; use one of {known}.")
    return status, bool(match[2])


def _check_target(target: str, status: int, captured: set[str]) -> None:
    if not target.isprintable() or "\\" in target:
        raise _Unusable("The target has a character that cannot stand in a URL.")
    if _BAD_ESCAPE.search(target):
        raise _Unusable("The target has a % that is not followed by two hexadecimal digits.")
    if target.startswith("//"):
        raise _Unusable("A target that starts with // names another host: write https:// before it.")
    path = target
    if not target.startswith("/"):
        path = _path_of_url(target, status, captured)
    elif status in PAGE_STATUSES:
        for segment in re.split(r"[?#]", target, maxsplit=1)[0].split("/"):
            _segment(_PLACEHOLDER.sub("x", segment))
    for segment in re.split(r"[/?#&=]", path):
        if (match := _PLACEHOLDER.fullmatch(segment)) and match[1] not in captured:
            raise _Unusable(f"The target uses :{match[1]}, which nothing before it captures.")


def _path_of_url(target: str, status: int, captured: set[str]) -> str:
    if status in PAGE_STATUSES:
        raise _Unusable(f"With status {status} the target is a path of this site; proxying is not supported.")
    try:
        parts = urlsplit(target)
        if not parts.hostname or captured & set(_PLACEHOLDER.findall(parts.netloc)):
            # A part of the request in the host's place would send people wherever the author of a link likes.
            raise _Unusable("The target names no fixed host: placeholders can only stand after it.")
        _ = parts.port  # ValueError for what is no port
    except ValueError:
        raise _Unusable("The target is not a URL.") from None
    return target[target.index("//") + 2 + len(parts.netloc) :]


# --------------------------------------------------------------------------------------------------- _headers


def _headers(content: bytes, warnings: list[RuleWarning]) -> list[dict[str, Any]]:
    blocks: list[tuple[str, dict[str, tuple[str, list[str]]]]] = []  # path; lower-case name → name, values
    open_block = skipped_block = False
    for number, line in _lines("_headers", content, warnings):
        try:
            if line.startswith(_TARGET_STARTS):
                open_block, skipped_block = False, True
                blocks.append((_header_path(line, len(blocks)), {}))
                open_block = True
            elif open_block:
                values = blocks[-1][1]
                name, value = _header(line)
                if len(values) == MAX_HEADERS_PER_PATH and name.lower() not in values:
                    raise _Unusable(f"This path has more than {MAX_HEADERS_PER_PATH} headers already.")
                values.setdefault(name.lower(), (name, []))[1].append(value)
            elif not skipped_block:  # what belongs to a path that was left out is no news
                raise _Unusable("There is no path above this line: write the path first, then its headers.")
        except _Unusable as reason:
            warnings.append(RuleWarning("_headers", number, str(reason)))
    # The same name twice below one path is one list (RFC 9110, section 5.3).
    return [
        {"for": path, "values": [[name, ", ".join(each)] for name, each in values.values()]}
        for path, values in blocks
        if values
    ]


def _header_path(line: str, count: int) -> str:
    if not line.startswith("/"):
        raise _Unusable("A path starts with /; headers for a whole domain are not supported.")
    if count == MAX_HEADER_PATHS:
        raise _Unusable(f"There are more than {MAX_HEADER_PATHS} paths; this one and its headers were left out.")
    return _pattern(line)


def _header(line: str) -> tuple[str, str]:
    name, colon, value = (part.strip() for part in line.partition(":"))
    if not colon:
        raise _Unusable("This is neither a path (which starts with /) nor a header (Name: value).")
    if not _TOKEN.fullmatch(name):
        raise _Unusable(f"{name!r} is not the name of a header.")
    lower = name.lower()
    if lower in _REFUSED_HEADERS or lower.startswith(_REFUSED_PREFIXES):
        raise _Unusable(f"{name} cannot be set by a site.")
    if lower == "basic-auth":
        raise _Unusable("Basic-Auth is not supported; the files below this path are open to everyone.")
    if not _VALUE.fullmatch(value):
        raise _Unusable(f"The value of {name} is empty or has a character that cannot stand in a header.")
    return name, value


# ----------------------------------------------------------------------------------------------------- shared


def _pattern(source: str) -> str:
    """A path with placeholders and at most one *, decoded and NFC; _Unusable where it could never match."""
    if not source.startswith("/"):
        raise _Unusable("A rule starts with a path, and a path starts with /.")
    if "?" in source or "#" in source:
        raise _Unusable("A path has neither ? nor #; write a parameter as name=:value after the path.")
    if source.count("*") > 1:
        raise _Unusable("A path can have one * only.")
    segments = [_segment(segment) for segment in source[1:].split("/")]
    if not all(segments[:-1]):
        raise _Unusable("The path has two slashes in a row.")
    names = [segment for segment in segments if segment.startswith(":")]
    if len(names) != len(set(names)) or ":splat" in names:
        raise _Unusable("A placeholder's name can be used once, and :splat is what * captures.")
    return "/" + "/".join(segments)


def _segment(source: str) -> str:
    if _BAD_ESCAPE.search(source):
        raise _Unusable("The path has a % that is not followed by two hexadecimal digits.")
    try:
        segment = unicodedata.normalize("NFC", unquote_to_bytes(source).decode("utf-8"))
    except UnicodeDecodeError:
        raise _Unusable("The path is not UTF-8 when decoded.") from None
    if not segment.isprintable() or "/" in segment or "\\" in segment or segment in (".", ".."):
        raise _Unusable(f"{source!r} can never be part of a path.")
    if segment.count("*") != source.count("*") or segment.startswith(":") != source.startswith(":"):
        raise _Unusable("An escaped * or : cannot be told from a plain one; leave it out.")
    if segment.startswith(":") and not _PLACEHOLDER.fullmatch(segment):
        raise _Unusable(f"{segment!r} is not a placeholder: a colon, then letters, digits and _.")
    return segment
