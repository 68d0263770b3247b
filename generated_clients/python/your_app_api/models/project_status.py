from __future__ import annotations

from typing import Literal

ProjectStatus = Literal["active", "archived"]
"""An `archived` project takes no new deployments; its site stays up."""
