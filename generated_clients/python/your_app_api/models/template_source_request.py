from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NotRequired, TypedDict

if TYPE_CHECKING:
    from .template import Template


class TemplateSourceRequest(TypedDict):
    """A template."""

    type: Literal["template"]

    template: NotRequired[Template]
    """Which template; the project's when left out."""
