from __future__ import annotations

from typing import Literal

Template = Literal["blank", "landing", "docs"]
"""The site that a deployment without files of its own shows: `blank`, one page; `landing`, a product page; `docs`,
a documentation site.
"""
