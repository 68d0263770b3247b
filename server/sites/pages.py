"""The pages that we answer ourselves where a site has none: small, self-contained, in light and dark."""

from __future__ import annotations

from dataclasses import dataclass, field

Headers = list[tuple[bytes, bytes]]

REVALIDATE = "public, max-age=0, must-revalidate"

_TEMPLATE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
:root {{ --page: #f6f5f2; --ink: #1d1d1b; --quiet: #66645e; --line: #dcdad3; --mark: #b4451f; }}
@media (prefers-color-scheme: dark) {{
  :root {{ --page: #161615; --ink: #f0eee9; --quiet: #a19e96; --line: #35342f; --mark: #f08a5d; }}
}}
* {{ box-sizing: border-box; margin: 0; }}
body {{
  min-height: 100vh; min-height: 100svh; display: grid; place-items: center; padding: 2rem 1.5rem;
  background: var(--page); color: var(--ink);
  font: 1.0625rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}}
main {{ width: 100%; max-width: 32rem; border-top: 2px solid var(--ink); padding-top: 1.25rem; }}
.status {{ color: var(--mark); font: 600 .875rem/1 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }}
h1 {{ margin: 1rem 0 .5rem; font-size: clamp(1.75rem, 6vw, 2.5rem); line-height: 1.15; letter-spacing: -.02em;
  text-wrap: balance; }}
p + p {{ margin-top: .5rem; }}
.hint {{ color: var(--quiet); margin-top: 1.5rem; padding-top: 1rem; border-top: 1px solid var(--line);
  font-size: .9375rem; }}
a {{ color: inherit; text-underline-offset: .2em; text-decoration-color: var(--mark); }}
a:focus-visible {{ outline: 2px solid var(--mark); outline-offset: 3px; }}
</style>
</head>
<body>
<main>
<p class="status">{status}</p>
<h1>{title}</h1>
<p>{text}</p>{hint}
</main>
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class PlainPage:
    """A whole answer without encodings, ranges or conditions."""

    status: int
    body: bytes
    headers: Headers = field(default_factory=list)


def page(
    status: int, title: str, text: str, *, hint: str = "", cache: str = "no-store", extra: Headers | None = None
) -> PlainPage:
    """A designed page. `title` and `text` are ours, never from a request: nothing here is escaped."""
    body = _TEMPLATE.format(
        status=status, title=title, text=text, hint=f'\n<p class="hint">{hint}</p>' if hint else ""
    ).encode()
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", cache.encode()),
        (b"content-security-policy", b"default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"strict-origin-when-cross-origin"),
        *(extra or []),
    ]
    return PlainPage(status, body, headers)


def redirect(status: int, location: str) -> PlainPage:
    """Send the client elsewhere. `location` is quoted already: ASCII, without spaces.

    Never to be kept without asking, not even a 301: another deployment may say otherwise.
    """
    return PlainPage(
        status,
        b"",
        [
            (b"location", location.encode("ascii")),
            (b"content-length", b"0"),
            (b"cache-control", REVALIDATE.encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"referrer-policy", b"strict-origin-when-cross-origin"),
        ],
    )


NOT_FOUND = page(
    404,
    "This page doesn’t exist",
    "The site is here, but it has nothing at this address.",
    hint='Check the address, or <a href="/">go to the start page</a>.',
    cache=REVALIDATE,
)
GONE = page(
    410,
    "This page is gone",
    "It was here once and was taken away for good.",
    hint='<a href="/">Go to the start page</a>.',
    cache=REVALIDATE,
)
NO_SITE = page(
    404,
    "No site here",
    "Nothing is published under this name.",
    hint="If you followed a link, the site may have been renamed or removed.",
)
NOTHING_DEPLOYED = page(
    404,
    "Nothing deployed yet",
    "This project has a name and an address, and no deployment is live.",
    hint="If it is yours: trigger a deployment, and it shows up here as soon as it succeeds.",
)
METHOD_NOT_ALLOWED = page(
    405,
    "This address can only be read",
    "Sites answer GET and HEAD requests.",
    extra=[(b"allow", b"GET, HEAD")],
)
BROKEN = page(500, "Something went wrong", "That is our fault and not the site’s. It has been recorded.")
UNAVAILABLE = page(
    503,
    "Back in a moment",
    "The server cannot look this site up just now.",
    hint="Try again in a few seconds.",
    extra=[(b"retry-after", b"5")],
)


def bad_request(status: int, message: str) -> PlainPage:
    """A request that cannot be read; `message` says why, in our words."""
    title = "This address is too long" if status == 414 else "This request can’t be read"
    return page(status, title, message)
