from __future__ import annotations

from typing import Literal

DeploymentStatus = Literal["uploading", "queued", "building", "success", "failed", "cancelled"]
"""`uploading` waits for files, `queued` for its turn; `building` is being made ready. `success`, `failed` and
`cancelled` are ends.
"""
