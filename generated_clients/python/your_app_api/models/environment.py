from __future__ import annotations

from typing import Literal

Environment = Literal["production", "sandbox"]
"""Where a key counts."""
