"""`POST /oauth/token`, `/oauth/revoke` and `/oauth/introspect`: what applications call."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, request
from sqlmodel import Session

from server.auth import scopes
from server.kit.database import Row
from server.kit.log import get_logger
from server.models import User
from server.oauth_apps import grants
from server.oauth_apps.grants import Issued, Refused
from server.web.oauth_request import OAuthError, answer, body_parameters, client_of
from server.web.room import Room

log = get_logger(__name__)


def create_token(room: Room) -> Blueprint:
    """The routes."""
    endpoints = Blueprint("oauth_token", __name__)
    database, issuer = room.services.database, room.settings.base_url

    @endpoints.errorhandler(OAuthError)
    def refused(error: OAuthError) -> Response:
        log.info("oauth_refused", endpoint=request.path, error=error.error)
        return error.response()

    @endpoints.post("/oauth/token")
    def token() -> Response:
        parameters = body_parameters()
        with database.transaction(write=True) as session:
            app = client_of(session, parameters)
            result = _exchange(session, app, parameters)
        # Raised after the commit: a refusal can have ended a family of tokens.
        if isinstance(result, Refused):
            raise OAuthError(result.error, result.description)
        body = {
            "access_token": result.access_token,
            "token_type": "Bearer",
            "expires_in": result.expires_in_seconds,
            "refresh_token": result.refresh_token,
            "scope": " ".join(result.scopes),
        }
        return answer({name: value for name, value in body.items() if value is not None})

    @endpoints.post("/oauth/revoke")
    def revoke() -> Response:
        parameters = body_parameters()
        with database.transaction(write=True) as session:
            app = client_of(session, parameters)
            grants.revoke_token(session, app, _needed(parameters, "token"))
        return answer({})  # RFC 7009, section 2.2: also for a token that never was

    @endpoints.post("/oauth/introspect")
    def introspect() -> Response:
        parameters = body_parameters()
        with database.transaction(write=False) as session:
            app = client_of(session, parameters)
            if not app.confidential:
                raise OAuthError("invalid_client", "A public application cannot prove who asks.", 401)
            row = grants.introspect(session, app, _needed(parameters, "token"))
            if row is None:
                return answer({"active": False})
            user = session.get_one(User, row.user_id)
        return answer(
            {
                "active": True,
                "scope": " ".join(row.scopes),
                "client_id": app.id,
                "username": user.email,
                "token_type": "Bearer" if row.kind == "access" else "refresh_token",
                "exp": int(row.expires_at.timestamp()),
                "iat": int(row.created_at.timestamp()),
                "sub": row.user_id,
                "iss": issuer,
            }
        )

    @endpoints.route("/oauth/token", methods=["OPTIONS"])
    @endpoints.route("/oauth/revoke", methods=["OPTIONS"])
    def preflight() -> Response:
        response = make_response("", 204)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Allow-Methods"] = "POST"
        response.headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type"
        response.headers["Access-Control-Max-Age"] = "86400"
        return response

    return endpoints


def _exchange(session: Session, app: Row, parameters: dict[str, str]) -> Issued | Refused:
    grant_type = _needed(parameters, "grant_type")
    if grant_type == "authorization_code":
        return grants.redeem(
            session,
            app,
            _needed(parameters, "code"),
            redirect_uri=parameters.get("redirect_uri"),
            verifier=parameters.get("code_verifier"),
        )
    if grant_type == "refresh_token":
        narrowed = None
        if "scope" in parameters:
            narrowed = scopes.parse(parameters["scope"], scopes.SCOPES)
            if narrowed is None:
                return Refused("invalid_scope", "There is no such scope.")
        return grants.refresh(session, app, _needed(parameters, "refresh_token"), narrowed=narrowed)
    if grant_type == "client_credentials":
        if not app.confidential:
            return Refused("unauthorized_client", "A public application cannot prove who it is.")
        wanted = scopes.parse(parameters.get("scope"), app.scopes)
        if wanted is None:
            return Refused("invalid_scope", "The application may not ask for that scope.")
        return grants.for_app_itself(session, app, wanted)
    return Refused("unsupported_grant_type", "Use authorization_code, refresh_token or client_credentials.")


def _needed(parameters: dict[str, str], name: str) -> str:
    if name not in parameters:
        raise OAuthError("invalid_request", f"The parameter {name} is missing.")
    return parameters[name]
