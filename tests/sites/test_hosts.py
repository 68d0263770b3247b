"""Which deployment a Host shows: at once after a promote, without a query for each request."""

from __future__ import annotations

import asyncio
import http.client
import threading
import time
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from server import schema
from server.kit.config import Settings
from server.kit.database import Database
from server.kit.generation import Generation
from server.kit.services import Services
from server.main import Process
from server.models import Project
from server.sites import hosts as hosts_module
from server.sites.app import SitesApp
from server.sites.hosts import IDLE_POLLS, Hosts, Site
from server.sites.single_flight import SingleFlight
from tests.sites.serving import Publisher, SitesServer


class Lookup:
    """Hosts on a database of the test's own, used from plain test code."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.threads = SingleFlight(2, "test")
        self.hosts = Hosts(services, self.threads)
        self.publisher = Publisher(services, slug="site")

    def find(self, host: str = "site.localhost") -> Site:
        return asyncio.run(self.hosts.find(host.encode()))

    def hit(self, host: str = "site.localhost") -> Site | None:
        return self.hosts.hit(host.encode())

    def verify(self, times: int = 1) -> None:
        async def repeatedly() -> None:
            for _ in range(times):
                await self.hosts.verify()

        asyncio.run(repeatedly())


@pytest.fixture
def lookup(tmp_path: Path, database: Database) -> Any:
    """On SQLite and on PostgreSQL."""
    settings = Settings(data_dir=tmp_path, database_url=database.url)
    process = Process(settings)
    lookup = Lookup(process.services)
    yield lookup
    lookup.threads.close()
    process.database.dispose()


def queries(database: Database) -> list[str]:
    """A list that grows by each statement that the database is asked."""
    seen: list[str] = []
    sa.event.listen(database.engine, "before_cursor_execute", lambda *arguments: seen.append(arguments[2]))
    return seen


class TestFind:
    def test_tells_live_empty_and_unknown_sites_apart(self, lookup: Lookup) -> None:
        project = lookup.publisher.project("site")
        lookup.publisher.project("empty")
        deployment = lookup.publisher.deploy(project, {"/index.html": b"x"})
        lookup.publisher.promote(project, deployment)
        live, empty, unknown = (lookup.find(f"{label}.localhost") for label in ("site", "empty", "unknown"))
        assert (live.exists, live.deployment_id, live.immutable) == (True, deployment, False)
        assert (empty.exists, empty.deployment_id) == (True, None)
        assert (unknown.exists, unknown.deployment_id) == (False, None)

    def test_finds_a_deployments_own_address_below_its_project_only(self, lookup: Lookup) -> None:
        deployment = lookup.publisher.deploy(lookup.publisher.project("site"), {"/index.html": b"x"})
        lookup.publisher.project("other")
        label = deployment.removeprefix("deploy_")
        fixed = lookup.find(f"{label}--site.localhost")
        assert (fixed.deployment_id, fixed.immutable) == (deployment, True)
        assert lookup.find(f"{label}--other.localhost").exists is False

    def test_asks_the_database_once_and_not_again(self, lookup: Lookup) -> None:
        lookup.publisher.publish({"/index.html": b"x"})
        seen = queries(lookup.services.database)
        sites = [lookup.find() for _ in range(50)]
        assert len({id(site) for site in sites}) == 1
        assert len([statement for statement in seen if "projects" in statement]) == 1

    def test_asks_once_for_many_who_come_at_the_same_time(self, lookup: Lookup) -> None:
        lookup.publisher.publish({"/index.html": b"x"})
        seen = queries(lookup.services.database)

        async def crowd() -> list[Site]:
            return await asyncio.gather(*(lookup.hosts.find(b"site.localhost") for _ in range(50)))

        assert len(asyncio.run(crowd())) == 50
        assert len([statement for statement in seen if "projects" in statement]) == 1


class TestTheGeneration:
    def test_a_bump_makes_the_next_request_ask_again(self, lookup: Lookup) -> None:
        project = lookup.publisher.project("site")
        old, new = (lookup.publisher.deploy(project, {"/index.html": each}) for each in (b"old", b"new"))
        lookup.publisher.promote(project, old)
        assert lookup.find().deployment_id == old
        assert lookup.hit() is not None
        lookup.publisher.promote(project, new)
        assert lookup.hit() is None
        assert lookup.find().deployment_id == new

    def test_a_bump_while_the_question_is_under_way_makes_its_answer_stale(self, lookup: Lookup) -> None:
        project = lookup.publisher.project("site")
        old, new = (lookup.publisher.deploy(project, {"/index.html": each}) for each in (b"old", b"new"))
        lookup.publisher.promote(project, old)
        database = lookup.services.database
        promoted: list[str] = []

        def promote_meanwhile(*arguments: Any) -> None:
            if not promoted and "projects" in arguments[2]:
                promoted.append(new)
                lookup.publisher.promote(project, new)

        # Between the database's answer and its arrival here.
        sa.event.listen(database.engine, "after_cursor_execute", promote_meanwhile)
        assert lookup.find().deployment_id == old
        assert promoted == [new]
        assert lookup.hit() is None
        assert lookup.find().deployment_id == new

    def test_a_deleted_project_is_gone_at_once(self, lookup: Lookup) -> None:
        project = lookup.publisher.project("site")
        deployment = lookup.publisher.deploy(project, {"/index.html": b"x"})
        lookup.publisher.promote(project, deployment)
        fixed = f"{deployment.removeprefix('deploy_')}--site.localhost"
        assert lookup.find().exists
        assert lookup.find(fixed).exists
        with lookup.services.database.transaction(write=True) as session:
            session.delete(session.get_one(Project, project))
        lookup.services.live.bump()
        assert not lookup.find().exists
        assert not lookup.find(fixed).exists


class TestThePoll:
    def test_finds_what_another_machine_changed(self, lookup: Lookup) -> None:
        project = lookup.publisher.project("site")
        old, new = (lookup.publisher.deploy(project, {"/index.html": each}) for each in (b"old", b"new"))
        lookup.publisher.promote(project, old)
        fixed = f"{old.removeprefix('deploy_')}--site.localhost"
        kept, unknown = lookup.find(fixed), lookup.find("later.localhost")
        lookup.find()
        lookup.verify()
        assert lookup.hit() is not None
        lookup.publisher.move_pointer(project, new)
        lookup.publisher.project("later")
        assert lookup.find().deployment_id == old  # nobody has told us
        lookup.verify()
        assert lookup.hit() is None
        assert lookup.find().deployment_id == new
        assert lookup.hit(fixed) is kept
        assert lookup.hit("later.localhost") is not unknown

    def test_compares_many_hosts_with_few_queries(self, lookup: Lookup, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(hosts_module, "_BATCH", 10)
        lookup.publisher.publish({"/index.html": b"x"})
        for number in range(25):
            lookup.find(f"unknown-{number}.localhost")
        lookup.find()
        seen = queries(lookup.services.database)
        lookup.verify()
        assert len([statement for statement in seen if "projects" in statement]) == 3
        assert lookup.hit() is not None

    def test_lets_go_of_a_host_that_nobody_asks_for(self, lookup: Lookup) -> None:
        lookup.publisher.publish({"/index.html": b"x"})
        lookup.find()
        lookup.verify(IDLE_POLLS)
        assert lookup.hit() is not None
        lookup.verify(IDLE_POLLS)
        assert lookup.hit() is not None
        lookup.verify(IDLE_POLLS + 1)
        assert lookup.hit() is None
        seen = queries(lookup.services.database)
        lookup.verify()
        assert seen == []


class TestPromote:
    def test_switches_at_once_for_everybody(
        self, server: SitesServer, publisher: Publisher, services: Services
    ) -> None:
        """Of all answers to requests that began after promote had returned, none is older than that."""
        project = publisher.project()
        versions = [publisher.deploy(project, {"/index.html": b"%d" % number}) for number in range(60)]
        publisher.promote(project, versions[0])
        promoted, ending = [0], threading.Event()
        lookups, stale = [0], []

        def visit() -> None:
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
            while not ending.is_set():
                at_least = promoted[0]
                connection.request("GET", "/", headers={"Host": server.host})
                shown = int(connection.getresponse().read())
                if shown < at_least:
                    stale.append((at_least, shown))
                lookups[0] += 1
            connection.close()

        # Another mapping of the same file, as another process has it.
        elsewhere = Generation(services.settings.data_dir / "live.generation")
        visitors = [threading.Thread(target=visit) for _ in range(4)]
        for visitor in visitors:
            visitor.start()
        for number, version in enumerate(versions):
            publisher.move_pointer(project, version)
            elsewhere.bump()
            promoted[0] = number
            time.sleep(0.01)
        ending.set()
        for visitor in visitors:
            visitor.join()
        assert lookups[0] > 100
        assert stale == []

    def test_is_seen_within_two_seconds_even_if_nobody_says_so(self, server: SitesServer, publisher: Publisher) -> None:
        project = publisher.project()
        old, new = (publisher.deploy(project, {"/index.html": each}) for each in (b"old", b"new"))
        publisher.promote(project, old)
        assert server.ask("/").body == b"old"
        publisher.move_pointer(project, new)
        begun = time.monotonic()
        while server.ask("/").body == b"old":
            assert time.monotonic() - begun < 2
            time.sleep(0.02)


class TestWithoutADatabase:
    @pytest.fixture
    def services(self, tmp_path: Path) -> Services:
        settings = Settings(data_dir=tmp_path)
        schema.migrate(settings.database)
        return Process(settings).services

    def test_known_sites_stay_and_others_are_503(self, services: Services) -> None:
        publisher = Publisher(services, slug="site")
        project = publisher.project()
        here, moved = (publisher.deploy(project, {"/index.html": each}) for each in (b"here", b"moved"))
        publisher.promote(project, here)
        running = SitesServer(services, fast=False).start()
        try:
            assert running.ask("/", host="site.localhost").status == 200
            with services.database.transaction(write=True) as session:
                session.connection().exec_driver_sql("ALTER TABLE projects RENAME TO away")
            time.sleep(1.3)  # a poll fails
            assert running.ask("/", host="site.localhost").body == b"here"
            answer = running.ask("/", host="other.localhost")
            assert (answer.status, answer.headers["retry-after"]) == (503, "5")
            with services.database.transaction(write=True) as session:
                session.connection().exec_driver_sql("ALTER TABLE away RENAME TO projects")
            assert running.ask("/", host="other.localhost").status == 404
            publisher.move_pointer(project, moved)
            time.sleep(1.3)  # the polls go on
            assert running.ask("/", host="site.localhost").body == b"moved"
        finally:
            running.stop()
            services.database.dispose()


class TestClaims:
    @pytest.mark.parametrize(
        ("hosts", "claimed"),
        [
            ([b"a.localhost"], True),
            ([b"A.LOCALHOST.:80"], True),
            ([b"a.b.localhost"], True),
            ([b"localhost"], False),
            ([b"xlocalhost"], False),
            ([b"example.com"], False),
            ([b"example.com", b"a.localhost"], True),
            ([b"a b.localhost"], False),
            ([], False),
        ],
    )
    def test_what_is_below_the_sites_domain(self, services: Services, hosts: list[bytes], claimed: bool) -> None:
        sites = SitesApp(services)
        assert sites.claims({"headers": [(b"accept", b"*/*"), *((b"host", host) for host in hosts)]}) is claimed
