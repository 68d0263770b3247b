"""What is promised of OAuth applications."""

from __future__ import annotations

from typing import Any

from server.auth.scopes import SCOPES
from tests.contract.inside.promises.vocabulary import (
    FIRST,
    ITS_ID,
    JSON,
    LIMIT,
    NAMES,
    NO_NAMES,
    NO_OBJECT,
    NO_WORDS,
    PAGE,
    Bodies,
    Operation,
    Operations,
    Values,
    id_texts,
    identifier,
)

APP = identifier("id", "app")
GIVEN = frozenset({"projects:read"})  # what the applications of steps/oauth_apps.py may do


def oauth_app(**fields: Any) -> dict[str, Any]:
    """An OAuth application with these fields."""
    return {"name": "Monitor", "redirect_uris": ["https://monitor.example.com/callback"], **fields}


HOMEPAGES = (None, "https://monitor.example.com", "http://localhost:3000/", "https://a/!~")
NO_HOMEPAGES: tuple[Any, ...] = (
    "",
    "monitor",
    "ftp://a.example",
    "xhttps://a.example",
    "https://a b",
    "https://" + "a" * 2000,
    5,
    True,
    [],
)
REDIRECTS = (
    ["https://a.example/"],
    ["http://localhost:1/", "http://127.0.0.1/x", "http://[::1]:2/"],
    ["com.example.app:/~done!"],
    [f"https://a.example/{number}" for number in range(20)],
)
NO_REDIRECTS: tuple[Any, ...] = (
    [],
    [""],
    ["https://a.example/ b"],
    ["https://a.example/\n"],
    [" https://a.example/"],
    ["https://a.example/ "],
    ["https://ä.example/"],
    True,
    ["https://" + "a" * 2000],
    ["https://a.example/"] * 2,
    [f"https://a.example/{number}" for number in range(21)],
    [5],
    "https://a.example/",
    None,
)
NO_SCOPES: tuple[Any, ...] = (True, [], ["read", "read"], ["other"], ["api_keys:write"], [""], [5], "read", None)


OPERATIONS: Operations = {
    "oauth_apps.list": Operation(
        "GET",
        "/oauth-apps",
        "oauth_apps:read",
        parameters=(PAGE, LIMIT),
        links={"get": ("oauth_apps.get", FIRST)},
    ),
    # Takes no Idempotency-Key, for the reason above.
    "oauth_apps.create": Operation(
        "POST",
        "/oauth-apps",
        "oauth_apps:write",
        201,
        (),
        (JSON,),
        body_required=True,
        gives=GIVEN,
        links={
            "get": ("oauth_apps.get", ITS_ID),
            "update": ("oauth_apps.update", ITS_ID),
            "rotate_secret": ("oauth_apps.rotate_secret", ITS_ID),
            "delete": ("oauth_apps.delete", ITS_ID),
        },
    ),
    "oauth_apps.get": Operation(
        "GET",
        "/oauth-apps/{id}",
        "oauth_apps:read",
        parameters=(APP,),
        links={
            "update": ("oauth_apps.update", ITS_ID),
            "rotate_secret": ("oauth_apps.rotate_secret", ITS_ID),
            "delete": ("oauth_apps.delete", ITS_ID),
        },
    ),
    "oauth_apps.update": Operation(
        "PUT",
        "/oauth-apps/{id}",
        "oauth_apps:write",
        200,
        (APP,),
        (JSON,),
        body_required=True,
        gives=GIVEN,
        links={"get": ("oauth_apps.get", ITS_ID)},
    ),
    "oauth_apps.delete": Operation(
        "DELETE", "/oauth-apps/{id}", "oauth_apps:write", 200, (APP,), links={"list": ("oauth_apps.list", {})}
    ),
    "oauth_apps.rotate_secret": Operation(
        "POST",
        "/oauth-apps/{id}/rotate-secret",
        "oauth_apps:write",
        200,
        (APP,),
        conflicts=True,
        gives=GIVEN,
        links={"get": ("oauth_apps.get", ITS_ID)},
    ),
}

TAKES: Bodies = {
    "oauth_apps.create": (
        *(oauth_app(name=each) for each in NAMES),
        *(oauth_app(type=each) for each in ("confidential", "public")),
        *(oauth_app(homepage_url=each) for each in HOMEPAGES),
        *(oauth_app(redirect_uris=each) for each in REDIRECTS),
        *(oauth_app(scopes=each) for each in (["read"], ["write", "deployments:write"])),
        *(oauth_app(require_pkce=each) for each in (True, False)),
    ),
    "oauth_apps.update": (
        *({"name": each} for each in NAMES),
        *({"homepage_url": each} for each in HOMEPAGES),
        *({"redirect_uris": each} for each in REDIRECTS),
        {"scopes": ["read"], "require_pkce": False},
    ),
}

