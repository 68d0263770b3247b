"""The console's page of a deployment, and the token with which pages follow logs and upload sites."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template
from werkzeug.wrappers import Response

from server.auth import access_tokens
from server.kit.errors import NotFound
from server.web.room import Room, Visit

SAID = {
    "promote": "This deployment is live.",
    "cancel": "The deployment was cancelled.",
    "redeploy": "Deploying the same files again.",
}


def create_deployments(room: Room) -> Blueprint:
    """The routes."""
    pages = Blueprint("deployments", __name__)

    @pages.get("/console/deployments/<deployment_id>")
    @room.page()
    def deployment(visit: Visit, deployment_id: str) -> str:
        path = {"id": deployment_id}
        found = visit.perform("deployments.get", path=path)["data"]
        project = visit.perform("projects.get", path={"id": found["project_id"]})["data"]
        log: Any = visit.perform("deployments.logs", path=path, query={"limit": 1000})
        return render_template(
            "deployment.html", visit=visit, deployment=found, project=project, lines=log["data"], cursor=log["cursor"]
        )

    @pages.post("/console/deployments/<deployment_id>/<action>")
    @room.page(write=True)
    def act(visit: Visit, deployment_id: str, action: str) -> Response:
        if action not in SAID:
            raise NotFound
        done = visit.perform(f"deployments.{action}", path={"id": deployment_id})["data"]
        flash(SAID[action])
        return redirect(f"/console/deployments/{done['id']}", 303)

    @pages.post("/console/page-token")
    @room.page(write=True)
    def page_token(visit: Visit) -> Response:
        """For scripts of our pages: they call the API as any client does, and for as long as somebody is signed in."""
        return jsonify({"token": access_tokens.for_page(visit.session, visit.actor.user_id, visit.account.id)})

    return pages
