"""Takes pictures of every page: the web room, the design sheet, and a live site from each template.

`make screenshots` runs it. By default it starts a server of its own on an empty data folder and stops it afterwards;
with --base-url and --api-key it looks at one that runs, and leaves one project there for each template.
It needs Chromium (Debian: `apt-get install chromium`), and playwright-core from `npm ci`.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import httpx
import typer

from scripts.screenshots_console import console_pages, sign_in

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "reports" / "screenshots"
DESIGN_SHEET = ROOT / "scripts" / "design_sheet.html"
START_SECONDS = 60
DEPLOY_SECONDS = 60

# The pages of each template, as they answer on a live site. Each has an address that does not exist, for its 404.
SITE_PAGES = {
    "blank": ("/",),
    "landing": ("/", "/no-such-page"),
    "docs": (
        "/",
        "/guide/",
        "/guide/pages/",
        "/guide/publish/",
        "/reference/",
        "/reference/elements/",
        "/reference/addresses/",
        "/reference/headers/",
        "/no-such-page",
    ),
}
# The first page, a wrong address, and the one where an API path was asked without its /v1.
WEB_PAGES = ("/", "/no-such-page", "/projects")


def main(
    base_url: Annotated[str, typer.Option(help="A running server, without /v1; empty: start one.")] = "",
    api_key: Annotated[str, typer.Option(help="A key of that server that may create and deploy.")] = "",
    folder: Annotated[Path, typer.Option(help="Where the pictures go.")] = FOLDER,
    only: Annotated[str, typer.Option(help="Only pages whose name begins like one of these: `console-,web`.")] = "",
    check_accessibility: Annotated[bool, typer.Option(help="Check each page with axe-core, too.")] = False,
) -> None:
    """Picture every page, narrow and wide, light and dark."""
    with _given_or_own(base_url, api_key) as (url, key, server):
        pages = _web_pages(url) + _site_pages(url, key)
        if server is not None:
            pages += console_pages(url, sign_in(url, server))
        if only:
            pages = [page for page in pages if page["name"].startswith(tuple(only.split(",")))]
        shutil.rmtree(folder, ignore_errors=True)
        failed = _look("screenshots.mjs", pages, str(folder))
        typer.echo(f"{len(list(folder.glob('*.png')))} pictures of {len(pages)} pages in {folder}")
        if check_accessibility:
            failed |= _look("check_accessibility.mjs", pages)
    if failed:
        raise typer.Exit(1)


@contextmanager
def _given_or_own(base_url: str, api_key: str) -> Iterator[tuple[str, str, Any]]:
    """The URL and a key of the server to look at, and what runs `python -m server …` on it if it is our own."""
    if base_url:
        yield base_url.rstrip("/"), api_key, None
        return
    with tempfile.TemporaryDirectory(prefix="screenshots-") as data_dir, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        environment = {
            **os.environ,
            "YOUR_APP_DATA_DIR": data_dir,
            "YOUR_APP_PORT": str(port),
            "YOUR_APP_LOG_LEVEL": "warning",
            "YOUR_APP_SIGN_UP": "open",
            "YOUR_APP_WEBHOOK_ALLOW_PRIVATE": "true",  # to receivers on the loopback
            "YOUR_APP_WEBHOOK_RETRY_SECONDS": "3600",  # when they are gone
            "YOUR_APP_SMTP_URL": "smtp://127.0.0.1:9",  # nobody takes it: the pages say the same
            "YOUR_APP_OIDC_ISSUER": "https://signalbox.invalid",  # nobody answers: a page says so
            "YOUR_APP_OIDC_CLIENT_ID": "your-app",
            "YOUR_APP_OIDC_NAME": "Signalbox",
        }
        server = [sys.executable, "-m", "server"]
        subprocess.run([*server, "migrate"], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        process = subprocess.Popen(
            [*server, "serve", "--quickstart"], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL
        )

        def run(*arguments: str, given: str) -> subprocess.CompletedProcess[str]:
            return subprocess.run(
                [*server, *arguments], cwd=ROOT, env=environment, check=True, input=given, text=True,
                stdout=subprocess.DEVNULL,
            )  # fmt: skip

        try:
            url = f"http://localhost:{port}"
            _wait_for(url, process)
            yield url, _quickstart_key(Path(data_dir)), run
        finally:
            process.terminate()
            process.wait()


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(f"{url}/v1/health").is_success:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise SystemExit("The server did not start: try `make run` to see why.")


def _quickstart_key(data_dir: Path) -> str:
    """The key in the file that `serve --quickstart` writes for a shell to source."""
    lines = (data_dir / "quickstart.env").read_text().splitlines()
    values = dict(line.removeprefix("export ").split("=", 1) for line in lines)
    return values["YOUR_APP_API_KEY"]


def _web_pages(url: str) -> list[dict[str, Any]]:
    pages = [{"name": f"web{_name(path)}", "url": url + path} for path in WEB_PAGES]
    return [*pages, {"name": "design-sheet", "url": DESIGN_SHEET.as_uri()}]


def _site_pages(url: str, key: str) -> list[dict[str, Any]]:
    """Put each template live as a project of its own, and list its pages."""
    pages: list[dict[str, Any]] = []
    with httpx.Client(base_url=f"{url}/v1", headers={"Authorization": f"Bearer {key}"}) as api:
        for template, paths in SITE_PAGES.items():
            site = _live_site(api, template)
            pages += [{"name": f"site-{template}{_name(path)}", "url": site + path} for path in paths]
        # What the sites' room says itself: a project without a deployment.
        project = _post(api, "/projects", {"name": "Screenshots: nothing yet"})
        pages.append({"name": "site-without-deployment", "url": project["url"] + "/"})
    return pages


def _live_site(api: httpx.Client, template: str) -> str:
    """The URL of a new project's site, live."""
    project = _post(api, "/projects", {"name": f"Screenshots: {template}", "template": template})
    deployment = _post(api, f"/projects/{project['id']}/deployments", {})
    deadline = time.monotonic() + DEPLOY_SECONDS
    while deployment["status"] in ("queued", "building"):
        if time.monotonic() > deadline:
            raise SystemExit(f"The template {template} was not live after {DEPLOY_SECONDS} seconds.")
        time.sleep(0.1)
        deployment = api.get(f"/deployments/{deployment['id']}").raise_for_status().json()["data"]
    if deployment["status"] != "success":
        raise SystemExit(f"The template {template} did not deploy: {deployment['error']}")
    url: str = project["url"]
    return url


def _post(api: httpx.Client, path: str, body: dict[str, str]) -> dict[str, Any]:
    answer = api.post(path, json=body)
    if not answer.is_success:
        raise SystemExit(f"POST {path}: {answer.status_code} {answer.text}")
    data: dict[str, Any] = answer.json()["data"]
    return data


def _name(path: str) -> str:
    """`/guide/pages/` → `-guide-pages`, `/` → nothing."""
    return path.rstrip("/").replace("/", "-")


def _look(script: str, pages: list[dict[str, Any]], *arguments: str) -> bool:
    """Run one of the scripts that look at pages in a browser. Whether it complained (it says so itself)."""
    node = ["node", str(ROOT / "scripts" / script), *arguments]
    return subprocess.run(node, input=json.dumps(pages), text=True, cwd=ROOT, check=False).returncode != 0


if __name__ == "__main__":
    typer.run(main)
