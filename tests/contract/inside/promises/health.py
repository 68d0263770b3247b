"""What is promised of health."""

from __future__ import annotations

from typing import Any, get_args

from server.kit.config import Settings
from tests.contract.inside.promises.vocabulary import Operation, Operations

OPERATIONS: Operations = {
    "health.get": Operation("GET", "/health", None),
}

ENUMS: dict[str, set[Any]] = {
    "Environment": set(get_args(Settings.model_fields["environment"].annotation)),
}

CONSTANTS: dict[str, Any] = {
    "Health.status": "ok",
}

MEANINGS: dict[str, set[str]] = {
    "Environment": {"Health.environment"},
}
