"""Where a link to a team leads: sign in and accept, or make an account by it."""

from __future__ import annotations

from flask import Blueprint, flash, make_response, redirect, render_template, request
from flask import session as form_session
from sqlmodel import Session
from werkzeug.wrappers import Response

from server.auth import accounts, passwords
from server.kit.errors import AppError, NotFound
from server.kit.log import get_logger
from server.teams import invitations
from server.web.forms import Form
from server.web.joining import join
from server.web.room import Room

log = get_logger(__name__)


def create_invitations(room: Room) -> Blueprint:
    """The routes."""
    pages = Blueprint("invitations", __name__)
    database, settings = room.services.database, room.settings

    def show(session: Session, token: str, form: Form) -> Response:
        invitation = invitations.look_at(session, token)
        page = render_template(
            "invitation.html",
            invitation=invitation,
            account=room.account(session),
            form=form,
            token=token,
            sign_up=settings.sign_up,
        )
        return make_response(page, form.status)

    @pages.get("/invitations/<token>")
    def look(token: str) -> Response:
        with database.transaction(write=False) as session:
            return show(session, token, Form())

    @pages.post("/invitations/<token>")
    def accept(token: str) -> Response:
        with database.transaction(write=True) as session:
            account = room.account(session)
            if account is None:
                return redirect(f"/sign-in?next=/invitations/{token}", 303)
            row = join(room, session, account, token)
        flash("Welcome to the team.")
        return redirect(f"/console/teams/{row.team_id}", 303)

    @pages.post("/invitations/<token>/sign-up")
    def sign_up(token: str) -> Response:
        """An account for the address that was invited: the link shows that it is theirs, more than typing it would."""
        form = Form.sent()
        try:
            if settings.sign_up == "closed":
                raise NotFound("This server takes no sign-ups.")
            with database.transaction(write=False) as session:
                email = invitations.look_at(session, token).email
            password = request.form.get("password", "")
            passwords.check(password, email=email)
            password_hash = passwords.hashed(password)
            response = make_response(redirect("/console/teams", 303))
            with database.transaction(write=True) as session:
                user = accounts.create(session, email=email, name=form.text("name"), plan="free")
                passwords.store(session, user.id, password_hash)
                account = room.sign_in(session, user.id, response)
                response.location = f"/console/teams/{join(room, session, account, token).team_id}"
        except NotFound:
            raise
        except AppError as error:
            with database.transaction(write=False) as session:
                return show(session, token, form.refuse(error, names=("name", "password")))
        form_session.clear()
        log.info("signed_in", user_id=user.id)
        return response

    return pages
