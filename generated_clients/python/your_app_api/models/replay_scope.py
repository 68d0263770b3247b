from __future__ import annotations

from typing import Literal

ReplayScope = Literal["failed", "missed"]
"""`failed`, deliveries that have failed; `missed`, also the events that the webhook takes and was never sent."""
