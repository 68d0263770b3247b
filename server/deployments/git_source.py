"""What names the files of a `git` source: an address, a ref and a folder, as somebody sent them.

The address is taken apart by strict rules and put together again from what they admitted, so that git and curl cannot
read another host out of it than we did.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from server.deployments.listing import shown
from server.kit.addresses import Address, BadHost, is_public, read_host
from server.kit.config import Settings
from server.kit.errors import Detail, ValidationError

HTTPS_PORT = 443
URL_CHARACTERS = 2000
REF_CHARACTERS = 200

COMMIT_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")  # SHA-1, SHA-256

_URL = re.compile(r"(?P<scheme>https|file)://(?P<authority>[^/\\]*)(?P<path>/[!-~]*)?", re.IGNORECASE)
_AUTHORITY = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(?::(?P<port>[0-9]{1,5}))?")
_REF = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._/+@-]*")
# What git-check-ref-format(1) forbids of the rest.
_NO_REF = re.compile(r"[.][.]|//|/[.]|[./]$|[.]lock(?:/|$)")
# No line ends, which would make two requests of one, and nothing that has no UTF-8.
_FOLDER = re.compile(r"[^\x00-\x1f\x7f\\\ud800-\udfff]*")

_NOT_PUBLIC = (
    "The address {host} is not one of the public internet, and nothing else is fetched from "
    "(operators: YOUR_APP_GIT_ALLOW_PRIVATE)."
)


@dataclass(frozen=True, slots=True)
class GitSource:
    """A source that has passed every check that needs no network."""

    url: str  # in one spelling, without user or password
    host: str | None  # lower case; None for a file URL
    address: Address | None  # of the host, where the URL has that in place of a name
    port: int
    ref: str | None  # None: the default branch
    folder: str  # `docs/site`, `` for the whole repository

    @property
    def commit_id(self) -> str | None:
        """The ref, if it is a commit and neither branch nor tag."""
        return self.ref.lower() if self.ref is not None and COMMIT_ID.fullmatch(self.ref.lower()) else None

    @property
    def shown_ref(self) -> str:
        """The ref in a sentence."""
        return "the default branch" if self.ref is None else f"'{self.ref}'"


class _Refused(Exception):
    def __init__(self, message: str, code: str | None = None) -> None:
        super().__init__(message)
        self.code = code


def not_public(host: str) -> str:
    """The message about an address that may not be connected to."""
    return _NOT_PUBLIC.format(host=host)


def parse(url: str, ref: str | None, folder: str | None, settings: Settings) -> GitSource:
    """Check a `git` source as far as that goes without the network.

    ValidationError with a detail for each of `source.url`, `source.ref`, `source.folder` that cannot be; its code is
    `git_address_refused` if the URL has an address that may not be connected to.
    """
    details: list[Detail] = []
    code = None
    place: tuple[str, str | None, Address | None, int] = ("", None, None, 0)
    try:
        place = _place(url, settings)
    except _Refused as error:
        details.append(Detail("source.url", str(error)))
        code = error.code
    if ref is not None and (len(ref) > REF_CHARACTERS or not _REF.fullmatch(ref) or _NO_REF.search(ref)):
        message = f"'{shown(ref)}' cannot be a branch, a tag or a commit. Write its name alone, such as main or v1.2."
        details.append(Detail("source.ref", message))
    folders = [each for each in (folder or "").split("/") if each not in ("", ".")]
    if ".." in folders or not _FOLDER.fullmatch(folder or "") or len(folder or "") > settings.limits.path_bytes:
        message = "Write the path of a folder inside of the repository, such as public or docs/site, without '..'."
        details.append(Detail("source.folder", message))
    if details:
        raise ValidationError(details=details, code=code)
    return GitSource(*place, ref, "/".join(folders))


def _place(url: str, settings: Settings) -> tuple[str, str | None, Address | None, int]:
    """The URL in one spelling, its host, address and port."""
    parts = _URL.fullmatch(url)
    if parts is None or len(url) > URL_CHARACTERS:
        raise _Refused("Write the https address of a repository, such as https://git.example.org/ada/site.git.")
    scheme, path = parts["scheme"].lower(), parts["path"] or "/"
    if scheme == "file" and not settings.git_allow_file:
        raise _Refused("Only https addresses are fetched from here (operators: YOUR_APP_GIT_ALLOW_FILE).")
    if "?" in path or "#" in path or "\\" in path:
        raise _Refused("A repository's address has no '?', '#' or backslash. Leave that part out.")
    if scheme == "file":
        if parts["authority"]:
            raise _Refused("A file URL begins with three slashes: file:///srv/git/site.git.")
        return f"file://{path}", None, None, 0
    if "@" in parts["authority"]:
        raise _Refused("Leave user and password out of the address: only public repositories are fetched.")
    authority = _AUTHORITY.fullmatch(parts["authority"])
    if authority is None:
        raise _Refused("The address has no host that could be one. Write it like https://git.example.org/ada/site.git.")
    port = int(authority["port"] or HTTPS_PORT)
    if not 0 < port < 65536:
        raise _Refused(f"There is no port {port}.")
    host, address = _host(authority["host"].lower())
    if address is not None and not settings.git_allow_private and not is_public(address):
        raise _Refused(not_public(host), "git_address_refused")
    return f"https://{host}{'' if port == HTTPS_PORT else f':{port}'}{path}", host, address, port


def _host(text: str) -> tuple[str, Address | None]:
    """The host in one spelling; its address if it is not a name."""
    try:
        return read_host(text)
    except BadHost as error:
        if not error.is_address:
            raise _Refused(f"'{shown(text)}' cannot be the name of a host.") from None
    message = f"'{shown(text)}' is an address in an unusual spelling. Write four decimal numbers, or use a name."
    raise _Refused(message, "git_address_refused")
