"""Which file, redirect or page a path of a site stands for."""

from __future__ import annotations

from dataclasses import dataclass

from server.sites.manifests import Manifest
from server.sites.site_rules import Redirect, quote_path, with_query


@dataclass(frozen=True, slots=True)
class Found:
    """The site's file at `path` answers, with `status`."""

    path: str
    status: int
    memorable: bool  # the same for this path whatever the query is


@dataclass(frozen=True, slots=True)
class Missing:
    """Nothing of the site answers: `status` is 404, or 410 where a rule says so."""

    status: int


def resolve(manifest: Manifest, path: str, raw_query: bytes) -> Found | Redirect | Missing:
    """What a decoded path stands for.

    In this order: rules that are forced, the file itself (`/`, `/docs/` → index.html; `/about` → about.html), a
    redirect to the one address that a file has (`/docs` → `/docs/`, `/about/` → `/about`), the other rules, the
    site's `/404.html`.
    """
    redirects = manifest.redirects
    memorable = True
    outcome = None
    if redirects.any_forced:
        outcome, depends_on_query = redirects.match(path, raw_query, forced=True)
        memorable = not depends_on_query
    if outcome is None:
        file_path = _file_at(manifest, path)
        if file_path is not None:
            return Found(file_path, 200, memorable)
        elsewhere = _other_slash(manifest, path)
        if elsewhere is not None:
            return Redirect(308, with_query(quote_path(elsewhere), raw_query))
        outcome, depends_on_query = redirects.match(path, raw_query, forced=False)
        memorable = memorable and not depends_on_query
    if isinstance(outcome, Redirect):
        return outcome
    status = 404
    if outcome is not None:
        file_path = _file_at(manifest, outcome.path) or _file_at(manifest, outcome.path + "/")
        if file_path is not None:
            return Found(file_path, outcome.status, memorable)
        status = 404 if outcome.status == 200 else outcome.status
    return Found("/404.html", status, memorable) if "/404.html" in manifest.files else Missing(status)


def _file_at(manifest: Manifest, path: str) -> str | None:
    files = manifest.files
    if path in files:
        return path
    candidate = path + ("index.html" if path.endswith("/") else ".html")
    return candidate if candidate in files else None


def _other_slash(manifest: Manifest, path: str) -> str | None:
    """The path with a slash more or less at its end, where that is a page: relative links need the right one."""
    if path.endswith("/"):
        without = path.rstrip("/")
        return without if without + ".html" in manifest.files and without + "/" == path else None
    return path + "/" if path + "/index.html" in manifest.files else None
