"""The rules of one deployment (the JSON that `server/deployments/rules.py` made), compiled for matching."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote, unquote

from server.deployments.rules import REDIRECT_STATUSES

_PLACEHOLDER = re.compile(r":([A-Za-z_][A-Za-z0-9_]*)")
_URL_CHARACTERS = "!#$%&'()*+,/:;=?@[]~"  # stay as they are in a target (RFC 3986, section 2.2)
_PATH_CHARACTERS = "!$&'()*+,/:;=@~"
_HEADER_VALUE = re.compile(rb"[\x20-\x7e\t]+")
_MAX_QUERY_FIELDS = 100


def quote_path(path: str) -> str:
    """A decoded path as it stands in a URL."""
    return quote(path, safe=_PATH_CHARACTERS)


def with_query(location: str, raw_query: bytes) -> str:
    """The location with the query of the request passed on, before a fragment if it has one."""
    if not raw_query:
        return location
    before, hash_sign, fragment = location.partition("#")
    return f"{before}?{quote(raw_query, safe=_URL_CHARACTERS)}{hash_sign}{fragment}"


@dataclass(frozen=True, slots=True)
class Redirect:
    """Send the client to `location`."""

    status: int
    location: str


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Answer with the site's file at `path`, and with this status."""

    status: int
    path: str


class _Rule:
    """One redirect or rewrite."""

    __slots__ = ("_pattern", "_pieces", "force", "is_redirect", "query", "status", "target_has_query")

    def __init__(self, rule: Mapping[str, Any]) -> None:
        source, target = rule["from"], rule["to"]
        self.status: int = rule["status"]
        self.force: bool = rule["force"]
        self.query: dict[str, str] = rule["query"]
        self.is_redirect = self.status in REDIRECT_STATUSES
        self.target_has_query = "?" in target
        self._pattern = None if _is_static(source) else _compile(source)
        captured = {name[1:] for name in (*source.split("/"), *self.query.values()) if name.startswith(":")}
        if source.endswith("*"):
            captured.add("splat")
        self._pieces = _template(target, captured, decoded=not self.is_redirect)

    def match_path(self, path: str) -> dict[str, str] | None:
        """What the rule captures from a decoded path, or None if it is about another path."""
        if self._pattern is None:
            return {}  # found by its path
        match = self._pattern.fullmatch(path)
        return None if match is None else {name: value or "" for name, value in match.groupdict().items()}

    def match_query(self, fields: Mapping[str, str]) -> dict[str, str] | None:
        """What it captures from the parameters; None unless exactly those that it names are there."""
        if fields.keys() != self.query.keys():
            return None
        values: dict[str, str] = {}
        for name, wanted in self.query.items():
            if wanted.startswith(":"):
                values[wanted[1:]] = fields[name]
            elif fields[name] != wanted:
                return None
        return values

    def target(self, values: Mapping[str, str]) -> str:
        """The target with what was captured put in: a URL for a redirect, a decoded path for a rewrite."""
        if not self.is_redirect:
            path = "".join(values[text] if is_name else text for text, is_name in self._pieces)
            return unicodedata.normalize("NFC", path)
        result = ""
        for text, is_name in self._pieces:
            if is_name:
                text = quote(values[text], safe="" if "?" in result else _PATH_CHARACTERS)
            result += text
        if result.startswith("//"):
            # `/old/* /:splat` and a request for /old//evil.example: a path stays a path of this site.
            result = "/" + result.lstrip("/")
        return result


