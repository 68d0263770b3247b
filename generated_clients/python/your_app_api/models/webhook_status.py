from __future__ import annotations

from typing import Literal

WebhookStatus = Literal["enabled", "disabled"]
"""Whether events are sent."""
