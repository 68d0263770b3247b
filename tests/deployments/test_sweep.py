"""What nobody refers to is removed, and nothing else: on both databases, beside people who deploy."""

from __future__ import annotations

import threading
import time
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from server.auth.actor import Actor
from server.deployments import runner, states, sweep
from server.kit import clock
from server.kit.database import table_of
from server.kit.ids import new_id
from server.models import Blob, DeploymentFile, DiscardedObject
from tests.support.platform import Platform

TEXT = b"<p>The quick brown fox jumps over the lazy dog.</p>\n" * 100
blobs = table_of(Blob)
files = table_of(DeploymentFile)
discarded = table_of(DiscardedObject)


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweep, "PAUSE_SECONDS", 0.001)


@pytest.fixture
def ada(platform: Platform) -> Actor:
    return platform.user()


def published(platform: Platform, actor: Actor, project: str, content: dict[str, bytes]) -> str:
    deployment = platform.deploy(actor, project, content)
    runner.run(platform.services, deployment)
    assert platform.row(deployment).status == "success"
    return deployment


def swept(platform: Platform) -> sweep.Swept:
    return sweep.sweep(platform.services, threading.Event())


def count(platform: Platform, table: Any) -> int:
    with platform.database.transaction(write=False) as session:
        return int(session.connection().execute(sa.select(sa.func.count()).select_from(table)).scalar_one())


