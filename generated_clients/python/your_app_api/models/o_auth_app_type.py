from __future__ import annotations

from typing import Literal

OAuthAppType = Literal["confidential", "public"]
"""`confidential`: it can keep a secret, for it runs on a server. `public`: it runs on people's devices."""
