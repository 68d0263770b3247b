"""The job of a deployment, run in this process on both databases; the job engine only enqueues here."""

from __future__ import annotations

import gzip
import re
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import brotli
import pytest
import sqlalchemy as sa

from server.auth.actor import Actor
from server.deployments import compress, runner, states, sweep
from server.kit import clock
from server.kit.database import table_of
from server.models import Blob, Deployment
from tests.support.platform import Files, Platform

TEXT = b"<p>The quick brown fox jumps over the lazy dog.</p>\n" * 100
SITE: Files = {"/index.html": TEXT, "/app.js": b"console.log(1);\n" * 200, "/photo.png": bytes(range(256)) * 16}


@pytest.fixture
def ada(platform: Platform) -> Actor:
    return platform.user()


@pytest.fixture
def project(platform: Platform, ada: Actor) -> str:
    return platform.project(ada)


def run(platform: Platform, deployment_id: str) -> Deployment:
    runner.run(platform.services, deployment_id)
    return platform.row(deployment_id)


def blob_rows(platform: Platform) -> list[Any]:
    with platform.database.transaction(write=False) as session:
        return list(session.connection().execute(sa.select(table_of(Blob))))


def move(platform: Platform, deployment_id: str, to: str) -> None:
    with platform.database.transaction(write=True) as session:
        assert states.move(session, deployment_id, to=to, from_=states.OPEN, completed_at=clock.now())


class TestATemplate:
    def test_becomes_a_live_site(self, platform: Platform, ada: Actor, project: str) -> None:
        before = platform.services.live.value
        row = run(platform, platform.deploy(ada, project, template="docs"))

        assert (row.status, row.error_code, row.error_message) == ("success", None, None)
        assert row.started_at is not None
        assert row.completed_at is not None
        assert row.created_at <= row.started_at <= row.completed_at
        assert platform.project_row(project).live_deployment_id == row.id
        assert platform.services.live.value != before
        assert platform.log(row.id)[0] == ("info", "The build has started.")
        assert platform.log(row.id)[-1][1].startswith("Live at http://my-website")
        platform.assert_consistent()

    def test_whose_files_the_owner_has_already_stores_nothing_twice(
        self, platform: Platform, ada: Actor, project: str
    ) -> None:
        first = run(platform, platform.deploy(ada, project, template="landing"))
        stored = platform.stored()
        second = run(platform, platform.deploy(ada, project, template="landing"))

        assert second.status == "success"
        assert (second.file_count, second.size_bytes) == (first.file_count, first.size_bytes)
        assert platform.stored() == stored
        platform.assert_consistent()

    def test_that_does_not_exist_fails_with_the_names_of_those_that_do(
        self, platform: Platform, ada: Actor, project: str
    ) -> None:
        row = run(platform, platform.deploy(ada, project, template="nonsense"))

        assert (row.status, row.error_code) == ("failed", "validation_error")
        assert row.error_message is not None
        assert "blank" in row.error_message
        assert platform.log(row.id)[-1] == ("error", row.error_message)
        assert platform.stored() == set()
        platform.assert_consistent()


class TestAnArchive:
    def test_becomes_a_live_site(self, platform: Platform, ada: Actor, project: str) -> None:
        row = run(platform, platform.deploy(ada, project, SITE))

        assert (row.status, row.file_count, row.size_bytes) == ("success", 3, sum(map(len, SITE.values())))
        platform.assert_consistent()

    def test_gets_variants_that_unpack_to_the_same_bytes(self, platform: Platform, ada: Actor, project: str) -> None:
        run(platform, platform.deploy(ada, project, SITE))

        blobs = {blob.size_bytes: blob for blob in blob_rows(platform)}
        page, picture = blobs[len(TEXT)], blobs[len(SITE["/photo.png"])]
        assert page.compressed
        assert gzip.decompress(platform.blobs.read(page.key + ".gz")) == TEXT
        assert brotli.decompress(platform.blobs.read(page.key + ".br")) == TEXT
        assert 0 < page.brotli_bytes <= page.gzip_bytes < len(TEXT)
        assert (picture.compressed, picture.gzip_bytes, picture.brotli_bytes) == (False, None, None)

    def test_with_the_variants_of_an_earlier_one_compresses_nothing_again(
        self, platform: Platform, ada: Actor, project: str
    ) -> None:
        run(platform, platform.deploy(ada, project, SITE))
        second = run(platform, platform.deploy(ada, project, {**SITE, "/new.txt": b"news " * 1000}))

        assert any(line.startswith("Compressed 1 file, from 5,000 to") for _, line in platform.log(second.id))

    def test_without_an_index_is_published_with_a_warning(self, platform: Platform, ada: Actor, project: str) -> None:
        row = run(platform, platform.deploy(ada, project, {"/about.html": b"hello"}))

        assert row.status == "success"
        assert any(level == "warning" and "index.html" in line for level, line in platform.log(row.id))

    def test_with_rules_is_published_with_them_and_with_a_warning_for_each_bad_line(
        self, platform: Platform, ada: Actor, project: str
    ) -> None:
        files = {
            "/index.html": b"hello",
            "/_redirects": b"/old /new 301\nnonsense\n",
            "/_headers": b"/*\n  X-Hello: world\n  Set-Cookie: a=b\n",
        }
        row = run(platform, platform.deploy(ada, project, files))

        assert row.rules is not None
        assert [rule["to"] for rule in row.rules["redirects"]] == ["/new"]
        assert row.rules["headers"] == [{"for": "/*", "values": [["X-Hello", "world"]]}]
        warnings = [line for level, line in platform.log(row.id) if level == "warning"]
        assert [warning.partition(":")[0] for warning in warnings] == ["_redirects, line 2", "_headers, line 3"]


