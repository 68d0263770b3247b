"""What every answer of the web room carries, and the log line of every request."""

from __future__ import annotations

import re
import time

import structlog
from flask import Flask, Response, abort, g, request

from server.kit.ids import new_id
from server.kit.log import get_logger

log = get_logger(__name__)

# What edge/frame takes as well: an id that a proxy in front of us chose is kept if it is harmless in a log.
_REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")

# Everything comes from us, nothing is written into the page (no 'unsafe-inline'), nobody may frame it.
_CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'{also}; base-uri 'none'; frame-ancestors 'none'"
)
_TAKES_FROM_ELSEWHERE = ("/oauth/token", "/oauth/revoke")  # no cookie counts there
SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def let_forms_lead_to(source: str) -> None:
    """Let a form of the present page end at another origin: browsers hold redirects to `form-action` too."""
    g.form_leads_to = source


def add_to_every_answer(app: Flask, spec_digest: str) -> None:
    """Request id, digest of the contract and security headers on each answer, errors included."""

    @app.before_request
    def begin() -> None:
        given = request.headers.get("X-Request-Id", "")
        g.request_id = given if _REQUEST_ID.fullmatch(given) else new_id("req")
        g.begun = time.perf_counter()
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=g.request_id)
        # Before the form's own token: a browser says itself that another site sends this (W3C Fetch Metadata).
        from_elsewhere = request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site")
        if request.method == "POST" and from_elsewhere and request.path not in _TAKES_FROM_ELSEWHERE:
            abort(403)

    @app.after_request
    def end(response: Response) -> Response:
        for name, value in SECURITY_HEADERS.items():
            response.headers.setdefault(name, value)
        also = f" {g.form_leads_to}" if "form_leads_to" in g else ""
        response.headers["Content-Security-Policy"] = _CONTENT_SECURITY_POLICY.format(also=also)
        response.headers["X-Request-Id"] = g.request_id
        response.headers["X-Spec-Digest"] = spec_digest
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        response.headers.pop("Date", None)  # Werkzeug writes one with an ETag; the HTTP server writes one always
        log.info(
            "request",
            method=request.method,
            # The rule where an address has a secret in it: an invitation must not be read from a log.
            path=request.url_rule.rule if "token" in (request.view_args or {}) else request.path,  # type: ignore[union-attr]
            status=response.status_code,
            ms=round((time.perf_counter() - g.begun) * 1000, 1),
        )
        return response
