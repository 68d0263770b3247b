"""A result together with the HTTP answer that it came in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from typing import Any, Generic, ParamSpec, TypeVar

import httpx

P = ParamSpec("P")
T = TypeVar("T")

# Where a call notes its answer, while somebody wants to know it.
seen: ContextVar[list[httpx.Response] | None] = ContextVar("seen", default=None)


class APIResponse(Generic[T]):
    """What a call under `with_raw_response` gives."""

    __slots__ = ("data", "http_response")

    def __init__(self, data: T, http_response: httpx.Response) -> None:
        self.data = data
        """What the call gives without `with_raw_response`."""
        self.http_response = http_response
        """httpx's own answer; its body has been read."""

    @property
    def status_code(self) -> int:
        """The HTTP status."""
        return self.http_response.status_code

    @property
    def headers(self) -> httpx.Headers:
        """The answer's headers, in any letter case."""
        return self.http_response.headers

    @property
    def content(self) -> bytes:
        """The body as it arrived, decompressed."""
        return self.http_response.content

    @property
    def text(self) -> str:
        """The body as text."""
        return self.http_response.text

    def json(self) -> Any:
        """The whole body as JSON's own types."""
        return self.http_response.json()

    @property
    def request_id(self) -> str | None:
        """Name it when you ask for support."""
        value: str | None = self.http_response.headers.get("x-request-id")
        return value

    def __repr__(self) -> str:
        return f"<APIResponse {self.status_code} {self.request_id} {type(self.data).__name__}>"


def with_response(method: Callable[P, T]) -> Callable[P, APIResponse[T]]:
    """The method, giving the answer as well."""

    def call(*args: P.args, **kwargs: P.kwargs) -> APIResponse[T]:
        answers: list[httpx.Response] = []
        token = seen.set(answers)
        try:
            result = method(*args, **kwargs)
        finally:
            seen.reset(token)
        return APIResponse(result, answers[-1])

    return call


def async_with_response(method: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[APIResponse[T]]]:
    """The async method, giving the answer as well."""

    async def call(*args: P.args, **kwargs: P.kwargs) -> APIResponse[T]:
        answers: list[httpx.Response] = []
        token = seen.set(answers)
        try:
            result = await method(*args, **kwargs)
        finally:
            seen.reset(token)
        return APIResponse(result, answers[-1])

    return call
