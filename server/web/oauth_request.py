"""Requests of applications: one reading of their parameters, and who they are.

Bodies come as a form (RFC 6749) or as JSON (our overview shows it). Parameters count from the body alone: what stands
in the query ends up in logs.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl, unquote_plus

from flask import Response, jsonify, request
from sqlmodel import Session

from server.kit.database import Row
from server.oauth_apps import clients
from server.web.refusals import has_no_text

FORM, JSON = "application/x-www-form-urlencoded", "application/json"


class OAuthError(Exception):
    """An error of RFC 6749, section 5.2. `challenge` asks for HTTP Basic, where that was tried."""

    def __init__(self, error: str, description: str, status: int = 400, *, challenge: bool = False) -> None:
        super().__init__(description)
        self.error, self.description, self.status, self.challenge = error, description, status, challenge

    def response(self) -> Response:
        """The answer."""
        response = answer({"error": self.error, "error_description": self.description})
        response.status_code = self.status
        if self.challenge:
            response.headers["WWW-Authenticate"] = 'Basic realm="oauth", charset="UTF-8"'
        return response


def answer(body: dict[str, Any]) -> Response:
    """JSON that nobody keeps. Pages of public applications on other origins may read it: no cookie counts here."""
    response = jsonify(body)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Pragma"] = "no-cache"  # RFC 6749, section 5.1
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def body_parameters() -> dict[str, str]:
    """The parameters of the body; an empty one is as one left out (RFC 6749, section 3.1)."""
    raw = request.get_data()
    if request.mimetype == FORM:
        try:
            pairs: Iterable[tuple[Any, Any]] = parse_qsl(raw.decode(), keep_blank_values=True, errors="strict")
        except (UnicodeDecodeError, ValueError):
            raise OAuthError("invalid_request", "The form is not in UTF-8.") from None
    elif request.mimetype == JSON:
        try:
            pairs = json.loads(raw, object_pairs_hook=_Pairs)
        except (ValueError, RecursionError):
            raise OAuthError("invalid_request", "The body is not JSON.") from None
        if not isinstance(pairs, _Pairs):
            raise OAuthError("invalid_request", "The body is not a JSON object.")
    else:
        raise OAuthError("invalid_request", f"Send the body as {FORM} or {JSON}.")
    return once(pairs)


class _Pairs(list[tuple[str, Any]]):
    """A JSON object with its duplicates."""


def once(pairs: Iterable[tuple[Any, Any]]) -> dict[str, str]:
    """Parameters by name. A parameter stands once (RFC 6749, section 3.1), and is text."""
    found: dict[str, str] = {}
    seen: set[str] = set()
    for name, value in pairs:
        if name in seen:
            raise OAuthError("invalid_request", "A parameter stands there twice.")
        seen.add(name)
        if value is None or value == "":
            continue
        if not isinstance(value, str) or has_no_text(value) or len(value) > 4000:
            raise OAuthError(
                "invalid_request", f"The parameter {str(name)[:40]} is not a text of at most 4000 characters."
            )
        found[name] = value
    return found


def client_of(session: Session, parameters: dict[str, str]) -> Row:
    """The application that sends the request, proven: by HTTP Basic, in the body, or as a public one (`none`)."""
    header = request.headers.get("Authorization")
    client_id, secret = parameters.get("client_id"), parameters.get("client_secret")
    if header is not None:
        basic_id, basic_secret = _basic(header)
        if secret is not None or client_id not in (None, basic_id):
            raise OAuthError("invalid_request", "Prove who you are in one way: by HTTP Basic or in the body.")
        client_id, secret = basic_id, basic_secret
    if client_id is None:
        raise OAuthError("invalid_client", "The request does not say which application sends it.", 401, challenge=True)
    app = clients.find(session, client_id)
    if app is None or not clients.proves(app, secret):
        # One answer for both: who guesses learns nothing about which applications there are.
        raise OAuthError(
            "invalid_client", "There is no such application, or its secret is wrong.", 401, challenge=header is not None
        )
    return app


def _basic(header: str) -> tuple[str, str]:
    """Both halves are form-encoded before they are joined (RFC 6749, section 2.3.1)."""
    scheme, _, encoded = header.partition(" ")
    try:
        user, colon, password = base64.b64decode(encoded.strip(), validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        user, colon, password = "", "", ""
    user, password = unquote_plus(user), unquote_plus(password)
    if scheme.lower() != "basic" or not colon or has_no_text(user + password):
        raise OAuthError("invalid_client", "The Authorization header is not HTTP Basic.", 401, challenge=True)
    return user, password
