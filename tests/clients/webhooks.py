"""Signs webhooks by the rules of Standard Webhooks 1.0, with the standard library alone."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from typing import Any

BODY = '{"id":"evt_123","type":"deployment.completed","created_at":"2024-01-21T10:30:00Z","data":{"ü":1}}'
# A whole one of a type that the contract knows, and one of a type that came later.
KNOWN = '{"id":"evt_1","type":"deployment.completed","created_at":"2024-01-21T10:30:00Z","data":{"deployment":{"id":"deploy_1","url":"https://x"}}}'
LATER = '{"id":"evt_2","type":"project.moved","created_at":"2024-01-21T10:30:00Z","data":{"project":{"id":"proj_1"}}}'
SECRET = "whsec_" + base64.b64encode(b"twenty-four random bytes").decode()

# What is changed of a webhook that was signed right, and what the refusal says.
REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"body": BODY.replace("completed", "failed")}, "No signature"),
    ({"body": BODY + " "}, "No signature"),
    ({"secret": "another"}, "No signature"),
    ({"at": -310}, "s ago; 300 s are allowed"),
    ({"at": 400}, "s ahead of now; 300 s are allowed"),
    ({"headers": {"webhook-id": "msg_2"}}, "No signature"),
    ({"headers": {"webhook-timestamp": "1e9"}}, "not a number"),
    ({"headers": {"webhook-signature": "v1,"}}, "No signature"),
    ({"headers": {"webhook-signature": "v1,%%%"}}, "No signature"),
    ({"headers": {"webhook-signature": ""}}, "webhook-signature is missing"),
]


def webhook(body: str = BODY, secret: str = SECRET, at: float = 0) -> dict[str, Any]:
    """Body, headers and secret of a webhook that was signed `at` seconds from now."""
    timestamp = str(int(time.time() + at))
    key = base64.b64decode(secret.removeprefix("whsec_")) if secret.startswith("whsec_") else secret.encode()
    mac = hmac.new(key, f"msg_1.{timestamp}.{body}".encode(), hashlib.sha256).digest()
    headers = {
        "webhook-id": "msg_1",
        "webhook-timestamp": timestamp,
        "webhook-signature": f"v1,{base64.b64encode(mac).decode()}",
    }
    return {"body": body, "headers": headers, "secret": secret}


def refused(change: dict[str, Any]) -> dict[str, Any]:
    """A webhook with one thing wrong."""
    good = webhook(at=change.get("at", 0))
    headers = good["headers"] | change.get("headers", {})
    return good | {key: value for key, value in change.items() if key in ("body", "secret")} | {"headers": headers}