REFUSES: Bodies = {
    "oauth_apps.create": (
        {},
        *NO_OBJECT,
        {"name": "a"},
        {"redirect_uris": REDIRECTS[0]},
        *(oauth_app(name=each) for each in NO_NAMES),
        *(oauth_app(type=each) for each in NO_WORDS),
        *(oauth_app(homepage_url=each) for each in NO_HOMEPAGES),
        *(oauth_app(redirect_uris=each) for each in NO_REDIRECTS),
        *(oauth_app(scopes=each) for each in NO_SCOPES),
        *(oauth_app(require_pkce=each) for each in ("true", None, 1)),
        oauth_app(client_secret="mine"),
    ),
    "oauth_apps.update": (
        {},
        *NO_OBJECT,
        *({"name": each} for each in NO_NAMES),
        *({"homepage_url": each} for each in NO_HOMEPAGES),
        *({"redirect_uris": each} for each in NO_REDIRECTS),
        *({"scopes": each} for each in NO_SCOPES),
        *({"require_pkce": each} for each in ("true", None, 1)),
        {"type": "public"},
    ),
}

REFUSED_BY_RULES: Bodies = {
    "oauth_apps.create": (
        oauth_app(redirect_uris=["http://example.com/"]),
        oauth_app(redirect_uris=["https://a.example/#x"]),
        oauth_app(type="public", require_pkce=False),
    ),
    "oauth_apps.update": ({"redirect_uris": ["javascript:alert(1)"]},),
}

BODY_DEFAULTS: dict[str, dict[str, Any]] = {
    "oauth_apps.create": {"type": "confidential", "require_pkce": True, "scopes": ["read"]},
}

SCHEMAS: Values = {
    "OAuthAppId": id_texts("app"),
    "OAuthAppName": (NAMES, NO_NAMES),
    "OAuthAppType": (("confidential", "public"), NO_WORDS),
    "HomepageUrl": (HOMEPAGES, NO_HOMEPAGES),
    "RedirectUris": (REDIRECTS, NO_REDIRECTS),
    "OAuthScopes": ((["read"], list(SCOPES)), NO_SCOPES),
    "OAuthScope": (tuple(SCOPES), NO_WORDS),
}

ENUMS: dict[str, set[Any]] = {
    "OAuthAppType": {"confidential", "public"},
    "OAuthScope": set(SCOPES),
}

LENGTHS: dict[str, tuple[int | None, int | None]] = {
    "OAuthAppName": (1, 100),
    "HomepageUrl": (None, 2000),
    "RedirectUris.items": (1, 2000),
}

FIELDS: dict[str, set[str]] = {
    "OAuthAppCreate": {"name", "homepage_url", "type", "require_pkce", "redirect_uris", "scopes"},
    "OAuthAppUpdate": {"name", "homepage_url", "require_pkce", "redirect_uris", "scopes"},
}

MEANINGS: dict[str, set[str]] = {
    "OAuthAppId": {"OAuthApp.client_id", "OAuthApp.id", "OAuthAppWithSecret.client_id", "OAuthAppWithSecret.id"},
    "OAuthAppName": {"OAuthApp.name", "OAuthAppCreate.name", "OAuthAppUpdate.name", "OAuthAppWithSecret.name"},
    "HomepageUrl": {
        "OAuthApp.homepage_url",
        "OAuthAppCreate.homepage_url",
        "OAuthAppUpdate.homepage_url",
        "OAuthAppWithSecret.homepage_url",
    },
    "RedirectUris": {
        "OAuthApp.redirect_uris",
        "OAuthAppCreate.redirect_uris",
        "OAuthAppUpdate.redirect_uris",
        "OAuthAppWithSecret.redirect_uris",
    },
    "OAuthScopes": {"OAuthApp.scopes", "OAuthAppCreate.scopes", "OAuthAppUpdate.scopes", "OAuthAppWithSecret.scopes"},
    "OAuthScope": {"OAuthScopes.items"},
    "OAuthAppType": {"OAuthApp.type", "OAuthAppCreate.type", "OAuthAppWithSecret.type"},
    "Timestamp": {
        "OAuthApp.created_at",
        "OAuthApp.updated_at",
        "OAuthAppWithSecret.created_at",
        "OAuthAppWithSecret.updated_at",
    },
}
