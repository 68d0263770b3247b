"""The operation `health.get`."""

from __future__ import annotations

import time
from typing import Any

from server.auth.actor import Call
from server.kit.services import Services

# So long a good answer of the database counts: whoever asks us a thousand times a second does not ask it.
GOOD_FOR_SECONDS = 1.0


def get(call: Call) -> dict[str, Any]:
    """GET /health: a database that is away raises, and the edge answers 503."""
    if not get_quick(call.services):
        call.session.connection().exec_driver_sql("SELECT 1")
        call.services.database.answered_at = time.monotonic()
    return {"status": "ok", "version": "1.0.0", "environment": call.services.settings.environment}


def get_quick(services: Services) -> bool:
    """Whether the database answered just now."""
    return time.monotonic() - services.database.answered_at < GOOD_FOR_SECONDS
