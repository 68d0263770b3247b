"""The console's pages of webhooks: receivers on the loopback that take, refuse and want no more, and what they make."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scripts.screenshots_console import Browser

NEW = "/console/webhooks/new"
ANSWERS = {
    "/events": (200, b'{"received": true}'),
    "/broken": (500, b"<h1>Internal Server Error</h1>\n<p>connection to database failed</p>\n"),
    "/gone": (410, b""),
}


def webhook_pages(browser: Browser, team: str) -> dict[str, str]:
    """Name → path of each page, once there is something on it."""
    with _receivers() as url:
        taken = _webhook(browser, url + "/events", ["deployment.*", "project.created", "webhook.disabled"])
        broken = _webhook(browser, url + "/broken", ["deployment.failed"], description="The pager")
        gone = _webhook(browser, url + "/gone", ["*"], team_id=team, description="The audit log")
        for each in (taken, taken, taken, gone):
            _test(browser, each)
        delivered, failed = _test(browser, taken), _test(browser, broken)
    return {
        "webhooks": "/console/settings/webhooks",
        "webhooks-team": f"/console/teams/{team}/webhooks",
        "webhook-new": NEW,
        "webhook": taken,
        "webhook-failing": broken,
        "webhook-gone": gone,
        "webhook-none": f"{taken}?status=failed",
        "webhook-delivery": delivered,
        "webhook-delivery-failed": failed,
    }


@contextmanager
def _receivers() -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            status, body = ANSWERS[self.path]
            self.send_response(status)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def _webhook(browser: Browser, url: str, events: list[str], **fields: str) -> str:
    """The address of a new webhook's page."""
    page = f"{NEW}?team={fields['team_id']}" if "team_id" in fields else NEW
    made = browser.send_form(page, NEW, url=url, events=events, **fields)
    found = re.search(r"/console/webhooks/wh_[0-9a-z]+", made.text)
    assert found is not None, made.text
    return found[0]


def _test(browser: Browser, webhook: str) -> str:
    """The address of the page of a test, once it was tried."""
    answer = browser.send_form(webhook, f"{webhook}/test")
    for _ in range(300):
        if "Attempt 1" in answer.text:
            return answer.url.path
        answer = browser.get(answer.url)
    raise SystemExit("A webhook's test was not sent: try `make run` to see why.")
