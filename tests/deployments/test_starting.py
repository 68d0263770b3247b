"""A deployment starts as soon as it is there, not when the job engine looks the next time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.deployments.publishing import start, zipped
from tests.support.running import Client, RunningServer

NEVER = 60  # seconds: no test waits for the engine to look by itself
PAGE = b"<h1>Hello</h1>"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def patient(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server whose job engine hardly ever looks for work."""
    url = request.getfixturevalue("postgres").create() if request.param == "postgresql" else ""
    server = RunningServer(tmp_path_factory.mktemp("patient"), url, job_poll_seconds=NEVER).start()
    yield server
    server.stop()
    server.database.dispose()


def template(client: Client, project: str) -> Any:
    return client.post(f"/projects/{project}/deployments").json()["data"]


def archive(client: Client, project: str) -> Any:
    return client.deploy(project, zipped({"index.html": PAGE}))


def files(client: Client, project: str) -> Any:
    deployment = start(client, project, {"/index.html": PAGE})
    for digest in deployment["missing"]:
        path = f"/deployments/{deployment['id']}/files/{digest}"
        assert client.put(path, content=PAGE, headers={"Content-Type": "application/octet-stream"}).status_code == 200
    return deployment


def again(client: Client, project: str) -> Any:
    before = client.ended(template(client, project)["id"])
    return client.post(f"/deployments/{before['id']}/redeploy").json()["data"]


@pytest.mark.parametrize("deploy", [template, archive, files, again])
def test_starts_at_once(patient: RunningServer, deploy: Callable[[Client, str], Any]) -> None:
    with patient.person().client() as client:
        deployment = deploy(client, client.project()["id"])
        assert client.ended(deployment["id"], NEVER / 3)["status"] == "success"
