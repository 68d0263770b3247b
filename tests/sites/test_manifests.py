"""Manifests in memory."""

from __future__ import annotations

import asyncio
import tracemalloc

import sqlalchemy as sa

from server.kit.services import Services
from server.sites.manifests import Manifest, Manifests
from server.sites.single_flight import SingleFlight
from tests.sites.serving import Publisher


def manifests(services: Services, lines: int) -> Manifests:
    return Manifests(services.database, SingleFlight(1, "test"), lines=lines)


class TestGet:
    def test_has_the_files_their_variants_and_the_rules(self, services: Services, publisher: Publisher) -> None:
        files = {"/index.html": b"x" * 2000, "/_redirects": b"/a /b", "/_headers": b"/*\n X: y"}
        deployment = publisher.publish(files, compressed=True)
        manifest = asyncio.run(manifests(services, 100).get(deployment))
        assert list(manifest.files) == ["/index.html"]
        file = manifest.files["/index.html"]
        assert file.size_bytes == 2000
        assert file.gzip_bytes is not None
        assert file.brotli_bytes is not None
        assert file.gzip_bytes < 2000
        assert file.key == f"{deployment}/{file.digest}"
        assert manifest.headers.for_path("/") == {b"x": b"y"}
        assert manifest.redirects.match("/a", b"", forced=False)[0] is not None

    def test_one_that_does_not_exist_is_empty(self, services: Services) -> None:
        assert asyncio.run(manifests(services, 100).get("deploy_x")).files == {}

    def test_asks_once_and_keeps_a_bounded_number_of_lines(self, services: Services, publisher: Publisher) -> None:
        project = publisher.project()
        deployments = [publisher.deploy(project, {f"/{number}": b"x" for number in range(9)}) for _ in range(3)]
        kept = manifests(services, 25)
        seen: list[str] = []
        sa.event.listen(services.database.engine, "before_cursor_execute", lambda *a: seen.append(a[2]))
        for deployment in [
            deployments[0],
            deployments[0],
            deployments[1],
            deployments[0],
            deployments[2],
            deployments[0],
        ]:
            asyncio.run(kept.get(deployment))
        assert len([each for each in seen if "deployment_files" in each]) == 3
        asyncio.run(kept.get(deployments[1]))
        assert len([each for each in seen if "deployment_files" in each]) == 4


class TestMemory:
    def test_a_line_takes_about_what_the_setting_says(self) -> None:
        def rows() -> object:
            for number in range(20_000):
                yield f"/assets/file-{number:06}.js", f"deploy_{'0' * 26}/{number:064x}", 1000, 400, 300

        tracemalloc.start()
        manifest = Manifest(rows(), None)  # type: ignore[arg-type]
        size, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert size / len(manifest.files) < 450
