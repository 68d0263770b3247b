"""Settings → Authorized applications, and Settings → Account: who acts for one, and where one is signed in."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from server.auth import identities, passwords, sessions
from server.auth.scopes import SCOPES
from server.kit.errors import AppError
from server.oauth_apps import grants
from server.web.confirm import confirm, has_password, still
from server.web.forms import Form
from server.web.room import Room, Superseded, Visit


def show_account(room: Room, visit: Visit, form: Form) -> tuple[str, int]:
    """Settings → Account."""
    user_id, provider = visit.actor.user_id, room.provider
    page = render_template(
        "account.html",
        visit=visit,
        form=form,
        browsers=sessions.list_of(visit.session, user_id),
        has_password=has_password(visit),
        provider=provider,
        identity=identities.of(visit.session, user_id, provider.issuer) if provider else None,
    )
    return page, form.status


def create_account(room: Room) -> Blueprint:
    """The routes."""
    pages = Blueprint("account", __name__)

    @pages.get("/console/settings/authorized-apps")
    @room.page()
    def authorized(visit: Visit) -> str:
        user_id = visit.actor.user_id
        apps = [
            (app, grants.scopes_of(visit.session, user_id, app.app_id))
            for app in grants.authorized(visit.session, user_id)
        ]
        return render_template("authorized.html", visit=visit, apps=apps, scopes=SCOPES)

    @pages.post("/console/settings/authorized-apps/<app_id>/withdraw")
    @room.page(write=True)
    def withdraw(visit: Visit, app_id: str) -> Response:
        if grants.withdraw(visit.session, visit.actor.user_id, app_id):
            visit.note("consent.withdraw", app_id)
            flash("The application may not act for you any more, from now on.")
        return redirect("/console/settings/authorized-apps", 303)

    @pages.get("/console/settings/account")
    @room.page()
    def account(visit: Visit) -> tuple[str, int]:
        return show_account(room, visit, Form())

    @pages.post("/console/settings/account/password")
    @room.page()
    def change_password(visit: Visit) -> Response | tuple[str, int]:
        form, email, user_id = Form.sent(), visit.account.email, visit.actor.user_id
        try:
            confirmed = passwords.mark(confirm(room, visit, "present"))
            password = request.form.get("password", "")
            passwords.check(password, email=email)
        except AppError as error:
            return show_account(room, visit, form.refuse(error, names=("present", "password")))
        password_hash = passwords.hashed(password)  # slow: nobody else's writing waits for it
        with room.services.database.transaction(write=True) as session:
            if not still(room, session, visit.account, confirmed):
                raise Superseded(
                    "The password was changed meanwhile, or you were signed out. Nothing came of this form."
                )
            passwords.store(session, user_id, password_hash)
            sessions.end_all(session, user_id, but=visit.account.id)
            room.visit(session, visit.account, write=True).note("password.set", user_id)
        flash("The password is set, and every other browser is signed out.")
        return redirect("/console/settings/account", 303)

    @pages.post("/console/settings/account/sessions/<session_id>/end")
    @room.page(write=True)
    def end(visit: Visit, session_id: str) -> Response:
        if sessions.end(visit.session, visit.actor.user_id, session_id):
            visit.note("session.end", session_id)
        flash("That browser is signed out.")
        return redirect("/console/settings/account", 303)

    @pages.post("/console/settings/account/sessions/end-others")
    @room.page(write=True)
    def end_others(visit: Visit) -> Response:
        sessions.end_all(visit.session, visit.actor.user_id, but=visit.account.id)
        visit.note("session.end_others", visit.account.id)
        flash("Every other browser is signed out.")
        return redirect("/console/settings/account", 303)

    return pages
