"""The comparison of two versions of the contract, and what CI makes of it."""

from __future__ import annotations

import copy
import json
import pickle
import subprocess
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts import check_breaking
from scripts.breaking import fragments, releases
from scripts.breaking.change import Change, Severity
from scripts.breaking.compare import compare
from scripts.breaking.document import ROOT, SPEC, Document, UnknownBase, load
from scripts.changelog import changelog
from tests.contract.planted import Node, Planted, operation, prop, schema, without
from tests.contract.planted.answers import ANSWERS
from tests.contract.planted.bodies import BODIES, ENUMS
from tests.contract.planted.operations import DOCUMENT, OPERATIONS, PARAMETERS

PLANTED = [*OPERATIONS, *PARAMETERS, *BODIES, *ENUMS, *ANSWERS, *DOCUMENT]
RELEASED = releases.released()[0].contract
BASE: Node = yaml.safe_load(RELEASED.read_bytes())
BASE_BYTES = pickle.dumps(BASE)


def contract() -> Node:
    """A copy of the released contract, to be edited. Ten times as fast as copy.deepcopy."""
    copied: Node = pickle.loads(BASE_BYTES)  # noqa: S301 (our own bytes of a moment ago)
    return copied


def changes(old: Node, new: Node) -> list[Change]:
    return compare(Document(old), Document(new))


def planted(row: Planted) -> list[Change]:
    """What is said of a row."""
    old, new = contract(), contract()
    for document in (old, new):
        row.before(document)
    row.change(new)
    return changes(old, new)


class TestPlantedChanges:
    @pytest.mark.parametrize("row", PLANTED, ids=lambda row: row.name)
    def test_are_classified_right(self, row: Planted) -> None:
        found = planted(row)
        words = any(each.startswith("documentation") for each in row.expected)
        said = [
            f"{each.severity} {each.kind} {each.place}"
            for each in found
            if words or each.severity is not Severity.DOCUMENTATION
        ]
        assert Counter(said) == Counter(row.expected)
        for change in found:
            assert change.message[0] in "(`" or change.message[0].islower(), "the place comes before it"
            assert not change.message.endswith("."), "the changelog adds it"

    def test_are_many(self) -> None:
        assert len({row.name for row in PLANTED}) == len(PLANTED) >= 30


class TestTheSameContract:
    def test_has_no_changes(self) -> None:
        assert changes(BASE, contract()) == []

    def test_has_none_when_its_keys_stand_in_another_order(self) -> None:
        def turned(node: Any) -> Any:
            if isinstance(node, dict):
                return {key: turned(node[key]) for key in reversed(node)}
            return [turned(each) for each in node] if isinstance(node, list) else node

        new = turned(BASE)
        new["servers"] = BASE["servers"]  # of these the first means something
        assert changes(BASE, new) == []

    def test_may_have_schemas_that_contain_themselves(self) -> None:
        old = contract()
        schema(old, "User")["properties"]["manager"] = {"$ref": "#/components/schemas/User"}
        new = copy.deepcopy(old)
        without(schema(new, "User")["properties"], "email")
        assert [each.place for each in changes(old, new)] == ["User.email"]


class TestTheSentences:
    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            (
                lambda d: prop(d, "User.email").update(type=["string", "null"]),
                "`User.email` may be null in answers",
            ),
            (
                lambda d: schema(d, "ProjectDescription").update(type="string"),
                "`ProjectDescription` is never null in requests",
            ),
            (
                lambda d: prop(d, "Deployment.number").update(type="string"),
                "`Deployment.number` has the type string instead of integer in answers",
            ),
            (
                lambda d: schema(d, "PageLimit").update(maximum=50),
                "`PageLimit` is at most 50 (was 100) in requests",
            ),
            (
                lambda d: schema(d, "ProjectName").update(maxLength=200),
                "`ProjectName` has at most 200 characters (was 100) in requests",
            ),
            (
                lambda d: schema(d, "PageLimit").update(default=50),
                "`PageLimit` has the default 50 instead of 20",
            ),
            (
                lambda d: operation(d, "token.get").update(security=[]),
                "`token.get` asks for nothing instead of `apiKey: token:read`",
            ),
        ],
    )
    def test_say_what_is_different(self, change: Callable[[Node], object], sentence: str) -> None:
        new = contract()
        change(new)
        assert sentence in [each.sentence for each in changes(BASE, new)]


