"""Settings → Audit log, and a team's: who did what, with what, from where and when, as `GET /audit-log` tells it."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, render_template, request

from server.kit.errors import ValidationError
from server.web.forms import Form
from server.web.operations import ContractOverview
from server.web.room import Room, Visit

FIELDS = ("action", "actor", "object", "since", "until")
# What happens in the console and is no operation of the API. The operations are called as the contract sums them up.
WORDS = {
    "session.create": "Signed in",
    "session.end": "Signed a browser out",
    "session.end_others": "Signed every other browser out",
    "password.set": "Set the password",
    "identity.connect": "Connected another way to sign in",
    "identity.disconnect": "Disconnected a way to sign in",
    "consent.grant": "Allowed an application",
    "consent.withdraw": "Withdrew what an application was allowed",
    "invitation.accept": "Accepted an invitation",
}
CREDENTIALS = {
    "api_key": "API key",
    "oauth_token": "Application",
    "session": "Console",
    "operator": "Command line of the server",
}
NOTHING: dict[str, Any] = {"data": [], "pagination": {"page": 1, "pages": 1, "total": 0, "limit": 50}}
# Instead of the contract's own messages, which are for who writes a program: a pattern, a date-time.
PROBLEMS = {
    "action": "An action is written like projects.create.",
    "actor": "There is nobody with such an ID.",
    "object": "There is nothing with such an ID.",
    "since": "The first day is none.",
    "until": "The last day is none.",
}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def create_audit(room: Room, overview: ContractOverview) -> Blueprint:
    """The routes."""
    pages = Blueprint("audit", __name__)
    operations = [each for group in overview.groups for each in group.operations]
    words = {**{each.id: each.summary for each in operations}, **WORDS}
    # Reading is not recorded: only what changes something can be looked for.
    actions = sorted({each.id for each in operations if each.method != "GET"} | set(WORDS))

    def show(visit: Visit, here: str, team: Any = None, members: Any = ()) -> tuple[str, int]:
        form = Form({name: request.args[name].strip() for name in FIELDS if request.args.get(name, "").strip()})
        query = {name: _moment(value) for name, value in form.values.items()}
        try:
            found = visit.perform(
                "audit_log.list",
                query={
                    **query,
                    **({"team": team["id"]} if team else {}),
                    "page": request.args.get("page", "1"),
                    "limit": 50,
                },
            )
        except ValidationError as error:
            found = NOTHING
            form.problem = " ".join(PROBLEMS.get(each.field, f"{each.field}: {each.message}") for each in error.details)
        page = render_template(
            "audit_log.html",
            visit=visit,
            form=form,
            team=team,
            members=members,
            here=here,
            narrowed=f"{here}?{urlencode(form.values)}" if form.values else here,
            words=words,
            actions=actions,
            credentials=CREDENTIALS,
            **found,
        )
        return page, form.status

    @pages.get("/console/settings/audit-log")
    @room.page()
    def own(visit: Visit) -> tuple[str, int]:
        return show(visit, "/console/settings/audit-log")

    @pages.get("/console/teams/<team_id>/audit-log")
    @room.page()
    def of_team(visit: Visit, team_id: str) -> tuple[str, int]:
        path = {"id": team_id}
        team = visit.perform("teams.get", path=path)["data"]
        # Refused here with a page of its own to who may not see it, before the filters can be shown.
        visit.perform("audit_log.list", query={"team": team_id, "limit": 1})
        members = visit.perform("teams.members.list", path=path, query={"limit": 100})["data"]
        return show(visit, f"/console/teams/{team_id}/audit-log", team, members)

    return pages


def _moment(text: str) -> str:
    """A day as browsers send it, as the moment at which it begins; everything else as it is."""
    return f"{text}T00:00:00Z" if _DAY.fullmatch(text) else text
