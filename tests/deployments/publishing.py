"""What tests publish, as an archive or file by file."""

from __future__ import annotations

import hashlib
import io
import random
import tarfile
import zipfile
from typing import Any

import httpx

from tests.support.running import Client


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip archive of these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def tarred(files: dict[str, bytes]) -> bytes:
    """A .tar.gz of these files."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return buffer.getvalue()


# Takes a second or so to compress, so that there is something to overtake or to cancel.
LARGE = {f"{number}.txt": random.Random(number).randbytes(30_000).hex().encode() for number in range(300)}


def sha256(content: bytes) -> str:
    """What the API calls its digest."""
    return hashlib.sha256(content).hexdigest()


def manifest(files: dict[str, bytes]) -> dict[str, Any]:
    """A source that names files by their digests."""
    return {"type": "files", "files": {path: sha256(content) for path, content in files.items()}}


def put(client: Client, deployment_id: str, content: bytes, digest: str | None = None) -> httpx.Response:
    """Send one of the files that are missing."""
    return client.put(
        f"/deployments/{deployment_id}/files/{digest or sha256(content)}",
        content=content,
        headers={"Content-Type": "application/octet-stream"},
    )


def start(client: Client, project_id: str, files: dict[str, bytes]) -> dict[str, Any]:
    """A new deployment of these files. Before those that are missing were sent it waits, and cannot end by itself."""
    response = client.post(f"/projects/{project_id}/deployments", json={"source": manifest(files)})
    assert response.status_code == 201, response.text
    data: dict[str, Any] = response.json()["data"]
    return data
