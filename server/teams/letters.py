"""What people are written about teams."""

from __future__ import annotations

from typing import Any

from server.kit.mail import Letter


def invitation(row: Any, url: str) -> Letter:
    """The letter to somebody who is invited; `row` as `invitations.look_at` answers it, `url` their link."""
    text = f"""Hello,

{row.inviter_name} has invited you to the team "{row.team_name}" on Your App, as {row.role}.

To accept, open this link:

{url}

It works once, until {row.expires_at:%d %B %Y, %H:%M} UTC. Whoever has it can accept, so keep it to yourself.

If you do not know what this is about, do nothing: without the link you belong to no team.
"""
    subject = f'{row.inviter_name} has invited you to "{row.team_name}"'
    return Letter(to=row.email, subject=subject, text=text, about=row.id)
