from __future__ import annotations

from typing import Literal

DeliveryStatus = Literal["waiting", "delivered", "failed"]
"""`waiting` is being sent, or waits to be, or to be tried again; `delivered` was taken by the receiver; `failed`
was given up after the last attempt, or when the webhook was disabled.
"""
