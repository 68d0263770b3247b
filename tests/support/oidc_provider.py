"""npm oidc-provider in a process of its own, and somebody who signs in at it without a browser."""

from __future__ import annotations

import html
import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

import httpx

from tests.support.running import ROOT, free_port

CLIENT_ID, CLIENT_SECRET = "your-app", "a secret of both"
CALLBACK = "/sign-in/oidc/callback"


class OidcProvider:
    """A provider that runs. See oidc_provider.mjs for who signs in and what `tamper` takes."""

    def __init__(self, port: int) -> None:
        self.issuer = f"http://127.0.0.1:{port}"

    @property
    def settings(self) -> dict[str, str]:
        """What makes a server of ours its client."""
        return {
            "oidc_issuer": self.issuer,
            "oidc_client_id": CLIENT_ID,
            "oidc_client_secret": CLIENT_SECRET,
            "oidc_name": "Signalbox",
        }

    def tamper(self, **how: Any) -> None:
        """Have the next answer of the token endpoint changed."""
        httpx.post(f"{self.issuer}/_tamper", json=how).raise_for_status()

    def sign_in(self, url: str, person: str, *, refuse: bool = False) -> httpx.URL:
        """Sign in and agree at the provider. Answers where that leads: an address of our callback, not opened."""
        with httpx.Client(timeout=20) as browser:
            answer = browser.get(url)
            for _ in range(12):
                if answer.has_redirect_location:
                    target = urljoin(str(answer.url), answer.headers["location"])
                    if urlsplit(target).path == CALLBACK:
                        return httpx.URL(target)
                    answer = browser.get(target)
                elif refuse:
                    found = re.search(r'href="([^"]*/abort)"', answer.text)
                    assert found is not None, answer.text
                    answer = browser.get(urljoin(str(answer.url), found[1]))
                else:
                    action, fields = self._form(answer, person)
                    answer = browser.post(action, data=fields)
        raise AssertionError(f"the provider never led back: {answer.text[:1000]}")

    def _form(self, answer: httpx.Response, person: str) -> tuple[str, dict[str, str]]:
        action = re.search(r'<form[^>]*action="([^"]+)"', answer.text)
        assert action is not None, answer.text[:1000]
        prompt = re.search(r'name="prompt" value="(\w+)"', answer.text)
        fields = {"prompt": prompt[1] if prompt else "", "login": person, "password": "x"}
        return urljoin(str(answer.url), html.unescape(action[1])), fields


@contextmanager
def running(*callbacks: str) -> Iterator[OidcProvider]:
    """A provider until the end of the block, which sends people to these addresses and no others."""
    port = free_port()
    client = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "redirect_uris": callbacks}
    asked = json.dumps({"issuer": f"http://127.0.0.1:{port}", "port": port, "client": client})
    script = ROOT / "tests" / "support" / "oidc_provider.mjs"
    command = ["node", "--no-warnings", str(script), asked]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout is not None
            assert any(line.strip() == "ready" for line in process.stdout), "the provider did not start"
            yield OidcProvider(port)
        finally:
            process.kill()


def parameters(url: str) -> dict[str, str]:
    """The query of an address."""
    return dict(parse_qsl(urlsplit(url).query))
