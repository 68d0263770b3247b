from __future__ import annotations

from typing import Literal

OAuthScope = Literal[
    "read",
    "write",
    "projects:read",
    "projects:write",
    "deployments:read",
    "deployments:write",
    "teams:read",
    "teams:write",
    "api_keys:read",
    "audit_log:read",
    "webhooks:read",
    "webhooks:write",
    "events:read",
    "oauth_apps:read",
]
"""`read` is every permission to see, `write` every one to change, save those that make credentials. The others are
permissions by their own names.
"""
