"""An account and its identity at a provider."""

from __future__ import annotations

import httpx
import pytest
import sqlalchemy as sa

from server.auth import throttle
from tests.support.browsing import PASSWORD, Browser, with_password
from tests.support.oidc_provider import OidcProvider
from tests.support.running import Client, Person, RunningServer
from tests.web.oidc.signing_in import (
    ACCOUNT,
    begin,
    email_of,
    enter,
    finish,
    identities_of,
    somebody,
)


class TestConnect:
    @pytest.fixture
    def owner(self, browser: Browser, ada: Person) -> Person:
        browser.sign_in(with_password(ada).email)
        return ada

    def connect(
        self, browser: Browser, provider: OidcProvider, person: str, password: str = PASSWORD
    ) -> httpx.Response:
        url = begin(browser, ACCOUNT, f"{ACCOUNT}/identity/connect", confirm=password)
        return finish(browser, provider, url, person)

    def test_lets_one_sign_in_with_the_provider_until_it_is_taken_back(
        self, server: RunningServer, browser: Browser, provider: OidcProvider, owner: Person, client: Client
    ) -> None:
        person = somebody(email="ada.at.work@example.com", verified="no")
        assert self.connect(browser, provider, person).headers["location"] == ACCOUNT
        assert "ada.at.work@example.com" in browser.page(ACCOUNT).one("main").text
        with Browser(server) as elsewhere:
            assert enter(elsewhere, provider, person).status_code == 303
            assert owner.email in elsewhere.page(ACCOUNT).one("main").text
        assert browser.submit(ACCOUNT, f"{ACCOUNT}/identity/disconnect").status_code == 303
        with Browser(server) as elsewhere:
            assert enter(elsewhere, provider, person).status_code == 403
        actions = [each["action"] for each in client.get("/audit-log").json()["data"]]
        assert actions[0] == "identity.disconnect"
        assert "identity.connect" in actions

    def test_needs_the_password_that_a_thief_of_the_session_lacks(self, browser: Browser, owner: Person) -> None:
        wrong = browser.submit(ACCOUNT, f"{ACCOUNT}/identity/connect", confirm="a guess, a guess")
        assert wrong.status_code == 422
        assert "This is not your password" in wrong.text
        for _ in range(throttle.PER_ACCOUNT):
            wrong = browser.submit(ACCOUNT, f"{ACCOUNT}/identity/connect", confirm="a guess, a guess")
        assert "Too many tries" in wrong.text
        assert "Too many tries" in browser.submit(ACCOUNT, f"{ACCOUNT}/identity/connect", confirm=PASSWORD).text

    def test_is_for_the_session_that_asked_for_it(
        self, server: RunningServer, browser: Browser, provider: OidcProvider, owner: Person, bob: Person
    ) -> None:
        """Somebody is made to finish, in their own account, what another account began."""
        url = begin(browser, ACCOUNT, f"{ACCOUNT}/identity/connect", confirm=PASSWORD)
        kept = browser.cookies["form"]
        with Browser(server) as victim:
            victim.sign_in(with_password(bob).email)
            victim.cookies.set("form", kept)
            assert finish(victim, provider, url, somebody()).status_code == 400
        assert identities_of(server, bob.email) == identities_of(server, owner.email) == []

    def test_ends_with_the_password_that_was_confirmed(
        self, server: RunningServer, browser: Browser, provider: OidcProvider, owner: Person
    ) -> None:
        """Even in the browser in which it was changed, where the session goes on: a thief may have the same cookie."""
        url = begin(browser, ACCOUNT, f"{ACCOUNT}/identity/connect", confirm=PASSWORD)
        changed = browser.submit(
            ACCOUNT, f"{ACCOUNT}/password", present=PASSWORD, password="another battery altogether"
        )
        assert changed.status_code == 303
        assert finish(browser, provider, url, somebody()).status_code == 400
        assert identities_of(server, owner.email) == []
        assert browser.is_signed_in

    def test_of_what_is_another_account_s_is_refused(
        self, server: RunningServer, browser: Browser, provider: OidcProvider, owner: Person
    ) -> None:
        person = somebody()
        with Browser(server) as first:
            assert enter(first, provider, person).status_code == 303
        answer = self.connect(browser, provider, person)
        assert answer.status_code == 409
        assert identities_of(server, owner.email) == []

    def test_the_only_way_in_is_kept_until_there_is_a_password(
        self, server: RunningServer, browser: Browser, provider: OidcProvider
    ) -> None:
        person = somebody()
        enter(browser, provider, person)
        page = browser.page(ACCOUNT)
        assert "only way in" in page.one("main").text
        refused = browser.submit(ACCOUNT, f"{ACCOUNT}/identity/disconnect")
        assert refused.status_code == 422
        assert len(identities_of(server, email_of(person))) == 1
        assert browser.submit(ACCOUNT, f"{ACCOUNT}/password", password=PASSWORD).status_code == 303
        assert browser.submit(ACCOUNT, f"{ACCOUNT}/identity/disconnect").status_code == 303
        with Browser(server) as elsewhere:
            assert elsewhere.sign_in(email_of(person)).status_code == 303

    def test_a_first_password_is_for_who_has_just_signed_in(
        self, server: RunningServer, browser: Browser, provider: OidcProvider
    ) -> None:
        person = somebody()
        enter(browser, provider, person)
        with server.database.transaction(write=True) as session:
            later = sa.text("UPDATE browser_sessions SET created_at = datetime(created_at, '-11 minutes')")
            session.connection().execute(later)
        refused = browser.submit(ACCOUNT, f"{ACCOUNT}/password", password=PASSWORD)
        assert refused.status_code == 422
        assert "Sign out and in again" in refused.text
