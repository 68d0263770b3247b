"""Signing in with an OpenID Connect provider: npm oidc-provider, and what is tried against it and through it."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from server import schema
from server.auth import accounts, openid, throttle
from server.auth.actor import Actor
from server.kit import clock, fetch
from server.kit.config import Settings
from server.kit.database import table_of
from server.kit.ids import new_id
from server.main import Process
from server.models import Identity, User
from server.teams import invitations
from server.teams import service as teams
from server.web.app import create_web
from server.web.sign_in_oidc import CLOSED, INVITED_ONLY, LASTS_SECONDS, TAKEN, UNCHECKED
from tests.support.browsing import PASSWORD, Browser, with_password
from tests.support.oidc_provider import CALLBACK, OidcProvider, parameters, running
from tests.support.running import Client, Person, RunningServer
from tests.web.conftest import SPEC, SPEC_YAML
from tests.web.test_joining import told
from tests.web.test_sign_in import UNSAFE

ACCOUNT = "/console/settings/account"
IN_PROCESS = "http://localhost:9"  # the address of pages that are asked without a socket


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """On SQLite, with a provider, open to whoever comes from there."""
    running_server = RunningServer(tmp_path_factory.mktemp("oidc"))
    with running(f"http://localhost:{running_server.port}{CALLBACK}", f"{IN_PROCESS}{CALLBACK}") as provider:
        settings = {**provider.settings, "sign_up": "open", "log_level": "debug"}
        running_server.environment.update({f"YOUR_APP_{name.upper()}": value for name, value in settings.items()})
        running_server.start()
        PROVIDERS[running_server.port] = provider
        yield running_server
        running_server.database.dispose()
        assert running_server.stop() == 0


PROVIDERS: dict[int, OidcProvider] = {}


@pytest.fixture
def provider(server: RunningServer) -> OidcProvider:
    return PROVIDERS[server.port]


@pytest.fixture(autouse=True)
def no_failures_of_others(server: RunningServer) -> None:
    with server.database.transaction(write=True) as session:
        session.connection().execute(throttle._failures.delete())


@pytest.fixture
def browser(server: RunningServer) -> Iterator[Browser]:
    with Browser(server) as browser:
        yield browser


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


@pytest.fixture
def pages(tmp_path: Path, server: RunningServer, provider: OidcProvider) -> Iterator[Any]:
    """Makes pages in this process, which know this provider."""
    made = []

    def make(**settings: Any) -> Pages:
        made.append(Pages(tmp_path / str(len(made)), server, **{**provider.settings, **settings}))
        return made[-1]

    yield make
    for each in made:
        each.close()


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


class TestButton:
    def test_stands_on_the_pages_where_one_comes_in(self, browser: Browser) -> None:
        for path, words in (("/sign-in", "Sign in with Signalbox"), ("/sign-up", "Sign up with Signalbox")):
            assert words in [each.text for each in browser.page(path).all("button")]

    def test_stands_nowhere_without_a_provider(self, pages: Any) -> None:
        without = pages(oidc_issuer="", sign_up="open")
        for path in ("/sign-in", "/sign-up"):
            assert "Signalbox" not in without.page(path).source
        assert without.submit("/sign-in", "/sign-in/oidc").status_code == 404
        assert without.get(CALLBACK).status_code == 404

    def test_leads_to_the_provider_with_all_that_ties_the_answer_to_this_browser(
        self, browser: Browser, provider: OidcProvider, server: RunningServer
    ) -> None:
        url = begin(browser)
        asked = parameters(url)
        assert url.startswith(f"{provider.issuer}/auth?")
        assert asked["redirect_uri"] == f"{server.settings.base_url}{CALLBACK}"
        assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
        secrets = [asked[name] for name in ("state", "nonce", "code_challenge")]
        assert all(len(each) >= 43 for each in secrets)
        again = parameters(begin(browser))
        assert not set(secrets) & {again[name] for name in ("state", "nonce", "code_challenge")}

    def test_does_nothing_without_the_form_s_token(self, browser: Browser) -> None:
        assert browser.post("/sign-in/oidc", data={"next": "/console"}).status_code == 400


class TestSignIn:
    def test_makes_an_account_the_first_time_and_finds_it_again(
        self, server: RunningServer, browser: Browser, provider: OidcProvider
    ) -> None:
        person = somebody("Grace Hopper")
        answer = enter(browser, provider, person)
        assert (answer.status_code, answer.headers["location"]) == (303, "/console/projects")
        text = browser.page(ACCOUNT).one("main").text
        assert "Grace Hopper" in text
        assert email_of(person) in text
        with Browser(server) as elsewhere:
            assert enter(elsewhere, provider, person, next=f"{ACCOUNT}?x=1").headers["location"] == f"{ACCOUNT}?x=1"
            assert elsewhere.is_signed_in
        assert len(identities_of(server, email_of(person))) == 1

    def test_is_told_in_the_audit_log_as_any_other(
        self, server: RunningServer, browser: Browser, provider: OidcProvider
    ) -> None:
        person = somebody()
        enter(browser, provider, person)
        (identity,) = identities_of(server, email_of(person))
        with Person(server, identity.user_id, email_of(person)).client() as client:
            entries = client.get("/audit-log").json()["data"]
        assert [each["action"] for each in entries] == ["session.create"]

    def test_begins_another_session_and_ends_the_one_before(
        self, server: RunningServer, browser: Browser, provider: OidcProvider, ada: Person
    ) -> None:
        browser.sign_in(with_password(ada).email)
        before = browser.cookies["signed-in"]
        url = begin(browser, ACCOUNT)
        finish(browser, provider, url, somebody())
        with Browser(server, cookies={"signed-in": before}) as thief:
            assert not thief.is_signed_in

    def test_knows_people_by_their_subject_whatever_their_address_becomes(
        self, server: RunningServer, browser: Browser, provider: OidcProvider, ada: Person
    ) -> None:
        person = somebody()
        enter(browser, provider, person)
        (identity,) = identities_of(server, email_of(person))
        provider.tamper(claims={"sub": person, "email": ada.email, "email_verified": True})
        with Browser(server) as elsewhere:
            assert enter(elsewhere, provider, person).status_code == 303
            assert email_of(person) in elsewhere.page(ACCOUNT).one("main").text
        assert identities_of(server, email_of(person))[0].user_id == identity.user_id

    def test_takes_the_address_from_the_id_token_where_it_stands_there(
        self, browser: Browser, provider: OidcProvider
    ) -> None:
        email = f"{new_id('mail')}@example.com"
        provider.tamper(claims={"email": email.upper(), "email_verified": True, "name": "By token"})
        assert enter(browser, provider, somebody()).status_code == 303
        assert email in browser.page(ACCOUNT).one("main").text

    def test_is_not_ended_by_a_link_that_somebody_was_made_to_follow(
        self, browser: Browser, provider: OidcProvider
    ) -> None:
        url = begin(browser)
        assert browser.get(CALLBACK, params={"state": "another", "code": "x"}).status_code == 400
        assert finish(browser, provider, url, somebody()).status_code == 303

    def test_declined_at_the_provider_says_so(self, browser: Browser, provider: OidcProvider) -> None:
        back = provider.sign_in(begin(browser), "", refuse=True)
        answer = browser.get(CALLBACK, params=dict(back.params))
        assert answer.status_code == 403
        assert "You stopped on the way" in answer.text
        assert not browser.is_signed_in


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


class TestFirstSignIn:
    """Whom the settings let in."""

    def test_with_the_address_of_an_account_leads_to_its_password(
        self, server: RunningServer, browser: Browser, provider: OidcProvider, ada: Person
    ) -> None:
        answer = enter(browser, provider, somebody(email=ada.email.upper()))
        assert answer.status_code == 409
        assert TAKEN.format(email=ada.email, name="Signalbox") in html.unescape(answer.text)
        assert not browser.is_signed_in
        assert identities_of(server, ada.email) == []

    def test_with_an_address_that_nobody_has_checked_makes_no_account(
        self, browser: Browser, provider: OidcProvider, ada: Person
    ) -> None:
        for email in ("", ada.email):  # and does not tell whether there is an account for it
            answer = enter(browser, provider, somebody(email=email, verified="no"))
            assert answer.status_code == 403
            assert UNCHECKED.format(name="Signalbox") in html.unescape(answer.text)
            assert not browser.is_signed_in
        provider.tamper(claims={"email_verified": True})  # of an address that it does not name
        assert enter(browser, provider, somebody(verified="no")).status_code == 403

    def test_closed_makes_no_account(self, pages: Any, provider: OidcProvider) -> None:
        closed = pages(sign_up="closed")
        answer = enter(closed, provider, somebody())
        assert answer.status_code == 403
        assert CLOSED.format(name="Signalbox") in html.unescape(answer.text)
        assert not closed.is_signed_in

    def test_by_invitation_needs_the_link_and_uses_it_up(self, pages: Any, provider: OidcProvider) -> None:
        invited, person = pages(sign_up="invitation"), somebody()
        refused = enter(invited, provider, person)
        assert INVITED_ONLY.format(email=email_of(person)) in html.unescape(refused.text)
        path = self.invitation(invited)
        assert "Join with Signalbox" in invited.page(path).one("main").text
        answer = finish(invited, provider, begin(invited, path, next=path), person)
        assert answer.headers["location"].startswith("/console/teams/team_")
        assert invited.is_signed_in
        assert invited.get(path).status_code == 404
        team_id = answer.headers["location"].rsplit("/", 1)[1]
        (entry,) = (each for each in told(invited.process.database, team_id) if each.action == "invitation.accept")
        assert entry.credential_type == "session"
        with invited.process.database.transaction(write=False) as session:
            assert entry.actor_id == accounts.find(session, email_of(person)).id
        made_up = finish(invited, provider, begin(invited, ACCOUNT, next="/invitations/nonsense"), somebody())
        assert made_up.status_code == 403

    def invitation(self, pages: Pages) -> str:
        with pages.process.database.transaction(write=True) as session:
            owner = accounts.create(session, email="owner@example.com", name="Owner", plan="free")
            actor = Actor.operator(owner.id)
            team = teams.create(session, actor, {"name": "Engines"})
            made = invitations.create(session, actor, team.id, email="x@example.com", role="viewer")
            return f"/invitations/{made.token}"


class TestAttacks:
    """What is tried on the way back. Nobody may be signed in by any of it."""

    @pytest.fixture(autouse=True)
    def _nobody_gets_in(self, browser: Browser) -> Iterator[None]:
        yield
        assert not browser.is_signed_in

    @pytest.mark.parametrize("state", [None, "", "another"])
    def test_an_answer_with_another_state_is_not_taken(
        self, browser: Browser, provider: OidcProvider, state: str | None
    ) -> None:
        assert finish(browser, provider, begin(browser), somebody(), state=state).status_code == 400

    def test_an_answer_that_this_browser_did_not_ask_for_is_not_taken(
        self, server: RunningServer, browser: Browser, provider: OidcProvider
    ) -> None:
        """The attacker's own answer, to have the victim work in the attacker's account (login CSRF)."""
        with Browser(server) as attacker:
            back = provider.sign_in(begin(attacker), somebody())
        begin(browser)
        assert browser.get(CALLBACK, params=dict(back.params)).status_code == 400

    def test_a_code_counts_once(self, server: RunningServer, browser: Browser, provider: OidcProvider) -> None:
        with Browser(server) as owner:
            url = begin(owner)
            kept = dict(owner.cookies)
            back = dict(provider.sign_in(url, somebody()).params)
            assert owner.get(CALLBACK, params=back).status_code == 303
            assert "has ended" in owner.get(CALLBACK, params=back).text, "what the browser kept is used up"
        for name, value in kept.items():
            browser.cookies.set(name, value)
        assert browser.get(CALLBACK, params=back).status_code == 400, "the provider takes it once"

    def test_a_code_of_another_browser_does_not_fit_the_verifier(
        self, server: RunningServer, browser: Browser, provider: OidcProvider
    ) -> None:
        with Browser(server) as victim:
            stolen = provider.sign_in(begin(victim), somebody()).params["code"]
        assert finish(browser, provider, begin(browser), somebody(), code=stolen).status_code == 400

    @pytest.mark.parametrize(
        "how",
        [
            {"claims": {"nonce": "of another"}},
            {"claims": {"nonce": None}},
            {"claims": {"aud": "another-client"}},
            {"claims": {"aud": "another-client", "azp": "your-app"}},
            {"claims": {"aud": ["your-app", "another-client"]}},  # without an azp that says for whom
            {"claims": {"aud": ["your-app", "another-client"], "azp": "another-client"}},
            {"claims": {"iss": "https://accounts.example"}},
            {"claims": {"exp": 1_700_000_000}},
            {"claims": {"exp": None}},
            {"claims": {"iat": None}},
            {"claims": {"sub": None}},
            {"claims": {"sub": ""}},
            {"claims": {"sub": 7}},
            {"key": "stranger"},
            {"alg": "none"},
            {"alg": "HS256"},
            {"drop": "id_token"},
        ],
        ids=str,
    )
    def test_an_id_token_that_is_not_for_this_sign_in_is_not_taken(
        self, browser: Browser, provider: OidcProvider, how: dict[str, Any]
    ) -> None:
        provider.tamper(**how)
        answer = enter(browser, provider, somebody())
        assert answer.status_code == 400
        assert "That proves nothing" in answer.text

    @pytest.mark.parametrize("iss", [None, "https://another.example", ""])
    def test_an_answer_of_another_provider_is_not_taken(
        self, browser: Browser, provider: OidcProvider, iss: str | None
    ) -> None:
        """Mix-up (RFC 9207): the code must not be sent on to be redeemed, either."""
        answer = finish(browser, provider, begin(browser), somebody(), iss=iss)
        assert answer.status_code == 400

    def test_parameters_that_stand_there_twice_are_not_taken(self, browser: Browser, provider: OidcProvider) -> None:
        back = provider.sign_in(begin(browser), somebody())
        twice = [*back.params.multi_items(), ("code", "another")]
        assert browser.get(CALLBACK, params=httpx.QueryParams(twice)).status_code == 400

    def test_one_that_was_left_for_long_has_ended(self, pages: Any, provider: OidcProvider) -> None:
        late = pages(sign_up="open")
        url = begin(late)
        back = provider.sign_in(url, somebody())
        with clock.frozen(clock.now() + timedelta(seconds=LASTS_SECONDS + 2)):
            answer = late.get(CALLBACK, params=dict(back.params))
        assert answer.status_code == 400
        assert "has ended" in answer.text
        assert not late.is_signed_in

    def test_many_tries_from_one_address_are_throttled(self, pages: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(throttle, "PER_ADDRESS", 2)
        here = pages(sign_up="open")
        for expected in (400, 400, 429):
            state = parameters(begin(here))["state"]
            answer = here.get(CALLBACK, params={"state": state, "iss": here.process.settings.oidc_issuer, "code": "x"})
            assert answer.status_code == expected

    def test_nothing_secret_stands_in_the_log(
        self, server: RunningServer, browser: Browser, provider: OidcProvider
    ) -> None:
        with Browser(server) as owner:
            url = begin(owner)
            back = provider.sign_in(url, somebody())
            owner.get(CALLBACK, params=dict(back.params))
        text = server.log.read_text()
        assert CALLBACK in text
        for secret in (back.params["code"], back.params["state"], parameters(url)["nonce"], "a secret of both"):
            assert secret not in text


class TestNext:
    @pytest.mark.parametrize("wanted", UNSAFE[:4])
    def test_never_leads_anywhere_but_to_pages_of_ours(self, pages: Any, provider: OidcProvider, wanted: str) -> None:
        here = pages(sign_up="open")
        assert enter(here, provider, somebody(), next=wanted).headers["location"] == "/console/projects"


class TestProvider:
    """A provider that is down, slow or broken: a page says so, soon, and nobody is signed in."""

    def test_that_is_down_is_told_of(self, pages: Any) -> None:
        here = pages(oidc_issuer="http://127.0.0.1:9")
        for _ in range(2):
            answer = here.submit("/sign-in", "/sign-in/oidc")
            assert (answer.status_code, "retry-after" in answer.headers) == (503, True)
            assert "Signalbox cannot be reached" in answer.text

    def test_that_calls_itself_otherwise_is_not_believed(self, pages: Any, provider: OidcProvider) -> None:
        here = pages(oidc_issuer=provider.issuer.replace("127.0.0.1", "localhost"))
        assert here.submit("/sign-in", "/sign-in/oidc").status_code == 503

    def test_that_drips_is_given_up(self, pages: Any, provider: OidcProvider, monkeypatch: pytest.MonkeyPatch) -> None:
        here = pages(sign_up="open")
        url = begin(here)
        monkeypatch.setattr(fetch, "TOTAL_SECONDS", 0.5)
        provider.tamper(delay_ms=3000)
        back = provider.sign_in(url, somebody())
        begun = time.monotonic()
        assert here.get(CALLBACK, params=dict(back.params)).status_code == 503
        assert time.monotonic() - begun < 2.5
        assert not here.is_signed_in

    def test_that_sends_too_much_is_given_up(self, pages: Any, provider: OidcProvider) -> None:
        here = pages(sign_up="open")
        provider.tamper(pad_bytes=fetch.MAX_BYTES)
        assert enter(here, provider, somebody()).status_code == 503
        assert not here.is_signed_in

    def test_that_is_not_well_is_left_alone_for_a_moment(self, pages: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        asked = []
        monkeypatch.setattr(fetch.Fetcher, "_read", lambda *_: asked.append(1) or (_ for _ in ()).throw(OSError()))
        here = pages()
        for _ in range(3):
            assert here.submit("/sign-in", "/sign-in/oidc").status_code == 503
        assert len(asked) == 1

    def test_takes_no_endpoint_in_the_clear_from_a_provider_elsewhere(self) -> None:
        settings = Settings(oidc_issuer="https://id.example", oidc_client_id="x")
        provider = openid.Provider(settings)
        for url in ("http://id.example/token", "http://127.0.0.1/token", None, 7):
            with pytest.raises(openid.Down):
                provider._check_endpoint("token_endpoint", url)

    def test_is_named_by_an_address_that_nobody_can_listen_in_on(self) -> None:
        for issuer in ("http://id.example", "id.example", "https://", "https://id.example?x", "http://localhost.evil"):
            with pytest.raises(ValueError, match="oidc_issuer"):
                Settings(oidc_issuer=issuer, oidc_client_id="x")
        with pytest.raises(ValueError, match="CLIENT_ID"):
            Settings(oidc_issuer="https://id.example")
