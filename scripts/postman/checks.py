"""The scripts of a request: before it is sent, and on its answer. The JavaScript stands in `scripts/*.js`; here it gets
its data, as constants before it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scripts.postman.schemas import self_contained
from scripts.postman.story import Step
from scripts.sdk.model import Model
from scripts.sdk.operations import JSON
from scripts.sdk.types import Types

SCRIPTS = Path(__file__).with_name("scripts")


def events(model: Model, step: Step, givers: Mapping[str, str]) -> list[dict[str, Any]]:
    """The events of a step. `givers` says for each variable which request fills it."""
    found = []
    if step.needs:
        needs = {name: givers.get(name, "its request") for name in step.needs}
        found.append(_event("prerequest", _script("before", needs=needs)))
    lines = _script("check", answers=answers(model, step))
    success = step.operation.result.status
    if step.gives:
        lines += ["", *_script("capture", success=success, captures=dict(step.gives))]
    if step.ends:
        lines += ["", *_script("end", success=success, ended=step.ends)]
    if "until" in step.hints:
        lines += ["", *_script("until", success=success, until=step.hints["until"])]
    return [*found, _event("test", lines)]


def answers(model: Model, step: Step) -> dict[str, Any]:
    """What each status that a run may meet must look like."""
    types = Types(model.document)
    node = model.document["paths"][step.operation.path][step.operation.method.lower()]
    found = {}
    for status in step.statuses:
        response = types.resolve(node["responses"][str(status)])
        content = response.get("content", {})
        answer: dict[str, Any] = {
            "types": [JSON] if JSON in content else list(content),  # the request accepts JSON where there is some
            "headers": [
                name for name, header in response.get("headers", {}).items() if types.resolve(header).get("required")
            ],
        }
        reference = content.get(JSON, {}).get("schema", {}).get("$ref", "")
        if reference:
            name = reference.rpartition("/")[2]
            answer |= {"name": name, "schema": self_contained(name, model.document["components"]["schemas"])}
        found[str(status)] = answer
    return found


def _script(name: str, **data: Any) -> list[str]:
    """The lines of a script, its data before it. A name of the data must be met once in all scripts of an event."""
    constants = [f"const {key} = {json.dumps(value, ensure_ascii=False)};" for key, value in data.items()]
    # Each in a block of its own: the scripts of one event share constants' names.
    code = (SCRIPTS / f"{name}.js").read_text().rstrip("\n").split("\n")
    return ["{", *(f"  {line}" if line else "" for line in [*constants, *code]), "}"]


def _event(kind: str, lines: list[str]) -> dict[str, Any]:
    return {"listen": kind, "script": {"type": "text/javascript", "exec": lines}}