class RedirectRules:
    """All redirects and rewrites of a site; of those that match, the one that was written first counts."""

    def __init__(self, rules: Sequence[Mapping[str, Any]]) -> None:
        self._static: dict[str, list[tuple[int, _Rule]]] = {}
        self._dynamic: list[tuple[int, _Rule]] = []
        self.any_forced = any(rule["force"] for rule in rules)
        for index, each in enumerate(rules):
            rule = _Rule(each)
            if _is_static(each["from"]):
                self._static.setdefault(_without_slash(each["from"]), []).append((index, rule))
            else:
                self._dynamic.append((index, rule))

    def match(self, path: str, raw_query: bytes, *, forced: bool) -> tuple[Redirect | Rewrite | None, bool]:
        """What the rules say about a decoded path, and whether another query could have changed that.

        `forced`: only those rules that count even where there is a file.
        """
        fields: dict[str, str] | None = None
        for rule in self._candidates(path):
            if forced and not rule.force:
                continue
            values = rule.match_path(path)
            if values is not None and rule.query:
                fields = _fields(raw_query) if fields is None else fields
                captured = rule.match_query(fields)
                values = None if captured is None else values | captured
            if values is None:
                continue
            target = rule.target(values)
            if not rule.is_redirect:
                return Rewrite(rule.status, target), fields is not None
            location = target if rule.query or rule.target_has_query else with_query(target, raw_query)
            if location != with_query(quote_path(path), raw_query):  # to itself: it would never end
                return Redirect(rule.status, location), True
        return None, fields is not None

    def _candidates(self, path: str) -> Iterator[_Rule]:
        """The rules that could match, in the order of the file."""
        static = self._static.get(_without_slash(path), ())
        position = 0
        for index, rule in static:
            while position < len(self._dynamic) and self._dynamic[position][0] < index:
                yield self._dynamic[position][1]
                position += 1
            yield rule
        for _, rule in self._dynamic[position:]:
            yield rule


class HeaderRules:
    """What headers a site wants on which paths."""

    def __init__(self, rules: Sequence[Mapping[str, Any]]) -> None:
        self._rules = [(_compile_glob(rule["for"]), _headers(rule["values"])) for rule in rules]

    def for_path(self, path: str) -> dict[bytes, bytes]:
        """Lower-case name → value for a decoded path. What stands further down in the file wins."""
        found: dict[bytes, bytes] = {}
        for pattern, headers in self._rules:
            if pattern.fullmatch(path):
                found.update(headers)
        return found


def _is_static(source: str) -> bool:
    return "/:" not in source and not source.endswith("*")


def _without_slash(path: str) -> str:
    return path.rstrip("/") or "/"


def _compile(source: str) -> re.Pattern[str]:
    """`/news/:year/*` → a pattern that also takes the path without what the splat stands for, or without a slash."""
    splat = source.endswith("/*")
    expression = ""
    for segment in (source[:-2] if splat else _without_slash(source)).split("/")[1:]:
        expression += "/" + (f"(?P<{segment[1:]}>[^/]+)" if segment.startswith(":") else re.escape(segment))
    return re.compile(expression + (r"(?:/(?P<splat>.*))?" if splat else "/?"))


def _compile_glob(source: str) -> re.Pattern[str]:
    """`/assets/*.js`, `/docs/:page`: one * for anything, a placeholder for one segment."""
    expression = ""
    for segment in source.split("/")[1:]:
        expression += "/" + ("[^/]+" if segment.startswith(":") else re.escape(segment).replace(r"\*", ".*"))
    return re.compile(expression)


def _template(target: str, captured: set[str], *, decoded: bool) -> list[tuple[str, bool]]:
    """The target cut into text and names; text is quoted for a URL, or decoded for a path."""
    if decoded:
        target = re.split(r"[?#]", target, maxsplit=1)[0]
    pieces: list[tuple[str, bool]] = []
    position = 0
    for match in _PLACEHOLDER.finditer(target):
        if match[1] in captured:
            pieces += [(target[position : match.start()], False), (match[1], True)]
            position = match.end()
    pieces.append((target[position:], False))
    prepare = unquote if decoded else lambda text: quote(text, safe=_URL_CHARACTERS)
    return [(text, True) if is_name else (prepare(text), False) for text, is_name in pieces if text]


def _fields(raw_query: bytes) -> dict[str, str]:
    try:
        return dict(parse_qsl(raw_query.decode("latin-1"), keep_blank_values=True, max_num_fields=_MAX_QUERY_FIELDS))
    except ValueError:
        return {}  # too many to be the few that a rule can name


def _headers(values: Sequence[Sequence[str]]) -> dict[bytes, bytes]:
    encoded = {name.lower().encode("latin-1"): value.encode("latin-1", "replace") for name, value in values}
    # Checked when it was parsed; checked again because the fast path writes this without looking.
    return {name: value for name, value in encoded.items() if _HEADER_VALUE.fullmatch(value)}
