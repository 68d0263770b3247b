"""What the Python clients do beyond single requests: deploy folders, wait, follow logs. On the real server."""

from __future__ import annotations

import shutil
from collections.abc import Awaitable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from server.kit import clock
from server.kit.database import table_of
from server.models import Deployment
from tests.clients.hostile_server import HostileServer
from tests.clients.python.driver import Driver
from tests.clients.sites import make_site
from tests.support.running import Person, RunningServer


@pytest.fixture
def options(platform: RunningServer, owner: Person) -> dict[str, Any]:
    """A client of the owner's."""
    return {"api_key": owner.key().key, "base_url": f"{platform.url}/v1"}


@pytest.fixture
def project(driver: Driver, options: dict[str, Any]) -> Any:
    """A project of the owner's."""
    return driver.call("projects.create", name="My Website", client=options)


def fail(platform: RunningServer, deployment_id: str) -> None:
    """Let a deployment have failed, as a worker would write it down."""
    table = table_of(Deployment)
    values = {
        "status": "failed",
        "error_code": "planted",
        "error_message": "It was planted.",
        "completed_at": clock.now(),
    }
    with platform.database.transaction(write=True) as session:
        session.connection().execute(sa.update(table).where(table.c.id == deployment_id).values(**values))


def followed(driver: Driver, deployment_id: str, options: dict[str, Any]) -> list[Any]:
    """The log's lines."""

    async def gathered(lines: Any) -> list[Any]:
        return [line async for line in lines]

    def act(client: Any) -> list[Any] | Awaitable[list[Any]]:
        lines = client.deployments.follow_logs(deployment_id)
        return gathered(lines) if driver.is_async else list(lines)

    found: list[Any] = driver.use(act, **options)
    return found


class TestFolders:
    """A folder goes live."""

    @pytest.mark.parametrize("kind", [str, Path])
    def test_a_folder_goes_live(
        self, driver: Driver, options: dict[str, Any], project: Any, tmp_path: Path, kind: Any
    ) -> None:
        site, progress = make_site(tmp_path / "site"), []
        deployment = driver.call(
            "deployments.create_and_wait", project.id, directory=kind(site), on_progress=progress.append, client=options
        )
        assert (deployment.status, deployment.is_live, deployment.file_count) == ("success", True, 4)
        assert deployment.source.type == "files"
        assert deployment.size_bytes == progress[-1].total_bytes
        phases = [each.phase for each in progress]
        assert phases == ["hashing"] * 4 + ["uploading"] * 4 + ["uploaded"]
        for phase in ("hashing", "uploading"):
            assert [each.files for each in progress if each.phase == phase] == [1, 2, 3, 4]
        assert progress[-1].files == progress[-1].total_files == 4

    def test_only_what_the_server_has_not_got_is_sent(
        self, driver: Driver, options: dict[str, Any], project: Any, tmp_path: Path
    ) -> None:
        site = make_site(tmp_path / "site")
        driver.call("deployments.create_and_wait", project.id, directory=site, client=options)
        (site / "index.html").write_text("Changed")
        (site / "copy.html").write_text("Changed")
        sent: list[Any] = []
        watched = {**options, "on_request": lambda event: sent.append((event.method, event.operation))}
        deployment = driver.call("deployments.create_and_wait", project.id, directory=site, client=watched)
        assert (deployment.status, deployment.file_count) == ("success", 5)
        assert [operation for method, operation in sent if method != "GET"] == [
            "deployments.create",
            "deployments.upload_file",
        ]
        nothing_changed = driver.call("deployments.create_and_wait", project.id, directory=site, client=watched)
        assert nothing_changed.is_live
        assert [operation for method, operation in sent[len(sent) - 2 :] if method != "GET"] == ["deployments.create"]

    def test_a_failed_upload_is_raised_and_nothing_more_is_sent(
        self, driver: Driver, hostile: HostileServer, tmp_path: Path
    ) -> None:
        from your_app_api import APIResponseError

        with pytest.raises(APIResponseError):
            driver.call(
                "deployments.create",
                "proj_1",
                directory=make_site(tmp_path / "site"),
                client={"base_url": hostile.url("empty")},
            )
        assert len(hostile.seen) == 1

    @pytest.mark.parametrize(
        "other", [{"source": {"type": "template"}}, {"content": b"", "content_type": "application/zip"}]
    )
    def test_a_folder_and_something_else_are_too_much(
        self, driver: Driver, hostile: HostileServer, tmp_path: Path, other: dict[str, Any]
    ) -> None:
        from your_app_api import ConfigurationError

        with pytest.raises(ConfigurationError, match="either"):
            driver.call("deployments.create", "proj_1", directory=make_site(tmp_path / "site"), **other)

    def test_an_archive_goes_live(self, driver: Driver, options: dict[str, Any], project: Any, tmp_path: Path) -> None:
        archive = Path(shutil.make_archive(str(tmp_path / "site"), "zip", make_site(tmp_path / "site")))
        given: dict[str, Any] = {"content": archive, "content_type": "application/zip"}
        deployment = driver.call("deployments.create_and_wait", project.id, **given, client=options)
        assert (deployment.source.type, deployment.source.media_type) == ("archive", "application/zip")
        assert deployment.source.size_bytes == archive.stat().st_size

    def test_a_folder_that_is_none_is_refused(self, driver: Driver, tmp_path: Path) -> None:
        from your_app_api import ConfigurationError

        (tmp_path / "empty").mkdir()
        (tmp_path / "file").write_text("x")
        for directory, told in (("nowhere", "There is no folder"), ("file", "no folder"), ("empty", "are no files")):
            with pytest.raises(ConfigurationError, match=told):
                driver.call("deployments.create", "proj_1", directory=tmp_path / directory)

    def test_a_link_out_of_the_folder_is_refused_and_one_inside_is_followed(
        self, driver: Driver, options: dict[str, Any], project: Any, tmp_path: Path
    ) -> None:
        from your_app_api import ConfigurationError

        site = tmp_path / "site"
        site.mkdir()
        (site / "index.html").write_text("x")
        (site / "same.html").symlink_to("index.html")
        (site / "deep").mkdir()
        (site / "deep" / "page.html").write_text("y")
        (site / "alias").symlink_to("deep", target_is_directory=True)
        deployment = driver.call("deployments.create_and_wait", project.id, directory=site, client=options)
        assert deployment.file_count == 4
        for target, told in ((site, "in itself"), (Path("/etc/passwd"), "outside of"), (site / "gone", "is no file")):
            (site / "link").symlink_to(target)
            with pytest.raises(ConfigurationError, match=told):
                driver.call("deployments.create", project.id, directory=site, client=options)
            (site / "link").unlink()

    def test_an_empty_directory_argument_is_no_deployment_of_the_template(self, driver: Driver) -> None:
        from your_app_api import ConfigurationError

        with pytest.raises(ConfigurationError, match="must not be empty"):
            driver.call("deployments.create", "proj_1", directory="")


