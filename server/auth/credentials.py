"""A bearer credential of either kind: an API key, or an access token."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session

from server.auth import access_tokens, keys
from server.auth.actor import Actor


@dataclass(frozen=True, slots=True)
class Credential:
    """What a request was made with, recognised by its shape and not yet looked up."""

    digest: str
    environment: str
    is_token: bool

    @classmethod
    def recognise(cls, text: str, environment: str) -> Credential:
        """Raises Unauthorized without a query for what is neither."""
        if access_tokens.is_one(text):
            return cls(access_tokens.recognise(text), environment, True)
        return cls(keys.recognise(text, environment), environment, False)

    def authenticate(self, session: Session) -> Actor:
        """The caller; Unauthorized if the credential does not count now."""
        if self.is_token:
            return access_tokens.authenticate(session, self.digest, self.environment)
        return keys.authenticate(session, self.digest)
