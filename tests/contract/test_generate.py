"""`make generate` and `make drift`: the same bytes each time, every name from one block, nothing edited by hand."""

from __future__ import annotations

import importlib.util
import json
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts import check_drift
from scripts.generate import HOME, MANIFEST, ROOT, SPEC, artefacts, build_all, digest, files, main, put_in_place

MORE = Path(__file__).with_name("more_operations.yaml")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files(folder)}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything, made from the contract as it is."""
    target = tmp_path_factory.mktemp("made")
    build_all(SPEC, target, quiet=True)
    return target


class TestGenerate:
    def test_makes_the_same_bytes_each_time_wherever_the_contract_stands(self, made: Path, tmp_path: Path) -> None:
        elsewhere = tmp_path / "other" / "contract.yaml"
        elsewhere.parent.mkdir()
        shutil.copyfile(SPEC, elsewhere)
        build_all(elsewhere, tmp_path / "again", quiet=True)
        assert contents(tmp_path / "again") == contents(made)

    def test_takes_less_than_half_a_minute(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        def used() -> float:
            # Seconds of processor time: those of a clock depend on what else the machine does.
            usage = resource.getrusage(resource.RUSAGE_CHILDREN)
            return usage.ru_utime + usage.ru_stime

        started = used()
        assert main(["--target", str(tmp_path)]) == 0
        assert used() - started < 30
        lines = capsys.readouterr().out.splitlines()
        assert len(lines) == len(artefacts()) + 1, "a line for each artefact and one at the end"
        assert main(["--target", str(tmp_path), "--only", "changelog"]) == 0
        assert "0 files written, 0 removed" in capsys.readouterr().out

    def test_lists_every_file_with_its_digest(self, made: Path) -> None:
        manifest = json.loads((made / MANIFEST).read_text())
        assert manifest["contract"] == digest(SPEC)
        listed: dict[str, str] = manifest["files"]
        assert {made / name for name in listed} == set(files(made)) - {made / MANIFEST}
        assert all(digest(made / name) == value for name, value in listed.items())

    def test_names_no_machine_path_and_no_secret(self, made: Path) -> None:
        for path in files(made):
            text = path.read_bytes()
            for word in (str(ROOT), "/tmp/", "/root/", "/home/"):
                assert word.encode() not in text, f"{path.name} names {word}"
            assert not re.search(rb"yap_(live|test)_[0-9A-Za-z]{20}", text), path

    def test_removes_what_is_no_longer_made_and_leaves_what_tools_put_there(self, tmp_path: Path) -> None:
        made, target = tmp_path / "made", tmp_path / "target"
        for path in (made / "out" / "new.py", target / "out" / "old.py", target / "out" / "node_modules" / "kept.js"):
            path.parent.mkdir(parents=True)
            path.write_text("x")
        assert put_in_place(made, target, ["out"]) == (1, 1)
        assert [path.name for path in sorted(target.rglob("*")) if path.is_file()] == ["new.py", "kept.js"]

    def test_says_which_artefact_failed_and_changes_nothing(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        broken = tmp_path / "broken.yaml"
        document = yaml.safe_load(SPEC.read_bytes())
        del document["x-sdk"]
        broken.write_text(yaml.safe_dump(document))
        assert main(["--spec", str(broken), "--target", str(tmp_path / "target"), "--only", "postman"]) == 1
        assert "the contract has no x-sdk block" in capsys.readouterr().err
        assert not (tmp_path / "target").exists()


class TestDrift:
    @pytest.fixture
    def there(self, made: Path, tmp_path: Path) -> Path:
        """A project that has not drifted."""
        shutil.copytree(made, tmp_path / "there")
        return tmp_path / "there"

    def test_is_none_here(self, capsys: pytest.CaptureFixture[str]) -> None:
        """If you are here because this failed: run `make generate` and commit what it changes."""
        assert check_drift.main([]) == 0, capsys.readouterr().err

    def test_is_none_in_a_copy(self, made: Path, there: Path) -> None:
        assert list(check_drift.differences(made, there)) == []

    def test_shows_an_edit_by_hand(self, made: Path, there: Path) -> None:
        readme = there / HOME / "postman" / "README.md"
        readme.write_text(readme.read_text().replace("newman run", "newman walk"))
        [line] = check_drift.differences(made, there)
        assert re.fullmatch(r"generated_clients/postman/README\.md differs at line \d+: -npx newman walk .*", line)

    def test_shows_what_is_missing_and_what_is_left_over(self, made: Path, there: Path) -> None:
        (there / HOME / "postman" / "README.md").unlink()
        (there / HOME / "postman" / "notes.txt").write_text("Mine.")
        (there / HOME / "ruby").mkdir()
        (there / HOME / "ruby" / "client.rb").write_text("x")
        assert list(check_drift.differences(made, there)) == [
            "generated_clients/postman/README.md is missing",
            "generated_clients/postman/notes.txt is not generated: remove it",
            "generated_clients/ruby/client.rb is not generated: remove it",
        ]

    def test_says_what_to_run(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert check_drift.main(["--there", str(tmp_path)]) == 1
        assert "Run `make generate` and commit what it changes" in capsys.readouterr().err


RENAMED: dict[str, Any] = {
    "version": "7.8.9",
    "client": "AcmeHostingClient",
    "environment_prefix": "ACME_HOSTING",
    "command": "acme-hosting",
    "key_placeholder": "ACME_KEY_HERE",
    "python": {"distribution": "acme-hosting-sdk", "package": "acme_hosting"},
    "javascript": {"package": "@acme/hosting"},
    "php": {"package": "acme/hosting", "client": "Acme\\Hosting\\Api"},
    "postman": {"collection": "Acme Hosting"},
    "environments": {
        "production": "https://api.acme.example/v1",
        "sandbox": "https://sandbox.acme.example/v1",
        "local": "http://localhost:9999/v1",
    },
}


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything, made from a contract whose x-sdk block has other names. What else the contract says about Your App
    (its title, hosts in examples) says something else as well, so that no old name can come from there.
    """
    folder = tmp_path_factory.mktemp("renamed")
    document = yaml.safe_load(SPEC.read_bytes())
    assert document["x-sdk"].keys() == RENAMED.keys(), "rename what is new here, too"
    del document["x-sdk"]
    text = re.sub(r"YOUR_APP", "ACME", yaml.safe_dump(document))
    text = re.sub(r"your-app", "acme", re.sub(r"Your App", "Acme", text))
    document = yaml.safe_load(text.replace("YOUR_API_KEY", "ACME_KEY_HERE"))
    spec = folder / "openapi.yaml"
    spec.write_text(yaml.safe_dump({**document, "x-sdk": RENAMED}, sort_keys=False))
    build_all(spec, folder / "made", quiet=True)
    return folder / "made"