class TestAChangeOfASharedSchema:
    def test_is_one_change_that_names_its_operations(self) -> None:
        new = contract()
        schema(new, "Project")["properties"]["region"] = {"type": "string"}
        [change] = changes(BASE, new)
        assert change.sentence == "`Project.region` is new in answers"
        assert change.operations == ("projects.create", "projects.get", "projects.list", "projects.update")

    def test_is_told_in_both_directions_when_it_is_sent_and_answered(self) -> None:
        new = contract()
        schema(new, "Template")["enum"].append("shop")
        assert [each.message for each in changes(BASE, new)] == [
            '`"shop"` may be sent in requests',
            '`"shop"` may come in answers',
        ]


class Project:
    """A folder with a contract, fragments and the command."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.spec, self.changes = folder, folder / "new.yaml", folder / "changes"
        self.changes.mkdir()
        self.old = folder / "old.yaml"
        self.old.write_bytes(RELEASED.read_bytes())

    def check(self, document: Node, base: str = "") -> int:
        self.spec.write_text(yaml.safe_dump(document))
        return check_breaking.main([base or str(self.old), "--spec", str(self.spec), "--changes", str(self.changes)])

    def fragment(self, text: str, name: str = "change.md") -> None:
        (self.changes / name).write_text(text)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


@pytest.fixture
def breaking() -> Node:
    """A contract without `Project.slug`."""
    new = contract()
    without(schema(new, "Project")["properties"], "slug")
    schema(new, "Project")["required"].remove("slug")
    return new


class TestTheCommand:
    def test_passes_when_nothing_changed(self, project: Project, capsys: pytest.CaptureFixture[str]) -> None:
        assert project.check(BASE) == 0
        assert capsys.readouterr().out == "The contract is what it was.\n"

    def test_passes_what_only_adds(self, project: Project, capsys: pytest.CaptureFixture[str]) -> None:
        new = contract()
        schema(new, "Project")["properties"]["region"] = {"type": "string"}
        assert project.check(new) == 0
        assert "`Project.region` is new in answers" in capsys.readouterr().out

    def test_refuses_what_breaks_and_says_how_to_declare_it(
        self, project: Project, breaking: Node, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert project.check(breaking) == 1
        told = capsys.readouterr()
        assert "`Project.slug` was removed from answers" in told.out
        assert "breaks: [Project.slug]" in told.err

    @pytest.mark.parametrize(
        "breaks",
        [
            "Project.slug",
            "Project",
            "projects.create, projects.get, projects.list, projects.update",
        ],
    )
    def test_passes_what_a_fragment_declares(self, project: Project, breaking: Node, breaks: str) -> None:
        project.fragment(f"---\nkind: breaking\nbreaks: [{breaks}]\n---\nThe slug is gone.\n")
        assert project.check(breaking) == 0

    @pytest.mark.parametrize("breaks", ["Project.url", "projects.get", "Projects"])
    def test_refuses_what_a_fragment_declares_about_something_else(
        self, project: Project, breaking: Node, breaks: str
    ) -> None:
        project.fragment(f"---\nkind: breaking\nbreaks: [{breaks}]\n---\nThe slug is gone.\n")
        assert project.check(breaking) == 1

    def test_refuses_when_only_one_of_two_is_declared(self, project: Project, breaking: Node) -> None:
        without(breaking["paths"]["/projects/{id}"], "delete")
        project.fragment("---\nkind: breaking\nbreaks: [Project.slug]\n---\nThe slug is gone.\n")
        assert project.check(breaking) == 1

    @pytest.mark.parametrize(
        "text",
        [
            "No front matter.",
            "---\nkind: braking\n---\nText.",
            "---\nkind: breaking\n---\nIt breaks, but what?",
            "---\nkind: additive\nbreaks: [Project]\n---\nText.",
            "---\nkind: additive\n---\n",
            "---\nkind: [\n---\nText.",
            "---\nkind: additive\noperations: [a]\n---\nText.",
        ],
    )
    def test_says_which_fragment_it_cannot_read(
        self, project: Project, text: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        project.fragment(text)
        assert project.check(BASE) == 2
        assert capsys.readouterr().err.startswith("change.md: ")

    @pytest.mark.parametrize("base", ["no-such-branch", "--help", "missing.yaml"])
    def test_says_that_a_base_is_unknown(self, base: str) -> None:
        with pytest.raises(UnknownBase, match="BASE"):
            load(base)

    def test_prints_json_for_programs(self, project: Project, capsys: pytest.CaptureFixture[str]) -> None:
        new = contract()
        schema(new, "PageLimit")["maximum"] = 50
        project.spec.write_text(yaml.safe_dump(new))
        check_breaking.main([str(project.old), "--spec", str(project.spec), "--json"])
        [change] = json.loads(capsys.readouterr().out)
        assert (change["kind"], change["declared"]) == ("limit-changed", False)


class TestAGitReferenceAsBase:
    @pytest.fixture
    def repository(self, tmp_path: Path, project: Project) -> Path:
        """A repository with the contract and a fragment that is older than the change."""
        root = tmp_path / "repository"
        (root / "openapi" / "changes").mkdir(parents=True)
        (root / SPEC).write_bytes(RELEASED.read_bytes())
        (root / "openapi" / "changes" / "old.md").write_text("---\nkind: breaking\nbreaks: [Project]\n---\nOld.\n")
        for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "Begin"]):
            author = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"]
            subprocess.run(["git", *author, *command], cwd=root, check=True)
        return root

    def test_is_read_from_the_repository(self, repository: Path) -> None:
        assert load("HEAD", repository).node == BASE

    def test_does_not_count_the_fragments_that_it_has_already(self, repository: Path) -> None:
        folder = repository / "openapi" / "changes"
        assert fragments.since("HEAD", folder, repository) == []
        (folder / "new.md").write_text("---\nkind: fix\n---\nNew.\n")
        assert [each.name for each in fragments.since("HEAD", folder, repository)] == ["new.md"]


class TestThisContract:
    def test_breaks_nothing_since_the_last_release_without_saying_so(self, capsys: pytest.CaptureFixture[str]) -> None:
        """If you are here because this failed: run `make breaking` and do what it says."""
        assert check_breaking.main([]) == 0, capsys.readouterr()

    def test_has_fragments_that_can_be_read(self) -> None:
        fragments.read(releases.CHANGES)
        for release in releases.released():
            release.fragments()


class TestTheChangelog:
    @pytest.fixture
    def folders(self, tmp_path: Path) -> tuple[Path, Path, Path]:
        """A contract, the folder of fragments and that of releases."""
        changes, folder = tmp_path / "changes", tmp_path / "releases"
        changes.mkdir()
        spec = tmp_path / "openapi.yaml"
        spec.write_bytes(RELEASED.read_bytes())
        return spec, changes, folder

    def test_tells_of_each_release_and_of_what_is_to_come(self, folders: tuple[Path, Path, Path]) -> None:
        spec, folder_of_changes, folder = folders
        releases.release(spec, folder_of_changes, folder, date(2026, 11, 1), "The first.")
        new = contract()
        new["info"]["version"] = "1.1.0"
        schema(new, "Project")["properties"]["region"] = {"type": "string"}
        without(prop(new, "LogLine.level")["enum"], "warning")
        operation(new, "projects.delete")["deprecated"] = True
        spec.write_text(yaml.safe_dump(new))
        (folder_of_changes / "a.md").write_text("---\nkind: breaking\nbreaks: [LogLine]\n---\nWarnings\nare gone.\n")
        (folder_of_changes / "b.md").write_text("---\nkind: fix\n---\nNames may have dots.\n")
        text = changelog(spec, folder_of_changes, folder)
        assert text[text.index("## ") : text.index("## 1.0.0")] == (
            "## 1.1.0 (unreleased)\n\n"
            "### Breaking\n\n"
            "- Warnings\n  are gone.\n"
            '- `LogLine.level` `"warning"` no longer comes in answers. *deployments.logs*\n\n'
            "### New\n\n"
            "- `Project.region` is new in answers. *projects.create, projects.get, projects.list, projects.update*\n\n"
            "### Fixed\n\n"
            "- Names may have dots.\n\n"
            "### Documentation\n\n"
            "- Described in other words or marked as deprecated: `info` and `projects.delete`.\n\n"
        )
        releases.release(spec, folder_of_changes, folder, date(2026, 12, 1), "Regions.")
        assert list(folder_of_changes.iterdir()) == []
        again = changelog(spec, folder_of_changes, folder)
        assert "unreleased" not in again
        assert again.index("## 1.1.0 (1 December 2026)\n\nRegions.\n\n### Breaking") < again.index("## 1.0.0 (1 Nov")

    def test_a_version_is_released_once(self, folders: tuple[Path, Path, Path]) -> None:
        spec, folder_of_changes, folder = folders
        releases.release(spec, folder_of_changes, folder, date(2026, 11, 1), "The first.")
        with pytest.raises(releases.AlreadyReleased, match=r"raise `info\.version`"):
            releases.release(spec, folder_of_changes, folder, date(2026, 11, 2), "Again.")

    def test_is_the_same_each_time(self) -> None:
        spec = ROOT / SPEC
        assert changelog(spec) == changelog(spec)
