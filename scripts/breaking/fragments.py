"""Change fragments: what a change of the API means for those who use it, in the words of who made it.

`openapi/changes/<any-name>.md`, one for each change, beside the change in the same commit:

    ---
    kind: breaking            # or additive, fix, documentation
    breaks: [Project.slug]    # of a breaking one: what it breaks, by operationId, schema or Schema.property
    ---
    `Project.slug` is gone; read the last part of `url` instead.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from scripts.breaking.change import Change

KINDS = ("breaking", "additive", "fix", "documentation")


class BadFragment(Exception):
    """A fragment that cannot be read; the message says where and how to mend it."""


@dataclass(frozen=True)
class Fragment:
    """One change in the words of who made it."""

    name: str  # the file's
    kind: str
    breaks: tuple[str, ...]
    text: str  # Markdown

    def declares(self, change: Change) -> bool:
        """Whether it names what a breaking change breaks: the place, its schema, or every operation concerned."""
        if self.kind != "breaking":
            return False
        named = set(self.breaks)
        # `Project.slug`, `projects.list body` and `projects.create.name` all begin with what they belong to.
        place = change.place.split(" ")[0]
        parts = place.split(".")
        owners = {".".join(parts[:length]) for length in range(1, len(parts) + 1)}
        return bool(named & owners) or (bool(change.operations) and named >= set(change.operations))


def read(folder: Path) -> list[Fragment]:
    """Every fragment of a folder, by name. A README there is none."""
    return [_parse(path) for path in sorted(folder.glob("*.md")) if path.stem != "README"]


def _parse(path: Path) -> Fragment:
    text = path.read_text(encoding="utf-8")
    head, separator, body = text.removeprefix("---\n").partition("\n---\n")
    if not text.startswith("---\n") or not separator or not body.strip():
        raise BadFragment(f"{path.name}: begin with front matter (---, kind: additive, ---), then say what changes.")
    try:
        fields: Any = yaml.safe_load(head)
    except yaml.YAMLError as error:
        raise BadFragment(f"{path.name}: its front matter is not YAML: {error}") from error
    if not isinstance(fields, dict) or fields.get("kind") not in KINDS:
        raise BadFragment(f"{path.name}: `kind` must be one of {', '.join(KINDS)}.")
    if unknown := fields.keys() - {"kind", "breaks"}:
        raise BadFragment(f"{path.name}: front matter knows `kind` and `breaks`, not {', '.join(sorted(unknown))}.")
    breaks = fields.get("breaks", [])
    if (fields["kind"] == "breaking") != bool(breaks) or not isinstance(breaks, list):
        raise BadFragment(
            f"{path.name}: a breaking change, and no other, lists under `breaks` what it breaks, "
            "for instance [projects.list] or [Project.slug]."
        )
    return Fragment(path.name, fields["kind"], tuple(map(str, breaks)), body.strip())


def since(base: str, folder: Path, root: Path) -> list[Fragment]:
    """The fragments that speak of what changed since `base`: at a git reference, those that it does not have yet."""
    fragments = read(folder)
    if Path(base).exists():
        return fragments

    def is_new(fragment: Fragment) -> bool:
        path = (folder / fragment.name).relative_to(root).as_posix()
        done = subprocess.run(["git", "show", f"{base}:{path}"], cwd=root, capture_output=True, check=False)
        return done.returncode != 0 or done.stdout != (folder / fragment.name).read_bytes()

    return [each for each in fragments if is_new(each)]


def declaring(change: Change, fragments: Iterable[Fragment]) -> Fragment | None:
    """The fragment that declares a breaking change."""
    return next((each for each in fragments if each.declares(change)), None)
