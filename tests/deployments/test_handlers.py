from __future__ import annotations

import socket
import time

import pytest

from tests.deployments.publishing import LARGE, start, tarred, zipped
from tests.support.running import Client, Person, RunningServer, Site


class TestCreate:
    def test_without_a_body_deploys_the_projects_template(self, client: Client, site: Site) -> None:
        project = client.project(template="landing")
        deployment = client.deploy(project["id"])
        assert (deployment["status"], deployment["number"]) == ("queued", 1)
        assert deployment["source"] == {"type": "template", "template": "landing"}
        ended = client.ended(deployment["id"])
        assert (ended["status"], ended["is_live"], ended["error"]) == ("success", True, None)
        assert ended["file_count"] > 1
        assert ended["created_at"] <= ended["started_at"] <= ended["completed_at"]
        assert site.show(project["url"]).status_code == 200
        assert site.show(ended["immutable_url"]).content == site.show(project["url"]).content

    @pytest.mark.parametrize("body", [{}, {"source": {"type": "template"}}])
    def test_an_empty_object_is_the_same(self, client: Client, body: dict[str, object]) -> None:
        response = client.post(f"/projects/{client.project()['id']}/deployments", json=body)
        assert response.json()["data"]["source"] == {"type": "template", "template": "blank"}

    def test_another_template(self, client: Client) -> None:
        body = {"source": {"type": "template", "template": "docs"}}
        data = client.post(f"/projects/{client.project()['id']}/deployments", json=body).json()["data"]
        assert client.ended(data["id"])["source"]["template"] == "docs"

    @pytest.mark.parametrize(
        ("make", "media_type"), [(zipped, "application/zip"), (tarred, "application/gzip")], ids=["zip", "tar.gz"]
    )
    def test_an_archive_comes_back_byte_for_byte(
        self, client: Client, site: Site, make: object, media_type: str
    ) -> None:
        files = {"index.html": b"<h1>Hi</h1>", "a/b/data.bin": bytes(range(256)) * 300, "ünïcode & space.txt": b"x"}
        project = client.project()
        content = make(files)  # type: ignore[operator]
        deployment = client.deploy(project["id"], content, media_type)
        assert deployment["source"] == {"type": "archive", "media_type": media_type, "size_bytes": len(content)}
        assert (deployment["file_count"], deployment["size_bytes"]) == (3, sum(map(len, files.values())))
        assert client.ended(deployment["id"])["status"] == "success"
        for name, body in files.items():
            assert site.show(project["url"], f"/{name}").content == body
        assert site.show(project["url"]).content == files["index.html"]

    def test_a_bad_entry_is_named_and_nothing_is_left(self, client: Client, server: RunningServer) -> None:
        project = client.project()
        folder = server.settings.data_dir / "blobs"
        before = sorted(folder.iterdir())
        response = client.post(
            f"/projects/{project['id']}/deployments",
            content=zipped({"index.html": b"x", "../evil.html": b"x", "C:/evil": b"x"}),
            headers={"Content-Type": "application/zip"},
        )
        assert response.status_code == 422
        assert {each["field"] for each in response.json()["error"]["details"]} == {"../evil.html", "C:/evil"}
        assert sorted(folder.iterdir()) == before
        assert list((server.settings.data_dir / "incoming").iterdir()) == []
        assert client.get(f"/projects/{project['id']}").json()["data"]["deployments"]["total"] == 0

    @pytest.mark.parametrize("content", [b"", b"nonsense", b"PK\x03\x04", b"\x1f\x8b\x08\x00"])
    @pytest.mark.parametrize("media_type", ["application/zip", "application/gzip"])
    def test_what_is_no_archive_is_422(self, client: Client, content: bytes, media_type: str) -> None:
        response = client.post(
            f"/projects/{client.project()['id']}/deployments", content=content, headers={"Content-Type": media_type}
        )
        assert response.status_code == 422

    def test_a_strangers_archive_is_refused_before_it_is_read(self, client: Client, stranger: Client) -> None:
        project = client.project()
        head = (
            f"POST /v1/projects/{project['id']}/deployments HTTP/1.1\r\nHost: localhost\r\n"
            f"Authorization: {stranger.headers['authorization']}\r\nContent-Type: application/zip\r\n"
            "Content-Length: 100000000\r\nExpect: 100-continue\r\n\r\n"
        )
        with socket.create_connection(("127.0.0.1", client.base_url.port or 0), timeout=10) as wire:
            wire.sendall(head.encode())
            assert wire.recv(1000).startswith(b"HTTP/1.1 404 ")  # and not 100 Continue

    def test_an_archived_project_takes_none(self, client: Client) -> None:
        project = client.project()
        client.put(f"/projects/{project['id']}", json={"status": "archived"})
        for headers in ({}, {"Content-Type": "application/zip"}):
            response = client.post(
                f"/projects/{project['id']}/deployments", content=b"x" if headers else b"", headers=headers
            )
            assert response.status_code == 409
            assert response.json()["error"]["code"] == "project_archived"

    def test_an_unknown_source_lists_those_there_are(self, client: Client) -> None:
        response = client.post(
            f"/projects/{client.project()['id']}/deployments", json={"source": {"type": "carrier pigeon"}}
        )
        detail = response.json()["error"]["details"][0]
        assert detail["field"] == "source.type"
        assert "template" in detail["message"]


