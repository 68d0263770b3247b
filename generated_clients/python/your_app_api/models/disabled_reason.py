from __future__ import annotations

from typing import Literal

DisabledReason = Literal["request", "gone", "failing"]
"""Why nothing is sent: `request`, somebody disabled it; `gone`, the receiver answered 410; `failing`, it answered
no event well for 5 days. null while it is enabled.
"""
