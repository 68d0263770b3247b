"""What no page takes, refused before any of them is asked."""

from __future__ import annotations

import re
from typing import Any, cast

from flask import Flask, Request, abort, request

from server.kit.errors import BadRequest
from server.web.whole_bodies import refusal

TELL_THEMSELVES = ("oauth_token",)  # programs are told in JSON, and their bodies are read by oauth_request.py alone
_NO_TEXT = re.compile(r"[\0\ud800-\udfff]")


class PageRequest(Request):
    """A request whose `path` starts as it was sent (Werkzeug's always starts with one slash), whole or not."""

    def __init__(self, environ: dict[str, Any], *arguments: Any, **options: Any) -> None:
        super().__init__(environ, *arguments, **options)
        sent: str = environ["PATH_INFO"]
        self.path = sent[: len(sent) - len(sent.lstrip("/"))] + self.path[1:]
        self.refusal = refusal(environ)


def add_refusals(app: Flask) -> None:
    """Answer 400, 404, 408 and 413 in front of every page."""

    @app.before_request
    def refuse_what_werkzeug_would_repair() -> None:
        # It routes `//x` as `/x`, whatever merge_slashes says, and answers an empty path with a redirect to the Host
        # that the client named. What looked at the path in front of us read something else: it is not a page.
        if not request.path.startswith("/") or request.path.startswith("//"):
            abort(404)

    @app.before_request
    def refuse_what_did_not_come_whole() -> None:
        status = cast(PageRequest, request).refusal
        if status is not None:
            abort(status)

    @app.before_request
    def refuse_what_is_no_text() -> None:
        if has_no_text(request.path):
            abort(404)
        if request.blueprint in TELL_THEMSELVES:
            return
        for sent in (request.args, request.form):
            for name, value in sent.items(multi=True):
                if has_no_text(name) or has_no_text(value):
                    raise BadRequest("One of the fields has a character that no text has (NUL). Take it out.")


def has_no_text(sent: str) -> bool:
    """Whether it holds what PostgreSQL takes in no text: NUL, or half of a surrogate pair, which JSON can spell."""
    return _NO_TEXT.search(sent) is not None
