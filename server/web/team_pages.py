"""The console's pages of teams."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from server.kit.errors import AppError, Forbidden
from server.teams.roles import ROLES
from server.web.forms import Form
from server.web.room import Room, Visit


def create_teams(room: Room) -> Blueprint:
    """The routes."""
    pages = Blueprint("teams", __name__)

    def show_all(visit: Visit, form: Form) -> tuple[str, int]:
        found = visit.perform("teams.list", query={"page": request.args.get("page", "1"), "limit": 50})
        return render_template("teams.html", visit=visit, form=form, **found), form.status

    @pages.get("/console/teams")
    @room.page()
    def teams(visit: Visit) -> tuple[str, int]:
        return show_all(visit, Form())

    @pages.post("/console/teams")
    @room.page(write=True)
    def create(visit: Visit) -> Response | tuple[str, int]:
        form = Form.sent()
        try:
            team = visit.perform("teams.create", body={"name": form.text("name")})["data"]
        except AppError as error:
            return show_all(visit, form.refuse(error, names=("name",)))
        return redirect(f"/console/teams/{team['id']}", 303)

    def show(visit: Visit, team_id: str, form: Form, invited: Any = None) -> tuple[str, int]:
        path = {"id": team_id}
        team = visit.perform("teams.get", path=path)["data"]
        members = visit.perform("teams.members.list", path=path, query={"limit": 100})["data"]
        try:
            invitations = visit.perform("teams.invitations.list", path=path, query={"limit": 100})["data"]
        except Forbidden:  # a member or a viewer, who does not see them
            invitations = None
        page = render_template(
            "team.html",
            visit=visit,
            team=team,
            members=members,
            invitations=invitations,
            form=form,
            invited=invited,
            mailed=invited is not None and room.services.post.takes(invited["email"]),
            roles={name: sorted(actions) for name, actions in ROLES.items()},
        )
        return page, form.status

    @pages.get("/console/teams/<team_id>")
    @room.page()
    def team(visit: Visit, team_id: str) -> tuple[str, int]:
        return show(visit, team_id, Form())

    @pages.post("/console/teams/<team_id>/members")
    @room.page(write=True)
    def add(visit: Visit, team_id: str) -> Response | tuple[str, int]:
        form = Form.sent()
        body = {"email": form.text("email"), "role": form.text("role")}
        try:
            made = visit.perform("teams.members.add", path={"id": team_id}, body=body)["data"]
        except AppError as error:
            return show(visit, team_id, form.refuse(error, names=("email", "role")))
        if made["status"] == "invited":
            return show(visit, team_id, Form(), invited=made)  # the link is known this once
        flash(f"{made['user']['name']} is a member now.")
        return redirect(f"/console/teams/{team_id}", 303)

    @pages.post("/console/teams/<team_id>/members/<user_id>")
    @room.page(write=True)
    def change(visit: Visit, team_id: str, user_id: str) -> Response | tuple[str, int]:
        path = {"id": team_id, "userId": user_id}
        try:
            if request.form.get("remove"):
                visit.perform("teams.members.remove", path=path)
                flash("They have no access any more, from now on.")
                if user_id == visit.actor.user_id:
                    return redirect("/console/teams", 303)
            else:
                visit.perform("teams.members.update", path=path, body={"role": request.form.get("role")})
                flash("The role is changed.")
        except AppError as error:
            return show(visit, team_id, Form().refuse(error))
        return redirect(f"/console/teams/{team_id}", 303)

    @pages.post("/console/teams/<team_id>/invitations/<invitation_id>/revoke")
    @room.page(write=True)
    def revoke(visit: Visit, team_id: str, invitation_id: str) -> Response:
        visit.perform("teams.invitations.revoke", path={"id": team_id, "invitationId": invitation_id})
        flash("The link is worthless now.")
        return redirect(f"/console/teams/{team_id}", 303)

    @pages.post("/console/teams/<team_id>")
    @room.page(write=True)
    def update(visit: Visit, team_id: str) -> Response | tuple[str, int]:
        form = Form.sent()
        try:
            if request.form.get("delete"):
                visit.perform("teams.delete", path={"id": team_id})
                flash("The team is gone.")
                return redirect("/console/teams", 303)
            visit.perform("teams.update", path={"id": team_id}, body={"name": form.text("name")})
        except AppError as error:
            return show(visit, team_id, form.refuse(error, names=("name",)))
        flash("Saved.")
        return redirect(f"/console/teams/{team_id}", 303)

    return pages
