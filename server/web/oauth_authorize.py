"""`/oauth/authorize`: where a person decides what an application may do (RFC 6749, section 4.1; RFC 9700; RFC 9207)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import Blueprint, make_response, redirect, render_template, request
from sqlmodel import Session
from werkzeug.wrappers import Response

from server.auth import scopes
from server.kit.database import Row
from server.kit.log import get_logger
from server.oauth_apps import clients, grants
from server.web.answers import let_forms_lead_to
from server.web.oauth_request import OAuthError, once
from server.web.room import Room, Visit

log = get_logger(__name__)

_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")  # base64url of a SHA-256
_KEPT = ("response_type", "client_id", "redirect_uri", "scope", "state", "code_challenge", "code_challenge_method")


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that may be shown to a person."""

    app: Row
    redirect_uri: str
    scopes: list[str]
    state: str | None
    code_challenge: str | None
    parameters: dict[str, str]


class SentBack(Exception):
    """An error for the application, told through the person's browser (RFC 6749, section 4.1.2.1)."""

    def __init__(self, redirect_uri: str, state: str | None, error: str, description: str) -> None:
        super().__init__(error)
        self.redirect_uri, self.state, self.error, self.description = redirect_uri, state, error, description


def create_authorize(room: Room) -> Blueprint:
    """The routes."""
    pages = Blueprint("oauth_authorize", __name__)
    database, issuer = room.services.database, room.settings.base_url

    def back(redirect_uri: str, state: str | None, **answer: str) -> Response:
        # 303 and never 307: the person's own form must not be posted to the application (RFC 9700, section 4.12).
        answer = {**answer, **({"state": state} if state is not None else {}), "iss": issuer}
        return redirect(f"{redirect_uri}{'&' if '?' in redirect_uri else '?'}{urlencode(answer)}", 303)

    @pages.errorhandler(SentBack)
    def sent_back(error: SentBack) -> Response:
        let_forms_lead_to(_origin(error.redirect_uri))
        return back(error.redirect_uri, error.state, error=error.error, error_description=error.description)

    @pages.errorhandler(OAuthError)
    def told(error: OAuthError) -> Response:
        # Where nobody knows whether the address is the application's, nobody is sent there.
        return make_response(render_template("oauth_error.html", message=error.description), 400)

    @pages.get("/oauth/authorize")
    def ask() -> Response:
        parameters = once(parse_qsl(request.query_string.decode("latin-1"), keep_blank_values=True))
        with database.transaction(write=False) as session:
            asked = _asked(session, parameters)
            account = room.account(session)
        if account is None:
            return room.to_sign_in()
        let_forms_lead_to(_origin(asked.redirect_uri))
        page = render_template(
            "consent.html",
            app=asked.app,
            account=account,
            scopes=[(name, scopes.SCOPES[name]) for name in asked.scopes],
            kept={name: parameters[name] for name in _KEPT if name in parameters},
            leads_to=_origin(asked.redirect_uri),
            here=request.full_path,
        )
        return make_response(page)

    @pages.post("/oauth/authorize")
    @room.page(write=True)
    def decide(visit: Visit) -> Response:
        # What the page carried may have been changed on its way: it is checked as it was the first time.
        asked = _asked(visit.session, once((name, request.form.get(name)) for name in _KEPT))
        if request.form.get("account") != visit.account.user_id:
            raise OAuthError("invalid_request", "Somebody else has signed in since. Go back and look again.")
        let_forms_lead_to(_origin(asked.redirect_uri))
        if request.form.get("decision") != "allow":
            return back(
                asked.redirect_uri, asked.state, error="access_denied", error_description="The person declined."
            )
        code = grants.allow(
            visit.session,
            asked.app,
            visit.actor.user_id,
            scopes=asked.scopes,
            redirect_uri=asked.redirect_uri,
            code_challenge=asked.code_challenge,
        )
        visit.note("consent.grant", asked.app.id)
        log.info("oauth_allowed", app_id=asked.app.id, user_id=visit.actor.user_id, scopes=asked.scopes)
        return back(asked.redirect_uri, asked.state, code=code)

    return pages


def _asked(session: Session, parameters: dict[str, str]) -> Asked:
    """Check a request. OAuthError while nobody knows where to send the person, SentBack after that."""
    app = clients.find(session, parameters.get("client_id", ""))
    if app is None:
        raise OAuthError("invalid_request", "There is no application with this client_id.")
    redirect_uri = parameters.get("redirect_uri")
    if redirect_uri is None:
        raise OAuthError("invalid_request", "The application did not say where to go afterwards (redirect_uri).")
    if redirect_uri not in app.redirect_uris:  # to the letter (RFC 9700, section 2.1)
        raise OAuthError("invalid_request", f"{app.name} has not registered the redirect_uri that this link names.")
    state = parameters.get("state")

    def refuse(error: str, description: str) -> SentBack:
        return SentBack(redirect_uri, state, error, description)

    if parameters.get("response_type") != "code":
        raise refuse("unsupported_response_type", "response_type must be: code")
    if "request" in parameters or "request_uri" in parameters:
        raise refuse("request_not_supported", "Send plain parameters.")
    if parameters.get("response_mode", "query") != "query":
        raise refuse("invalid_request", "response_mode must be: query")
    challenge = parameters.get("code_challenge")
    if challenge is None and (app.require_pkce or "code_challenge_method" in parameters):
        raise refuse("invalid_request", "code_challenge is missing: use PKCE with S256 (RFC 7636).")
    if challenge is not None:
        if parameters.get("code_challenge_method") != "S256":
            raise refuse("invalid_request", "code_challenge_method must be: S256")
        if not _CHALLENGE.fullmatch(challenge):
            raise refuse("invalid_request", "code_challenge is not the base64url of a SHA-256 (43 characters).")
    wanted = scopes.parse(parameters.get("scope"), app.scopes)
    if wanted is None:
        raise refuse("invalid_scope", "The application may not ask for that scope, or there is none of that name.")
    return Asked(app, redirect_uri, wanted, state, challenge, parameters)


def _origin(redirect_uri: str) -> str:
    """What a Content-Security-Policy calls the place that the person is sent to."""
    parts = urlsplit(redirect_uri)
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") else f"{parts.scheme}:"
