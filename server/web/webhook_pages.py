"""Settings → Webhooks, those of a team, and one webhook with what was sent to it.

The pages of one webhook are at one address, whoever owns it: `/console/webhooks/<id>`.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from server.kit import clock
from server.kit.errors import AppError
from server.teams.roles import MANAGE_WEBHOOKS, denied
from server.web.forms import Form, chosen
from server.web.room import Room, Visit

# The boxes of the form: a filter for a whole group, and each event of it. tests/web/test_console_webhooks.py compares
# them with the contract's `EventFilter`.
EVENTS = (
    (
        "deployment.*",
        "deployments",
        (
            ("deployment.started", "One is begun"),
            ("deployment.completed", "One is done"),
            ("deployment.failed", "One has failed"),
            ("deployment.cancelled", "One is cancelled"),
            ("deployment.promoted", "An earlier one goes live again"),
        ),
    ),
    (
        "project.*",
        "projects",
        (
            ("project.created", "One is created"),
            ("project.updated", "One is changed"),
            ("project.deleted", "One is deleted"),
        ),
    ),
    (
        "team.*",
        "members",
        (("team.member_added", "Somebody joins"), ("team.member_removed", "Somebody leaves or is removed")),
    ),
    ("webhook.*", "webhooks", (("webhook.disabled", "Another webhook is disabled"),)),
)
FIELDS = ("url", "description", "events", "projects", "secret")
STATUSES = (("", "All"), ("waiting", "Waiting"), ("delivered", "Delivered"), ("failed", "Failed"))
WINDOWS = (("1", "The last hour"), ("24", "The last day"), ("168", "The last week"), ("", "All that is kept"))


def create_webhooks(room: Room) -> Blueprint:
    """The routes."""
    pages = Blueprint("webhooks", __name__)

    def show_all(visit: Visit, team: Any) -> str:
        query = {"page": request.args.get("page", "1"), "limit": 50, **({"team": team["id"]} if team else {})}
        found = visit.perform("webhooks.list", query=query)
        return render_template("webhooks.html", visit=visit, team=team, manages=_manages(team), **found)

    @pages.get("/console/settings/webhooks")
    @room.page()
    def own(visit: Visit) -> str:
        return show_all(visit, None)

    @pages.get("/console/teams/<team_id>/webhooks")
    @room.page()
    def of_team(visit: Visit, team_id: str) -> str:
        return show_all(visit, _team(visit, team_id))

    def new_form(visit: Visit, form: Form, team_id: str) -> tuple[str, int]:
        teams = [each for each in visit.perform("teams.list", query={"limit": 100})["data"] if _manages(each)]
        page = render_template(
            "webhook_new.html",
            visit=visit,
            form=form,
            team=_team(visit, team_id) if team_id else None,
            teams=teams,
            groups=EVENTS,
            ticked=chosen("events"),
            projects=_projects(visit, team_id, chosen("projects")),
            ticked_projects=chosen("projects"),
        )
        return page, form.status

    @pages.get("/console/webhooks/new")
    @room.page()
    def new(visit: Visit) -> tuple[str, int]:
        return new_form(visit, Form(), request.args.get("team", ""))

    @pages.post("/console/webhooks/new")
    @room.page(write=True)
    def create(visit: Visit) -> str | tuple[str, int]:
        form = Form.sent()
        team_id, secret = form.text("team_id"), form.text("secret")
        body = {**_sent(form), **({"team_id": team_id} if team_id else {}), **({"secret": secret} if secret else {})}
        try:
            made = visit.perform("webhooks.create", body=body)["data"]
        except AppError as error:
            return new_form(visit, form.refuse(error, names=FIELDS), team_id)
        return render_template("webhook_secret.html", visit=visit, webhook=made, secret=made["secret"], rotated=None)

    def show(visit: Visit, webhook_id: str, form: Form) -> tuple[str, int]:
        webhook, path = _webhook(visit, webhook_id), {"id": webhook_id}
        status = request.args.get("status", "")
        query = {"page": request.args.get("page", "1"), "limit": 20, **({"status": status} if status else {})}
        team = _team(visit, webhook["team_id"]) if webhook["team_id"] else None
        ticked = chosen("projects") or webhook["projects"]
        page = render_template(
            "webhook.html",
            visit=visit,
            webhook=webhook,
            team=team,
            manages=_manages(team),
            form=form,
            groups=EVENTS,
            ticked=chosen("events") or webhook["events"],
            projects=_projects(visit, webhook["team_id"], ticked),
            ticked_projects=ticked,
            status=status,
            statuses=STATUSES,
            windows=WINDOWS,
            **visit.perform("webhooks.deliveries.list", path=path, query=query),
        )
        return page, form.status

    @pages.get("/console/webhooks/<webhook_id>")
    @room.page()
    def webhook(visit: Visit, webhook_id: str) -> tuple[str, int]:
        return show(visit, webhook_id, Form())

    @pages.post("/console/webhooks/<webhook_id>")
    @room.page(write=True)
    def update(visit: Visit, webhook_id: str) -> Response | tuple[str, int]:
        form = Form.sent()
        try:
            visit.perform("webhooks.update", path={"id": webhook_id}, body=_sent(form))
        except AppError as error:
            return show(visit, webhook_id, form.refuse(error, names=FIELDS))
        flash("Saved.")
        return redirect(f"/console/webhooks/{webhook_id}", 303)

    @pages.post("/console/webhooks/<webhook_id>/status")
    @room.page(write=True)
    def switch(visit: Visit, webhook_id: str) -> Response:
        status = request.form.get("status")
        visit.perform("webhooks.update", path={"id": webhook_id}, body={"status": status})
        flash(
            "Enabled: it is sent what happens from now on. Below you can send what it missed."
            if status == "enabled"
            else "Disabled: nothing more is sent to it, and what waited is given up."
        )
        return redirect(f"/console/webhooks/{webhook_id}", 303)

    @pages.post("/console/webhooks/<webhook_id>/rotate-secret")
    @room.page(write=True)
    def rotate(visit: Visit, webhook_id: str) -> str | tuple[str, int]:
        form = Form.sent()
        secret = form.text("secret")
        try:
            made = visit.perform(
                "webhooks.rotate_secret", path={"id": webhook_id}, body={"secret": secret} if secret else {}
            )["data"]
        except AppError as error:
            return show(visit, webhook_id, form.refuse(error, names=FIELDS))
        return render_template(
            "webhook_secret.html",
            visit=visit,
            webhook=_webhook(visit, webhook_id),
            secret=made["secret"],
            rotated=made["previous_expires_at"],
        )

    @pages.post("/console/webhooks/<webhook_id>/test")
    @room.page(write=True)
    def test(visit: Visit, webhook_id: str) -> Response | tuple[str, int]:
        try:
            made = visit.perform("webhooks.test", path={"id": webhook_id})["data"]
        except AppError as error:
            return show(visit, webhook_id, Form().refuse(error))
        return redirect(f"/console/webhooks/{webhook_id}/deliveries/{made['id']}", 303)

    @pages.post("/console/webhooks/<webhook_id>/replay")
    @room.page(write=True)
    def replay(visit: Visit, webhook_id: str) -> Response | tuple[str, int]:
        form, hours = Form.sent(), request.form.get("hours", "")
        body: dict[str, Any] = {"scope": form.text("scope")}
        if hours.isdecimal() and len(hours) < 5:
            body["since"] = clock.rfc3339(clock.now() - timedelta(hours=int(hours)))
        try:
            count = visit.perform("webhooks.replay", path={"id": webhook_id}, body=body)["data"]["deliveries"]
        except AppError as error:
            return show(visit, webhook_id, form.refuse(error))
        flash(f"{count} deliver{'y is' if count == 1 else 'ies are'} on the way." if count else "There is nothing.")
        return redirect(f"/console/webhooks/{webhook_id}", 303)

    @pages.post("/console/webhooks/<webhook_id>/delete")
    @room.page(write=True)
    def delete(visit: Visit, webhook_id: str) -> Response:
        team_id = _webhook(visit, webhook_id)["team_id"]
        visit.perform("webhooks.delete", path={"id": webhook_id})
        flash("The webhook is gone, and its deliveries with it.")
        return redirect(f"/console/teams/{team_id}/webhooks" if team_id else "/console/settings/webhooks", 303)

    @pages.get("/console/webhooks/<webhook_id>/deliveries/<delivery_id>")
    @room.page()
    def delivery(visit: Visit, webhook_id: str, delivery_id: str) -> str:
        path = {"id": webhook_id, "deliveryId": delivery_id}
        found = visit.perform("webhooks.deliveries.get", path=path)["data"]
        webhook = _webhook(visit, webhook_id)
        team = _team(visit, webhook["team_id"]) if webhook["team_id"] else None
        return render_template(
            "delivery.html",
            visit=visit,
            webhook=webhook,
            team=team,
            manages=_manages(team),
            delivery=found,
            body=json.dumps(json.loads(found["body"]), indent=2, ensure_ascii=False),
        )

    @pages.post("/console/webhooks/<webhook_id>/deliveries/<delivery_id>/redeliver")
    @room.page(write=True)
    def redeliver(visit: Visit, webhook_id: str, delivery_id: str) -> Response:
        visit.perform("webhooks.deliveries.redeliver", path={"id": webhook_id, "deliveryId": delivery_id})
        flash("It is on its way again.")
        return redirect(f"/console/webhooks/{webhook_id}/deliveries/{delivery_id}", 303)

    return pages


def _sent(form: Form) -> dict[str, Any]:
    return {
        "url": form.text("url"),
        "description": form.text("description") or None,
        "events": chosen("events"),
        "projects": chosen("projects"),
    }


def _webhook(visit: Visit, webhook_id: str) -> Any:
    return visit.perform("webhooks.get", path={"id": webhook_id})["data"]


def _team(visit: Visit, team_id: str) -> Any:
    return visit.perform("teams.get", path={"id": team_id})["data"]


def _manages(team: Any) -> bool:
    """Whether the visitor may change the webhooks of this team; None stands for the visitor, who may."""
    return team is None or denied(team["role"], MANAGE_WEBHOOKS) is None


def _projects(visit: Visit, team_id: str | None, ticked: list[str]) -> list[Any]:
    """The projects that a webhook of this owner can be narrowed to: the newest, and those that are ticked.

    One that is ticked and gone has no box, and so is let go when the form is sent.
    """
    found = visit.perform("projects.list", query={"limit": 100, **({"team": team_id} if team_id else {})})["data"]
    shown = [each for each in found if team_id or each["team"] is None]
    for id_ in set(ticked) - {each["id"] for each in shown}:
        try:
            shown.append(visit.perform("projects.get", path={"id": id_})["data"])
        except AppError:
            continue
    return shown
