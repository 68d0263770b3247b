"""Runs openapi-to-postmanv2 and takes what it says of each request."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SCRIPT = Path(__file__).with_name("convert.cjs")

Item = dict[str, Any]


class ConversionFailed(Exception):
    """The converter could not be run or refused the contract; the message is what it said."""


def requests(spec: Path) -> dict[tuple[str, str], Item]:
    """Each request of the contract as the converter writes it, by method and path: `GET`, `/projects/{id}`."""
    try:
        done = subprocess.run(["node", str(SCRIPT), str(spec)], capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise ConversionFailed("Node 20 or later is needed to make the Postman collection: install it.") from error
    if done.returncode != 0:
        hint = " Run `npm ci`." if "Cannot find module" in done.stderr else ""
        raise ConversionFailed(f"{done.stderr.strip()[-2000:]}{hint}")
    return {_identity(item["request"]): item["request"] for item in _items(json.loads(done.stdout))}


def _items(folder: Item) -> Iterator[Item]:
    for item in folder.get("item", ()):
        if "request" in item:
            yield item
        else:
            yield from _items(item)


def _identity(request: Item) -> tuple[str, str]:
    segments = (re.sub(r"^:(.+)$", r"{\1}", segment) for segment in request["url"]["path"])
    return request["method"], "/" + "/".join(segments)