class TestWaiting:
    """Until a deployment has ended, one way or the other."""

    def test_one_that_does_not_succeed_raises_with_its_log(
        self, driver: Driver, options: dict[str, Any], platform: RunningServer, project: Any
    ) -> None:
        from your_app_api import DeploymentFailedError

        deployment = driver.call("deployments.create", project.id, client=options)
        driver.call("deployments.wait", deployment.id, client=options)
        fail(platform, deployment.id)
        with pytest.raises(DeploymentFailedError) as caught:
            driver.call("deployments.wait", deployment.id, client=options)
        assert caught.value.deployment.status == "failed"
        assert "did not succeed: It was planted" in str(caught.value)
        assert caught.value.log[-1].message in str(caught.value)

    def test_a_wait_that_is_too_long_ends(self, driver: Driver) -> None:
        import httpx
        from your_app_api import DeploymentTimeoutError

        body = {"data": {"id": "deploy_1", "status": "building", "completed_at": None}}
        respond = httpx.MockTransport(lambda _: httpx.Response(200, json=body))
        http = httpx.AsyncClient(transport=respond) if driver.is_async else httpx.Client(transport=respond)
        with pytest.raises(DeploymentTimeoutError, match=r"still building after 0\.3 s"):
            driver.call("deployments.wait", "deploy_1", wait_seconds=0.3, client={"http_client": http})

    def test_what_a_call_was_told_holds_while_it_waits(self, driver: Driver, hostile: HostileServer) -> None:
        from your_app_api import InternalServerError

        url = hostile.url("ok", "503=0", "ok")
        with pytest.raises(InternalServerError):
            driver.call(
                "deployments.create_and_wait", "proj_1", wait_seconds=0.5, max_retries=0, client={"base_url": url}
            )
        assert hostile.seen == ["ok", "503=0"]


class TestLogs:
    """Logs are iterators."""

    def test_the_log_is_followed_to_its_end(self, driver: Driver, options: dict[str, Any], project: Any) -> None:
        deployment = driver.call("deployments.create", project.id, client=options)
        lines = followed(driver, deployment.id, options)
        assert lines == driver.items("deployments.logs", deployment.id, limit=1, client=options)
        assert [line.number for line in lines] == list(range(1, len(lines) + 1))
        assert len(lines) >= 2