class TestSweep:
    def test_removes_the_files_of_a_deleted_project_with_their_variants(self, platform: Platform, ada: Actor) -> None:
        project = platform.project(ada)
        published(platform, ada, project, {"/index.html": TEXT, "/a.txt": b"a"})
        assert len(platform.stored()) == 4
        platform.delete_project(ada, project)

        assert swept(platform) == sweep.Swept(blobs=2, objects=2)
        assert platform.stored() == set()
        assert count(platform, blobs) == count(platform, discarded) == 0

    def test_keeps_what_another_deployment_of_the_owner_shares(self, platform: Platform, ada: Actor) -> None:
        first, second = platform.project(ada), platform.project(ada)
        published(platform, ada, first, {"/index.html": TEXT, "/only-here.txt": b"a"})
        published(platform, ada, second, {"/index.html": TEXT})
        platform.delete_project(ada, first)

        assert swept(platform).blobs == 1
        platform.assert_consistent()
        assert len(platform.stored()) == 3

    def test_has_nothing_to_do_where_everything_is_in_use(self, platform: Platform, ada: Actor) -> None:
        published(platform, ada, platform.project(ada), {"/index.html": TEXT})
        before = platform.stored()
        assert swept(platform) == sweep.Swept()
        assert platform.stored() == before

    @pytest.mark.parametrize("status", ["failed", "cancelled"])
    def test_lets_go_of_the_files_of_a_deployment_that_can_never_go_live(
        self, platform: Platform, ada: Actor, status: str
    ) -> None:
        deployment = platform.deploy(ada, platform.project(ada), {"/index.html": TEXT, "/a.txt": b"a"})
        with platform.database.transaction(write=True) as session:
            assert states.move(session, deployment, to=status, from_=states.OPEN, completed_at=clock.now())

        assert swept(platform) == sweep.Swept(files=2, blobs=2, objects=2)
        assert platform.stored() == set()
        platform.assert_consistent()

    @pytest.mark.parametrize("status", ["uploading", "queued", "building"])
    def test_keeps_the_files_of_a_deployment_that_is_still_open(
        self, platform: Platform, ada: Actor, status: str
    ) -> None:
        deployment = platform.deploy(ada, platform.project(ada), {"/index.html": TEXT})
        with platform.database.transaction(write=True) as session:
            states.move(session, deployment, to=status, from_=states.OPEN)
        assert swept(platform) == sweep.Swept()

    def test_goes_through_many_in_batches(
        self, platform: Platform, ada: Actor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sweep, "BATCH", 7)
        project = platform.project(ada)
        published(platform, ada, project, {f"/{number}.txt": str(number).encode() for number in range(50)})
        platform.delete_project(ada, project)

        assert swept(platform).blobs == 50
        assert platform.stored() == set()

    def test_ends_early_when_the_process_stops(
        self, platform: Platform, ada: Actor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sweep, "BATCH", 7)
        project = platform.project(ada)
        published(platform, ada, project, {f"/{number}.txt": str(number).encode() for number in range(50)})
        platform.delete_project(ada, project)
        stopping = threading.Event()
        stopping.set()

        assert sweep.sweep(platform.services, stopping).blobs == 7

    def test_finishes_what_a_killed_process_left_noted(self, platform: Platform, ada: Actor) -> None:
        prefix = new_id("deploy")
        with platform.blobs.writer(prefix) as writer:
            digest = writer.put_bytes(b"left")
        platform.blobs.put(f"{prefix}/{digest}.gz", b"left")
        with platform.database.transaction(write=True) as session:
            sweep.discard(session, [f"{prefix}/{digest}"])

        assert swept(platform) == sweep.Swept(objects=1)
        assert platform.stored() == set()

    def test_of_several_processes_at_once_removes_everything_once(self, platform: Platform, ada: Actor) -> None:
        project = platform.project(ada)
        published(platform, ada, project, {f"/{number}.txt": str(number).encode() for number in range(500)})
        platform.delete_project(ada, project)
        removed: list[int] = []
        errors: list[Exception] = []

        def work() -> None:
            try:
                removed.append(swept(platform).blobs)
            except Exception as error:
                errors.append(error)

        threads = [threading.Thread(target=work) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert errors == []
        swept(platform)  # a pass that met the others' lock left some to the next
        assert platform.stored() == set()
        assert count(platform, blobs) == count(platform, discarded) == 0

    def test_beside_uploads_of_the_same_content_loses_nothing(self, platform: Platform, ada: Actor) -> None:
        """The race that matters: content is let go of while somebody is about to share it."""
        ending = threading.Event()
        errors: list[Exception] = []

        def keep_sweeping() -> None:
            while not ending.is_set():
                try:
                    swept(platform)
                except Exception as error:
                    errors.append(error)

        sweeper = threading.Thread(target=keep_sweeping)
        sweeper.start()
        try:
            rounds = self.deploy_and_delete(platform, ada, seconds=3)
        finally:
            ending.set()
            sweeper.join()
        assert errors == []
        assert rounds > 5

    def deploy_and_delete(self, platform: Platform, actor: Actor, seconds: float) -> int:
        """The same few contents over and over; every object is there while its deployment is."""
        content = {f"/{number}.txt": str(number % 5).encode() for number in range(20)}
        until, rounds = time.monotonic() + seconds, 0
        while time.monotonic() < until:
            project = platform.project(actor)
            deployment = platform.deploy(actor, project, content)
            with platform.database.transaction(write=False) as session:
                keys = session.connection().execute(
                    sa.select(blobs.c.key)
                    .select_from(files.join(blobs, blobs.c.id == files.c.blob_id))
                    .where(files.c.deployment_id == deployment)
                )
                assert [key for key in keys.scalars() if not platform.blobs.exists(key)] == []
            platform.delete_project(actor, project)
            rounds += 1
        return rounds


class TestSweepOrphans:
    def stored_by_a_killed_upload(self, platform: Platform) -> str:
        prefix = new_id("deploy")
        with platform.blobs.writer(prefix) as writer:
            writer.put_bytes(b"one")
            writer.put_bytes(b"two")
        return prefix

    def orphans(self, platform: Platform, age: timedelta = timedelta(0)) -> int:
        return sweep.sweep_orphans(platform.services, threading.Event(), clock.now() - age).prefixes

    def test_removes_what_an_upload_stored_that_never_got_a_row(self, platform: Platform) -> None:
        self.stored_by_a_killed_upload(platform)
        time.sleep(0.002)
        assert self.orphans(platform) == 1
        assert platform.stored() == set()

    def test_leaves_an_upload_alone_that_may_be_under_way(self, platform: Platform) -> None:
        self.stored_by_a_killed_upload(platform)
        assert self.orphans(platform, sweep.ORPHAN_AGE) == 0
        assert len(platform.stored()) == 2

    def test_keeps_the_files_of_every_deployment(self, platform: Platform, ada: Actor) -> None:
        project = platform.project(ada)
        published(platform, ada, project, {"/index.html": TEXT})
        platform.deploy(ada, project, {"/index.html": b"queued"})
        before = platform.stored()
        time.sleep(0.002)
        assert self.orphans(platform) == 0
        assert platform.stored() == before

    def test_keeps_what_a_deleted_deployment_brought_and_others_share(self, platform: Platform, ada: Actor) -> None:
        first, second = platform.project(ada), platform.project(ada)
        published(platform, ada, first, {"/index.html": TEXT})
        published(platform, ada, second, {"/index.html": TEXT})
        platform.delete_project(ada, first)
        time.sleep(0.002)
        assert self.orphans(platform) == 0
        platform.assert_consistent()

    def test_leaves_a_folder_alone_that_is_not_a_deployments(self, platform: Platform) -> None:
        with platform.blobs.writer("somebody-elses") as writer:
            writer.put_bytes(b"mine")
        assert self.orphans(platform) == 0
        assert len(platform.stored()) == 1
