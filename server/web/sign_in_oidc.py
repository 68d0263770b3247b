"""Signing in with the OpenID Connect provider of the settings: away to it, and back from it."""

from __future__ import annotations

import math
from typing import Any
from urllib.parse import parse_qsl

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request
from flask import session as form_session
from sqlmodel import Session
from werkzeug.wrappers import Response as AnyResponse

from server.auth import accounts, identities, passwords, throttle
from server.auth.openid import Attempt, Down, Profile, Provider, Refused
from server.kit import clock
from server.kit.errors import AppError, Conflict, NotFound
from server.kit.log import get_logger
from server.teams import invitations
from server.web import next_page
from server.web.confirm import still
from server.web.joining import join
from server.web.oauth_request import OAuthError, once
from server.web.room import Room

log = get_logger(__name__)

KEPT = "oidc"  # what the browser keeps meanwhile, in the signed cookie that its forms have, too
LASTS_SECONDS = 600
ACCOUNT_PAGE = "/console/settings/account"
INVITATION = "/invitations/"

TAKEN = (
    "There is one for {email}, and it is not connected with {name} yet. Sign in with its password, then connect the "
    "two under Settings → Account."
)
CLOSED = (
    "No account is connected with this sign-in, and accounts on this server are made by whoever runs it. If you have "
    "one, sign in with its password, then connect it with {name} under Settings → Account."
)
UNCHECKED = (
    "{name} has not checked that the e-mail address is yours, so no account is made with it. Confirm the address "
    "there, then sign in again."
)
INVITED_ONLY = (
    "{email} has no account here, and accounts on this server are made by invitation to a team. Open the link that you "
    "were sent, and go on from there."
)


class Problem(Exception):
    """A page that says what is in the way, and what to do."""

    def __init__(self, title: str, message: str, status: int = 403, *, back: str = "/sign-in") -> None:
        super().__init__(title)
        self.title, self.message, self.status, self.back = title, message, status, back


def _ended() -> Problem:
    return Problem(
        "This sign-in has ended",
        "It was begun in another browser, begun again since, used, or left for more than ten minutes. Begin it again.",
        400,
    )


def create_sign_in_oidc(room: Room) -> Blueprint:
    """The routes; without a provider there are none."""
    pages = Blueprint("sign_in_oidc", __name__)
    provider, database, settings = room.provider, room.services.database, room.settings
    if provider is None:
        return pages

    @pages.app_errorhandler(Problem)
    def tell(problem: Problem) -> Response:
        page = render_template("oidc_problem.html", problem=problem, provider=provider)
        response = make_response(page, problem.status)
        if problem.status in (429, 503):
            response.headers["Retry-After"] = "60"
        return response

    @pages.post("/sign-in/oidc")
    def leave() -> Response:
        return away(provider, next_page.safe(request.form.get("next")))

    @pages.get("/sign-in/oidc/callback")
    def come_back() -> AnyResponse:
        try:
            answer = once(parse_qsl(request.query_string.decode("latin-1"), keep_blank_values=True))
        except OAuthError:
            raise _ended() from None
        kept = form_session.get(KEPT)
        if not isinstance(kept, dict) or kept["state"] != answer.get("state"):
            raise _ended()  # what is kept stays: a link that somebody was made to follow must not end it
        del form_session[KEPT]
        if clock.now().timestamp() - kept["at"] > LASTS_SECONDS:
            raise _ended()
        profile = _profile(room, provider, Attempt(kept["state"], kept["nonce"], kept["verifier"]), answer)
        if kept["for"] is not None:
            return connect(profile, kept["for"], kept.get("confirmed", ""))
        wanted: str = kept["next"]
        with database.transaction(write=False) as session:
            known = identities.find(session, profile.issuer, profile.subject)
        if known is None:
            return begin_account(profile, wanted)

        def still_theirs(session: Session, _: str | None) -> bool:
            identity = identities.find(session, profile.issuer, profile.subject)
            if identity is None or identity.user_id != known.user_id:
                return False
            identities.used(session, identity.id, profile)
            return True

        return room.enter(known.user_id, wanted, still_theirs)

    def connect(profile: Profile, for_session: str, confirmed: str) -> AnyResponse:
        """Add a way in to the account that asked for it, if it is still the one that is signed in here.

        And if the password that was confirmed (its mark) is still the account's: whoever has changed it since wanted
        what was begun with the old one to end.
        """
        with database.transaction(write=True) as session:
            account = room.account(session)
            if account is None or account.id != for_session or not still(room, session, account, confirmed):
                raise _ended()
            try:
                identity_id = identities.connect(session, account.user_id, profile)
            except Conflict as error:
                raise Problem("Not connected", error.message, 409, back=ACCOUNT_PAGE) from None
            room.visit(session, account, write=True).note("identity.connect", identity_id)
        log.info("identity_connected", user_id=account.user_id, identity_id=identity_id)
        flash(f"From now on you can sign in with {provider.name}, too.")
        return redirect(ACCOUNT_PAGE, 303)

    def begin_account(profile: Profile, wanted: str) -> Response:
        """Make an account for somebody who has none yet, as the settings let people in, and sign them in."""
        token = wanted.removeprefix(INVITATION) if wanted.startswith(INVITATION) else None
        email = profile.email if profile.email_verified else None  # what nobody has checked is nobody's address
        response = make_response(redirect(wanted, 303))
        with database.transaction(write=True) as session:
            if email is not None and passwords.hash_of(session, email)[0] is not None:
                raise Problem("You have an account already", TAKEN.format(email=email, name=provider.name), 409)
            if settings.sign_up == "closed":
                raise Problem("No account here", CLOSED.format(name=provider.name))
            if email is None:
                raise Problem("Whose address is this?", UNCHECKED.format(name=provider.name_first))
            if settings.sign_up == "invitation" and not _is_open(session, token):
                raise Problem("By invitation", INVITED_ONLY.format(email=email))
            name = profile.name or email.partition("@")[0]
            try:
                user = accounts.create(session, email=email, name=name, plan="free")
            except AppError as error:
                words = " ".join(each.message for each in error.details) or error.message
                raise Problem("No account was made", words) from None
            identity_id = identities.connect(session, user.id, profile)
            account = room.sign_in(session, user.id, response)
            if token is not None and _is_open(session, token):
                response.location = f"/console/teams/{join(room, session, account, token).team_id}"
        form_session.clear()
        log.info("account_made", user_id=account.user_id, identity_id=identity_id)
        return response

    return pages


