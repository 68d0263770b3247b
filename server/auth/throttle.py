"""How often a password may be guessed, without a stranger being able to lock the owner out.

Tries are counted for an account *from an address*, and for an address alone. Nothing is counted for an account alone:
whoever guesses from elsewhere fills their own buckets, and the right password from another address gets in. A browser
in which the account signed in before has a bucket of its own, so that not even somebody behind the same address (an
office, a mobile network) can shut its owner out.

A try is counted before the password is checked and taken back if it was right: a hundred guesses at once are a hundred.
"""

from __future__ import annotations

import hashlib
import ipaddress
from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import Session

from server.auth import opaque
from server.kit import clock
from server.kit.database import table_of
from server.kit.ids import new_id
from server.models import KnownDevice, SignInFailure

WINDOW = timedelta(minutes=15)
PER_ACCOUNT = 5  # from one address, or in one known browser
PER_ADDRESS = 50  # for all accounts together

_failures = table_of(SignInFailure)
_devices = table_of(KnownDevice)


def buckets(email: str, address: str, device: str | None) -> dict[str, int]:
    """What a try is counted in, and how many each takes. `device` is the digest of a known browser."""
    account = email.strip().lower()
    if device is not None:
        return {_name("device", account, device): PER_ACCOUNT}
    here = network(address)
    return {_name("account", account, here): PER_ACCOUNT, _name("address", here): PER_ADDRESS}


def buckets_of_address(address: str) -> dict[str, int]:
    """What a try is counted in that names no account: somebody coming back from an OpenID Connect provider."""
    return {_name("address", network(address)): PER_ADDRESS}


def wait_seconds(session: Session, counted_in: dict[str, int]) -> int:
    """How long until another try is allowed; 0 if it is now."""
    since = clock.now() - WINDOW
    waits = [0]
    for bucket, most in counted_in.items():
        oldest_that_counts = (
            session.connection()
            .execute(
                sa.select(_failures.c.at)
                .where(_failures.c.bucket == bucket, _failures.c.at > since)
                .order_by(_failures.c.at.desc())
                .offset(most - 1)
                .limit(1)
            )
            .scalar()
        )
        if oldest_that_counts is not None:
            waits.append(int((oldest_that_counts - since).total_seconds()) + 1)
    return max(waits)


def count(session: Session, counted_in: dict[str, int]) -> list[str]:
    """Count a try, and forget those that no longer count. Answers what `succeeded` takes back."""
    now = clock.now()
    connection = session.connection()
    connection.execute(_failures.delete().where(_failures.c.at <= now - WINDOW))
    tries = {new_id("fail"): bucket for bucket in counted_in}
    connection.execute(
        _failures.insert(), [{"id": each, "bucket": bucket, "at": now} for each, bucket in tries.items()]
    )
    return list(tries)


def succeeded(session: Session, tries: list[str], email: str, address: str, device: str | None) -> None:
    """The password was right: take the try back, and forget the failures of this account from here."""
    account = email.strip().lower()
    names = [_name("account", account, network(address)), *([_name("device", account, device)] if device else [])]
    forgotten = sa.or_(_failures.c.id.in_(tries), _failures.c.bucket.in_(names))
    session.connection().execute(_failures.delete().where(forgotten))


def take_back(session: Session, tries: list[str]) -> None:
    """It was no guess."""
    session.connection().execute(_failures.delete().where(_failures.c.id.in_(tries)))


def network(address: str) -> str:
    """Whom an address stands for: itself, or the /64 of IPv6, which one customer has all to himself.

    An IPv4 address is one however it is written: `::ffff:1.2.3.4`, of which a /64 would be all of IPv4, is 1.2.3.4.
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((int(parsed), 64), strict=False))  # a zone (`%eth0`) is no part of a network


def device_of(session: Session, secret: str | None, user_id: str | None) -> str | None:
    """The digest of a browser in which this account signed in before; None for any other."""
    if user_id is None or opaque.recognise(opaque.DEVICE, secret) is None:
        return None
    digest = opaque.digest_of(f"{secret} {user_id}")
    found = session.connection().execute(sa.select(_devices.c.digest).where(_devices.c.digest == digest)).scalar()
    return str(found) if found else None


def remember(session: Session, secret: str, user_id: str) -> None:
    """Know this browser from now on."""
    if device_of(session, secret, user_id) is None:
        session.connection().execute(
            _devices.insert(),
            {"digest": opaque.digest_of(f"{secret} {user_id}"), "user_id": user_id, "created_at": clock.now()},
        )


def _name(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
