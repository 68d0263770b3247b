"""Sends calls: times them, tries again where that is safe, and makes results or errors of the answers."""

from __future__ import annotations

import copy
import json
import logging
import os
import platform
import time
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Self, TypeVar

import httpx

from .._sdk import API_KEY_VARIABLE, DISTRIBUTION, PACKAGE, VERSION
from . import deadline
from .errors import (
    APIConnectionError,
    APIError,
    APIResponseError,
    APITimeoutError,
    ConfigurationError,
    status_error,
)
from .options import (
    Operation,
    RequestEvent,
    RequestHook,
    ResponseEvent,
    ResponseHook,
    checked_key,
    where,
)
from .pages import Cursor, CursorPage, Page, Pagination
from .redaction import redacted
from .requests import Call
from .responses import seen
from .retries import MAX_WAIT_SECONDS, NEVER_SENT, asked_to_wait, may_pass, pause

T = TypeVar("T")

log = logging.getLogger(PACKAGE)


@lru_cache
def user_agent() -> str:
    """This package, Python and httpx with their versions."""
    python = f"{platform.python_implementation()}/{platform.python_version()}"
    return f"{DISTRIBUTION}/{VERSION} {python} httpx/{httpx.__version__} {platform.system()}"


class Attempt:
    """One try of a call, and what came of it."""

    __slots__ = ("call", "error", "event", "number", "resendable", "response", "started")

    def __init__(self, call: Call, number: int, event: RequestEvent | None) -> None:
        self.call, self.number, self.event = call, number, event
        self.started = time.perf_counter()
        self.response: httpx.Response | None = None
        self.error: APIError | None = None
        self.resendable = False  # whether the request certainly did not reach a server

    def failed(self, error: Exception, timeout: float | None) -> None:
        """No complete answer arrived."""
        what = f"{self.call.operation.method} {self.call.url}"
        if isinstance(error, (httpx.TimeoutException, TimeoutError)):
            self.error = APITimeoutError(f"{what}: no complete answer within {timeout} s")
        else:
            self.error = APIConnectionError(f"{what}: {str(error) or type(error).__name__}")
        self.error.__cause__ = error
        self.resendable = isinstance(error, NEVER_SENT)


class Core:
    """What the transports of both clients know."""

    def __init__(
        self,
        *,
        api_key: Any,
        base_url: str | None,
        environment: str | None,
        timeout: float | None,
        max_retries: int,
        headers: Mapping[str, str] | None,
        on_request: RequestHook | None,
        on_response: ResponseHook | None,
        webhook_secret: str | bytes | None,
    ) -> None:
        self.api_key = os.environ.get(API_KEY_VARIABLE) if api_key is None else api_key
        self.timeout, self.max_retries = timeout, max_retries
        self.owns_http = False
        self.check()
        self.base_url = where(base_url, environment)
        self.on_request, self.on_response, self.webhook_secret = on_request, on_response, webhook_secret
        self.headers = {"User-Agent": user_agent(), **(headers or {})}

    def check(self) -> None:
        """Raise ConfigurationError for options that make no sense."""
        self.limit(self.timeout)
        if self.max_retries < 0:
            raise ConfigurationError(f"max_retries must be 0 or more, not {self.max_retries}")

    def changed(self, **changes: Any) -> Self:
        """The same transport with other options, on the same connections."""
        made = copy.copy(self)
        made.owns_http = False
        if "headers" in changes:
            changes["headers"] = {**self.headers, **changes["headers"]}
        vars(made).update(changes)
        made.check()
        return made

    def call(self, operation: Operation, path: str, **arguments: Any) -> Call:
        """The request of a call. Raises ConfigurationError for arguments that no request can be made of."""
        return Call(operation, self.base_url + path, self.headers, **arguments)

    def limit(self, timeout: float | None) -> float | None:
        """How many seconds one try may take."""
        if timeout is not None and not timeout > 0:
            raise ConfigurationError(f"timeout must be above 0, not {timeout}")
        return self.timeout if timeout is None else timeout

    def seconds(self, call: Call, timeout: float | None) -> float | None:
        """How many seconds a try of this call may take: the limit, and what the server was asked to wait."""
        limit = self.limit(timeout)
        return None if limit is None else limit + call.wait_seconds

    def build(
        self, http: httpx.Client | httpx.AsyncClient, call: Call, content: Any, seconds: float | None
    ) -> httpx.Request:
        """httpx's request, for one try."""
        # httpx makes a Timeout of a number for each request; what it makes of it is this.
        timeouts = {"connect": seconds, "read": seconds, "write": seconds, "pool": seconds}
        return http.build_request(
            call.operation.method, call.url, headers=call.headers, content=content, extensions={"timeout": timeouts}
        )

    def leaving(self, call: Call, number: int) -> Attempt:
        """Tell that a request leaves."""
        event = None
        if self.on_request or self.on_response or log.isEnabledFor(logging.DEBUG):
            operation = call.operation
            event = RequestEvent(operation.id, operation.method, call.url, redacted(call.headers.items()), number)
            log.debug("request %s %s attempt=%d headers=%s", operation.method, call.url, number, event.headers)
            if self.on_request:
                self.on_request(event)
        return Attempt(call, number, event)

    def arrived(self, attempt: Attempt, max_retries: int | None) -> float | None:
        """Judge what came of a try, tell about it, and answer how many seconds to wait before the next one, or None."""
        wait: float | None = None
        response, call = attempt.response, attempt.call
        if response is not None and not response.is_success:
            asked = asked_to_wait(response)
            attempt.error = status_error(response, asked)
            if may_pass(response.status_code, safe=call.safe, asked=asked is not None):
                wait = pause(attempt.number) if asked is None else asked
        elif attempt.error is not None and (attempt.resendable or call.safe):
            wait = pause(attempt.number)
        retries = self.max_retries if max_retries is None else max_retries
        if attempt.number > retries or not call.replayable or (wait is not None and wait > MAX_WAIT_SECONDS):
            wait = None
        if attempt.event is not None:
            self._tell(attempt, attempt.event, wait)
        return wait

    def _tell(self, attempt: Attempt, request: RequestEvent, wait: float | None) -> None:
        response = attempt.response
        event = ResponseEvent(
            request=request,
            status_code=None if response is None else response.status_code,
            headers={} if response is None else redacted(response.headers.items()),
            request_id=None if response is None else response.headers.get("x-request-id"),
            duration=time.perf_counter() - attempt.started,
            error=attempt.error,
            retry_in=wait,
        )
        log.debug(
            "response %s %s status=%s request_id=%s seconds=%.3f retry_in=%s",
            request.method,
            request.url,
            event.status_code,
            event.request_id,
            event.duration,
            wait,
        )
        if self.on_response:
            self.on_response(event)


