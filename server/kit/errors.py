"""What can go wrong, in words for the person who gets to read them.

An error knows its `code`, its message and the fields at fault; it does not know HTTP. `edge/error_responses`
gives each class its status at the last step. What an operator needs to know and a caller must not goes into
`internal`, which only reaches the log.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Detail:
    """One field at fault: `field` is a dotted path (`source.files`), a parameter's name, or an entry's name."""

    field: str
    message: str


class AppError(Exception):
    """The root of every expected error."""

    code = "internal_error"
    default_message = "Something went wrong on our side."

    def __init__(
        self,
        message: str | None = None,
        *,
        details: Sequence[Detail] = (),
        code: str | None = None,
        internal: str | None = None,
    ) -> None:
        super().__init__(message or self.default_message)
        self.message = message or self.default_message
        self.details = tuple(details)
        self.internal = internal
        if code is not None:
            self.code = code


class BadRequest(AppError):
    """The request cannot be read: malformed JSON, a header or path that breaks HTTP."""

    code = "bad_request"
    default_message = "The request could not be read."


class Unauthorized(AppError):
    """No credential, or one that does not count (RFC 6750, section 3.1: `invalid_token`)."""

    code = "unauthorized"
    default_message = "Send a valid API key or access token as 'Authorization: Bearer …'."


class Forbidden(AppError):
    """The credential is good and does not reach that far."""

    code = "forbidden"
    default_message = "This credential does not permit that."

    def __init__(self, message: str | None = None, *, missing: Sequence[str] = (), code: str | None = None) -> None:
        super().__init__(message, code=code)
        self.missing = tuple(missing)


class NotFound(AppError):
    """There is no such thing, or it is not the caller's to see: both answer alike."""

    code = "not_found"
    default_message = "There is nothing here, or it is not yours to see."

    @classmethod
    def of(cls, noun: str) -> NotFound:
        """The one answer for a thing of this kind that is missing or not the caller's to see."""
        return cls(f"There is no such {noun}, or it is not yours to see.")


class MethodNotAllowed(AppError):
    """The path exists and does not take this method."""

    code = "method_not_allowed"

    def __init__(self, allowed: Sequence[str]) -> None:
        super().__init__(f"This path takes {', '.join(allowed)}.")
        self.allowed = tuple(allowed)


class Conflict(AppError):
    """The request is sound and the thing's present state forbids it."""

    code = "conflict"
    default_message = "The present state does not allow that."


class PayloadTooLarge(AppError):
    """The body is larger than its limit; the message names the limit."""

    code = "payload_too_large"


class UnsupportedMediaType(AppError):
    """The body's Content-Type is missing or none that the operation takes."""

    code = "unsupported_media_type"


class ValidationError(AppError):
    """The request was understood and its content breaks a rule; `details` has every broken field."""

    code = "validation_error"
    default_message = "The request data is invalid"


class Unavailable(AppError):
    """We cannot serve this now and shall soon again."""

    code = "unavailable"
    default_message = "The service is busy or restarting. Try again in a moment."
