"""Everything that this package raises. Catch `APIError` for all of it, or a subclass for one case."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import httpx


class ErrorDetail:
    """A field at fault. `field` is its path in the body (`source.type`), or the name of a parameter."""

    __slots__ = ("field", "message")

    def __init__(self, field: str, message: str) -> None:
        self.field, self.message = field, message

    def __repr__(self) -> str:
        return f"ErrorDetail(field={self.field!r}, message={self.message!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ErrorDetail) and (self.field, self.message) == (other.field, other.message)

    def __hash__(self) -> int:
        return hash((self.field, self.message))


class APIError(Exception):
    """The root of all errors of this package."""


class ConfigurationError(APIError, ValueError):
    """The client was made or called in a way that cannot work; nothing was sent."""


class APIConnectionError(APIError):
    """No answer arrived: the name did not resolve, the connection was refused or broke off."""


class APITimeoutError(APIConnectionError):
    """No complete answer arrived in time."""


class APIResponseError(APIError):
    """A success arrived whose body is not what the API sends: a proxy's page, say. `response` is that answer."""

    def __init__(self, response: httpx.Response, reason: str) -> None:
        kind = response.headers.get("content-type", "no content type")
        super().__init__(
            f"{response.status_code} with a body that is not the API's ({kind}, {reason}): {start(response)}"
        )
        self.response = response


class APIStatusError(APIError):
    """The API answered with a status other than success."""

    status_code: int
    """The HTTP status."""
    code: str | None
    """For programs, stable: `validation_error`. None when the answer was not the API's."""
    message: str
    """For people. May be reworded."""
    details: list[ErrorDetail]
    """Each field at fault; empty when the error is about no field."""
    request_id: str | None
    """Name it when you ask for support."""
    retry_after: float | None
    """How many seconds the API asks to wait, when it says so."""
    body: Any
    """The body: parsed where it is JSON, else its text."""
    response: httpx.Response
    """The whole answer."""

    def __init__(self, response: httpx.Response, retry_after: float | None = None) -> None:
        self.response, self.status_code, self.retry_after = response, response.status_code, retry_after
        try:
            self.body = json.loads(response.content)
        except ValueError:
            self.body = response.text
        # Nothing is taken for granted: anybody between may have answered.
        error = self.body.get("error") if isinstance(self.body, dict) else None
        error = error if isinstance(error, dict) else {}
        code, message, details = error.get("code"), error.get("message"), error.get("details")
        identifier = response.headers.get("x-request-id") or error.get("request_id")
        self.code = code if isinstance(code, str) else None
        self.request_id = identifier if isinstance(identifier, str) else None
        self.details = [
            ErrorDetail(str(each.get("field", "")), str(each.get("message", "")))
            for each in (details if isinstance(details, list) else ())
            if isinstance(each, dict)
        ]
        self.message = message if isinstance(message, str) else self._not_the_api()
        super().__init__(self._text())

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.response, self.retry_after)

    def _not_the_api(self) -> str:
        if self.response.is_redirect:
            target = self.response.headers.get("location", "")
            return f"redirected to {target}; the API does not redirect, so check the base URL"
        return f"not an answer of the API: {start(self.response)}"

    def _text(self) -> str:
        code = f" {self.code}" if self.code else ""
        fields = "; ".join(f"{each.field}: {each.message}" for each in self.details)
        named = f" [{self.request_id}]" if self.request_id else ""
        return f"{self.status_code}{code}: {self.message}{f' ({fields})' if fields else ''}{named}"


class BadRequestError(APIStatusError):
    """400: the request could not be read."""


class AuthenticationError(APIStatusError):
    """401: there is no valid credential."""


class PermissionDeniedError(APIStatusError):
    """403: the credential lacks a permission; the message names it."""


class NotFoundError(APIStatusError):
    """404: there is no such thing, or it is not yours to see."""


class ConflictError(APIStatusError):
    """409: the thing's present state does not allow that; `code` says which rule."""


class PayloadTooLargeError(APIStatusError):
    """413: the body is larger than the server takes."""


class UnsupportedMediaTypeError(APIStatusError):
    """415: the body's type is not one that the operation takes."""


class ValidationError(APIStatusError):
    """422: the request breaks a rule; `details` lists every field at fault."""


class RateLimitError(APIStatusError):
    """429: too many requests; `retry_after` says how long to wait."""


class InternalServerError(APIStatusError):
    """5xx: the server could not do it."""


class WebhookVerificationError(APIError):
    """A webhook whose signature, time or form is wrong. Answer it with 400 and do nothing else."""


BY_STATUS: dict[int, type[APIStatusError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    413: PayloadTooLargeError,
    415: UnsupportedMediaTypeError,
    422: ValidationError,
    429: RateLimitError,
}


def status_error(response: httpx.Response, retry_after: float | None) -> APIStatusError:
    """The error for an answer that is no success; its body has been read."""
    status = response.status_code
    kind = BY_STATUS.get(status, InternalServerError if status >= 500 else APIStatusError)
    return kind(response, retry_after)


def start(response: httpx.Response) -> str:
    """The first words of a body, in one line."""
    return " ".join(response.text.split())[:120] or "(empty body)"
