"""The way to an OpenID Connect provider and back in a real browser: its policies, its cookies, its redirects."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from server.kit.ids import new_id
from tests.support.oidc_provider import CALLBACK, running
from tests.support.running import RunningServer


def test_leads_there_and_back_under_every_rule_of_the_browser(tmp_path: Path, node: Callable[..., str]) -> None:
    server = RunningServer(tmp_path)
    with running(f"{server.settings.base_url}{CALLBACK}") as provider:
        settings = {**provider.settings, "sign_up": "open"}
        server.environment.update({f"YOUR_APP_{name.upper()}": value for name, value in settings.items()})
        server.start()
        try:
            person = f"{new_id('sub')}~{new_id('mail')}@example.com~yes~Grace Hopper"
            told = json.loads(node("oidc.mjs", base=server.settings.base_url, person=person))
        finally:
            server.database.dispose()
            assert server.stop() == 0
    assert told == {"email": True, "only": True, "said": []}
