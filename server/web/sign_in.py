"""Signing in and out, signing up, and setting a password by a link."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, render_template, request
from flask import session as form_session
from werkzeug.wrappers import Response as AnyResponse

from server.auth import accounts, passwords, sessions, setup_links, throttle
from server.kit.errors import AppError, Conflict, NotFound
from server.kit.log import get_logger
from server.web import next_page
from server.web.forms import Form
from server.web.room import Room, Superseded, knows

log = get_logger(__name__)

WRONG = "This address and password do not go together."


def create_sign_in(room: Room) -> Blueprint:
    """The routes."""
    pages = Blueprint("sign_in", __name__)
    database, settings = room.services.database, room.settings

    def show(form: Form, wanted: str) -> Response:
        page = render_template("sign_in.html", form=form, next=wanted, sign_up=settings.sign_up)
        return make_response(page, form.status)

    @pages.get("/sign-in")
    def sign_in() -> AnyResponse:
        wanted = next_page.safe(request.args.get("next"))
        with database.transaction(write=False) as session:
            if room.account(session) is not None:
                return redirect(wanted, 303)
        return show(Form(), wanted)

    @pages.post("/sign-in")
    def check_password() -> AnyResponse:
        form, wanted = Form.sent(), next_page.safe(request.form.get("next"))
        email, password = form.text("email"), request.form.get("password", "")[: passwords.MAX_CHARACTERS + 1]
        with database.transaction(write=True) as session:
            user_id, password_hash = passwords.hash_of(session, email)
            device = throttle.device_of(session, room.cookie("device"), user_id)
            counted_in = throttle.buckets(email, room.address, device)
            wait = throttle.wait_seconds(session, counted_in)
            tries = [] if wait else throttle.count(session, counted_in)
        if wait:
            log.warning("sign_in_throttled", address=room.address)
            minutes = -(-wait // 60)
            form.problem = f"Too many tries from here. Wait {minutes} minutes, or use a browser that you used before."
            response = show(form, wanted)
            response.status_code = 429
            response.headers["Retry-After"] = str(wait)
            return response
        # Outside of the transaction, and as slow for an address that nobody has.
        if not passwords.matches(password, password_hash) or user_id is None:
            form.problem = WRONG
            return show(form, wanted)
        try:
            response = room.enter(user_id, wanted, knows(str(password_hash)))
        except Superseded:  # the password was right when it was checked, and is not any more
            form.problem = WRONG
            return show(form, wanted)
        with database.transaction(write=True) as session:
            throttle.succeeded(session, tries, email, room.address, device)
        return response

    @pages.post("/sign-out")
    def sign_out() -> AnyResponse:
        with database.transaction(write=True) as session:
            account = room.account(session)
            if account is not None:
                sessions.end(session, account.user_id, account.id)
                room.visit(session, account, write=True).note("session.end", account.id)
        form_session.clear()
        response = make_response(redirect("/sign-in", 303))
        response.delete_cookie(
            room.cookie_name("signed-in"), path="/", secure=room.secure, httponly=True, samesite="Lax"
        )
        return response

    @pages.get("/sign-up")
    def sign_up() -> Response:
        form = Form()
        return make_response(render_template("sign_up.html", form=form, sign_up=settings.sign_up), form.status)

    @pages.post("/sign-up")
    def make_account() -> AnyResponse:
        form = Form.sent()
        try:
            if settings.sign_up != "open":
                raise NotFound("This server takes no sign-ups. Ask whoever runs it for an invitation.")
            email, password = form.text("email"), request.form.get("password", "")
            passwords.check(password, email=email.lower())
            password_hash = passwords.hashed(password)
            with database.transaction(write=True) as session:
                user = accounts.create(session, email=email, name=form.text("name"), plan="free")
                passwords.store(session, user.id, password_hash)
        except AppError as error:
            if isinstance(error, Conflict):
                form.errors["email"] = error.message
            else:
                form.refuse(error, names=("email", "name", "password"))
            return make_response(
                render_template("sign_up.html", form=form, sign_up=settings.sign_up),
                403 if settings.sign_up != "open" else form.status,
            )
        return room.enter(user.id, next_page.DEFAULT, knows(password_hash))

    @pages.get("/setup")
    def setup() -> Response:
        secret = request.args.get("token")
        with database.transaction(write=False) as session:
            account = setup_links.find(session, secret)
        page = render_template("setup.html", form=Form(), account=account, secret=secret)
        return make_response(page, 200 if account else 404)

    @pages.post("/setup")
    def set_password() -> AnyResponse:
        form, secret = Form.sent(), request.form.get("token", "")
        with database.transaction(write=False) as session:
            account = setup_links.find(session, secret)
        if account is None:
            return make_response(render_template("setup.html", form=form, account=None, secret=None), 404)
        password = request.form.get("password", "")
        try:
            passwords.check(password, email=account.email)
        except AppError as error:
            form.refuse(error, names=("password",))
            page = render_template("setup.html", form=form, account=account, secret=secret)
            return make_response(page, form.status)
        password_hash = passwords.hashed(password)
        with database.transaction(write=True) as session:
            if not setup_links.use(session, secret):  # somebody else was faster
                return make_response(render_template("setup.html", form=form, account=None, secret=None), 404)
            passwords.store(session, account.id, password_hash)
            sessions.end_all(session, account.id)
        return room.enter(account.id, next_page.DEFAULT, knows(password_hash))

    return pages
