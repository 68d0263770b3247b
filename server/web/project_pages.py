"""The console's pages of projects."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from server.kit.errors import AppError
from server.web.forms import Form
from server.web.room import Room, Visit
from server.webhooks import service as webhooks

TEMPLATES = (
    ("blank", "Blank", "One plain page, to be replaced by your own."),
    ("landing", "Landing", "A product page with a calendar and pictures."),
    ("docs", "Docs", "A documentation site of several pages."),
)
FIELDS = ("name", "description", "template", "visibility", "team_id", "status")


def create_projects(room: Room) -> Blueprint:
    """The routes."""
    pages = Blueprint("projects", __name__)

    @pages.get("/console")
    def console() -> Response:
        return redirect("/console/projects", 303)

    @pages.get("/console/projects")
    @room.page()
    def projects(visit: Visit) -> str:
        query: dict[str, Any] = {"page": request.args.get("page", "1"), "limit": 20}
        team = request.args.get("team")
        found = visit.perform("projects.list", query={**query, **({"team": team} if team else {})})
        given_up = webhooks.given_up(visit.session, visit.actor)
        return render_template("projects.html", visit=visit, given_up=given_up, **found)

    def new_form(visit: Visit, form: Form) -> tuple[str, int]:
        teams = visit.perform("teams.list", query={"limit": 100})["data"]
        writable = [team for team in teams if team["role"] != "viewer"]
        page = render_template("project_new.html", visit=visit, form=form, templates=TEMPLATES, teams=writable)
        return page, form.status

    @pages.get("/console/projects/new")
    @room.page()
    def new(visit: Visit) -> tuple[str, int]:
        return new_form(visit, Form())

    @pages.post("/console/projects/new")
    @room.page(write=True)
    def create(visit: Visit) -> Response | tuple[str, int]:
        form = Form.sent()
        body = {
            "name": form.text("name"),
            "description": form.text("description") or None,
            "template": form.text("template"),
            "visibility": form.text("visibility"),
            **({"team_id": form.text("team_id")} if form.text("team_id") else {}),
        }
        try:
            project = visit.perform("projects.create", body=body)["data"]
        except AppError as error:
            return new_form(visit, form.refuse(error, names=FIELDS))
        return redirect(f"/console/projects/{project['id']}", 303)

    def show(visit: Visit, project_id: str, form: Form) -> tuple[str, int]:
        project = visit.perform("projects.get", path={"id": project_id})["data"]
        query = {"page": request.args.get("page", "1"), "limit": 10}
        deployments = visit.perform("deployments.list", path={"id": project_id}, query=query)
        live_id = project["deployments"]["live_id"]
        live = visit.perform("deployments.get", path={"id": live_id})["data"] if live_id else None
        teams = visit.perform("teams.list", query={"limit": 100})["data"]
        page = render_template(
            "project.html", visit=visit, project=project, live=live, form=form, teams=teams, **deployments
        )
        return page, form.status

    @pages.get("/console/projects/<project_id>")
    @room.page()
    def project(visit: Visit, project_id: str) -> tuple[str, int]:
        return show(visit, project_id, Form())

    @pages.post("/console/projects/<project_id>")
    @room.page(write=True)
    def update(visit: Visit, project_id: str) -> Response | tuple[str, int]:
        form = Form.sent()
        body = {name: form.text(name) for name in ("name", "visibility", "status")}
        body["description"] = form.text("description") or None  # type: ignore[assignment]
        try:
            visit.perform("projects.update", path={"id": project_id}, body=body)
        except AppError as error:
            return show(visit, project_id, form.refuse(error, names=FIELDS))
        flash("Saved.")
        return redirect(f"/console/projects/{project_id}", 303)

    @pages.post("/console/projects/<project_id>/deploy")
    @room.page(write=True)
    def deploy(visit: Visit, project_id: str) -> Response:
        made = visit.perform("deployments.create", path={"id": project_id})["data"]
        return redirect(f"/console/deployments/{made['id']}", 303)

    @pages.post("/console/projects/<project_id>/release")
    @room.page(write=True)
    def release(visit: Visit, project_id: str) -> Response:
        visit.perform("projects.release", path={"id": project_id})
        flash("The hold has ended: the newest success is live.")
        return redirect(f"/console/projects/{project_id}", 303)

    @pages.post("/console/projects/<project_id>/transfer")
    @room.page(write=True)
    def transfer(visit: Visit, project_id: str) -> Response:
        team_id = request.form.get("team_id") or None
        visit.perform("projects.transfer", path={"id": project_id}, body={"team_id": team_id})
        flash("The project has a new owner.")
        return redirect("/console/projects", 303)

    @pages.post("/console/projects/<project_id>/delete")
    @room.page(write=True)
    def delete(visit: Visit, project_id: str) -> Response | tuple[str, int]:
        project = visit.perform("projects.get", path={"id": project_id})["data"]
        if request.form.get("confirm", "").strip() != project["name"]:
            form = Form(errors={"confirm": "Write the project's name, as it stands above."})
            return show(visit, project_id, form)
        visit.perform("projects.delete", path={"id": project_id})
        flash(f"{project['name']} and its site are gone.")
        return redirect("/console/projects", 303)

    return pages
