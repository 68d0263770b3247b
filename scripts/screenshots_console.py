"""The console's pages with something on each: what scripts/screenshots.py pictures after it has signed in."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
import subprocess
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx

from scripts.screenshots_webhooks import webhook_pages

PASSWORD = "picture this platform"  # noqa: S105 (of an account that lives as long as the pictures take)
EMAIL = "ada@example.com"
ADD = {"click": "form[action$='/members'] .button"}


class Browser(httpx.Client):
    """Somebody who fills in the forms of pages, without a browser's scripts."""

    def send_form(self, page: str, action: str, **fields: Any) -> httpx.Response:
        """Open `page`, take its token, and send a form to `action`."""
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.get(page).text)
        assert found is not None, page
        return self.post(action, data={"csrf_token": found[1], **fields})


def sign_in(url: str, server: Callable[..., subprocess.CompletedProcess[str]]) -> Browser:
    """A new account, signed in."""
    server("create-user", "--email", EMAIL, "--name", "Ada Lovelace", "--plan", "pro", "--password", given=PASSWORD)
    server("create-user", "--email", "grace@example.com", "--name", "Grace Hopper", "--password", given=PASSWORD)
    browser = Browser(base_url=url, follow_redirects=True, timeout=30, headers={"User-Agent": "Firefox on Linux"})
    answer = browser.send_form("/sign-in", "/sign-in", email=EMAIL, password=PASSWORD)
    assert "signed-in" in browser.cookies, answer.text
    return browser


def console_pages(url: str, browser: Browser) -> list[dict[str, Any]]:
    """Each page of the console as { name, url, cookies }; what they show is made first."""
    team = _made(browser.send_form("/console/teams", "/console/teams", name="Analytical Engines"))
    members = f"/console/teams/{team}/members"
    browser.send_form(f"/console/teams/{team}", members, email="grace@example.com", role="admin")
    invited = browser.send_form(f"/console/teams/{team}", members, email="babbage@example.com", role="viewer")
    invitation = re.search(r"/invitations/[\w-]+", invited.text)
    assert invitation is not None
    projects = [
        _project(browser, name, team_id=team if name == "Notes on the Engine" else "", template=template)
        for name, template in (("Portfolio", "blank"), ("Coffee Calendar", "landing"), ("Notes on the Engine", "docs"))
    ]
    deployment = ""
    for project in projects[1:]:
        deployment = _made(browser.send_form(f"/console/projects/{project}", f"/console/projects/{project}/deploy"))
    _wait_for(browser, deployment)
    new_key = "/console/settings/api-keys/new"
    everything = ["projects:read", "projects:write", "deployments:read", "deployments:write", "teams:read"]
    browser.send_form(new_key, new_key, name="GitHub Actions", permissions=everything, expires="90")
    limited = {"permissions": "deployments:write", "project_ids": projects[:2]}
    browser.send_form(new_key, new_key, name="Coffee machine", expires="", **limited)
    key = re.findall(r"key_[0-9a-z]{26}", browser.get("/console/settings/api-keys").text)[0]
    new_app = "/console/settings/oauth-apps/new"
    callback = "https://monitor.example.com/callback"
    made = browser.send_form(
        new_app, new_app, type="confidential", name="Site Monitor", homepage_url="https://monitor.example.com",
        redirect_uris=callback, scopes=["read", "write"],
    )  # fmt: skip
    app = re.findall(r"app_[0-9a-z]{26}", made.text)[0]
    webhooks = webhook_pages(browser, team)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(secrets.token_bytes(32)).digest()).decode().rstrip("=")
    asked = {
        "response_type": "code", "client_id": app, "redirect_uri": callback, "scope": "read deployments:write",
        "code_challenge": challenge, "code_challenge_method": "S256",
    }  # fmt: skip
    consent = f"/oauth/authorize?{urlencode(asked)}"
    _allow(browser, consent)
    cookies = {name: value for name, value in browser.cookies.items() if name.endswith("signed-in")}
    signed_in = {
        "projects": "/console/projects",
        "project-new": "/console/projects/new",
        "project": f"/console/projects/{projects[2]}",
        "project-empty": f"/console/projects/{projects[0]}",
        "deployment": f"/console/deployments/{deployment}",
        "teams": "/console/teams",
        "team": f"/console/teams/{team}",
        "keys": "/console/settings/api-keys",
        "key-new": new_key,
        "key": f"/console/settings/api-keys/{key}",
        **webhooks,
        "apps": "/console/settings/oauth-apps",
        "app-new": new_app,
        "app": f"/console/settings/oauth-apps/{app}",
        "authorized": "/console/settings/authorized-apps",
        "account": "/console/settings/account",
        "audit-log": "/console/settings/audit-log",
        "audit-log-team": f"/console/teams/{team}/audit-log",
        "audit-log-wrong": "/console/settings/audit-log?action=No+Action",
        "consent": consent,
        "missing": "/console/projects/proj_00000000000000000000000000",
    }
    others = {
        "sign-in": "/sign-in",
        "sign-up": "/sign-up",
        "invitation": invitation[0],
        "setup-ended": "/setup?token=x",
        "oauth-error": "/oauth/authorize?client_id=app_0000",
        "oidc-ended": "/sign-in/oidc/callback",
    }
    # What a form answers, or a click opens.
    steps: dict[str, tuple[str, list[dict[str, str]]]] = {
        "team-mailed": (f"/console/teams/{team}", [{"fill": "#email", "with": "menabrea@example.com"}, ADD]),
        "webhook-settings": (webhooks["webhook"], [{"click": "details.panel > summary"}]),
        "webhook-secret": (
            "/console/webhooks/new",
            [
                {"fill": "#url", "with": "https://example.com/webhooks"},
                {"click": "input[name=events][value='*']"},
                {"click": "form[action='/console/webhooks/new'] .button"},
            ],
        ),
    }
    down = [{"click": "form[action='/sign-in/oidc'] button"}]
    return [
        *({"name": f"console-{name}", "url": url + path, "cookies": cookies} for name, path in signed_in.items()),
        *(
            {"name": f"console-{name}", "url": url + path, "cookies": cookies, "steps": each}
            for name, (path, each) in steps.items()
        ),
        {"name": "entrance-oidc-down", "url": f"{url}/sign-in", "steps": down},
        *({"name": f"entrance-{name}", "url": url + path} for name, path in others.items()),
    ]


def _project(browser: Browser, name: str, **fields: str) -> str:
    new = "/console/projects/new"
    return _made(browser.send_form(new, new, name=name, visibility="private", **fields))


def _made(answer: httpx.Response) -> str:
    """The id at the end of the address of what was made."""
    assert answer.status_code == 200, answer.text
    return urlsplit(str(answer.url)).path.rpartition("/")[2]


def _wait_for(browser: Browser, deployment: str) -> None:
    for _ in range(300):
        if "After its success" not in browser.get(f"/console/deployments/{deployment}").text:
            return


def _allow(browser: Browser, consent: str) -> None:
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', browser.get(consent).text))
    browser.follow_redirects = False
    answer = browser.post("/oauth/authorize", data={**fields, "decision": "allow"})
    browser.follow_redirects = True
    code = parse_qs(urlsplit(answer.headers["location"]).query)
    assert "code" in code, code