class TestARepository:
    @pytest.fixture
    def platform(self, database_url: str, tmp_path: Path) -> Iterator[Platform]:
        """One that may fetch from this machine's disk."""
        platform = Platform(tmp_path / "data", database_url, jobs="external", git_allow_file=True).start()
        yield platform
        platform.stop()

    @pytest.fixture
    def source(self, tmp_path: Path) -> dict[str, Any]:
        folder = tmp_path / "site"
        (folder / "public").mkdir(parents=True)
        (folder / "public" / "index.html").write_bytes(TEXT)
        (folder / "README.md").write_bytes(b"not published")
        who = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"]
        for command in (["init", "-q"], ["add", "."], [*who, "commit", "-q", "-m", "First"]):
            subprocess.run(["git", "-C", str(folder), *command], check=True)
        return {"type": "git", "url": f"file://{folder}", "folder": "public"}

    def test_becomes_a_live_site_and_tells_its_commit(
        self, platform: Platform, ada: Actor, project: str, source: dict[str, Any]
    ) -> None:
        row = run(platform, platform.deploy_source(ada, project, source))
        assert (row.status, row.file_count, row.size_bytes) == ("success", 1, len(TEXT))
        assert re.fullmatch("[0-9a-f]{40}", row.source["commit"])
        assert ("info", f"1 file, 5,200 bytes, of commit {row.source['commit']}.") in platform.log(row.id)
        platform.assert_consistent()

    def test_that_cannot_be_fetched_fails_with_a_word_of_why(
        self, platform: Platform, ada: Actor, project: str, source: dict[str, Any]
    ) -> None:
        row = run(platform, platform.deploy_source(ada, project, {**source, "ref": "nowhere"}))
        assert row.status == "failed"
        assert row.error_message is not None
        assert "nowhere" in row.error_message
        assert platform.stored() == set()


