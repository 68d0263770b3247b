"""People who come in through an OpenID Connect provider, and pages in this process."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import httpx
import sqlalchemy as sa

from server import schema
from server.kit.config import Settings
from server.kit.database import table_of
from server.kit.ids import new_id
from server.main import Process
from server.models import Identity, User
from server.web.app import create_web
from tests.support.browsing import Browser
from tests.support.oidc_provider import CALLBACK, OidcProvider
from tests.support.running import RunningServer
from tests.web.conftest import SPEC, SPEC_YAML

ACCOUNT = "/console/settings/account"
IN_PROCESS = "http://localhost:9"  # the address of pages that are asked without a socket


class Pages(Browser):
    """The pages in this process, with other settings."""

    def __init__(self, folder: Path, server: RunningServer, **settings: Any) -> None:
        self.process = Process(Settings(data_dir=folder, public_url=IN_PROCESS, **settings))
        schema.migrate(self.process.settings.database)
        app = create_web(self.process.services, SPEC_YAML, SPEC)
        super().__init__(server, transport=httpx.WSGITransport(app=app))

    @property
    def is_signed_in(self) -> bool:
        return self.get(ACCOUNT).status_code == 200  # this page asks no operation of the API

    def close(self) -> None:
        super().close()
        self.process.database.dispose()


def somebody(name: str = "Ada Lovelace", *, email: str = "", verified: str = "yes") -> str:
    """What they type at the provider."""
    return f"{new_id('sub')}~{email or new_id('mail') + '@example.com'}~{verified}~{name}"


def email_of(person: str) -> str:
    return person.split("~")[1]


def begin(browser: Browser, page: str = "/sign-in", action: str = "/sign-in/oidc", **fields: str) -> str:
    """Press the button. Answers the address at the provider."""
    answer = browser.submit(page, action, **fields)
    assert answer.status_code == 200, answer.text
    found = re.search(r'content="0; url=([^"]+)"', answer.text)
    assert found is not None, answer.text
    return html.unescape(found[1])


def finish(browser: Browser, provider: OidcProvider, url: str, person: str, **changes: str | None) -> httpx.Response:
    """Sign in at the provider and come back, with some parameters changed."""
    back = provider.sign_in(url, person)
    params = {name: value for name, value in {**dict(back.params), **changes}.items() if value is not None}
    return browser.get(CALLBACK, params=params)


def enter(browser: Browser, provider: OidcProvider, person: str, **fields: str) -> httpx.Response:
    return finish(browser, provider, begin(browser, **fields), person)


def identities_of(server: RunningServer, email: str) -> list[Any]:
    table, users = table_of(Identity), table_of(User)
    query = sa.select(table).join(users, users.c.id == table.c.user_id).where(users.c.email == email)
    with server.database.transaction(write=False) as session:
        return list(session.connection().execute(query))
