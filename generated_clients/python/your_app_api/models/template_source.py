from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._runtime.models import Model

if TYPE_CHECKING:
    from .template import Template


class TemplateSource(Model):
    """A template."""

    type: Literal["template"]

    template: Template
    """The site that a deployment without files of its own shows: `blank`, one page; `landing`, a product page;
    `docs`, a documentation site.
    """
