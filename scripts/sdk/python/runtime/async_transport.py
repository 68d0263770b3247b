"""Sends the calls of the async client. What both clients share stands in `transport`."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, TypeVar

import anyio
import httpx

from .options import Operation, checked_key
from .pages import AsyncCursorListing, AsyncCursorPage, AsyncListing, AsyncPage, Cursor, Pagination
from .requests import Call
from .responses import seen
from .transport import Attempt, Core, items, read

T = TypeVar("T")


class AsyncTransport(Core):
    """Sends the calls of the async client, on asyncio and on trio."""

    def __init__(self, *, http_client: httpx.AsyncClient | None, **options: Any) -> None:
        super().__init__(**options)
        self.http = httpx.AsyncClient() if http_client is None else http_client
        self.owns_http = http_client is None

    async def send(
        self,
        operation: Operation,
        path: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        **arguments: Any,
    ) -> httpx.Response:
        """The answer to a call, once it is a success. Its body has been read."""
        call = self.call(operation, path, **arguments)
        if "Authorization" not in call.headers or callable(self.api_key):
            await self._authenticate(call)
        seconds = self.seconds(call, timeout)
        number = 1
        while True:
            attempt = self.leaving(call, number)
            await self._try(attempt, seconds)
            wait = self.arrived(attempt, max_retries)
            if wait is not None:
                await anyio.sleep(wait)
                number += 1
            elif attempt.error is not None:
                raise attempt.error
            else:
                assert attempt.response is not None
                if (answers := seen.get()) is not None:
                    answers.append(attempt.response)
                return attempt.response

    async def _try(self, attempt: Attempt, seconds: float | None) -> None:
        body = attempt.call.body
        try:
            request = self.build(self.http, attempt.call, None if body is None else body.open_async(), seconds)
            with anyio.fail_after(seconds):
                attempt.response = await self.http.send(request, follow_redirects=False)
        except (httpx.TransportError, httpx.DecodingError, httpx.InvalidURL, TimeoutError) as error:
            attempt.failed(error, seconds)

    async def _authenticate(self, call: Call) -> None:
        key = self.api_key() if callable(self.api_key) else self.api_key
        if inspect.isawaitable(key):
            key = await key
        header = checked_key(key, call.operation)
        if header is not None:
            call.headers["Authorization"] = header

    async def object(
        self, make: Callable[[Any], T], wrapped: bool, operation: Operation, path: str, **arguments: Any
    ) -> T:
        """The result of a call that answers one thing."""
        response = await self.send(operation, path, **arguments)
        return read(response, lambda body: make(body["data"] if wrapped else body))

    async def raw(self, operation: Operation, path: str, **arguments: Any) -> bytes:
        """The result of a call that answers something else than JSON."""
        return (await self.send(operation, path, **arguments)).content

    def page(
        self, make: Callable[[Any], T], operation: Operation, path: str, query: dict[str, Any], **arguments: Any
    ) -> AsyncListing[T]:
        """The result of a call that answers a numbered page."""

        def fetch(number: int) -> AsyncListing[T]:
            return self.page(make, operation, path, {**query, "page": number}, **arguments)

        async def first() -> AsyncPage[T]:
            response = await self.send(operation, path, query=query, **arguments)
            return read(
                response, lambda body: AsyncPage(items(make, body), Pagination.from_dict(body["pagination"]), fetch)
            )

        return AsyncListing(first)

    def cursor(
        self, make: Callable[[Any], T], operation: Operation, path: str, query: dict[str, Any], **arguments: Any
    ) -> AsyncCursorListing[T]:
        """The result of a call that answers a piece of a list."""

        def fetch(after: Any) -> AsyncCursorListing[T]:
            return self.cursor(make, operation, path, {**query, "after": after}, **arguments)

        async def first() -> AsyncCursorPage[T]:
            response = await self.send(operation, path, query=query, **arguments)
            return read(
                response, lambda body: AsyncCursorPage(items(make, body), Cursor.from_dict(body["cursor"]), fetch)
            )

        return AsyncCursorListing(first)
