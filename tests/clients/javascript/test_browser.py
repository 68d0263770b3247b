"""The JavaScript package in a real browser, on a page of another origin than the API's."""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.clients.javascript.node import Node
from tests.support.running import Person, RunningServer

ROOT = Path(__file__).parents[3]
PAGE = """<!DOCTYPE html><title>A page</title><link rel="icon" href="data:,"><script type="module">
import { YourAppClient } from '/sdk.mjs';
globalThis.run = async ({ apiKey, baseURL }) => {
  const client = new YourAppClient({ apiKey, baseURL });
  const once = { idempotencyKey: 'from-a-page' };
  const first = await client.projects.create({ name: 'From a page' }, once).withResponse();
  const again = await client.projects.create({ name: 'From a page' }, once).withResponse();
  const renamed = await client.projects.update(first.data.id, { name: 'Renamed' });
  const names = [];
  for await (const each of client.projects.list()) names.push(each.name);
  const wrong = await new YourAppClient({ apiKey: 'yap_test_wrong', baseURL }).projects.list().catch((error) => error);
  const missing = await client.projects.get('proj_0').catch((error) => error);
  const options = await fetch(`${baseURL}/projects`, { method: 'PUT', headers: { 'X-Trace': '1' }, body: '{}' });
  await client.projects.delete(first.data.id);
  return {
    origin: location.origin,
    first: [first.data.id, first.response.headers.get('Location'), first.response.headers.get('X-Spec-Digest')],
    replayed: [first, again].map((each) => each.response.headers.get('Idempotency-Replayed')),
    again: again.data.id,
    renamed: renamed.name,
    names,
    errors: [wrong, missing].map((error) => [error.name, error.status, Boolean(error.requestId)]),
    other: [options.status, options.headers.get('Allow')],
  };
};
</script>"""


@pytest.fixture
def page(node: Node) -> Iterator[str]:
    """The URL of a page that has the package."""
    package = node.project / "node_modules" / "@your-app" / "api-client" / "dist" / "index.mjs"
    served = {"/": ("text/html", PAGE.encode()), "/sdk.mjs": ("text/javascript", package.read_bytes())}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            media_type, body = served[self.path]
            self.send_response(200)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: Any) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


class TestBrowser:
    def test_a_page_of_another_origin_can_do_everything(
        self, page: str, platform: RunningServer, owner: Person
    ) -> None:
        assert shutil.which("chromium"), "chromium: not here. apt-get install --no-install-recommends chromium"
        given = {"apiKey": owner.key().key, "baseURL": f"{platform.url}/v1"}
        program = Path(__file__).with_name("browser.mjs")
        playwright = ROOT / "node_modules" / "playwright-core" / "index.js"
        done = subprocess.run(
            ["node", str(program), str(playwright), page, json.dumps(given)],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        told = json.loads(done.stdout)
        assert told["problems"] == []
        answer = told["answer"]
        assert answer["origin"] not in platform.url
        identifier, location, digest = answer["first"]
        assert location == f"/v1/projects/{identifier}"
        assert len(digest) == 64
        assert answer["replayed"] == [None, "true"]
        assert (answer["again"], answer["renamed"], answer["names"]) == (identifier, "Renamed", ["Renamed"])
        assert answer["errors"] == [["AuthenticationError", 401, True], ["NotFoundError", 404, True]]
        assert answer["other"] == [405, "GET, POST, HEAD"]