class Transport(Core):
    """Sends the calls of the sync client."""

    def __init__(self, *, http_client: httpx.Client | None, **options: Any) -> None:
        super().__init__(**options)
        self.http = httpx.Client() if http_client is None else http_client
        self.owns_http = http_client is None
        if self.owns_http:
            from .deadline_streams import install

            install(self.http)

    def send(
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
            self._authenticate(call)
        seconds = self.seconds(call, timeout)
        number = 1
        while True:
            attempt = self.leaving(call, number)
            self._try(attempt, seconds)
            wait = self.arrived(attempt, max_retries)
            if wait is not None:
                time.sleep(wait)
                number += 1
            elif attempt.error is not None:
                raise attempt.error
            else:
                assert attempt.response is not None
                if (answers := seen.get()) is not None:
                    answers.append(attempt.response)
                return attempt.response

    def _try(self, attempt: Attempt, seconds: float | None) -> None:
        body = attempt.call.body
        try:
            request = self.build(self.http, attempt.call, None if body is None else body.open(), seconds)
            deadline.set_seconds(seconds)
            attempt.response = self.http.send(request, follow_redirects=False)
        except (httpx.TransportError, httpx.DecodingError, httpx.InvalidURL) as error:
            attempt.failed(error, seconds)
        finally:
            deadline.set_seconds(None)

    def _authenticate(self, call: Call) -> None:
        key = self.api_key() if callable(self.api_key) else self.api_key
        header = checked_key(key, call.operation)
        if header is not None:
            call.headers["Authorization"] = header

    def object(self, make: Callable[[Any], T], wrapped: bool, operation: Operation, path: str, **arguments: Any) -> T:
        """The result of a call that answers one thing."""
        response = self.send(operation, path, **arguments)
        return read(response, lambda body: make(body["data"] if wrapped else body))

    def raw(self, operation: Operation, path: str, **arguments: Any) -> bytes:
        """The result of a call that answers something else than JSON."""
        return self.send(operation, path, **arguments).content

    def page(
        self, make: Callable[[Any], T], operation: Operation, path: str, query: dict[str, Any], **arguments: Any
    ) -> Page[T]:
        """The result of a call that answers a numbered page."""
        response = self.send(operation, path, query=query, **arguments)

        def fetch(number: int) -> Page[T]:
            return self.page(make, operation, path, {**query, "page": number}, **arguments)

        return read(response, lambda body: Page(items(make, body), Pagination.from_dict(body["pagination"]), fetch))

    def cursor(
        self, make: Callable[[Any], T], operation: Operation, path: str, query: dict[str, Any], **arguments: Any
    ) -> CursorPage[T]:
        """The result of a call that answers a piece of a list."""
        response = self.send(operation, path, query=query, **arguments)

        def fetch(after: Any) -> CursorPage[T]:
            return self.cursor(make, operation, path, {**query, "after": after}, **arguments)

        return read(response, lambda body: CursorPage(items(make, body), Cursor.from_dict(body["cursor"]), fetch))


def items(make: Callable[[Any], T], body: Any) -> list[T]:
    """The items of a list."""
    return [make(each) for each in body["data"]]


def decoded(response: httpx.Response) -> Any:
    """The answer's JSON; None where there is no body, and text where it is no JSON."""
    if not response.content:
        return None
    try:
        return json.loads(response.content)
    except ValueError:
        return response.text


def read(response: httpx.Response, make: Callable[[Any], T]) -> T:
    """What `make` makes of the answer's JSON. Raises APIResponseError when it is not what the API sends."""
    try:
        body = json.loads(response.content)
    except ValueError as error:
        raise APIResponseError(response, "not JSON") from error
    try:
        return make(body)
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise APIResponseError(response, "not what the contract says") from error
