"""What clients read before anything else: the server's metadata (RFC 8414), and the description of `/oauth/*`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Blueprint, Response, jsonify, make_response, request

from server.auth import scopes
from server.web.room import Room

DESCRIPTION = Path(__file__).parents[2] / "openapi" / "oauth.yaml"
AUTHENTICATION = ["client_secret_basic", "client_secret_post", "none"]


def metadata(issuer: str) -> dict[str, Any]:
    """RFC 8414, section 2, and RFC 9207, section 3."""
    return {
        "issuer": issuer,
        "authorization_endpoint": f"{issuer}/oauth/authorize",
        "token_endpoint": f"{issuer}/oauth/token",
        "revocation_endpoint": f"{issuer}/oauth/revoke",
        "introspection_endpoint": f"{issuer}/oauth/introspect",
        "scopes_supported": list(scopes.SCOPES),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token", "client_credentials"],
        "token_endpoint_auth_methods_supported": AUTHENTICATION,
        "revocation_endpoint_auth_methods_supported": AUTHENTICATION,
        "introspection_endpoint_auth_methods_supported": AUTHENTICATION[:2],
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": True,
        "service_documentation": f"{issuer}/oauth/openapi.yaml",
    }


def create_metadata(room: Room) -> Blueprint:
    """The routes."""
    pages = Blueprint("oauth_metadata", __name__)
    description = DESCRIPTION.read_bytes()

    def public(response: Response) -> Response:
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
        response.add_etag()
        return response.make_conditional(request)  # type: ignore[return-value]

    @pages.get("/.well-known/oauth-authorization-server")
    def well_known() -> Response:
        return public(jsonify(metadata(room.settings.base_url)))

    @pages.get("/oauth/openapi.yaml")
    def openapi() -> Response:
        response = make_response(description)
        response.mimetype = "application/yaml"
        return public(response)

    return pages
