from __future__ import annotations

from typing import Literal

Permission = Literal[
    "token:read",
    "projects:read",
    "projects:write",
    "deployments:read",
    "deployments:write",
    "teams:read",
    "teams:write",
    "api_keys:read",
    "api_keys:write",
    "audit_log:read",
    "webhooks:read",
    "webhooks:write",
    "events:read",
    "oauth_apps:read",
    "oauth_apps:write",
]
"""What a credential may do. `read` permissions see, `write` permissions create, change and delete; neither
includes the other.
"""