class TestGit:
    @pytest.mark.parametrize(
        ("source", "field"),
        [
            ({"url": "https://127.0.0.1/x.git"}, "source.url"),
            ({"url": "https://[::1]/x.git"}, "source.url"),
            ({"url": "https://169.254.169.254/latest"}, "source.url"),
            ({"url": "https://ada:secret@example.org/x.git"}, "source.url"),
            ({"url": "file:///etc"}, "source.url"),
            ({"url": "http://example.org/x.git"}, "source.url"),
            ({"url": "ssh://git@example.org/x.git"}, "source.url"),
            ({"url": "https://example.org/x.git", "ref": "--upload-pack=touch /tmp/x"}, "source.ref"),
            ({"url": "https://example.org/x.git", "folder": "../.."}, "source.folder"),
        ],
        ids=lambda value: str(value)[:60],
    )
    def test_what_cannot_be_is_422_at_once(self, client: Client, source: dict[str, str], field: str) -> None:
        body = {"source": {"type": "git", **source}}
        response = client.post(f"/projects/{client.project()['id']}/deployments", json=body)
        assert response.status_code == 422
        assert response.json()["error"]["details"][0]["field"] == field
        assert "secret" not in response.text

    def test_what_cannot_be_reached_fails_with_a_reason(self, client: Client) -> None:
        body = {"source": {"type": "git", "url": "https://no-such-host.invalid/x.git", "ref": "main"}}
        data = client.post(f"/projects/{client.project()['id']}/deployments", json=body).json()["data"]
        assert data["source"]["commit"] is None
        ended = client.ended(data["id"])
        assert ended["status"] == "failed"
        assert "no-such-host.invalid" in ended["error"]["message"]


class TestTwoAtOnce:
    def test_the_newer_one_stays_live_whichever_ends_last(self, client: Client, site: Site) -> None:
        project = client.project()
        contents = [zipped({"index.html": b"old", **LARGE}), zipped({"index.html": b"new"})]
        ids = [client.deploy(project["id"], content)["id"] for content in contents]
        ended = [client.ended(each) for each in ids]
        assert [each["status"] for each in ended] == ["success", "success"]
        assert site.show(project["url"]).content == b"new"
        assert client.get(f"/projects/{project['id']}").json()["data"]["deployments"]["live_id"] == ids[1]
        assert site.show(ended[0]["immutable_url"]).content == b"old"


