"""Turns the arguments of a call into a request."""

from __future__ import annotations

import io
import json
import os
import secrets
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import IO, Any, cast
from urllib.parse import quote, urlencode

from .errors import ConfigurationError
from .models import to_json
from .options import NOT_GIVEN, Content, NotGiven, Operation

_PIECE = 1 << 16

_dump = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=to_json).encode


class Body:
    """A request's body. `open` gives it for one try, as often as it is `replayable`."""

    __slots__ = ("_content", "_start", "content_type", "length", "replayable")

    def __init__(self, content: Content, content_type: str) -> None:
        self.content_type = content_type
        self.replayable = True
        self.length: int | None = None
        self._start = 0
        if isinstance(content, str):
            content = content.encode()
        elif isinstance(content, (bytearray, memoryview)):
            content = bytes(content)
        self._content: Any = content
        if isinstance(content, bytes):
            return
        if isinstance(content, os.PathLike):
            if not Path(content).is_file():
                raise ConfigurationError(f"There is no file {os.fspath(content)}")
            self.length = Path(content).stat().st_size
        elif hasattr(content, "read"):
            file = cast("IO[bytes]", content)
            self.replayable = file.seekable()
            if self.replayable:
                self._start = file.tell()
                self.length = file.seek(0, io.SEEK_END) - self._start
        elif isinstance(content, (Iterable, AsyncIterable)):
            self.replayable = False
        else:
            raise ConfigurationError(
                f"A body is bytes, a Path, a file or an iterable of bytes, not {type(content).__name__}"
            )

    def open(self) -> Any:
        """What httpx's sync client sends."""
        if isinstance(self._content, bytes):
            return self._content
        if isinstance(self._content, AsyncIterable):
            raise ConfigurationError("An async iterable can only be sent by the async client")
        return self._pieces()

    def open_async(self) -> Any:
        """What httpx's async client sends."""
        return self._content if isinstance(self._content, (bytes, AsyncIterable)) else self._async_pieces()

    def _pieces(self) -> Iterator[bytes]:
        content = self._content
        if isinstance(content, os.PathLike):
            with Path(content).open("rb") as file:
                yield from iter(lambda: file.read(_PIECE), b"")
        elif hasattr(content, "read"):
            if self.replayable:
                content.seek(self._start)
            yield from iter(lambda: content.read(_PIECE), b"")
        else:
            yield from content

    async def _async_pieces(self) -> AsyncIterator[bytes]:
        for piece in self._pieces():
            yield piece


class Call:
    """A call of an operation, made into a request that can be sent several times."""

    __slots__ = ("body", "headers", "operation", "safe", "url", "wait_seconds")

    def __init__(
        self,
        operation: Operation,
        url: str,
        default_headers: Mapping[str, str],
        *,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, Any] | None = None,
        json: Any = None,
        content: Content | None = None,
        content_type: str | None = None,
        extra_headers: Mapping[str, str] | None = None,
        idempotency_key: str | None = None,
    ) -> None:
        self.operation = operation
        self.url = f"{url}?{text}" if query and (text := query_string(query)) else url
        self.wait_seconds = _seconds(query.get(operation.waits)) if query and operation.waits else 0.0
        sent = dict(default_headers)
        sent["Accept"] = operation.accept
        if headers:
            sent.update((name, plain(value)) for name, value in headers.items() if value is not None)
        self.body = _body(json, content, content_type)
        if self.body is not None:
            sent["Content-Type"] = self.body.content_type
            if self.body.length is not None:
                sent["Content-Length"] = str(self.body.length)
        if extra_headers:
            sent.update(extra_headers)
        keyed = next((name for name in sent if name.lower() == "idempotency-key"), None)
        if idempotency_key is not None:
            sent[keyed or "Idempotency-Key"] = idempotency_key
        elif operation.idempotency_key and keyed is None:
            sent["Idempotency-Key"] = secrets.token_hex(16)
        self.headers = sent
        # A key is always sent, but one that the operation does not take makes nothing safe: the server ignores it.
        self.safe = operation.safe or operation.idempotency_key
        if operation.raw and (keyed is not None or idempotency_key is not None):
            self.safe = True

    @property
    def replayable(self) -> bool:
        """Whether its body can be sent again."""
        return self.body is None or self.body.replayable


def _seconds(value: Any) -> float:
    """How long the server may hold the answer; 0 for what is no number, which the server refuses at once."""
    try:
        return max(0.0, float(value or 0))
    except (TypeError, ValueError):
        return 0.0


def _body(json: Any, content: Content | None, content_type: str | None) -> Body | None:
    if content is not None:
        if json is not None:
            raise ConfigurationError(f"Give either `content` or fields of a JSON body ({', '.join(json)}), not both")
        if content_type is None:
            raise ConfigurationError("Say with `content_type` what the content is")
        return Body(content, content_type)
    if json is None:
        return None
    try:
        return Body(_dump(json).encode(), "application/json")
    except (TypeError, ValueError) as error:
        raise ConfigurationError(f"The body cannot be written as JSON: {error}") from error


def given(fields: dict[str, Any]) -> dict[str, Any]:
    """A JSON object without the fields that were not given."""
    return {name: value for name, value in fields.items() if not isinstance(value, NotGiven)}


def unless_none(value: Any) -> Any:
    """The value of a field for which None is no value: NOT_GIVEN then."""
    return NOT_GIVEN if value is None else value


def segment(value: object, name: str) -> str:
    """A path parameter, escaped. Raises ConfigurationError for a value that would make another path of it."""
    text = plain(value) if isinstance(value, (str, int, float, date)) else ""
    if text in ("", ".", ".."):
        raise ConfigurationError(f"{name} must not be {value!r}")
    return quote(text, safe="")


def query_string(query: Mapping[str, Any]) -> str:
    """The query without what is None; a list repeats its parameter."""
    pairs: list[tuple[str, str]] = []
    for name, value in query.items():
        if isinstance(value, (list, tuple, set, frozenset)):
            pairs += [(name, plain(each)) for each in value]
        elif value is not None:
            pairs.append((name, plain(value)))
    return urlencode(pairs)


def plain(value: Any) -> str:
    """A value as paths, queries and headers have it."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(to_json(value) if isinstance(value, date) else value)
