"""Builds the Postman collection and an environment for each server of the contract."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from scripts.postman.collection import collection, environment
from scripts.postman.conversion import requests
from scripts.postman.readme import readme
from scripts.postman.story import story
from scripts.sdk.model import load


def build(spec: Path, output: Path) -> None:
    """Write `collection.json`, `<environment>.postman_environment.json` and a README into the folder `output`."""
    model = load(spec)
    steps = story(model)
    _write(output / "collection.json", collection(model, requests(spec), steps))
    for name, url in model.names.environments:
        _write(output / f"{name}.postman_environment.json", environment(model, name, url))
    (output / "README.md").write_text(readme(model, steps), encoding="utf-8")


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
