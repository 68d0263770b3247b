from __future__ import annotations

from typing import Literal, NotRequired, TypedDict


class GitSourceRequest(TypedDict):
    """The files of a repository, fetched over https without its history."""

    type: Literal["git"]

    url: str
    """The https address of a public repository, without user, password, `?` or `#`. `file://` only where the
    operator allows it.
    """

    ref: NotRequired[str]
    """A branch, a tag, or a whole commit ID; the repository's default branch when left out."""

    folder: NotRequired[str]
    """The folder of the repository that is the site; the whole repository when left out."""
