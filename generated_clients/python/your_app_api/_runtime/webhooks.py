"""Checks that a webhook was sent by the API and not by somebody else, as Standard Webhooks 1.0 says."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import re
import time
from collections.abc import Mapping
from typing import Any

from .errors import ConfigurationError, WebhookVerificationError

TOLERANCE_SECONDS = 300


def unwrap(
    body: bytes | str,
    headers: Mapping[str, str],
    secret: str | bytes,
    *,
    tolerance: float = TOLERANCE_SECONDS,
    now: float | None = None,
) -> dict[str, Any]:
    """The JSON object in a webhook, once its signature and its time have been checked.

    `body` is the request's body as it arrived. `tolerance` is how many seconds old, or ahead, the signature may be,
    compared with `now` (seconds since 1970). Raises WebhookVerificationError.
    """
    if not isinstance(body, (bytes, bytearray, memoryview, str)):
        raise ConfigurationError(
            "unwrap() takes the body as it arrived, bytes or text; a parsed one cannot be verified"
        )
    if not secret:
        raise ConfigurationError("The webhook secret is empty")
    content = body.encode() if isinstance(body, str) else bytes(body)
    lower = {str(name).lower(): value for name, value in headers.items()}
    identifier, timestamp = _header(lower, "webhook-id"), _header(lower, "webhook-timestamp")
    signatures = _header(lower, "webhook-signature")
    if not re.fullmatch(r"[0-9]{1,12}", timestamp):
        raise WebhookVerificationError("webhook-timestamp is not a number of seconds")
    away = int(timestamp) - (time.time() if now is None else now)
    if abs(away) > tolerance:
        direction = "ago" if away < 0 else "ahead of now"
        raise WebhookVerificationError(
            f"The webhook was signed {abs(away):.0f} s {direction}; {tolerance:g} s are allowed"
        )
    signed = f"{identifier}.{timestamp}.".encode() + content
    expected = hmac.new(_secret_bytes(secret), signed, hashlib.sha256).digest()
    # Every signature is compared, and each takes the same time however much of it is right.
    matches = [hmac.compare_digest(expected, each) for each in map(_signature, signatures.split(" ")) if each]
    if not any(matches):
        raise WebhookVerificationError("No signature in webhook-signature was made with this secret for this body")
    try:
        event = json.loads(content)
    except ValueError as error:
        raise WebhookVerificationError("The signature is right, but the body is not JSON") from error
    if not isinstance(event, dict):
        raise WebhookVerificationError("The signature is right, but the body is not a JSON object")
    return event


def _header(headers: Mapping[str, Any], name: str) -> str:
    value = headers.get(name)
    if isinstance(value, (list, tuple)):  # as some frameworks give them
        value = value[0] if value else None
    if not value:
        raise WebhookVerificationError(f"The header {name} is missing")
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def _signature(text: str) -> bytes | None:
    """The bytes of a `v1,…` signature; None for another version or for what is no base64."""
    version, _, value = text.partition(",")
    try:
        return base64.b64decode(value, validate=True) if version == "v1" else None
    except binascii.Error:
        return None


def _secret_bytes(secret: str | bytes) -> bytes:
    """`whsec_…` holds bytes in base64; any other secret was chosen by a person and is taken as it is."""
    if isinstance(secret, bytes):
        return secret
    if not secret.startswith("whsec_"):
        return secret.encode()
    try:
        return base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except binascii.Error:
        raise ConfigurationError("The webhook secret begins with whsec_ but is not base64") from None
