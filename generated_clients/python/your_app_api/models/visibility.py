from __future__ import annotations

from typing import Literal

Visibility = Literal["private", "public"]
"""Who may read the project through the API: `private`, its owner or team; `public`, anybody with a key that holds
the permission, who sees the project and its deployments and not their logs. Only its owner or team may change
it. The site itself is always open to everybody.
"""