def away(provider: Provider, wanted: str, *, for_session: str | None = None, confirmed: str = "") -> Response:
    """Send the browser to the provider, to come back to `wanted`; with `for_session`, to connect an account.

    `confirmed` is the mark of the password that was asked for to do that (auth/passwords.py).

    A page does it and no redirect: browsers hold each redirect after a form to `form-action`, through whatever
    addresses the provider leads them, which nobody here knows.
    """
    attempt = Attempt.new()
    try:
        url = provider.url(attempt)
    except Down as error:
        raise _down(provider, error, back=ACCOUNT_PAGE if for_session else "/sign-in") from None
    form_session[KEPT] = {
        "state": attempt.state,
        "nonce": attempt.nonce,
        "verifier": attempt.verifier,
        "next": wanted,
        "for": for_session,
        "confirmed": confirmed,
        "at": math.floor(clock.now().timestamp()),
    }
    return make_response(render_template("oidc_away.html", url=url, provider=provider))


def _profile(room: Room, provider: Provider, attempt: Attempt, answer: dict[str, Any]) -> Profile:
    """Who came back. Counted as a try to sign in until it is known to be none: it costs the provider a request."""
    database = room.services.database
    with database.transaction(write=True) as session:
        counted_in = throttle.buckets_of_address(room.address)
        wait = throttle.wait_seconds(session, counted_in)
        tries = [] if wait else throttle.count(session, counted_in)
    if wait:
        log.warning("sign_in_throttled", address=room.address)
        raise Problem("Too many tries", f"From here it was tried too often. Wait {-(-wait // 60)} minutes.", 429)
    try:
        profile = provider.profile(attempt, answer)
    except Down as error:
        with database.transaction(write=True) as session:
            throttle.take_back(session, tries)  # the address bucket is that of passwords, too: they must go on
        raise _down(provider, error) from None
    except Refused as refused:
        # Its reason is for whoever runs this: it may repeat what the provider, or somebody in its place, has sent.
        log.warning("sign_in_oidc_refused", reason=str(refused), error=refused.error)
        if refused.error == "access_denied":
            raise Problem(
                "You stopped on the way", f"{provider.name_first} was told not to sign you in here."
            ) from None
        raise Problem("That proves nothing", f"What came back from {provider.name} does not fit what was asked. "
                      "Begin again; if it stays so, tell whoever runs this server.", 400) from None  # fmt: skip
    with database.transaction(write=True) as session:
        throttle.take_back(session, tries)
    return profile


def _down(provider: Provider, error: Down, back: str = "/sign-in") -> Problem:
    log.warning("oidc_provider_down", error=str(error)[:300])
    message = f"{provider.name_first} cannot be reached at the moment. Try again in a minute, or use your password."
    return Problem("No answer from there", message, 503, back=back)


def _is_open(session: Session, token: str | None) -> bool:
    """Whether this is the token of an invitation that counts."""
    try:
        return token is not None and invitations.look_at(session, token) is not None
    except NotFound:
        return False
