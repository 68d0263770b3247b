from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from server.projects.slugs import MAX_LENGTH, RESERVED, slug, with_suffix
from tests.support.running import Client, Person, RunningServer


class TestCreate:
    def test_answers_as_the_overview_shows(self, client: Client) -> None:
        body = {
            "name": "My New Project",
            "description": "A new project",
            "template": "blank",
            "visibility": "private",
        }
        response = client.post("/projects", json=body)
        assert response.status_code == 201
        data = response.json()["data"]
        assert response.headers["location"] == f"/v1/projects/{data['id']}"
        assert data["id"].startswith("proj_")
        assert (data["name"], data["description"], data["status"]) == ("My New Project", "A new project", "active")
        assert data["deployments"] == {"total": 0, "latest": None, "live_id": None, "hold": None}
        assert data["created_at"] == data["updated_at"]
        assert data["team"] is None

    def test_needs_a_name_and_says_so_as_the_overview_does(self, client: Client) -> None:
        response = client.post("/projects", json={})
        assert response.status_code == 422
        error = response.json()["error"]
        assert error["code"] == "validation_error"
        assert error["message"] == "The request data is invalid"
        assert error["details"] == [{"field": "name", "message": "Name is required"}]

    def test_lists_every_broken_field_at_once(self, client: Client) -> None:
        body = {"name": " x", "template": "wordpress", "visibility": 3, "teem_id": "team_123", "description": "d" * 501}
        error = client.post("/projects", json=body).json()["error"]
        assert {each["field"] for each in error["details"]} == {
            "name",
            "template",
            "visibility",
            "teem_id",
            "description",
        }

    def test_the_url_is_made_from_the_name_and_two_of_a_name_get_two_urls(self, client: Client) -> None:
        first, second = (client.project(name="Zwölf Äpfel & Söhne!") for _ in range(2))
        assert first["slug"].startswith("zwolf-apfel-sohne")
        assert second["slug"].startswith("zwolf-apfel-sohne-")
        assert first["slug"] != second["slug"]
        assert first["url"].endswith(f"://{first['slug']}.localhost:{client.base_url.port}")

    def test_many_of_a_name_at_once_all_get_one(self, client: Client) -> None:
        with ThreadPoolExecutor(16) as pool:
            made = list(pool.map(lambda _: client.project(name="Everybody wants this name"), range(32)))
        assert len({each["slug"] for each in made}) == 32

    def test_in_a_team_belongs_to_the_team(self, client: Client, server: RunningServer, ada: Person) -> None:
        team_id = server.team("My Team", {ada.id: "member"})
        assert client.project(team_id=team_id)["team"] == {"id": team_id, "name": "My Team"}

    def test_in_a_strangers_team_is_refused_like_in_one_that_is_not(
        self, client: Client, server: RunningServer, bob: Person
    ) -> None:
        team_id = server.team("Theirs", {bob.id: "owner"})
        answers = [
            client.post("/projects", json={"name": "x", "team_id": each}).json()["error"]["details"]
            for each in (team_id, "team_00000000000000000000000000")
        ]
        assert answers[0] == answers[1]
        assert answers[0][0]["field"] == "team_id"

    def test_a_viewer_of_a_team_may_not(self, client: Client, server: RunningServer, ada: Person) -> None:
        team_id = server.team("My Team", {ada.id: "viewer"})
        response = client.post("/projects", json={"name": "x", "team_id": team_id})
        assert response.status_code == 403
        assert "viewer" in response.json()["error"]["message"]


class TestList:
    def test_pages_through_everything_newest_first(self, client: Client) -> None:
        made = [client.project(name=f"Project {number}")["id"] for number in range(5)]
        seen = []
        for page in (1, 2, 3):
            answer = client.get("/projects", params={"page": page, "limit": 2}).json()
            assert answer["pagination"] == {"page": page, "limit": 2, "total": 5, "pages": 3}
            seen += [each["id"] for each in answer["data"]]
        assert seen == made[::-1]

    def test_has_defaults_and_an_empty_page_beyond_the_end(self, client: Client) -> None:
        client.project()
        assert client.get("/projects").json()["pagination"] == {"page": 1, "limit": 20, "total": 1, "pages": 1}
        beyond = client.get("/projects", params={"page": 1_000_000, "limit": 100}).json()
        assert beyond["data"] == []
        assert beyond["pagination"]["total"] == 1

    def test_filters_by_status_and_team(self, client: Client, server: RunningServer, ada: Person) -> None:
        team_id = server.team("My Team", {ada.id: "owner"})
        own, shared, archived = client.project(), client.project(team_id=team_id), client.project()
        client.put(f"/projects/{archived['id']}", json={"status": "archived"})

        def ids(**filters: str) -> set[str]:
            return {each["id"] for each in client.get("/projects", params=filters).json()["data"]}

        assert ids() == {own["id"], shared["id"], archived["id"]}
        assert ids(status="active") == {own["id"], shared["id"]}
        assert ids(status="archived") == {archived["id"]}
        assert ids(team=team_id) == {shared["id"]}
        assert ids(team=team_id, status="archived") == set()
        assert ids(team="team_00000000000000000000000000") == set()

    def test_shows_nobody_elses(self, client: Client, stranger: Client, server: RunningServer, bob: Person) -> None:
        stranger.project(visibility="public")
        stranger.project(team_id=server.team("Theirs", {bob.id: "owner"}))
        assert client.get("/projects").json()["data"] == []

    @pytest.mark.parametrize(
        ("query", "fields"),
        [
            ("page=0&limit=101&status=gone", {"page", "limit", "status"}),
            ("page=1.0", {"page"}),
            ("page=+1", {"page"}),
            ("page=", {"page"}),
            ("page=%D9%A1", {"page"}),
            ("limit=99999999999999999999", {"limit"}),
            ("page=1&page=2", {"page"}),
            ("team=proj_123", {"team"}),
            ("stauts=active", {"stauts"}),
        ],
    )
    def test_names_every_wrong_parameter(self, client: Client, query: str, fields: set[str]) -> None:
        response = client.get(f"/projects?{query}")
        assert response.status_code == 422
        assert {each["field"] for each in response.json()["error"]["details"]} == fields

    def test_a_misspelt_parameter_gets_a_suggestion(self, client: Client) -> None:
        details = client.get("/projects?stauts=active").json()["error"]["details"]
        assert details == [{"field": "stauts", "message": "Unknown; did you mean status?"}]


