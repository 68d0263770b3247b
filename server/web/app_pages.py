"""Settings → OAuth applications: those that one manages."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from server.auth.scopes import SCOPES
from server.kit.errors import AppError
from server.web.forms import Form, chosen
from server.web.room import Room, Visit

FIELDS = ("name", "homepage_url", "redirect_uris", "scopes", "type", "require_pkce")


def create_apps(room: Room) -> Blueprint:
    """The routes."""
    pages = Blueprint("apps", __name__)

    @pages.get("/console/settings/oauth-apps")
    @room.page()
    def apps(visit: Visit) -> str:
        found = visit.perform("oauth_apps.list", query={"page": request.args.get("page", "1"), "limit": 50})
        return render_template("apps.html", visit=visit, **found)

    def sent(form: Form) -> dict[str, Any]:
        return {
            "name": form.text("name"),
            "homepage_url": form.text("homepage_url") or None,
            "redirect_uris": form.text("redirect_uris").split(),
            "scopes": chosen("scopes"),
        }

    def new_form(visit: Visit, form: Form) -> tuple[str, int]:
        ticked = chosen("scopes") or ["read"]
        return render_template("app_new.html", visit=visit, form=form, scopes=SCOPES, ticked=ticked), form.status

    @pages.get("/console/settings/oauth-apps/new")
    @room.page()
    def new(visit: Visit) -> tuple[str, int]:
        return new_form(visit, Form())

    @pages.post("/console/settings/oauth-apps/new")
    @room.page(write=True)
    def create(visit: Visit) -> str | tuple[str, int]:
        form = Form.sent()
        try:
            made = visit.perform("oauth_apps.create", body={**sent(form), "type": form.text("type")})["data"]
        except AppError as error:
            return new_form(visit, form.refuse(error, names=FIELDS))
        return render_template("app_secret.html", visit=visit, app=made)

    def show(visit: Visit, app_id: str, form: Form) -> tuple[str, int]:
        found = visit.perform("oauth_apps.get", path={"id": app_id})["data"]
        ticked = chosen("scopes") or found["scopes"]
        page = render_template("app.html", visit=visit, app=found, form=form, scopes=SCOPES, ticked=ticked)
        return page, form.status

    @pages.get("/console/settings/oauth-apps/<app_id>")
    @room.page()
    def app(visit: Visit, app_id: str) -> tuple[str, int]:
        return show(visit, app_id, Form())

    @pages.post("/console/settings/oauth-apps/<app_id>")
    @room.page(write=True)
    def update(visit: Visit, app_id: str) -> Response | tuple[str, int]:
        form = Form.sent()
        try:
            visit.perform("oauth_apps.update", path={"id": app_id}, body=sent(form))
        except AppError as error:
            return show(visit, app_id, form.refuse(error, names=FIELDS))
        flash("Saved.")
        return redirect(f"/console/settings/oauth-apps/{app_id}", 303)

    @pages.post("/console/settings/oauth-apps/<app_id>/rotate-secret")
    @room.page(write=True)
    def rotate(visit: Visit, app_id: str) -> str:
        made = visit.perform("oauth_apps.rotate_secret", path={"id": app_id})["data"]
        return render_template("app_secret.html", visit=visit, app=made)

    @pages.post("/console/settings/oauth-apps/<app_id>/delete")
    @room.page(write=True)
    def delete(visit: Visit, app_id: str) -> Response:
        visit.perform("oauth_apps.delete", path={"id": app_id})
        flash("The application is gone, and every token that it held with it.")
        return redirect("/console/settings/oauth-apps", 303)

    return pages
