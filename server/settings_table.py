"""The settings as a table: for `python -m server settings`, and for the README, which a test compares with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined
from sqlalchemy.engine import make_url

from server.kit.config import Limits, Settings


def _shown(value: Any) -> str:
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, str) and "://" in value and "@" in value:
        return make_url(value).render_as_string(hide_password=True)
    return str(value)


def _fields(settings: Settings | None) -> list[tuple[str, FieldInfo, Any]]:
    found = []
    for name, field in Settings.model_fields.items():
        if name != "limits" and not (field.json_schema_extra or {}).get("hidden"):  # type: ignore[union-attr]
            value = getattr(settings, name, field.default)
            secret = value and (field.json_schema_extra or {}).get("secret")  # type: ignore[union-attr]
            found.append((f"YOUR_APP_{name.upper()}", field, "…" if secret else value))
    for name, field in Limits.model_fields.items():
        value = getattr(getattr(settings, "limits", None), name, field.default)
        found.append((f"YOUR_APP_MAX_{name.upper()}", field, value))
    return found


def rows(settings: Settings | None = None) -> list[dict[str, str]]:
    """One row a setting: `variable`, `value` (in force; without `settings` the default), `meaning`."""
    return [
        {
            "variable": variable,
            "value": "" if value is PydanticUndefined else _shown(value),
            "meaning": field.description or "",
        }
        for variable, field, value in _fields(settings)
    ]
