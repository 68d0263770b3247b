"""What a client and a call can be told, and what an operation is."""

from __future__ import annotations

import os
from collections.abc import AsyncIterable, Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final, NamedTuple, TypedDict, final

from .._sdk import (
    API_KEY_VARIABLE,
    BASE_URL_VARIABLE,
    CLIENT,
    DEFAULT_ENVIRONMENT,
    ENVIRONMENTS,
    KEY_PLACEHOLDER,
)
from .errors import ConfigurationError

if TYPE_CHECKING:
    from .errors import APIError

TIMEOUT_SECONDS = 60.0
MAX_RETRIES = 2
IDEMPOTENT_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})
"""Sent twice, these do no more than sent once (RFC 9110, section 9.2.2)."""


@final
class NotGiven:
    """The type of `NOT_GIVEN`, which leaves a field out where None would be sent as null."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "NOT_GIVEN"


NOT_GIVEN: Final = NotGiven()

Content = bytes | bytearray | memoryview | str | os.PathLike[str] | IO[bytes] | Iterable[bytes] | AsyncIterable[bytes]
"""Bytes to send: themselves, a path (as a `Path`; a `str` is text), an open file, or a stream of pieces. A stream can
be sent only once, so a request with one is not retried."""

ApiKey = str | Callable[[], str]
"""A key, or a function that answers one for each request: for an OAuth token that is renewed."""
AsyncApiKey = str | Callable[[], str | Awaitable[str]]


class Operation(NamedTuple):
    """One operation of the API, as generated from the contract."""

    id: str
    method: str
    safe: bool = False  # sending it twice does no more than sending it once
    idempotency_key: bool = False  # an Idempotency-Key makes it safe
    public: bool = False  # open to everybody
    accept: str = "application/json"
    waits: str | None = None  # the query parameter with the seconds that the server may hold the answer
    raw: bool = False  # none of the contract's: the caller knows whether it takes an Idempotency-Key


class RequestOptions(TypedDict, total=False):
    """What a single call can be told besides its arguments."""

    timeout: float | None
    """Seconds that one try may take, its body included; what a `wait` lets the server hold the answer comes on top."""
    max_retries: int | None
    """How often the request is sent again after a failure that may pass; 0 for never."""
    extra_headers: Mapping[str, str] | None
    """Sent with this request."""


class KeyedRequestOptions(RequestOptions, total=False):
    """The same, for an operation that takes an idempotency key."""

    idempotency_key: str | None
    """Names this request, so that it is carried out once however often it is sent. Made by itself unless told."""


@dataclass(frozen=True)
class RequestEvent:
    """A request that is about to leave. Secrets are redacted: it is fit for a log."""

    operation: str
    """`projects.create`"""
    method: str
    url: str
    headers: dict[str, str]
    attempt: int
    """1 for the first try."""


@dataclass(frozen=True)
class ResponseEvent:
    """What came of a request. Secrets are redacted: it is fit for a log."""

    request: RequestEvent
    status_code: int | None
    """None when no answer arrived; then `error` says why."""
    headers: dict[str, str]
    request_id: str | None
    duration: float
    """Seconds."""
    error: APIError | None
    retry_in: float | None
    """Seconds that the client waits before it tries again; None when it does not."""


RequestHook = Callable[[RequestEvent], None]
ResponseHook = Callable[[ResponseEvent], None]


def where(given: str | None, environment: str | None) -> str:
    """Where the API is: what was given, else the environment that was named, else the variable, else the default."""
    if environment is not None and environment not in ENVIRONMENTS:
        raise ConfigurationError(f"There is no environment {environment!r}; there are {', '.join(ENVIRONMENTS)}")
    url = given
    if url is None and environment is None:
        url = os.environ.get(BASE_URL_VARIABLE)
    url = url or ENVIRONMENTS[environment or DEFAULT_ENVIRONMENT]
    if not url.lower().startswith(("http://", "https://")) or url.endswith("://"):
        raise ConfigurationError(f"The base URL must begin with http:// or https://, not be {url!r}")
    return url.rstrip("/")


def checked_key(key: object, operation: Operation) -> str | None:
    """The value of `Authorization`; None where the operation needs none and there is no key."""
    if not key:
        if operation.public:
            return None
        raise ConfigurationError(
            f"{operation.id} needs an API key. Pass one, `{CLIENT}(api_key={KEY_PLACEHOLDER!r})`, "
            f"or set the environment variable {API_KEY_VARIABLE}"
        )
    if not isinstance(key, str) or not key.isascii() or not key.isprintable() or " " in key:
        raise ConfigurationError("The API key has characters that no key has: is there a line break at its end?")
    return f"Bearer {key}"
