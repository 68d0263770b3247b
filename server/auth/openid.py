"""Signing in with an OpenID Connect provider: we are its client (OpenID Connect Core 1.0, section 3.1; RFC 9700).

Authorization code with PKCE (S256), state and nonce. The ID token's signature is checked with the keys that the
provider publishes, though it came over TLS: so a leaked or a mixed-up answer of another provider's is worth nothing.
"""

from __future__ import annotations

import hmac
import math
import re
import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from urllib.parse import urlencode

from authlib.oauth2.client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from server.kit import clock
from server.kit.config import Settings
from server.kit.fetch import Fetcher, Unreachable

SCOPE = "openid email profile"
# Only what a public key checks: with `none` or an HMAC, whoever knows the public key could sign.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519")
LEEWAY_SECONDS = 60  # how far apart the clocks may be
KEPT = timedelta(hours=1)  # what the provider publishes is asked for again after that
WAIT_SECONDS = 2.0  # for another thread that asks the provider already
REST_SECONDS = 5.0  # a provider that did not answer is left alone that long: a page waits for it, and a thread of few
NEW_KEYS_AFTER = timedelta(seconds=10)  # an unknown key may be a new one; asked for no more often than this
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_LOOPBACK = re.compile(r"http://(localhost|127\.0\.0\.1)[:/]")


class Down(Exception):
    """The provider does not answer, or not as a provider does. Nobody's fault who signs in."""


class Refused(Exception):
    """What came back from the provider proves nothing. `error` is its own word for it, if it said one."""

    def __init__(self, reason: str, error: str = "") -> None:
        super().__init__(reason)
        self.error = error


@dataclass(frozen=True, slots=True)
class Attempt:
    """What one browser keeps while its person is away at the provider."""

    state: str
    nonce: str
    verifier: str

    @classmethod
    def new(cls) -> Attempt:
        """Another one, of 256 random bits each."""
        return cls(*(secrets.token_urlsafe(32) for _ in range(3)))


@dataclass(frozen=True, slots=True)
class Profile:
    """Who somebody is, as the provider says."""

    issuer: str
    subject: str
    email: str | None
    email_verified: bool
    name: str

    @property
    def label(self) -> str:
        """For the person to recognise it by."""
        return (self.email or self.name or self.subject)[:254]


