"""Settings → Account: connecting an account with the OpenID Connect provider, and taking that back."""

from __future__ import annotations

from flask import Blueprint, flash, redirect
from werkzeug.wrappers import Response

from server.auth import identities, passwords
from server.kit.errors import AppError, Conflict
from server.web.account_pages import show_account
from server.web.confirm import confirm, has_password
from server.web.forms import Form
from server.web.room import Room, Visit
from server.web.sign_in_oidc import ACCOUNT_PAGE, away


def create_identity(room: Room) -> Blueprint:
    """The routes; without a provider there are none."""
    pages = Blueprint("identity", __name__)
    provider = room.provider
    if provider is None:
        return pages

    @pages.post("/console/settings/account/identity/connect")
    @room.page()
    def connect(visit: Visit) -> Response | tuple[str, int]:
        form = Form.sent()
        try:
            confirmed = confirm(room, visit, "confirm")  # a session alone must not add a way in that outlives it
        except AppError as error:
            return show_account(room, visit, form.refuse(error, names=("confirm",)))
        return away(provider, ACCOUNT_PAGE, for_session=visit.account.id, confirmed=passwords.mark(confirmed))

    @pages.post("/console/settings/account/identity/disconnect")
    @room.page(write=True)
    def disconnect(visit: Visit) -> Response | tuple[str, int]:
        if not has_password(visit):
            error = Conflict(f"{provider.name_first} is your only way in. Set a password first.")
            return show_account(room, visit, Form().refuse(error))
        gone = identities.disconnect(visit.session, visit.actor.user_id, provider.issuer)
        if gone is not None:
            visit.note("identity.disconnect", gone)
        flash(f"{provider.name_first} signs nobody in to your account any more.")
        return redirect(ACCOUNT_PAGE, 303)

    return pages
