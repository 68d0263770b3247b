from __future__ import annotations

from typing import Literal

Role = Literal["viewer", "member", "admin", "owner"]
"""What a person may do in a team. `viewer` sees it and its projects; `member` also creates, changes, deploys and
deletes projects; `admin` also renames the team, manages members, invitations and webhooks, transfers projects
and sees the audit log; `owner` may do everything, manage owners and delete the team.
"""