class Provider:
    """The provider of the settings. What it publishes is fetched when it is first needed, and kept for an hour."""

    def __init__(self, settings: Settings) -> None:
        self.name, self.issuer = settings.oidc_name, settings.oidc_issuer
        self._id, self._secret = settings.oidc_client_id, settings.oidc_client_secret
        self.redirect_uri = f"{settings.base_url}/sign-in/oidc/callback"
        self._fetcher = Fetcher()
        self._lock = threading.Lock()
        self._rests_until = -math.inf  # on time.monotonic()
        self._metadata: tuple[datetime, dict[str, Any]] | None = None
        self._keys: tuple[datetime, KeySet] | None = None

    @property
    def name_first(self) -> str:
        """Its name where a sentence begins."""
        return self.name[0].upper() + self.name[1:]

    def url(self, attempt: Attempt) -> str:
        """Where to send the browser. Raises Down."""
        endpoint = self._published()["authorization_endpoint"]
        url, _ = self._client().create_authorization_url(
            endpoint, state=attempt.state, code_verifier=attempt.verifier, nonce=attempt.nonce
        )
        return str(url)

    def profile(self, attempt: Attempt, answer: Mapping[str, str]) -> Profile:
        """Who came back, by the parameters of the redirect. Raises Refused and Down."""
        if not hmac.compare_digest(attempt.state.encode(), answer.get("state", "").encode()):
            raise Refused("state is another one")
        published = self._published()
        # RFC 9207, section 2.4: who sends it always must send it always, and it must be theirs (mix-up).
        always = published.get("authorization_response_iss_parameter_supported") is True
        if answer.get("iss", "" if always else self.issuer) != self.issuer:
            raise Refused("iss is another one, or missing")
        if "error" in answer:
            raise Refused("the provider said so", answer["error"][:100])
        if not answer.get("code"):
            raise Refused("there is no code")
        tokens = self._redeem(published, answer["code"], attempt.verifier)
        claims = self._claims(published, tokens.get("id_token"), attempt.nonce)
        if "email" not in claims and isinstance(published.get("userinfo_endpoint"), str):
            more = self._userinfo(published, tokens.get("access_token"), claims["sub"])
            claims = {**claims, "email_verified": False, **more}  # whoever names the address says whether it is checked
        email, name = claims.get("email"), claims.get("name") or claims.get("preferred_username")
        return Profile(
            issuer=self.issuer,
            subject=claims["sub"],
            email=email.strip().lower() if isinstance(email, str) else None,
            # Some send a text, which is true whatever it says.
            email_verified=claims.get("email_verified") in (True, "true"),
            name=name.strip()[:200] if isinstance(name, str) else "",
        )

    # ------------------------------------------------------------------------------------------- what it publishes

    def _published(self) -> dict[str, Any]:
        """The provider's own description (OpenID Connect Discovery 1.0, section 4)."""
        with self._in_turn():
            if self._metadata and clock.now() - self._metadata[0] < KEPT:
                return self._metadata[1]
            found = self._get(self.issuer.rstrip("/") + "/.well-known/openid-configuration")
            if found.get("issuer") != self.issuer:  # to the letter: section 4.3
                raise Down(f"it calls itself {str(found.get('issuer'))[:200]!r}, not {self.issuer!r}")
            for name in (*_ENDPOINTS, *(["userinfo_endpoint"] if "userinfo_endpoint" in found else [])):
                self._check_endpoint(name, found.get(name))
            self._metadata = (clock.now(), found)
            return found

    def _check_endpoint(self, name: str, url: object) -> None:
        secure = isinstance(url, str) and url.startswith("https://")
        # In the clear only on this machine, and only if the operator named the provider so.
        local = isinstance(url, str) and _LOOPBACK.match(self.issuer + "/") and _LOOPBACK.match(url)
        if not (secure or local):
            raise Down(f"{name} is no https URL")

    def _signers(self, published: dict[str, Any], *, younger_than: timedelta) -> KeySet:
        with self._in_turn():
            if self._keys is None or clock.now() - self._keys[0] >= younger_than:
                try:
                    keys = KeySet.import_key_set(cast(Any, self._get(published["jwks_uri"])))
                except (JoseError, KeyError, TypeError, ValueError, AttributeError) as error:
                    raise Down(f"its keys cannot be read: {type(error).__name__}") from None
                self._keys = (clock.now(), keys)
            return self._keys[1]

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        if not self._lock.acquire(timeout=WAIT_SECONDS):
            raise Down("others wait for it already")
        try:
            yield
        finally:
            self._lock.release()

    def _get(self, url: str) -> dict[str, Any]:
        status, found = self._ask("GET", url)
        if status != 200:
            raise Down(f"{url} answers {status}")
        return found

    def _ask(
        self, method: str, url: str, headers: dict[str, str] | None = None, body: str = ""
    ) -> tuple[int, dict[str, Any]]:
        if time.monotonic() < self._rests_until:
            raise Down("it did not answer a moment ago")
        try:
            return self._fetcher.json(method, url, headers=headers, body=body)
        except Unreachable as error:
            self._rests_until = time.monotonic() + REST_SECONDS
            raise Down(f"{url}: {error}") from None

    # ----------------------------------------------------------------------------------------- what it says of people

    def _client(self, authentication: str | None = None) -> Any:
        return OAuth2Client(
            None,
            self._id,
            self._secret,
            token_endpoint_auth_method=authentication,
            scope=SCOPE,
            redirect_uri=self.redirect_uri,
            code_challenge_method="S256",
        )

    def _redeem(self, published: dict[str, Any], code: str, verifier: str) -> dict[str, Any]:
        methods = published.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        basic = "client_secret_basic" in methods or "client_secret_post" not in methods
        way = ("client_secret_basic" if basic else "client_secret_post") if self._secret else "none"
        fields = {"grant_type": "authorization_code", "code": code, "redirect_uri": self.redirect_uri}
        url, headers, body = (
            self._client()
            .client_auth(way)
            .prepare(
                "POST",
                published["token_endpoint"],
                {"Content-Type": "application/x-www-form-urlencoded"},
                urlencode({**fields, "code_verifier": verifier}),
            )
        )
        status, tokens = self._ask("POST", url, headers, body)
        if status >= 500:
            raise Down(f"token_endpoint answers {status}")
        if status != 200:
            raise Refused(f"the code was refused with {status}", str(tokens.get("error"))[:100])
        return tokens

    def _claims(self, published: dict[str, Any], id_token: object, nonce: str) -> dict[str, Any]:
        """What an ID token says, once it is known to be this provider's, for us, for this attempt, and in time."""
        if not isinstance(id_token, str):
            raise Refused("there is no id_token")
        try:
            try:
                token = jwt.decode(id_token, self._signers(published, younger_than=KEPT), ALGORITHMS)
            except InvalidKeyIdError:
                token = jwt.decode(id_token, self._signers(published, younger_than=NEW_KEYS_AFTER), ALGORITHMS)
            options = {
                "iss": {"essential": True, "value": self.issuer},
                "aud": {"essential": True, "value": self._id},
            }
            claims = CodeIDToken(token.claims, token.header, options, {"client_id": self._id, "nonce": nonce})
            claims.validate(int(clock.now().timestamp()), LEEWAY_SECONDS)
        except (JoseError, ValueError, TypeError) as error:
            raise Refused(f"the id_token does not count: {type(error).__name__} {error}"[:200]) from None
        subject = claims["sub"]
        if not isinstance(subject, str) or not 1 <= len(subject) <= 255:
            raise Refused("sub is no name")
        return dict(claims)

    def _userinfo(self, published: dict[str, Any], access_token: object, subject: str) -> dict[str, Any]:
        status, found = self._ask("GET", published["userinfo_endpoint"], {"Authorization": f"Bearer {access_token}"})
        if status != 200:
            raise Down(f"userinfo_endpoint answers {status}")
        if found.get("sub") != subject:  # section 5.3.2: or it is about somebody else
            raise Refused("userinfo is about somebody else")
        return found