class TestGet:
    def test_answers_the_project(self, client: Client) -> None:
        project = client.project()
        assert client.get(f"/projects/{project['id']}").json() == {"data": project}

    def test_a_strangers_answers_the_same_bytes_as_none(self, client: Client, stranger: Client) -> None:
        theirs = client.project()["id"]
        headers = {"X-Request-Id": "same"}
        answers = {
            stranger.get(f"/projects/{each}", headers=headers).content
            for each in (theirs, "proj_00000000000000000000000000", "proj_nonsense-!", "x")
        }
        assert len(answers) == 1

    def test_a_public_project_may_be_read_and_not_changed(self, client: Client, stranger: Client) -> None:
        project = client.project(visibility="public")
        assert stranger.get(f"/projects/{project['id']}").status_code == 200
        assert stranger.put(f"/projects/{project['id']}", json={"name": "Mine"}).status_code == 403
        assert stranger.delete(f"/projects/{project['id']}").status_code == 403
        assert client.get(f"/projects/{project['id']}").json()["data"] == project

    def test_works_for_head(self, client: Client) -> None:
        project = client.project()
        response = client.head(f"/projects/{project['id']}")
        assert response.status_code == 200
        assert response.content == b""
        assert int(response.headers["content-length"]) > 100


class TestUpdate:
    def test_changes_what_is_sent_and_nothing_else(self, client: Client) -> None:
        project = client.project(description="Before")
        changed = client.put(f"/projects/{project['id']}", json={"name": "After"}).json()["data"]
        assert changed["updated_at"] > project["updated_at"]
        assert changed == {**project, "name": "After", "updated_at": changed["updated_at"]}

    def test_null_clears_the_description(self, client: Client) -> None:
        project = client.project(description="Before")
        changed = client.put(f"/projects/{project['id']}", json={"description": None}).json()["data"]
        assert changed["description"] is None

    def test_an_empty_change_is_a_mistake(self, client: Client) -> None:
        project = client.project()
        assert client.put(f"/projects/{project['id']}", json={}).status_code == 422

    @pytest.mark.parametrize("field", ["id", "owner_id", "user_id", "slug", "created_at", "live_deployment_id"])
    def test_what_is_not_the_callers_to_set_is_refused(self, client: Client, field: str) -> None:
        project = client.project()
        response = client.put(f"/projects/{project['id']}", json={"name": "x", field: "x"})
        assert response.status_code == 422
        assert client.get(f"/projects/{project['id']}").json()["data"] == project

    def test_a_strangers_is_not_found_and_stays_as_it_is(self, client: Client, stranger: Client) -> None:
        project = client.project()
        assert stranger.put(f"/projects/{project['id']}", json={"name": "Mine"}).status_code == 404
        assert client.get(f"/projects/{project['id']}").json()["data"] == project

    @pytest.mark.parametrize(("role", "status"), [("viewer", 403), ("member", 200), ("admin", 200), ("owner", 200)])
    def test_in_a_team_the_role_decides(
        self, server: RunningServer, client: Client, ada: Person, bob: Person, stranger: Client, role: str, status: int
    ) -> None:
        team_id = server.team("My Team", {ada.id: "owner", bob.id: role})
        project = client.project(team_id=team_id)
        assert stranger.get(f"/projects/{project['id']}").status_code == 200
        assert stranger.put(f"/projects/{project['id']}", json={"name": "New"}).status_code == status


class TestDelete:
    def test_the_project_is_gone(self, client: Client) -> None:
        project = client.project()
        response = client.delete(f"/projects/{project['id']}")
        assert response.json() == {"data": {"id": project["id"], "deleted": True}}
        assert client.get(f"/projects/{project['id']}").status_code == 404
        assert client.delete(f"/projects/{project['id']}").status_code == 404

    def test_a_strangers_is_not_found_and_stays(self, client: Client, stranger: Client) -> None:
        project = client.project()
        assert stranger.delete(f"/projects/{project['id']}").status_code == 404
        assert client.get(f"/projects/{project['id']}").status_code == 200


class TestSlugs:
    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("My Website", "my-website"),
            ("--a--b--", "a-b"),
            ("Crème Brûlée", "creme-brulee"),
            ("日本語", "site"),
            ("x" * 80, "x" * MAX_LENGTH),
            ("a" * 34 + " b", "a" * 34),
        ],
    )
    def test_are_labels(self, name: str, expected: str) -> None:
        assert slug(name) == expected

    def test_with_a_suffix_stay_within_a_label(self) -> None:
        assert len(f"{'0' * 26}--{with_suffix('y' * MAX_LENGTH)}") <= 63

    def test_a_reserved_name_gets_a_suffix(self, client: Client) -> None:
        assert "www" in RESERVED
        assert client.project(name="WWW")["slug"].startswith("www-")