class TestPromote:
    def test_makes_an_older_success_live_at_once(self, client: Client, site: Site) -> None:
        project = client.project()
        versions = [
            client.ended(client.deploy(project["id"], zipped({"index.html": text}))["id"]) for text in (b"1", b"2")
        ]
        assert site.show(project["url"]).content == b"2"
        for version, text in ((versions[0], b"1"), (versions[1], b"2"), (versions[0], b"1")):
            answer = client.post(f"/deployments/{version['id']}/promote")
            assert answer.json()["data"]["is_live"] is True
            assert site.show(project["url"]).content == text
        third = client.ended(client.deploy(project["id"], zipped({"index.html": b"3"}))["id"])
        assert third["is_live"] is True
        assert site.show(project["url"]).content == b"3"

    def test_anything_but_a_success_is_409(self, client: Client) -> None:
        deployment = start(client, client.project()["id"], {"/index.html": b"never sent"})
        for _ in range(2):  # while it is open, and once it was cancelled
            response = client.post(f"/deployments/{deployment['id']}/promote")
            assert response.status_code == 409
            assert response.json()["error"]["code"] == "deployment_not_successful"
            assert client.post(f"/deployments/{deployment['id']}/cancel").status_code == 200

    def test_a_strangers_is_404(self, client: Client, stranger: Client) -> None:
        deployment = client.ended(client.deploy(client.project()["id"])["id"])
        assert stranger.post(f"/deployments/{deployment['id']}/promote").status_code == 404


class TestCancel:
    def test_stops_what_has_not_ended_and_is_then_a_no_op(self, client: Client, site: Site) -> None:
        project = client.project()
        first = client.deploy(project["id"], zipped({"index.html": b"x", **LARGE}))
        answers = [client.post(f"/deployments/{first['id']}/cancel") for _ in range(2)]
        assert [each.status_code for each in answers] == [200, 200]
        assert answers[1].json()["data"]["status"] == "cancelled"
        time.sleep(0.5)
        assert client.get(f"/deployments/{first['id']}").json()["data"]["status"] == "cancelled"
        assert site.show(project["url"]).status_code == 404

    def test_what_has_ended_is_409(self, client: Client) -> None:
        deployment = client.ended(client.deploy(client.project()["id"])["id"])
        response = client.post(f"/deployments/{deployment['id']}/cancel")
        assert response.status_code == 409
        assert response.json()["error"]["code"] == "deployment_ended"

    def test_a_strangers_is_404_and_goes_on(self, client: Client, stranger: Client) -> None:
        deployment = client.deploy(client.project()["id"])
        assert stranger.post(f"/deployments/{deployment['id']}/cancel").status_code == 404
        assert client.ended(deployment["id"])["status"] == "success"


class TestListAndGet:
    def test_lists_newest_first_and_filters(self, client: Client) -> None:
        project = client.project()
        made = [client.ended(client.deploy(project["id"])["id"])["id"] for _ in range(3)]
        path = f"/projects/{project['id']}/deployments"
        first = client.get(path, params={"limit": 2}).json()
        assert [each["id"] for each in first["data"]] == made[:0:-1]
        assert first["pagination"] == {"page": 1, "limit": 2, "total": 3, "pages": 2}
        assert client.get(path, params={"status": "failed"}).json()["data"] == []
        assert len(client.get(path, params={"status": "success"}).json()["data"]) == 3

    def test_the_project_counts_them_and_shows_the_latest(self, client: Client) -> None:
        project = client.project()
        made = [client.ended(client.deploy(project["id"])["id"]) for _ in range(2)]
        deployments = client.get(f"/projects/{project['id']}").json()["data"]["deployments"]
        assert deployments["total"] == 2
        assert deployments["latest"] == {
            "id": made[1]["id"],
            "status": "success",
            "created_at": made[1]["created_at"],
        }

    def test_a_strangers_answers_like_none(self, client: Client, stranger: Client) -> None:
        project = client.project()
        deployment = client.deploy(project["id"])
        headers = {"X-Request-Id": "same"}
        none = "deploy_00000000000000000000000000"
        for path in ("/deployments/{}", "/deployments/{}/logs"):
            answers = {stranger.get(path.format(each), headers=headers).content for each in (deployment["id"], none)}
            assert len(answers) == 1
        assert stranger.get(f"/projects/{project['id']}/deployments").status_code == 404