class TestTwoAtOnce:
    def test_the_newer_one_is_live_although_it_ended_first(self, platform: Platform, ada: Actor, project: str) -> None:
        older = platform.deploy(ada, project, {"/index.html": b"old"})
        newer = platform.deploy(ada, project, {"/index.html": b"new"})

        assert run(platform, newer).status == "success"
        assert run(platform, older).status == "success"

        assert platform.project_row(project).live_deployment_id == newer
        assert platform.log(older)[-1][1].startswith("A newer deployment is live already.")
        platform.assert_consistent()

    def test_the_same_job_in_two_workers_publishes_once(self, platform: Platform, ada: Actor, project: str) -> None:
        deployment = platform.deploy(ada, project, template="docs")
        errors: list[BaseException] = []

        def work() -> None:
            try:
                runner.run(platform.services, deployment)
            except BaseException as error:
                errors.append(error)

        threads = [threading.Thread(target=work) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert errors == []
        assert platform.row(deployment).status == "success"
        assert [line for _, line in platform.log(deployment) if line.startswith("Live at")] != []
        platform.assert_consistent()


class TestCancelling:
    def test_before_the_start_leaves_nothing_to_do(self, platform: Platform, ada: Actor, project: str) -> None:
        deployment = platform.deploy(ada, project)
        platform.cancel(ada, deployment)

        assert run(platform, deployment).status == "cancelled"
        assert platform.log(deployment) == []
        assert platform.stored() == set()

    @pytest.mark.parametrize("step", ["_materialise", "_check", "compress", "_publish"])
    def test_stops_at_the_next_step(
        self, platform: Platform, ada: Actor, project: str, step: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        deployment = platform.deploy(ada, project, template="docs")
        real = getattr(runner, step)

        def cancelled_first(*arguments: Any) -> Any:
            move(platform, deployment, "cancelled")
            return real(*arguments)

        monkeypatch.setattr(runner, step, cancelled_first)
        row = run(platform, deployment)

        assert (row.status, row.error_code) == ("cancelled", None)
        assert platform.project_row(project).live_deployment_id is None
        assert not any(line.startswith("Live") for _, line in platform.log(deployment))
        if step == "_materialise":
            assert platform.stored() == set()

    def test_between_two_batches_of_a_large_site_stops_there(
        self, platform: Platform, ada: Actor, project: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        files = {f"/page-{number}.html": TEXT + str(number).encode() for number in range(6)}
        deployment = platform.deploy(ada, project, files)
        monkeypatch.setattr(compress, "BATCH_FILES", 2)
        real, calls = compress.variants, []

        def cancelled_during_the_third(data: bytes) -> Any:
            calls.append(1)
            if len(calls) == 3:
                move(platform, deployment, "cancelled")
            return real(data)

        monkeypatch.setattr(compress, "variants", cancelled_during_the_third)
        assert run(platform, deployment).status == "cancelled"
        assert len(calls) == 4  # the batch is finished, its result is not kept


class TestADeletedProject:
    def test_its_job_stops_quietly(self, platform: Platform, ada: Actor, project: str) -> None:
        deployment = platform.deploy(ada, project)
        platform.delete_project(ada, project)
        runner.run(platform.services, deployment)
        assert platform.stored() == set()

    @pytest.mark.parametrize("step", ["_materialise", "_check", "compress", "_publish"])
    def test_its_job_stops_quietly_at_the_next_step(
        self, platform: Platform, ada: Actor, project: str, step: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        deployment = platform.deploy(ada, project, template="docs")
        real = getattr(runner, step)

        def deleted_first(*arguments: Any) -> Any:
            platform.delete_project(ada, project)
            return real(*arguments)

        monkeypatch.setattr(runner, step, deleted_first)
        runner.run(platform.services, deployment)  # raises nothing
        sweep.sweep(platform.services, threading.Event())
        assert platform.stored() == set()
        platform.assert_consistent()


class TestRepeating:
    def test_a_job_that_has_ended_changes_nothing(self, platform: Platform, ada: Actor, project: str) -> None:
        row = run(platform, platform.deploy(ada, project, SITE))
        log = platform.log(row.id)
        assert run(platform, row.id) == row
        assert platform.log(row.id) == log

    @pytest.mark.parametrize("step", ["_materialise", "_check", "compress", "_publish"])
    def test_an_interrupted_job_goes_on_from_where_it_was(
        self, platform: Platform, ada: Actor, project: str, step: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        class Killed(BaseException):
            """Like the end of the process: nobody catches it."""

        def killed(*_: Any) -> None:
            raise Killed

        deployment = platform.deploy(ada, project, template="docs")
        with monkeypatch.context() as patch:
            patch.setattr(runner, step, killed)
            with pytest.raises(Killed):
                runner.run(platform.services, deployment)
        assert platform.row(deployment).status == "building"

        assert run(platform, deployment).status == "success"
        lines = [line for _, line in platform.log(deployment)]
        assert lines.count("The build was interrupted and goes on.") == 1
        assert len(lines) == len(set(lines))
        platform.assert_consistent()

    def test_what_a_killed_run_stored_without_a_row_is_removed(
        self, platform: Platform, ada: Actor, project: str
    ) -> None:
        deployment = platform.deploy(ada, project)
        with platform.database.transaction(write=True) as session:
            states.move(session, deployment, to="building", from_=("queued",), started_at=clock.now())
        with platform.blobs.writer(deployment) as writer:
            writer.put_bytes(b"of a template that has changed since")

        assert run(platform, deployment).status == "success"
        platform.assert_consistent()


class TestAnUnforeseenError:
    def test_fails_the_deployment_without_a_word_of_the_inside(
        self, platform: Platform, ada: Actor, project: str
    ) -> None:
        deployment = platform.deploy(ada, project, SITE)
        platform.blobs.delete_prefix(deployment)  # as if the disk had lost it

        with pytest.raises(FileNotFoundError):
            runner.run(platform.services, deployment)

        row = platform.row(deployment)
        assert (row.status, row.error_code) == ("failed", "internal_error")
        assert row.error_message == "Something went wrong on our side. Deploy again."
