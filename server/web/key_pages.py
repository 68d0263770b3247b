"""Settings → API Keys."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from server.auth.permissions import ALWAYS, PERMISSIONS
from server.kit import clock
from server.kit.errors import AppError
from server.web.forms import Form, chosen
from server.web.room import Room, Visit

# Rows of the matrix: what, the permission to see, the permission to change, what changing is.
MATRIX = tuple(
    (
        resource.replace("_", " ").replace("api keys", "API keys").replace("oauth apps", "OAuth applications"),
        *(f"{resource}:{word}" if f"{resource}:{word}" in PERMISSIONS else None for word in ("read", "write")),
    )
    for resource in dict.fromkeys(name.partition(":")[0] for name in PERMISSIONS if name not in ALWAYS)
)
EXPIRIES = (("", "Never"), ("7", "In 7 days"), ("30", "In 30 days"), ("90", "In 90 days"), ("365", "In a year"))
FIELDS = ("name", "permissions", "project_ids", "expires_at")


def create_keys(room: Room) -> Blueprint:
    """The routes."""
    pages = Blueprint("keys", __name__)

    @pages.get("/console/settings")
    def settings() -> Response:
        return redirect("/console/settings/api-keys", 303)

    @pages.get("/console/settings/api-keys")
    @room.page()
    def keys(visit: Visit) -> str:
        found = visit.perform("api_keys.list", query={"page": request.args.get("page", "1"), "limit": 50})
        return render_template("keys.html", visit=visit, **found)

    def new_form(visit: Visit, form: Form) -> tuple[str, int]:
        projects = visit.perform("projects.list", query={"limit": 100})["data"]
        page = render_template(
            "key_new.html",
            visit=visit,
            form=form,
            matrix=MATRIX,
            permissions=PERMISSIONS,
            expiries=EXPIRIES,
            projects=projects,
            chosen_permissions=chosen("permissions"),
            chosen_projects=chosen("project_ids"),
        )
        return page, form.status

    @pages.get("/console/settings/api-keys/new")
    @room.page()
    def new(visit: Visit) -> tuple[str, int]:
        return new_form(visit, Form())

    @pages.post("/console/settings/api-keys/new")
    @room.page(write=True)
    def create(visit: Visit) -> str | tuple[str, int]:
        form = Form.sent()
        days = form.text("expires")
        body: dict[str, Any] = {"name": form.text("name"), "permissions": chosen("permissions")}
        if days.isdecimal() and len(days) < 5:
            body["expires_at"] = clock.rfc3339(clock.now() + timedelta(days=int(days)))
        if chosen("project_ids"):
            body["project_ids"] = chosen("project_ids")
        try:
            made = visit.perform("api_keys.create", body=body)["data"]
        except AppError as error:
            return new_form(visit, form.refuse(error, names=FIELDS))
        return render_template("key_secret.html", visit=visit, key=made, rotated=False)

    @pages.get("/console/settings/api-keys/<key_id>")
    @room.page()
    def key(visit: Visit, key_id: str) -> str:
        found = visit.perform("api_keys.get", path={"id": key_id})["data"]
        names = {each["id"]: each["name"] for each in visit.perform("projects.list", query={"limit": 100})["data"]}
        return render_template("key.html", visit=visit, key=found, names=names, permissions=PERMISSIONS)

    @pages.post("/console/settings/api-keys/<key_id>/rotate")
    @room.page(write=True)
    def rotate(visit: Visit, key_id: str) -> str:
        hours = request.form.get("overlap_hours", "24")
        body = {"overlap_hours": int(hours) if hours.isdecimal() and len(hours) < 5 else hours}
        made = visit.perform("api_keys.rotate", path={"id": key_id}, body=body)["data"]
        return render_template("key_secret.html", visit=visit, key=made, rotated=True)

    @pages.post("/console/settings/api-keys/<key_id>/revoke")
    @room.page(write=True)
    def revoke(visit: Visit, key_id: str) -> Response:
        visit.perform("api_keys.delete", path={"id": key_id})
        flash("The key is revoked: it is refused from now on.")
        return redirect("/console/settings/api-keys", 303)

    return pages
