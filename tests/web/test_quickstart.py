"""The quickstart on the first page, done as it says: by pasting what stands there into a shell."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from server.deployments.sources import TEMPLATES
from tests.support.html import Page
from tests.support.running import Client, Person, RunningServer


class TestQuickstart:
    def test_puts_two_sites_live(self, server: RunningServer, ada: Person, client: Client, tmp_path: Path) -> None:
        page = Page(httpx.get(f"{server.url}/").text)
        commands = [each.text for each in page.all("code") if each.attributes.get("id", "").startswith("step-")]
        assert len(commands) == 4
        assert "YOUR_API_KEY" in commands[0]
        commands[0] = commands[0].replace("YOUR_API_KEY", ada.key().key)
        (tmp_path / "index.html").write_text("<!doctype html><title>Mine</title><p>My own site")

        shell = ["sh", "-eu", "-c", "\n".join(commands)]
        ran = subprocess.run(shell, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)

        assert ran.returncode == 0, ran.stderr
        project_id, answers = ran.stdout.split("\n", 1)
        first, rest = json.JSONDecoder().raw_decode(answers)
        template, own = first, json.loads(answers[rest:])
        assert template["data"]["project_id"] == own["data"]["project_id"] == project_id
        assert [template["data"]["number"], own["data"]["number"]] == [1, 2]
        for deployment, content in (
            (template["data"], (TEMPLATES / "landing" / "index.html").read_bytes()),
            (own["data"], (tmp_path / "index.html").read_bytes()),
        ):
            assert client.ended(deployment["id"])["status"] == "success"
            host = urlsplit(deployment["immutable_url"]).netloc
            assert httpx.get(f"{server.url}/", headers={"Host": host}).content == content
        live = urlsplit(own["data"]["url"]).netloc
        assert httpx.get(f"{server.url}/", headers={"Host": live}).text.endswith("My own site")
