"""The client that a command uses, made from options, the environment and what was remembered."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from .._runtime.options import TIMEOUT_SECONDS, where
from .._sdk import API_KEY_VARIABLE, BASE_URL_VARIABLE
from .store import Store

if TYPE_CHECKING:
    from ..client import Client
    from ..types import RequestEvent, ResponseEvent


@dataclass
class Session:
    """One run of the command line."""

    base_url_option: str | None = None
    environment: str | None = None
    timeout: float | None = None
    verbose: bool = False
    store: Store = field(default_factory=Store)

    @cached_property
    def base_url(self) -> str:
        """Where the API is: an option, the environment, the last login, or the default."""
        given = self.base_url_option
        if given is None and self.environment is None and not os.environ.get(BASE_URL_VARIABLE):
            given = self.store.base_url
        return where(given, self.environment)

    @cached_property
    def key(self) -> str | None:
        """The key: the environment's, or that of the login to this address."""
        return os.environ.get(API_KEY_VARIABLE) or self.store.key(self.base_url)

    @cached_property
    def client(self) -> Client:
        """The client. Where no key is known, calls that need one say so."""
        return self.client_with(self.key)

    def client_with(self, key: str | None) -> Client:
        """A client with this key."""
        from ..client import Client

        return Client(
            key,
            base_url=self.base_url,
            timeout=TIMEOUT_SECONDS if self.timeout is None else self.timeout,
            on_request=_tell_request if self.verbose else None,
            on_response=_tell_response if self.verbose else None,
        )


_sessions: list[Session] = []


def begin(session: Session) -> None:
    """Let this be the session of the command that runs."""
    _sessions.append(session)


def session() -> Session:
    """That of the command that runs."""
    return _sessions[-1]


def _tell_request(event: RequestEvent) -> None:
    print(f"> {event.method} {event.url}", file=sys.stderr)


def _tell_response(event: ResponseEvent) -> None:
    result = event.error if event.status_code is None else event.status_code
    again = "" if event.retry_in is None else f", again in {event.retry_in:.1f} s"
    print(f"< {result} {event.request_id or ''} {event.duration * 1000:.0f} ms{again}", file=sys.stderr)
