"""Signing in, up and out; links that set a password; and what is tried against each of them."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any, Literal

import httpx
import pytest
import sqlalchemy as sa
from argon2 import Parameters, PasswordHasher, extract_parameters

from server.auth import accounts, passwords, setup_links, throttle
from server.edge.contract import Contract
from server.kit import clock
from server.kit.ids import new_id
from server.kit.services import Services
from server.web import next_page
from server.web.app import create_web
from tests.support.browsing import ON_SQLITE, PASSWORD, UNSAFE, Browser, with_password
from tests.support.running import Person, RunningServer

pytestmark = pytest.mark.usefixtures("no_failures_of_others")


@pytest.fixture
def browser(server: RunningServer) -> Any:
    with Browser(server) as browser:
        yield browser


@pytest.fixture
def elsewhere(server: RunningServer) -> Any:
    """Another browser, behind another address."""
    transport = httpx.HTTPTransport(local_address="127.0.0.77")
    with Browser(server, transport=transport) as browser:
        yield browser


@pytest.fixture
def owner(ada: Person) -> Person:
    return with_password(ada)


def link(person: Person) -> str:
    """The secret of a new setup link."""
    with person.server.database.transaction(write=True) as session:
        return setup_links.create(session, person.id)


@ON_SQLITE
class TestSignIn:
    def test_leads_to_the_console(self, browser: Browser, owner: Person) -> None:
        answer = browser.sign_in(owner.email.upper())
        assert (answer.status_code, answer.headers["location"]) == (303, "/console/projects")
        assert browser.is_signed_in

    def test_keeps_its_cookies_from_scripts_and_other_sites(self, browser: Browser, owner: Person) -> None:
        cookies = [
            each for each in browser.sign_in(owner.email).headers.get_list("set-cookie") if "Max-Age=0" not in each
        ]
        assert len(cookies) == 2
        assert all("HttpOnly" in each and "SameSite=Lax" in each and "Path=/" in each for each in cookies)

    def test_an_unknown_address_gets_the_same_answer(self, browser: Browser, owner: Person) -> None:
        def tried(email: str) -> str:
            answer = browser.sign_in(email, "wrong wrong")
            assert answer.status_code == 422
            return re.sub(r'value="[^"]*"|req_\w+', "", answer.text)

        assert tried(owner.email) == tried("nobody@example.com")

    def test_an_account_without_a_password_lets_nobody_in(self, browser: Browser, bob: Person) -> None:
        assert browser.sign_in(bob.email, "").status_code == 422

    def test_is_throttled_for_who_guesses_and_not_for_the_owner_elsewhere(
        self, browser: Browser, elsewhere: Browser, owner: Person
    ) -> None:
        for _ in range(throttle.PER_ACCOUNT):
            assert browser.sign_in(owner.email, "guess guess guess").status_code == 422
        refused = browser.sign_in(owner.email)
        assert refused.status_code == 429
        assert 0 < int(refused.headers["retry-after"]) <= 900
        assert elsewhere.sign_in(owner.email).status_code == 303

    def test_the_owner_in_a_known_browser_gets_in_from_the_same_address(
        self, server: RunningServer, browser: Browser, owner: Person
    ) -> None:
        assert browser.sign_in(owner.email).status_code == 303
        browser.cookies.delete("signed-in")
        with Browser(server) as guesser:
            for _ in range(throttle.PER_ACCOUNT + 1):
                guesser.sign_in(owner.email, "guess guess guess")
            assert guesser.sign_in(owner.email).status_code == 429
        assert browser.sign_in(owner.email).status_code == 303

    @pytest.mark.parametrize("wanted", UNSAFE)
    def test_never_leads_anywhere_but_to_pages_of_ours(self, browser: Browser, owner: Person, wanted: str) -> None:
        assert browser.sign_in(owner.email, next=wanted).headers["location"] == next_page.DEFAULT

    def test_leads_back_to_where_one_was_going(self, browser: Browser, owner: Person) -> None:
        sent = browser.get("/console/teams?page=2")
        assert sent.headers["location"] == "/sign-in?next=%2Fconsole%2Fteams%3Fpage%3D2"
        assert browser.sign_in(owner.email, next="/console/teams?page=2").headers["location"] == "/console/teams?page=2"


@ON_SQLITE
class TestTimeOfSignIn:
    """In this process, where one sees what is worked out: a clock would see the other programs of this machine too."""

    def test_is_that_of_one_check_whether_or_not_there_is_such_an_account(
        self, services: Services, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        contract = Contract.load()
        web = create_web(services, contract.yaml, contract.document).test_client()
        with services.database.transaction(write=True) as session:
            for name in ("with", "without"):
                user = accounts.create(session, email=f"{name}@example.com", name="x", plan="free")
                if name == "with":
                    passwords.store(session, user.id, passwords.hashed(PASSWORD))
        checked: list[Parameters] = []

        class Counting(PasswordHasher):
            def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002
                checked.append(extract_parameters(str(hash)))
                return super().verify(hash, password)

        monkeypatch.setattr(passwords, "_hasher", Counting())
        for email in ("with@example.com", "without@example.com", "nobody@example.com"):
            found = re.search(r'name="csrf_token" value="([^"]+)"', web.get("/sign-in").text)
            assert found is not None
            fields = {"csrf_token": found[1], "email": email, "password": "wrong wrong"}
            assert web.post("/sign-in", data=fields).status_code == 422
        assert len(checked) == 3
        assert checked[1:] == checked[:1] * 2, "as hard for all of them"


@ON_SQLITE
class TestSignOut:
    def test_ends_the_session_on_the_server(self, browser: Browser, owner: Person) -> None:
        browser.sign_in(owner.email)
        cookie = browser.cookies["signed-in"]
        assert browser.submit("/console/projects", "/sign-out").status_code == 303
        browser.cookies.set("signed-in", cookie)
        assert not browser.is_signed_in

    def test_everywhere_else_ends_the_others(self, server: RunningServer, browser: Browser, owner: Person) -> None:
        browser.sign_in(owner.email)
        with Browser(server) as other:
            other.sign_in(owner.email)
            browser.submit("/console/settings/account", "/console/settings/account/sessions/end-others")
            assert browser.is_signed_in
            assert not other.is_signed_in

    def test_a_page_s_token_ends_with_the_session(self, browser: Browser, owner: Person) -> None:
        browser.sign_in(owner.email)
        header = {"X-CSRFToken": browser.csrf("/console/projects")}
        token = browser.post("/console/page-token", headers=header).json()["token"]
        credential = {"Authorization": f"Bearer {token}"}
        assert browser.get("/v1/token", headers=credential).json()["data"]["type"] == "session"
        browser.submit("/console/projects", "/sign-out")
        assert browser.get("/v1/token", headers=credential).status_code == 401


@ON_SQLITE
class TestSignUp:
    def test_makes_an_account_and_signs_it_in(self, browser: Browser) -> None:
        email = f"{new_id('mail')}@example.com"
        answer = browser.submit("/sign-up", "/sign-up", name="Grace", email=email, password=PASSWORD)
        assert answer.status_code == 303
        assert browser.is_signed_in

    @pytest.mark.parametrize(
        ("fields", "problem"),
        [
            ({"password": "short"}, "at least 10"),
            ({"password": "x" * 300}, "at most 200"),
            ({"password": "aaaaaaaaaaaaaa"}, "first guess"),
            ({"email": "nonsense"}, "not an e-mail"),
            ({"name": " "}, "1 to 200"),
        ],
    )
    def test_says_what_is_wrong_beside_the_field(self, browser: Browser, fields: dict[str, str], problem: str) -> None:
        good = {"name": "Grace", "email": "grace@example.com", "password": PASSWORD}
        answer = browser.submit("/sign-up", "/sign-up", **{**good, **fields})
        assert answer.status_code == 422
        assert problem in answer.text

    def test_an_address_that_is_taken_is_refused(self, browser: Browser, owner: Person) -> None:
        answer = browser.submit("/sign-up", "/sign-up", name="Eve", email=owner.email, password="other words here")
        assert answer.status_code == 422
        assert browser.sign_in(owner.email).status_code == 303, "the password must still be the owner's"


@ON_SQLITE
class TestSetupLink:
    def use(self, browser: Browser, secret: str, password: str = PASSWORD) -> httpx.Response:
        return browser.submit("/sign-in", "/setup", token=secret, password=password)

    def test_sets_a_password_once(self, server: RunningServer, browser: Browser, ada: Person) -> None:
        secret = link(ada)
        assert ada.email in browser.get(f"/setup?token={secret}").text
        assert self.use(browser, secret).status_code == 303
        assert browser.is_signed_in
        with Browser(server) as other:
            assert other.get(f"/setup?token={secret}").status_code == 404
            assert self.use(other, secret, "another password").status_code == 404
            assert other.sign_in(ada.email).status_code == 303

    def test_ends_what_was_signed_in_before(self, server: RunningServer, browser: Browser, owner: Person) -> None:
        browser.sign_in(owner.email)
        with Browser(server) as other:
            self.use(other, link(owner))
        assert not browser.is_signed_in

    @pytest.mark.parametrize("secret", ["", "x", "set_" + "0" * 38, "ses_" + "0" * 38])
    def test_that_never_was_sets_nothing(self, browser: Browser, secret: str) -> None:
        assert browser.get("/setup", params={"token": secret}).status_code == 404
        assert self.use(browser, secret).status_code == 404

    def test_ends_after_two_days(self, browser: Browser, ada: Person) -> None:
        with clock.frozen(clock.now() - timedelta(hours=setup_links.VALID_HOURS, seconds=1)):
            secret = link(ada)
        assert browser.get(f"/setup?token={secret}").status_code == 404

    def test_a_newer_one_ends_it(self, browser: Browser, ada: Person) -> None:
        before = link(ada)
        link(ada)
        assert self.use(browser, before).status_code == 404

    def test_comes_from_the_command_line(self, server: RunningServer, browser: Browser) -> None:
        email = f"{new_id('mail')}@example.com"
        made = json.loads(server.command("create-user", "--email", email, "--name", "x", "--json").stdout)
        link = json.loads(server.command("setup-link", "--user", email, "--json").stdout)["setup_link"]
        assert made["setup_link"].startswith(f"{server.settings.base_url}/setup?token=set_")
        assert self.use(browser, link.partition("token=")[2]).status_code == 303

    def test_stands_in_no_log(self, server: RunningServer, browser: Browser, ada: Person) -> None:
        secret = link(ada)
        browser.get(f"/setup?token={secret}")
        self.use(browser, secret)
        assert secret not in server.log.read_text()

    def test_that_cannot_be_written_down_leaves_no_hash_in_the_log(
        self, server: RunningServer, browser: Browser, ada: Person
    ) -> None:
        refuse = "CREATE TRIGGER full BEFORE UPDATE ON users BEGIN SELECT raise(ABORT, 'the disk is full'); END"
        secret = link(ada)
        token = browser.csrf(f"/setup?token={secret}")
        before = len(server.log.read_text())
        with server.database.transaction(write=True) as session:
            session.connection().execute(sa.text(refuse))
        try:
            answer = browser.post("/setup", data={"csrf_token": token, "token": secret, "password": PASSWORD})
        finally:
            with server.database.transaction(write=True) as session:
                session.connection().execute(sa.text("DROP TRIGGER full"))
        assert answer.status_code == 500
        said = server.log.read_text()[before:]
        assert "the disk is full" in said
        assert "$argon2id" not in said


class TestManyAtOnce:
    """On both databases: they lock in different ways."""

    def test_many_guesses_at_once_are_many_guesses(self, browser: Browser, owner: Person) -> None:
        token = browser.csrf("/sign-in")
        fields = {"csrf_token": token, "email": owner.email, "password": "guess guess"}
        with ThreadPoolExecutor(12) as pool:
            answers = list(pool.map(lambda _: browser.post("/sign-in", data=fields).status_code, range(12)))
        # PostgreSQL lets tries that begin at the same moment overlap: as many as there are threads, never all.
        assert answers.count(429) >= 12 - throttle.PER_ACCOUNT - browser.server.settings.threads

    def test_of_several_at_once_one_counts(self, browser: Browser, ada: Person) -> None:
        secret, token = link(ada), browser.csrf("/sign-in")
        fields = {"csrf_token": token, "token": secret, "password": PASSWORD}
        with ThreadPoolExecutor(6) as pool:
            answers = list(pool.map(lambda _: browser.post("/setup", data=fields).status_code, range(6)))
        assert sorted(answers) == [303, 404, 404, 404, 404, 404]


@ON_SQLITE
class TestForms:
    @pytest.mark.parametrize(
        "path", ["/sign-in", "/sign-up", "/setup", "/sign-out", "/console/teams", "/oauth/authorize"]
    )
    def test_without_their_token_are_refused(self, browser: Browser, owner: Person, path: str) -> None:
        browser.sign_in(owner.email)
        assert browser.post(path, data={"name": "x", "decision": "allow"}).status_code == 400

    def test_with_the_token_of_another_browser_are_refused(
        self, server: RunningServer, browser: Browser, owner: Person
    ) -> None:
        browser.sign_in(owner.email)
        with Browser(server) as attacker:
            token = attacker.csrf("/sign-in")
        assert browser.post("/console/teams", data={"csrf_token": token, "name": "x"}).status_code == 400

    @pytest.mark.parametrize("site", ["cross-site", "same-site"])
    def test_sent_by_another_site_are_refused_whatever_they_have(
        self, browser: Browser, owner: Person, site: str
    ) -> None:
        browser.sign_in(owner.email)
        fields = {"csrf_token": browser.csrf("/console/teams"), "name": "x"}
        assert browser.post("/console/teams", data=fields, headers={"Sec-Fetch-Site": site}).status_code == 403

    @pytest.mark.parametrize("path", ["/sign-in", "/console/projects", "/oauth/authorize", "/setup"])
    def test_cannot_be_framed(self, browser: Browser, owner: Person, path: str) -> None:
        browser.sign_in(owner.email)
        assert "frame-ancestors 'none'" in browser.get(path).headers["content-security-policy"]
