"""People in a real browser."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from server.kit.ids import new_id
from tests.support.browsing import ON_SQLITE, PASSWORD
from tests.support.running import RunningServer, Site

pytestmark = ON_SQLITE


def test_sign_up_make_a_key_deploy_invite_and_take_it_all_back(
    server: RunningServer, node: Callable[..., str], site: Site, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    (folder / "deep").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>Mine</title><p>Sent by a browser")
    (folder / "deep" / "ümläut.txt").write_text("äöü")
    people = {"email": f"{new_id('mail')}@example.com", "guest": f"{new_id('mail')}@example.com"}

    told = json.loads(node("story.mjs", base=server.settings.base_url, folder=str(folder), password=PASSWORD, **people))

    address = told.pop("site")
    assert told.pop("lines") >= 3
    assert told == {"key": "yap_live_", "used": 200, "refused": 401, "guest": True, "removed": 404}
    assert site.show(address).text.endswith("Sent by a browser")
    assert site.show(address, "/deep/%C3%BCml%C3%A4ut.txt").text == "äöü"
