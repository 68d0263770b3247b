"""What people see when something went wrong; programs that ask for JSON get the error envelope of the API."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, Response, g, jsonify, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import BadRequest, HTTPException, InternalServerError

from server.kit.errors import AppError, Conflict, Forbidden, NotFound, PayloadTooLarge, ValidationError
from server.kit.log import get_logger
from server.web.operations import ContractOverview

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Words:
    code: str
    title: str
    message: str


_WORDS = {
    400: _Words("bad_request", "This request makes no sense", "The request could not be read."),
    404: _Words("not_found", "Nothing leaves from here", "There is no page at this address."),
    405: _Words("method_not_allowed", "Not in this direction", "This page does not take this method."),
    408: _Words(
        "bad_request", "The train left without it", "The rest of this request did not come in time. Send it again."
    ),
    403: _Words("forbidden", "Not on this ticket", "You may not do that."),
    409: _Words("conflict", "The points are set otherwise", "The present state does not allow that."),
    413: _Words("payload_too_large", "Too much luggage", "The request is larger than this page takes."),
    500: _Words(
        "internal_error",
        "Signal failure",
        "Something went wrong on our side, not in your request. Try again in a moment.",
    ),
}


_STATUSES: dict[type[AppError], int] = {
    NotFound: 404,
    Forbidden: 403,
    Conflict: 409,
    PayloadTooLarge: 413,
    ValidationError: 422,
}


def add_error_pages(app: Flask, overview: ContractOverview) -> None:
    """Answer each error with a page, or with JSON where the client prefers it."""

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        """Everything that Flask and Werkzeug raise."""
        if error.code is None or error.code < 400:  # a redirect is an HTTPException, too
            return make_response(error.get_response())
        return _answer(error, overview)

    @app.errorhandler(AppError)
    def refused(error: AppError) -> Response:
        """What an operation says."""
        status = next((status for kind, status in _STATUSES.items() if isinstance(error, kind)), 400)
        shown = HTTPException(" ".join([error.message, *(each.message for each in error.details)]))
        shown.code = status
        return _answer(shown, overview, said=True)

    @app.errorhandler(CSRFError)
    def stale_form(_: CSRFError) -> Response:
        """A form of another session, or of another site."""
        shown = BadRequest("This form has expired. Go back, reload the page, and send it again.")
        return _answer(shown, overview, said=True)

    @app.errorhandler(Exception)
    def unexpected(error: Exception) -> Response:
        """Everything else: told to the log whole, and to nobody outside."""
        log.error("web_request_failed", exc_info=error)
        return _answer(InternalServerError(), overview)


def _answer(error: HTTPException, overview: ContractOverview, *, said: bool = False) -> Response:
    status = error.code or 500
    words = _WORDS.get(status) or _WORDS[500 if status >= 500 else 400]
    message, suggestion = (error.description or "") if said else words.message, None
    if status == 404 and not said and overview.knows(request.path):
        suggestion = overview.base_path + request.path
        message = f"The API answers below {overview.base_path}: {suggestion}"
    allowed = ", ".join(sorted(getattr(error, "valid_methods", None) or ()))
    if status == 405 and allowed:
        message = f"This page takes {allowed}."
    if _prefers_json():
        body = {"code": words.code, "message": message, "details": [], "request_id": g.request_id}
        response = jsonify({"error": body})
    else:
        page = render_template("error.html", status=status, words=words, message=message, suggestion=suggestion)
        response = make_response(page)
    response.status_code = status
    response.vary.add("Accept")
    if allowed:
        response.headers["Allow"] = allowed  # RFC 9110, section 15.5.6: a 405 has it
    return response


def _prefers_json() -> bool:
    """Whether the client asks for JSON before HTML (RFC 9110, section 12.5.1). `*/*` alone gets the page."""
    accepted = request.accept_mimetypes
    return accepted["application/json"] > accepted["text/html"]
