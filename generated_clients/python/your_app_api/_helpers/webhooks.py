"""Verifies the webhooks that the API sends."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from .._runtime.errors import ConfigurationError
from .._runtime.webhooks import TOLERANCE_SECONDS, unwrap
from .._sdk import CLIENT, WEBHOOK_SECRET_VARIABLE
from ..api.webhooks import AsyncWebhooksOperations, WebhooksOperations
from ..webhook_events import WebhookEvent, event_from

if TYPE_CHECKING:
    from .._runtime.transport import Core


class WebhooksResource(WebhooksOperations):
    """Webhooks: requests that the API sends to you."""

    def unwrap(
        self,
        body: bytes | str,
        headers: Mapping[str, str],
        *,
        secret: str | bytes | None = None,
        tolerance: float = TOLERANCE_SECONDS,
    ) -> WebhookEvent:
        """The event in a webhook, once its signature and its time have been checked (Standard Webhooks 1.0).

        The same event arrives again when your answer was lost: note its `id`, so that you act once.

        Args:
            body: The request's body as it arrived, bytes or text, not parsed.
            headers: The request's headers, in any letter case.
            secret: The webhook's secret, as it was shown or chosen at its creation. The client's `webhook_secret`, or
                the environment's, unless told.
            tolerance: How many seconds old, or ahead, the signature may be.

        Raises:
            WebhookVerificationError: It was not signed with the secret, or is too old or from the future. Answer 400.
        """
        return event_from(unwrap(body, headers, _secret(secret, self._transport), tolerance=tolerance))


class AsyncWebhooksResource(AsyncWebhooksOperations):
    """Webhooks: requests that the API sends to you."""

    def unwrap(
        self,
        body: bytes | str,
        headers: Mapping[str, str],
        *,
        secret: str | bytes | None = None,
        tolerance: float = TOLERANCE_SECONDS,
    ) -> WebhookEvent:
        """The same as in the sync client. It only computes, so there is nothing to await."""
        return event_from(unwrap(body, headers, _secret(secret, self._transport), tolerance=tolerance))


def _secret(given: str | bytes | None, transport: Core) -> str | bytes:
    secret = given or transport.webhook_secret or os.environ.get(WEBHOOK_SECRET_VARIABLE)
    if not secret:
        raise ConfigurationError(
            f"unwrap() needs the webhook's secret: pass `secret`, make the client with `{CLIENT}(webhook_secret=…)`, "
            f"or set the environment variable {WEBHOOK_SECRET_VARIABLE}"
        )
    return secret
