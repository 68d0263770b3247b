"""Accounts."""

from __future__ import annotations

import re

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, select

from server.kit import clock
from server.kit.database import table_of
from server.kit.errors import Conflict, Detail, NotFound, ValidationError
from server.kit.ids import new_id
from server.models import User

PLANS = ("free", "pro", "enterprise")
# Whoever comes second is told so, however close: a look before the insert would let two through at once.
_insert = {
    name: dialect.insert(table_of(User)).on_conflict_do_nothing(index_elements=["email"]).returning(table_of(User).c.id)
    for name, dialect in (("sqlite", sqlite), ("postgresql", postgresql))
}
_EMAIL = re.compile(r"[^@\s\x00-\x1f\x7f]{1,64}@[^@\s\x00-\x1f\x7f]{1,189}")

_NO_NAME = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


def create(session: Session, *, email: str, name: str, plan: str) -> User:
    """Add an account. Raises Conflict when the address has one, ValidationError for what cannot be right."""
    address = email.strip().lower()
    details = []
    if not _EMAIL.fullmatch(address):
        details.append(Detail("email", "This is not an e-mail address."))
    if not 1 <= len(name.strip()) <= 200 or _NO_NAME.search(name.strip()):
        details.append(Detail("name", "A name has 1 to 200 characters, in one line."))
    if plan not in PLANS:
        details.append(Detail("plan", f"There is no plan {plan}; there are {', '.join(PLANS)}."))
    if details:
        raise ValidationError(details=details)
    user = User(id=new_id("usr"), email=address, name=name.strip(), plan=plan, created_at=clock.now())
    connection = session.connection()
    if not connection.execute(_insert[connection.dialect.name], user.model_dump()).first():
        raise Conflict(f"There is an account for {address} already.", code="email_taken")
    return user


def find(session: Session, reference: str) -> User:
    """The account with this id or e-mail address; NotFound if there is none."""
    column = User.id if reference.startswith("usr_") else User.email
    user = session.exec(select(User).where(column == reference.strip().lower())).first()
    if user is None:
        raise NotFound(f"There is no account {reference}. Create one with: python -m server create-user")
    return user
