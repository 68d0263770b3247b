"""Signing in with an OpenID Connect provider, and whom the settings let in."""

from __future__ import annotations

import html
from typing import Any

import pytest

from server.auth import accounts
from server.auth.actor import Actor
from server.kit.ids import new_id
from server.teams import invitations
from server.teams import service as teams
from server.web.sign_in_oidc import CLOSED, INVITED_ONLY, TAKEN, UNCHECKED
from tests.support.browsing import UNSAFE, Browser, with_password
from tests.support.oidc_provider import CALLBACK, OidcProvider, parameters
from tests.support.running import Person, RunningServer
from tests.web.oidc.signing_in import (
    ACCOUNT,
    Pages,
    begin,
    email_of,
    enter,
    finish,
    identities_of,
    somebody,
)
from tests.web.test_joining import told


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


class TestNext:
    @pytest.mark.parametrize("wanted", UNSAFE[:4])
    def test_never_leads_anywhere_but_to_pages_of_ours(self, pages: Any, provider: OidcProvider, wanted: str) -> None:
        here = pages(sign_up="open")
        assert enter(here, provider, somebody(), next=wanted).headers["location"] == "/console/projects"
