"""Style sheet, scripts and pictures, at addresses that change with their content.

`/static/<version>/<name>`: the version is a digest over all the files, so browsers keep them for good and still have
the new ones as soon as a page names them. The version is a folder in the address and not a query, so that what a
style sheet names relatively has it, too.

They are few and small, so they are read once, at start: nothing is looked up in the file system by a name that a
client sent.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from flask import Blueprint, Response, abort, request, url_for

FOLDER = Path(__file__).parent / "static"
_MEDIA_TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",  # RFC 9239
    ".svg": "image/svg+xml",
    ".ico": "image/vnd.microsoft.icon",
}


def create_static() -> Blueprint:
    """The routes of the static files, and `static_url(name)` for the templates."""
    files = {path.name: path.read_bytes() for path in sorted(FOLDER.iterdir())}
    version = hashlib.sha256(b"".join(hashlib.sha256(each).digest() for each in files.values())).hexdigest()[:12]
    static = Blueprint("static", __name__)

    def answer(name: str, cache_control: str) -> Response:
        response = Response(files[name], mimetype=_MEDIA_TYPES[Path(name).suffix])
        response.headers["Cache-Control"] = cache_control
        response.add_etag()
        response.make_conditional(request)
        return response

    @static.get("/static/<asked>/<name>")
    def file(asked: str, name: str) -> Response:
        if name not in files:
            abort(404)
        # A page that was open during an update asks for an older version. It gets the present file, which it must
        # not keep under that name.
        return answer(name, "public, max-age=31536000, immutable" if asked == version else "no-cache")

    @static.get("/favicon.ico")
    def favicon() -> Response:
        return answer("favicon.ico", "public, max-age=86400")

    @static.app_template_global()
    def static_url(name: str) -> str:
        return url_for("static.file", asked=version, name=name)

    return static
