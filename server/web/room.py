"""What the pages share: the parts of the process, the cookies, and who is visiting."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import Response, g, make_response, redirect, request
from flask import session as form_session
from sqlmodel import Session

from server.audit_log import chain
from server.audit_log.chain import Origin
from server.auth import opaque, passwords, sessions, throttle
from server.auth.actor import Actor
from server.auth.openid import Provider
from server.auth.permissions import PERMISSIONS
from server.kit import clock
from server.kit.database import Row
from server.kit.errors import Conflict
from server.kit.log import get_logger
from server.kit.services import Services
from server.web import next_page

log = get_logger(__name__)

View = TypeVar("View", bound=Callable[..., Any])
DEVICE_SECONDS = 400 * 24 * 3600  # as long as browsers keep a cookie


# An operation of the API, done for somebody in a browser: edge/app.py's `Api.perform`.
Perform = Callable[..., tuple[Any, list[Callable[[], None]]]]


@dataclass(slots=True)
class Visit:
    """One request of somebody who is signed in, in its transaction."""

    session: Session
    actor: Actor
    account: Row  # id of the session; user_id, email, name
    _perform: Perform
    _writes: bool
    done: list[Callable[[], None]] = field(default_factory=list)

    def note(self, action: str, object_id: str | None = None, *, owner_id: str | None = None) -> None:
        """Write into the audit log (audit_log/chain.py) what no operation tells. Last in a transaction."""
        origin = Origin(self.actor, request.remote_addr, g.get("request_id"))
        owner = owner_id or self.actor.user_id
        chain.record(self.session, origin, owner_id=owner, action=action, object_id=object_id)

    def perform(
        self,
        operation_id: str,
        *,
        path: Mapping[str, str] | None = None,
        query: Mapping[str, Any] | None = None,
        body: Any = None,
    ) -> Any:
        """Do an operation of the API as it would be done over HTTP, and answer its body.

        Raises what the operation raises; then nothing of it was done, and the page can say so.
        """
        # A reading transaction may be none at all (kit/database.py), and has nothing to take back.
        with self.session.begin_nested() if self._writes else nullcontext():
            answer, done = self._perform(
                operation_id, self.session, self.actor, path or {}, query or {}, body, address=request.remote_addr or ""
            )
        self.done += done
        return answer


# Whether what somebody has shown still proves who they are, by the account's password hash of now. Asked in the
# transaction that signs them in, while nobody can change either: it was checked in an earlier one.
Proof = Callable[[Session, str | None], bool]


def knows(password_hash: str) -> Proof:
    """The proof of who knows the password that has this hash."""
    return lambda _, hash_now: hash_now == password_hash


class Superseded(Conflict):
    """What was proved counts no more."""


class Room:
    """Made once, and handed to each blueprint."""

    def __init__(self, services: Services, perform: Perform) -> None:
        self.services, self.settings, self._perform = services, services.settings, perform
        # Over https, `__Host-` binds a cookie to this very host: no sibling can set it (RFC 6265bis, 4.1.3.2).
        self.secure = services.settings.base_url.startswith("https://")
        self._prefix = "__Host-" if self.secure else ""
        self.provider = Provider(services.settings) if services.settings.oidc_issuer else None

    def cookie_name(self, name: str) -> str:
        """The name that a cookie has here."""
        return self._prefix + name

    def set_cookie(self, response: Response, name: str, value: str, *, seconds: int) -> None:
        """Set a cookie that scripts and other hosts never see."""
        response.set_cookie(
            self.cookie_name(name), value, max_age=seconds, secure=self.secure, httponly=True, samesite="Lax", path="/"
        )

    def cookie(self, name: str) -> str | None:
        """The value of a cookie of ours."""
        return request.cookies.get(self.cookie_name(name))

    @property
    def address(self) -> str:
        """Where the request came from."""
        return request.remote_addr or ""

    def sign_in(self, session: Session, user_id: str, response: Response) -> Row:
        """Begin a session in this browser, and know the browser from now on. Answers who is signed in.

        The account's row is locked already, or was made in this transaction.
        """
        before = sessions.find(session, self.cookie("signed-in"))
        if before is not None:
            sessions.end(session, before.user_id, before.id)
        sessions.sweep(session)
        secret = sessions.create(session, user_id, browser=request.user_agent.string, address=self.address)
        device = self.cookie("device")
        if opaque.recognise(opaque.DEVICE, device) is None or device is None:
            device = opaque.make(opaque.DEVICE)
        throttle.remember(session, device, user_id)
        self.set_cookie(response, "signed-in", secret, seconds=int(sessions.LASTS.total_seconds()))
        self.set_cookie(response, "device", device, seconds=DEVICE_SECONDS)
        account = sessions.find(session, secret)
        assert account is not None
        self.visit(session, account, write=True).note("session.create", account.id)
        return account

    def enter(self, user_id: str, target: str, still_proved: Proof) -> Response:
        """Sign somebody in who has proved who they are, and go on to `target`.

        Raises Superseded if that is not so any more: whoever changed a password since has signed everybody else out.
        """
        response = make_response(redirect(target, 303))
        with self.services.database.transaction(write=True) as session:
            if not still_proved(session, passwords.lock(session, user_id)):
                raise Superseded("How you sign in was changed meanwhile. Sign in anew.")
            self.sign_in(session, user_id, response)
        form_session.clear()  # the forms of whoever was here before do not count any more
        log.info("signed_in", user_id=user_id)
        return response

    def account(self, session: Session) -> Row | None:
        """Who is signed in, if somebody is."""
        return sessions.find(session, self.cookie("signed-in"))

    def visit(self, session: Session, account: Row, *, write: bool) -> Visit:
        """Their visit."""
        actor = Actor(
            user_id=account.user_id,
            credential_id=account.id,
            credential_type="session",
            name="Console",
            environment=self.settings.key_environment,
            permissions=frozenset(PERMISSIONS),
            created_at=account.created_at,
            expires_at=account.expires_at,
        )
        return Visit(session, actor, account, self._perform, write)

    def page(self, *, write: bool = False) -> Callable[[View], View]:
        """For a view that needs somebody: it gets their Visit. Others are sent to sign in and come back."""

        def decorate(view: View) -> View:
            @functools.wraps(view)
            def run(**arguments: Any) -> Any:
                with self.services.database.transaction(write=write) as session:
                    account = self.account(session)
                    if account is None:
                        return self.to_sign_in()
                    visit = self.visit(session, account, write=write)
                    answer = view(visit, **arguments)
                self._note_use(account)
                for action in visit.done:
                    try:
                        action()
                    except Exception:
                        # The change stands; whatever was to follow has a loop that repeats it (see edge/operation.py).
                        log.exception("after_commit_failed")
                return answer

            return run  # type: ignore[return-value]

        return decorate

    def _note_use(self, account: Row) -> None:
        if clock.now() - account.seen_at > sessions.SEEN_EVERY:
            with self.services.database.transaction(write=True) as session:
                sessions.seen(session, account.id)

    def to_sign_in(self) -> Response:
        """To the page where one signs in, and back here afterwards if here is a page."""
        here = next_page.here() if request.method == "GET" else "/console"
        return redirect(f"/sign-in?{urlencode({'next': here})}", 303)  # type: ignore[return-value]