class TestLogs:
    def test_tell_what_happened_in_order(self, client: Client) -> None:
        project = client.project()
        content = zipped({"page.html": b"x", ".git/config": b"secret"})
        deployment = client.ended(client.deploy(project["id"], content)["id"])
        page = client.get(f"/deployments/{deployment['id']}/logs").json()
        assert [each["number"] for each in page["data"]] == list(range(1, len(page["data"]) + 1))
        assert page["cursor"] == {"next": len(page["data"]), "complete": True}
        text = "\n".join(f"{each['level']}: {each['message']}" for each in page["data"])
        assert "info: 1 file" in text
        assert "warning:" in text
        assert ".git" in text
        assert "index.html" in text
        assert project["url"] in text

    def test_go_on_after_a_number(self, client: Client) -> None:
        deployment = client.ended(client.deploy(client.project()["id"])["id"])
        whole = client.get(f"/deployments/{deployment['id']}/logs").json()["data"]
        part = client.get(f"/deployments/{deployment['id']}/logs", params={"after": 1, "limit": 1}).json()
        assert part["data"] == [whole[1]]
        assert part["cursor"]["next"] == 2

    def test_are_complete_with_the_last_line_also_where_the_page_is_full(self, client: Client) -> None:
        deployment = client.ended(client.deploy(client.project()["id"])["id"])
        path = f"/deployments/{deployment['id']}/logs"
        count = len(client.get(path).json()["data"])
        assert client.get(path, params={"limit": count}).json()["cursor"] == {"next": count, "complete": True}
        assert client.get(path, params={"limit": count - 1}).json()["cursor"] == {"next": count - 1, "complete": False}


class TestDeletingTheProject:
    def test_ends_its_sites_at_once_and_removes_its_files(
        self, client: Client, site: Site, server: RunningServer
    ) -> None:
        project = client.project()
        deployment = client.ended(client.deploy(project["id"], zipped({"index.html": b"only here"}))["id"])
        assert site.show(project["url"]).status_code == 200
        assert site.show(deployment["immutable_url"]).status_code == 200
        client.delete(f"/projects/{project['id']}")
        assert site.show(project["url"]).status_code == 404
        assert site.show(deployment["immutable_url"]).status_code == 404
        assert client.get(f"/deployments/{deployment['id']}").status_code == 404

    def test_stops_what_still_runs(self, client: Client) -> None:
        project = client.project()
        deployment = client.deploy(project["id"])
        assert client.delete(f"/projects/{project['id']}").status_code == 200
        assert client.get(f"/deployments/{deployment['id']}").status_code == 404


class TestPermissions:
    def test_each_operation_needs_its_own(self, ada: Person, client: Client) -> None:
        project = client.project()
        deployment = client.ended(client.deploy(project["id"])["id"])
        with ada.client("projects:read", "projects:write") as other:
            for method, path in (
                ("GET", f"/projects/{project['id']}/deployments"),
                ("GET", f"/deployments/{deployment['id']}"),
                ("GET", f"/deployments/{deployment['id']}/logs"),
                ("POST", f"/projects/{project['id']}/deployments"),
                ("POST", f"/deployments/{deployment['id']}/cancel"),
                ("POST", f"/deployments/{deployment['id']}/promote"),
            ):
                response = other.request(method, path)
                assert response.status_code == 403
                wanted = "deployments:read" if method == "GET" else "deployments:write"
                assert wanted in response.json()["error"]["message"]
