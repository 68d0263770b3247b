"""The package itself: what it holds, how it is installed, what types it gives, where it runs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import httpx
import pytest

from scripts.pack_python import pack

ROOT = Path(__file__).parents[3]
PACKAGE = ROOT / "generated_clients" / "python"
PURE = Path(httpx.__file__).parents[1]  # where httpx is, and what it needs: all of it plain Python
PYRIGHT = ROOT / "node_modules" / "pyright" / "index.js"

# What a program that uses the package may look like. Each line with `# wrong` must be refused by type checkers.
TYPES = """\
import datetime
from typing import assert_type

from your_app_api import APIResponse, APIStatusError, AsyncYourAppClient, Page, YourAppClient
from your_app_api.models import ArchiveSource, Deployment, DeploymentEventData, Project, ProjectStatus
from your_app_api.types import NOT_GIVEN


def check(client: YourAppClient, status: ProjectStatus) -> None:
    page = client.projects.list(limit=10, status=status)
    assert_type(page, Page[Project])
    for project in client.projects.list():
        assert_type(project.name, str)
    project = client.projects.create(name="My Project", template="blank", description=None)
    assert_type(project.created_at, datetime.datetime)
    if project.team is not None:
        assert_type(project.team.name, str)
    assert_type(page.pagination.total, int)
    deployment = client.deployments.create(project.id)
    assert_type(deployment, Deployment)
    if deployment.source.type == "archive":
        assert_type(deployment.source, ArchiveSource)
    client.deployments.create(project.id, directory="./site", on_progress=lambda at: print(at.files))
    client.deployments.create(project.id, content=b"", content_type="application/zip")
    client.deployments.create(project.id, source={"type": "template", "template": "landing"}, timeout=5)
    client.projects.update(project.id, description=NOT_GIVEN)
    assert_type(client.projects.with_raw_response.get(project.id), APIResponse[Project])
    try:
        client.projects.get(project.id, timeout=5, max_retries=0)
    except APIStatusError as error:
        assert_type(error.details[0].field, str)
    event = client.webhooks.unwrap(b"", {})
    if event.type == "deployment.completed":
        assert_type(event.data, DeploymentEventData)
        event.data.member  # wrong
    client.projects.create(name="x", template="blnk")  # wrong
    client.projects.create(template="blank")  # wrong
    client.projects.list(stauts="active")  # wrong
    client.projects.get(5)  # wrong
    client.deployments.create(project.id, source={"type": "teleport"})  # wrong
    project.nmae  # wrong


async def check_async(client: AsyncYourAppClient) -> None:
    async with client:
        assert_type(await client.projects.get("proj_1"), Project)
        async for project in client.projects.list():
            assert_type(project, Project)
        page = await client.projects.list()
        assert_type(page.data, list[Project])
        assert_type(await client.projects.with_raw_response.get("proj_1"), APIResponse[Project])
        client.projects.get("proj_1").name  # wrong