class TestTheNames:
    def sources(self, folder: Path) -> Iterator[Path]:
        """The generated files but the changelogs, which tell of names that once were, and the licence's owner."""
        return (path for path in files(folder / HOME) if path.name not in ("CHANGELOG.md", "LICENSE"))

    def test_are_renamed_everywhere_by_one_block(self, renamed: Path) -> None:
        old = re.compile(rb"your.?_?app", re.IGNORECASE)
        left = {
            f"{path.relative_to(renamed)}: {path.read_bytes()[max(found.start() - 40, 0) : found.end() + 20]!r}"
            for path in self.sources(renamed)
            if (found := old.search(path.read_bytes()))
        }
        assert left == set()
        assert [path for path in self.sources(renamed) if old.search(str(path.relative_to(renamed)).encode())] == []

    @pytest.mark.parametrize(
        ("artefact", "name"),
        [
            ("python", "AcmeHostingClient"),
            ("python", "acme-hosting-sdk"),
            ("python", "acme_hosting"),
            ("python", "ACME_HOSTING_API_KEY"),
            ("javascript", "AcmeHostingClient"),
            ("javascript", "@acme/hosting"),
            ("javascript", "ACME_HOSTING_API_KEY"),
            ("php", "acme/hosting"),
            ("php", "namespace Acme\\Hosting"),
            ("php", "class Api"),
            ("php", "ACME_HOSTING_API_KEY"),
            ("postman", "Acme Hosting"),
            *((each, "https://api.acme.example/v1") for each in ("python", "javascript", "php", "postman")),
        ],
    )
    def test_are_used_in_each_artefact(self, renamed: Path, artefact: str, name: str) -> None:
        assert any(name.encode() in path.read_bytes() for path in files(renamed / HOME / artefact))

    def test_leave_a_python_package_that_can_be_imported(self, renamed: Path) -> None:
        code = "import acme_hosting as it; print(it.AcmeHostingClient(api_key='k').base_url)"
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=renamed / HOME / "python",
            env={"PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stdout.strip().startswith("https://api.acme.example/v1"), done.stderr


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything, made from a contract with more operations."""
    folder = tmp_path_factory.mktemp("grown")
    document, more = (yaml.safe_load(path.read_bytes()) for path in (SPEC, MORE))
    tags = {each["name"]: each for each in [*document["tags"], *more["tags"]]}
    document["tags"] = list(tags.values())
    document["paths"] = {**document["paths"], **more["paths"]}
    document["components"]["schemas"].update(more["components"]["schemas"])
    spec = folder / "openapi.yaml"
    spec.write_text(yaml.safe_dump(document, sort_keys=False))
    build_all(spec, folder / "made", quiet=True)
    return folder / "made" / HOME


class TestOperationsThatAreNew:
    def test_come_out_of_every_generator_without_an_edit(self, grown: Path) -> None:
        for artefact in ("python", "javascript", "php", "postman"):
            text = b"\n".join(path.read_bytes() for path in files(grown / artefact))
            for word in (b"CrewMember", b"Remove crew member", b"Download the files", b"Attach a file"):
                assert word in text, f"{artefact} lacks {word!r}"

    def test_find_their_place_in_the_story_of_the_postman_collection(self, grown: Path) -> None:
        collection = json.loads((grown / "postman" / "collection.json").read_text())
        folders = {folder["name"]: folder["item"] for folder in collection["item"]}
        assert [each["name"] for each in folders["Crews"]] == ["Create a crew", "List crews", "List crew members"]
        assert [each["name"] for each in folders["Clean up"]][:2] == ["Remove crew member", "Delete crew"]
        remove = folders["Clean up"][0]
        assert {each["key"]: each["value"] for each in remove["request"]["url"]["variable"]} == {
            "id": "{{crewId}}",
            "userId": "{{userId}}",
        }
        create = folders["Crews"][0]
        assert {"key": "Idempotency-Key", "value": "{{$guid}}"}.items() <= {
            key: value for key, value in create["request"]["header"][-1].items() if key != "description"
        }.items()
        upload = next(each for each in folders["Deployments"] if each["name"] == "Attach a file")
        assert upload["request"]["body"] == {"mode": "raw", "raw": "test"}


def test_every_builder_says_what_it_makes() -> None:
    for artefact in artefacts():
        spec = importlib.util.find_spec(artefact.module)
        assert spec is not None
        assert spec.origin is not None
        assert '"""' in Path(spec.origin).read_text()[:3]
