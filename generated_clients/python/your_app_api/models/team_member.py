from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from .._runtime.models import Model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .invitation_link import InvitationLink
    from .member_user import MemberUser
    from .role import Role


class TeamMember(Model):
    """A person in a team, or one who was invited to it."""

    user: MemberUser | None
    """The person; null while they are only invited."""

    email: str
    """The address of the person."""

    role: Role
    """What a person may do in a team. `viewer` sees it and its projects; `member` also creates, changes, deploys
    and deletes projects; `admin` also renames the team, manages members, invitations and webhooks, transfers
    projects and sees the audit log; `owner` may do everything, manage owners and delete the team.
    """

    status: Literal["active", "invited"]
    """Whether the person belongs to the team, or has been asked to."""

    created_at: datetime.datetime
    """A moment, RFC 3339: answers have it in UTC, requests may use any offset."""

    invitation: InvitationLink | None
    """The link to send to the person, shown this once; null unless they were just invited."""

    _shape: ClassVar[Mapping[str, Any]] = {"user": "MemberUser", "created_at": "time", "invitation": "InvitationLink"}
