"""The released versions of the contract: what consumers may rely on.

openapi/releases/1.0.0/openapi.yaml     the contract as it was released
openapi/releases/1.0.0/about.md         front matter `date:`, then a few words
openapi/releases/1.0.0/changes/*.md     the fragments that the release gathered from openapi/changes/
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from scripts.breaking import document, fragments
from scripts.breaking.document import ROOT, SPEC, Document
from scripts.breaking.fragments import Fragment

FOLDER = ROOT / "openapi" / "releases"
CHANGES = ROOT / "openapi" / "changes"


class AlreadyReleased(Exception):
    """The contract's version is out; the message says what to do."""


@dataclass(frozen=True)
class Release:
    """One released version."""

    version: str
    folder: Path

    @property
    def contract(self) -> Path:
        """The file as it was released."""
        return self.folder / "openapi.yaml"

    def load(self) -> Document:
        """The contract as it was released."""
        return document.parse(self.contract.read_bytes())

    def about(self) -> tuple[date, str]:
        """When it was released, and what there is to say about it as a whole."""
        head, _, text = (self.folder / "about.md").read_text().removeprefix("---\n").partition("\n---\n")
        day: date = yaml.safe_load(head)["date"]
        return day, text.strip()

    def fragments(self) -> list[Fragment]:
        """The changes that it gathered."""
        return fragments.read(self.folder / "changes")


def released(folder: Path = FOLDER) -> list[Release]:
    """Every release, the oldest first."""
    found = [Release(path.name, path) for path in folder.glob("*") if (path / "openapi.yaml").is_file()]
    return sorted(found, key=lambda each: [int(part) for part in each.version.split(".")])


def latest_contract() -> str:
    """The path of the contract that was released last; the present one when none was."""
    every = released()
    return str(every[-1].contract if every else ROOT / SPEC)


def release(spec: Path, changes: Path, folder: Path, day: date, about: str) -> Release:
    """Release the contract under its `info.version`: keep a copy, and move the fragments to it."""
    version = str(document.parse(spec.read_bytes()).node["info"]["version"])
    made = Release(version, folder / version)
    if made.folder.exists():
        raise AlreadyReleased(f"{version} was released already: raise `info.version` in {SPEC} first.")
    gathered = fragments.read(changes)
    (made.folder / "changes").mkdir(parents=True)
    shutil.copyfile(spec, made.contract)
    (made.folder / "about.md").write_text(f"---\ndate: {day.isoformat()}\n---\n{about.strip()}\n")
    for fragment in gathered:
        shutil.move(changes / fragment.name, made.folder / "changes" / fragment.name)
    return made
