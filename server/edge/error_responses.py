"""The last step of an error: its status, its headers and the one shape that all errors have."""

from __future__ import annotations

from typing import Any

import orjson
import sqlalchemy.exc

from server.edge.response import Headers, Response, type_of_json
from server.kit.errors import (
    AppError,
    BadRequest,
    Conflict,
    Forbidden,
    MethodNotAllowed,
    NotFound,
    PayloadTooLarge,
    Unauthorized,
    Unavailable,
    UnsupportedMediaType,
    ValidationError,
)
from server.kit.log import get_logger

log = get_logger(__name__)

_STATUS: dict[type[AppError], int] = {
    BadRequest: 400,
    Unauthorized: 401,
    Forbidden: 403,
    NotFound: 404,
    MethodNotAllowed: 405,
    Conflict: 409,
    PayloadTooLarge: 413,
    UnsupportedMediaType: 415,
    ValidationError: 422,
    Unavailable: 503,
}


def respond(error: Exception, request_id: str) -> Response:
    """The answer for any exception. What was not foreseen is logged whole and told to nobody."""
    if not isinstance(error, AppError):
        error = _translate(error)
    status = _STATUS.get(type(error), 500)
    if status >= 500:
        log.error("request_failed", code=error.code, internal=error.internal)
    headers: Headers = [type_of_json, *_headers(error)]
    return Response(status, headers, orjson.dumps({"error": _body(error, request_id)}))


def _translate(error: Exception) -> AppError:
    if isinstance(error, sqlalchemy.exc.TimeoutError) or (
        isinstance(error, sqlalchemy.exc.DBAPIError)
        and (error.connection_invalidated or isinstance(error, sqlalchemy.exc.OperationalError))
    ):
        log.warning("database_unavailable", error=str(error.__cause__ or error)[:300])
        return Unavailable(internal=type(error).__name__)
    log.error("unexpected_error", exc_info=error)
    return AppError(internal=type(error).__name__)


def _body(error: AppError, request_id: str) -> dict[str, Any]:
    return {
        "code": error.code,
        "message": error.message,
        "details": [{"field": each.field, "message": each.message} for each in error.details],
        "request_id": request_id,
    }


def _headers(error: AppError) -> Headers:
    if isinstance(error, MethodNotAllowed):
        return [(b"allow", ", ".join(error.allowed).encode())]
    if isinstance(error, Unauthorized):
        challenge = 'Bearer realm="api"'
        if error.message != Unauthorized.default_message:  # RFC 6750, section 3.1: no error without a credential
            challenge += f', error="invalid_token", error_description="{_quotable(error.message)}"'
        return [(b"www-authenticate", challenge.encode())]
    if isinstance(error, Forbidden) and error.missing:
        scope = " ".join(error.missing)
        challenge = f'Bearer realm="api", error="insufficient_scope", scope="{scope}"'
        return [(b"www-authenticate", challenge.encode())]
    if isinstance(error, Forbidden):
        return [(b"www-authenticate", b'Bearer realm="api", error="insufficient_scope"')]
    if isinstance(error, Unavailable):
        return [(b"retry-after", b"2")]
    return []


def _quotable(text: str) -> str:
    # RFC 6750, section 3: printable ASCII without quote and backslash.
    return "".join(character for character in text if " " <= character <= "~" and character not in '"\\')
