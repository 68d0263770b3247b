"""The files that tell programs what the API is: the contract, and the Postman collection that is made from it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from server.edge.contract import Contract
from server.edge.response import Headers, Response

COLLECTION = Path(__file__).parents[2] / "generated_clients" / "postman" / "collection.json"
PATHS = ("/openapi.yaml", "/openapi.json", "/postman-collection.json")


@dataclass(frozen=True)
class Document:
    """A file as it is served: anybody may read it, and it is asked for again only when it has changed."""

    media_type: bytes
    digest: str  # SHA-256 of what it is made from, hex
    body: bytes

    def answer(self, request: Headers) -> Response:
        """200 with the whole file, or 304 for those that have it (RFC 9110, section 13.1.2)."""
        etag = f'"{self.digest}"'.encode()
        headers = [
            (b"content-type", self.media_type),
            (b"etag", etag),
            (b"cache-control", b"public, max-age=0, must-revalidate"),
        ]
        for name, value in request:
            if name == b"if-none-match" and (etag in value or value.strip() == b"*"):
                return Response(304, headers, b"")
        return Response(200, headers, self.body)


def documents(contract: Contract) -> dict[str, Document]:
    """Each by its path. Read once: the server runs on what it read at start, and so does what it shows."""
    collection = COLLECTION.read_bytes()
    yaml, json, postman = PATHS
    return {
        yaml: Document(b"application/yaml", contract.digest, contract.yaml),  # RFC 9512
        json: Document(b"application/json", contract.digest, contract.json),
        postman: Document(b"application/json", hashlib.sha256(collection).hexdigest(), collection),
    }
