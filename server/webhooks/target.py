"""Where a webhook may send to, as far as that can be told without the network; egress.py asks the rest.

The URL is taken apart by strict rules and put together again from what they admitted, so that the HTTP client cannot
read another host out of it than we did.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from server.kit.addresses import Address, BadHost, is_public, read_host
from server.kit.config import Settings
from server.kit.errors import Detail, ValidationError

PORTS = {"https": 443, "http": 80}
LOWEST_FREE_PORT = 1024  # below are services of the system, of which only HTTPS is meant to be spoken to like this

_URL = re.compile(r"(?P<scheme>https?)://(?P<authority>[^/?#\\]*)(?P<rest>(?:/[!-~]*)?)", re.IGNORECASE)
_AUTHORITY = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(?::(?P<port>[0-9]{1,5}))?")

NOT_PUBLIC = (
    "The address {host} is not one of the public internet, and nothing is sent to any other "
    "(operators: YOUR_APP_WEBHOOK_ALLOW_PRIVATE)."
)


class BadTarget(Exception):
    """Nothing may be sent there; the message says why."""


@dataclass(frozen=True, slots=True)
class Target:
    """A URL that has passed every check that needs no network."""

    scheme: str
    host: str  # lower case; an IPv6 address in brackets
    port: int
    path: str  # with the query
    address: Address | None  # of the host, where the URL has that in place of a name

    @property
    def netloc(self) -> str:
        """The host, and the port where it is not the usual one: the header `Host`."""
        return self.host if self.port == PORTS[self.scheme] else f"{self.host}:{self.port}"

    @property
    def url(self) -> str:
        """In one spelling."""
        return f"{self.scheme}://{self.netloc}{self.path}"


def check(url: str, settings: Settings) -> str:
    """The URL in one spelling. ValidationError if nothing may be sent there."""
    try:
        return parse(url, allow_private=settings.webhook_allow_private).url
    except BadTarget as error:
        raise ValidationError(details=[Detail("url", str(error))]) from None


def parse(url: str, *, allow_private: bool) -> Target:
    """Take a URL apart. Raises BadTarget."""
    parts = _URL.fullmatch(url)
    if parts is None:
        raise BadTarget("Write an address like https://your-app.com/webhooks, a path before any '?', and no '#'.")
    scheme = parts["scheme"].lower()
    if scheme == "http" and not allow_private:
        raise BadTarget("Only https is sent to (operators: YOUR_APP_WEBHOOK_ALLOW_PRIVATE).")
    if "@" in parts["authority"]:
        raise BadTarget("Leave user and password out of the address. The signature tells that it is us.")
    if "#" in parts["rest"] or "\\" in parts["rest"]:
        raise BadTarget("An address that is sent to has no '#' and no backslash. Leave that part out.")
    authority = _AUTHORITY.fullmatch(parts["authority"])
    if authority is None:
        raise BadTarget("The address has no host that could be one. Write it like https://your-app.com/webhooks.")
    port = int(authority["port"] or PORTS[scheme])
    if not 0 < port < 65536:
        raise BadTarget(f"There is no port {port}.")
    if not allow_private and port != PORTS["https"] and port < LOWEST_FREE_PORT:
        raise BadTarget(f"The port {port} is not sent to. Use 443, or one above {LOWEST_FREE_PORT - 1}.")
    try:
        host, address = read_host(authority["host"].lower())
    except BadHost as error:
        if error.is_address:
            raise BadTarget("The host is an address in an unusual spelling. Write four decimal numbers.") from None
        raise BadTarget("That cannot be the name of a host. Write letters beyond ASCII as xn--….") from None
    if address is not None and not allow_private and not is_public(address):
        raise BadTarget(NOT_PUBLIC.format(host=host))
    return Target(scheme, host, port, parts["rest"] or "/", address)
