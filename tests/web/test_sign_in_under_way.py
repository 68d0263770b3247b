"""What is proved in one transaction and used in the next, when its owner changes the password in between."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server import schema
from server.auth import accounts, passwords, sessions
from server.kit.config import Settings
from server.kit.database import Database
from server.main import Process
from server.web.app import create_web
from server.web.sign_in import WRONG
from tests.support.browsing import PASSWORD
from tests.web.conftest import SPEC, SPEC_YAML

EMAIL = "ada@example.com"
NEW = "another battery altogether"
ACCOUNT = "/console/settings/account"


@pytest.fixture
def process(tmp_path: Path, database_url: str) -> Iterator[Process]:
    process = Process(Settings(data_dir=tmp_path, database_url=database_url, public_url="http://localhost:9"))
    schema.migrate(process.settings.database)
    yield process
    process.database.dispose()


@pytest.fixture
def pages(process: Process) -> Flask:
    return create_web(process.services, SPEC_YAML, SPEC)


@pytest.fixture
def ada(process: Process) -> str:
    """Her account's id."""
    with process.database.transaction(write=True) as session:
        user = accounts.create(session, email=EMAIL, name="Ada", plan="free")
        passwords.store(session, user.id, passwords.hashed(PASSWORD))
        return user.id


def submit(browser: FlaskClient, page: str, action: str, **fields: str) -> Any:
    found = re.search(r'name="csrf_token" value="([^"]+)"', browser.get(page).text)
    assert found is not None
    return browser.post(action, data={"csrf_token": found[1], **fields})


def sign_in(browser: FlaskClient, password: str = PASSWORD) -> Any:
    return submit(browser, "/sign-in", "/sign-in", email=EMAIL, password=password)


def sessions_of(database: Database, user_id: str) -> int:
    with database.transaction(write=False) as session:
        return len(sessions.list_of(session, user_id))


class Owner:
    """Changes the password as Settings → Account does, in another browser, once somebody's has been checked."""

    def __init__(self, database: Database, user_id: str) -> None:
        self._database, self._user_id, self._hash = database, user_id, passwords.hashed(NEW)
        self._written, self.thread = threading.Event(), threading.Thread(target=self._change)

    def _change(self) -> None:
        with self._database.transaction(write=True) as session:
            passwords.store(session, self._user_id, self._hash)
            sessions.end_all(session, self._user_id)
            self._written.set()
            threading.Event().wait(0.3)  # whoever comes now must wait for the commit, and not look past it

    def acts_after(self, matches: Callable[..., bool]) -> Callable[..., bool]:
        def checked(password: str, password_hash: str | None) -> bool:
            right = matches(password, password_hash)
            self.thread.start()
            assert self._written.wait(10)
            return right

        return checked


@pytest.fixture
def owner(process: Process, ada: str, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Owner]:
    """Has her act after the next password that is checked."""

    def act() -> Owner:
        owner = Owner(process.database, ada)
        monkeypatch.setattr(passwords, "matches", owner.acts_after(passwords.matches))
        return owner

    return act


class TestChangingThePassword:
    def test_ends_a_sign_in_that_is_under_way(
        self, process: Process, pages: Flask, ada: str, owner: Callable[[], Owner]
    ) -> None:
        act = owner()
        answer = sign_in(pages.test_client())
        act.thread.join()
        assert (answer.status_code, WRONG in answer.text) == (422, True)
        assert sessions_of(process.database, ada) == 0

    def test_ends_another_change_that_is_under_way(
        self, process: Process, pages: Flask, ada: str, owner: Callable[[], Owner]
    ) -> None:
        thief = pages.test_client()
        assert sign_in(thief).status_code == 303
        act = owner()
        answer = submit(thief, ACCOUNT, f"{ACCOUNT}/password", present=PASSWORD, password="what the thief wants")
        act.thread.join()
        assert answer.status_code == 409
        with process.database.transaction(write=False) as session:
            assert passwords.hash_of(session, EMAIL)[1] == act._hash
        assert sessions_of(process.database, ada) == 0

    def test_lets_the_new_one_in_at_once(
        self, process: Process, pages: Flask, ada: str, owner: Callable[[], Owner], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        act = owner()
        sign_in(pages.test_client())
        act.thread.join()
        monkeypatch.undo()
        assert sign_in(pages.test_client(), NEW).status_code == 303
        assert sessions_of(process.database, ada) == 1

    def test_waits_for_a_session_that_is_being_made_and_ends_it(self, process: Process, ada: str) -> None:
        """The other way round: the sign-in has the row, the change comes second, and must see the session."""
        act = Owner(process.database, ada)
        with process.database.transaction(write=True) as session:
            passwords.lock(session, ada)
            act.thread.start()
            threading.Event().wait(0.3)
            sessions.create(session, ada, browser="", address="")
        act.thread.join()
        assert sessions_of(process.database, ada) == 0
