"""The web room: what people see in a browser. A Flask app; `server/main.py` mounts it behind the front door."""

from __future__ import annotations

import hashlib
from typing import Any

from flask import Flask, Response, make_response, render_template, request
from flask_wtf.csrf import CSRFProtect
from markupsafe import Markup, escape

from server.kit import clock
from server.kit.secret_key import secret_key
from server.kit.services import Services
from server.web import words
from server.web.answers import add_to_every_answer
from server.web.blueprints import blueprints
from server.web.error_pages import add_error_pages
from server.web.operations import ContractOverview
from server.web.quickstart import steps
from server.web.refusals import PageRequest, add_refusals
from server.web.room import Perform, Room
from server.web.static_files import create_static


def create_web(services: Services, spec_yaml: bytes, spec: dict[str, Any], perform: Perform | None = None) -> Flask:
    """The Flask app. `spec_yaml` is the contract as it is served, `spec` the same, parsed.

    `perform` does the API's operations for the console: it can do nothing that they refuse.
    """
    settings = services.settings
    overview = ContractOverview.of(spec)
    digest = hashlib.sha256(spec_yaml).hexdigest()

    app = Flask(__name__, static_folder=None)
    app.request_class = PageRequest
    app.url_map.merge_slashes = False
    app.config["MAX_CONTENT_LENGTH"] = settings.limits.body_bytes
    room = Room(services, perform or _no_operations)
    app.config.update(
        SECRET_KEY=secret_key(settings),
        SESSION_COOKIE_NAME=room.cookie_name("form"),  # Flask's own session: only what signs the forms
        SESSION_COOKIE_SECURE=room.secure,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: a page left open over lunch still works
        WTF_CSRF_SSL_STRICT=False,  # it compares Referer with Host, which a proxy may change; see answers.py
    )
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.add_template_filter(_inline_code, "inline_code")
    app.add_template_filter(words.ago, "ago")
    app.add_template_filter(words.size, "size")
    app.add_template_filter(clock.rfc3339, "rfc3339")
    app.context_processor(lambda: {"settings": settings, "overview": overview, "spec_digest": digest})
    add_to_every_answer(app, digest)
    add_error_pages(app, overview)
    add_refusals(app)
    csrf = CSRFProtect(app)  # after those above: what it refuses is an answer as any other
    app.register_blueprint(create_static())
    for blueprint in blueprints(room, csrf, overview):
        app.register_blueprint(blueprint)

    @app.get("/")
    def landing() -> Response:
        base_url = settings.base_url + overview.base_path
        page = render_template("landing.html", base_url=base_url, steps=steps(base_url))
        response = make_response(page)
        response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
        response.add_etag()
        response.make_conditional(request)
        return response

    @app.get("/robots.txt")
    def robots() -> Response:
        response = make_response(f"User-agent: *\nDisallow: {overview.base_path}/\n")
        response.mimetype = "text/plain"
        response.headers["Cache-Control"] = "public, max-age=3600"
        return response

    return app


def _no_operations(*_: Any, **__: Any) -> Any:
    raise RuntimeError("pages without an API were asked for an operation")


def _inline_code(text: str) -> Markup:
    """Plain text with `code` in backticks, as HTML. The one piece of Markdown that our short texts use."""
    pieces = [escape(piece) for piece in text.split("`")]
    if len(pieces) % 2 == 0:  # the last backtick has no partner
        pieces[-2:] = [pieces[-2] + "`" + pieces[-1]]
    return Markup().join(
        Markup("<code>{}</code>").format(piece) if index % 2 else piece for index, piece in enumerate(pieces)
    )
