"""Which web pages may call the API: all of them (the Fetch standard, CORS protocol).

A page can do no more than any other program, since the API knows no cookies: who has no key gets nothing. So every
answer, errors included, may be read from every origin, and `Access-Control-Allow-Credentials` is never sent. The names
of the headers come from the contract: what it declares, a page may send and read.
"""

from __future__ import annotations

from server.edge.contract import METHODS, Contract
from server.edge.response import Headers, Response

# Beside those that the contract declares as parameters.
_SENT = ("Authorization", "Content-Type", "X-Request-Id")
# Beside those that the contract declares for answers. A 405 and the documents are no operations of it.
_READ = ("Allow", "ETag")
# The longest that Chromium keeps the answer to a preflight.
_MAX_AGE_SECONDS = 7200


class CrossOrigin:
    """The headers, made once."""

    def __init__(self, contract: Contract) -> None:
        declared = contract.document["components"].get("headers", {})
        origin = (b"access-control-allow-origin", b"*")
        self.headers: Headers = [origin, (b"access-control-expose-headers", _listed({*_READ, *declared}))]
        parameters = [
            parameter["name"]
            for path, item in contract.document["paths"].items()
            for method in METHODS
            if method in item
            for parameter in contract.parameters(path, method)
            if parameter["in"] == "header"
        ]
        used = {method.upper() for item in contract.document["paths"].values() for method in METHODS if method in item}
        self._preflight: Headers = [
            (b"access-control-allow-methods", _listed({*used, "HEAD"})),
            # The star lets pages send headers of their own for tracing; it never covers Authorization.
            (b"access-control-allow-headers", _listed({*_SENT, *parameters}) + b", *"),
            (b"access-control-max-age", str(_MAX_AGE_SECONDS).encode()),
        ]

    def preflight(self, method: str, headers: Headers) -> Response | None:
        """The answer to a browser that asks before it sends a page's request; None for every other request.

        It is the same for each path, also for one that there is not: the page is to see the 404 or the 405 of its own
        request rather than an error of the network that says nothing.
        """
        if method != "OPTIONS" or not {b"origin", b"access-control-request-method"} <= {name for name, _ in headers}:
            return None
        return Response(204, [*self._preflight], b"")


def _listed(names: set[str]) -> bytes:
    return ", ".join(sorted(names)).encode()