"""
WRONG = [number for number, line in enumerate(TYPES.splitlines(), start=1) if line.endswith("# wrong")]


class TestContents:
    """What is packed."""

    def test_it_has_all_that_a_package_has(self, packed: tuple[Path, Path]) -> None:
        wheel, archive = packed
        assert (wheel.name, archive.name) == ("your_app_api-1.0.0-py3-none-any.whl", "your_app_api-1.0.0.tar.gz")
        with zipfile.ZipFile(wheel) as content:
            names = set(content.namelist())
            metadata = content.read("your_app_api-1.0.0.dist-info/METADATA").decode()
        assert {
            "your_app_api/py.typed",
            "your_app_api/client.py",
            "your_app_api-1.0.0.dist-info/licenses/LICENSE",
        } <= names
        assert re.findall("^Requires-Dist: (.*)$", metadata, re.MULTILINE)[0].startswith("httpx")
        assert "# your-app-api" in metadata  # its README
        with tarfile.open(archive) as source:
            listed = {name.partition("/")[2] for name in source.getnames()}
        assert {"pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", "your_app_api/__init__.py"} <= listed

    def test_it_is_the_same_bytes_each_time(self, packed: tuple[Path, Path], tmp_path: Path) -> None:
        assert [path.read_bytes() for path in pack(dist=tmp_path)] == [path.read_bytes() for path in packed]

    @pytest.mark.parametrize("kind", ["wheel", "source"])
    def test_it_can_be_installed_into_an_empty_project(
        self, packed: tuple[Path, Path], tmp_path: Path, kind: str
    ) -> None:
        venv.create(tmp_path / "project", with_pip=True)
        python = tmp_path / "project" / "bin" / "python"
        site = next((tmp_path / "project" / "lib").glob("python*/site-packages"))
        (site / "ours.pth").write_text(f"{PURE}\n")  # its dependencies, without asking an index
        command = [python, "-m", "pip", "install", "--quiet", "--no-index", "--no-build-isolation"]
        done = subprocess.run([*command, packed[kind == "source"]], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        program = "import your_app_api as it; print(it.YourAppClient('key').base_url, it.__version__, it.__file__)"
        shown = subprocess.run([python, "-c", program], capture_output=True, text=True, check=True, cwd=tmp_path).stdout
        url, version, file = shown.split()
        assert (url, version) == ("https://api.your-app.com/v1", "1.0.0")
        assert file.startswith(str(site))


class TestTypes:
    """What type checkers say: nothing of the package, and the right things of programs that use it."""

    @pytest.mark.parametrize("version", ["3.11", "3.14"])
    def test_mypy_finds_nothing_in_the_package(self, tmp_path: Path, version: str) -> None:
        command = [sys.executable, "-m", "mypy", "--strict", f"--python-version={version}", f"--cache-dir={tmp_path}"]
        done = subprocess.run(
            [*command, "-p", "your_app_api"], cwd=PACKAGE, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout

    def test_pyright_finds_nothing_in_the_package(self, tmp_path: Path) -> None:
        shutil.copytree(PACKAGE / "your_app_api", tmp_path / "your_app_api")
        assert pyright(tmp_path, "your_app_api") == {}

    def test_mypy_knows_right_programs_from_wrong_ones(self, installed: Path, tmp_path: Path) -> None:
        (tmp_path / "check.py").write_text(TYPES)
        done = subprocess.run(
            [sys.executable, "-m", "mypy", "--strict", f"--cache-dir={tmp_path / 'cache'}", "check.py"],
            cwd=tmp_path,
            env={**os.environ, "MYPYPATH": str(installed)},
            capture_output=True,
            text=True,
            check=False,
        )
        lines = {int(number) for number in re.findall(r"^check\.py:(\d+): error", done.stdout, re.MULTILINE)}
        assert sorted(lines) == WRONG, done.stdout

    def test_pyright_knows_right_programs_from_wrong_ones(self, installed: Path, tmp_path: Path) -> None:
        shutil.copytree(installed / "your_app_api", tmp_path / "your_app_api")
        (tmp_path / "check.py").write_text(TYPES)
        found = pyright(tmp_path, "check.py")
        assert sorted(found) == WRONG, found


def pyright(folder: Path, target: str) -> dict[int, str]:
    """What pyright says of a file: line → message."""
    done = subprocess.run(
        ["node", str(PYRIGHT), "--pythonpath", sys.executable, target],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    found = {int(line): text for line, text in re.findall(r":(\d+):\d+ - error: (.*)", done.stdout)}
    assert re.search(rf"^{len(found)} errors?, 0 warnings", done.stdout, re.MULTILINE), done.stdout + done.stderr
    assert done.returncode == (1 if found else 0), done.stdout + done.stderr
    return found


class TestPythons:
    """Every Python that is there."""

    @pytest.mark.parametrize("version", ["3.11", "3.12", "3.13", "3.14"])
    def test_it_runs_on(self, installed: Path, version: str) -> None:
        python = interpreter(version)
        if python is None:
            pytest.skip(f"there is no Python {version} here")
        program = """
import asyncio, datetime, pickle, warnings
warnings.simplefilter("error")
import httpx, your_app_api
from your_app_api import AsyncYourAppClient, YourAppClient
body = {"data": {"id": "proj_1", "created_at": "2024-01-21T10:30:00Z", "deployments": {"latest": None}, "new": 1}}
respond = httpx.MockTransport(lambda request: httpx.Response(200, json=body))
with YourAppClient("key", http_client=httpx.Client(transport=respond)) as client:
    project = client.projects.get("proj_1")
assert project.created_at == datetime.datetime(2024, 1, 21, 10, 30, tzinfo=datetime.timezone.utc)
assert (project.name, project.new, project.deployments.latest) == (None, 1, None)
assert pickle.loads(pickle.dumps(project)) == project
async def main():
    async with AsyncYourAppClient("key", http_client=httpx.AsyncClient(transport=respond)) as client:
        return await client.projects.get("proj_1")
assert asyncio.run(main()) == project
for name in your_app_api.__all__: getattr(your_app_api, name)
import your_app_api.models as models
for name in models.__all__: getattr(models, name)
print("fine")
"""
        path = os.pathsep.join([str(installed), str(PURE)])
        done = subprocess.run(
            [python, "-c", program], env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=False
        )
        assert done.stdout == "fine\n", done.stderr

    def test_a_program_that_only_verifies_webhooks_loads_no_http_client(self, installed: Path) -> None:
        program = """
import sys
from your_app_api import WebhookVerificationError
from your_app_api.webhook_events import WebhookEvent
print("httpx" in sys.modules)
"""
        path = os.pathsep.join([str(installed), str(PURE)])
        done = subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stdout == "False\n", done.stderr


def interpreter(version: str) -> str | None:
    """A Python of this version, if there is one: ours, one on the PATH, or one that pyenv keeps."""
    kept = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python"), reverse=True)
    for candidate in (sys.executable, shutil.which(f"python{version}"), *map(str, kept)):
        if candidate and version_of(candidate) == version:
            return candidate
    return None


def version_of(python: str) -> str:
    """What it says of itself; nothing where it does not start, as a shim of pyenv may not."""
    program = "import sys; print('%d.%d' % sys.version_info[:2])"
    done = subprocess.run([python, "-c", program], capture_output=True, text=True, check=False)
    return done.stdout.strip()
