"""That whoever changes the ways into an account is its owner, and not somebody in front of a browser left open."""

from __future__ import annotations

from datetime import timedelta

from flask import request
from sqlmodel import Session

from server.auth import passwords, throttle
from server.kit import clock
from server.kit.database import Row
from server.kit.errors import Detail, ValidationError
from server.web.room import Room, Visit

RECENT = timedelta(minutes=10)


def confirm(room: Room, visit: Visit, field: str) -> str | None:
    """Raise ValidationError unless `field` of the form is the present password, guessed at no oftener than to sign in.

    An account without one counts as its owner's for ten minutes after signing in. Checks in a transaction of its own,
    so it answers the hash that it has checked: `still` tells in the next transaction whether that counts.
    """
    database, email = room.services.database, visit.account.email
    with database.transaction(write=True) as session:
        user_id, present = passwords.hash_of(session, email)
        device = throttle.device_of(session, room.cookie("device"), user_id)
        counted_in = throttle.buckets(email, room.address, device)
        wait = throttle.wait_seconds(session, counted_in) if present else 0
        tries = throttle.count(session, counted_in) if present and not wait else []
    if present is None:
        if clock.now() - visit.account.created_at > RECENT:
            raise ValidationError(details=[Detail("sign-in", "It is a while ago. Sign out and in again first.")])
        return None
    if wait:
        raise ValidationError(details=[Detail(field, f"Too many tries. Wait {-(-wait // 60)} minutes.")])
    if not passwords.matches(request.form.get(field, "")[: passwords.MAX_CHARACTERS + 1], present):
        raise ValidationError(details=[Detail(field, "This is not your password.")])
    with database.transaction(write=True) as session:
        throttle.succeeded(session, tries, email, room.address, device)
    return present


def still(room: Room, session: Session, account: Row, mark: str) -> bool:
    """Whether the browser is still signed in with `account`, and the password that was confirmed is its password.

    `mark` is that of its hash. Whoever sets another one, or ends sessions, waits from here on.
    """
    if passwords.mark(passwords.lock(session, account.user_id)) != mark:
        return False
    now = room.account(session)  # only now: whoever held the lock may have ended it
    return now is not None and now.id == account.id


def has_password(visit: Visit) -> bool:
    """Whether the visitor can sign in with a password."""
    return passwords.hash_of(visit.session, visit.account.email)[1] is not None
