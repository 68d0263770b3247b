"""An invitation that is mailed: by the API and by the console, to a real SMTP server on the loopback."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from tests.support.browsing import Browser, with_password
from tests.support.mailbox import Mailbox, receiving_mail
from tests.support.running import Client, Person, RunningServer


@pytest.fixture(scope="module")
def mailbox() -> Iterator[Mailbox]:
    with receiving_mail() as box:
        yield box


@pytest.fixture(scope="module")
def server(mailbox: Mailbox, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """On SQLite, one that sends mail, and logs all that it does."""
    running = RunningServer(
        tmp_path_factory.mktemp("mail"),
        smtp_url=f"smtp://127.0.0.1:{mailbox.port}",
        mail_from="Your App <hello@your-app.com>",
        log_level="debug",
    ).start()
    yield running
    running.database.dispose()
    assert running.stop() == 0


@pytest.fixture
def team(server: RunningServer, ada: Person) -> str:
    return server.team("Engines", {ada.id: "owner"})


@pytest.fixture(autouse=True)
def _empty(mailbox: Mailbox) -> None:
    mailbox.letters.clear()
    mailbox.envelopes.clear()
    mailbox.refuses = ""


def logged(server: RunningServer, event: str, before: int = 0) -> str:
    """What the server has logged after its first bytes, once this event is among it: it comes after the letter."""
    deadline = time.monotonic() + 10
    while event not in (log := server.log.read_text()[before:]):
        assert time.monotonic() < deadline, log
        time.sleep(0.02)
    return log


def test_says_who_invites_whom_to_what_and_brings_the_link(
    server: RunningServer, client: Client, team: str, mailbox: Mailbox
) -> None:
    made = client.post(f"/teams/{team}/members", json={"email": "eve@example.com", "role": "viewer"})
    url = made.json()["data"]["invitation"]["url"]
    (letter,) = mailbox.wait(1)
    assert mailbox.envelopes == [("hello@your-app.com", ["eve@example.com"])]
    assert letter["Subject"] == 'Ada Lovelace has invited you to "Engines"'
    text = letter.get_content()
    assert [line for line in text.splitlines() if url in line] == [url]
    assert 'invited you to the team "Engines" on Your App, as viewer' in text
    log = logged(server, "mail_sent")
    assert url.rpartition("/")[2] not in log


def test_is_said_on_the_page_with_the_link_besides(
    server: RunningServer, ada: Person, team: str, mailbox: Mailbox
) -> None:
    page = f"/console/teams/{team}"
    with Browser(server) as browser:
        browser.sign_in(with_password(ada).email)
        shown = browser.submit(page, f"{page}/members", email="eve@example.com", role="member").text
        (letter,) = mailbox.wait(1)
        link = next(line for line in letter.get_content().splitlines() if "/invitations/" in line)
        assert "We are mailing them this link." in shown
        assert link in shown
        odd = browser.submit(page, f"{page}/members", email="a,b@c.example", role="member").text
        assert "Send this link to them" in odd
        refused = browser.submit(page, f"{page}/members", email="no address", role="member")
        assert refused.status_code == 422
    assert len(mailbox.letters) == 1


def test_that_the_mail_server_refuses_stands_and_is_logged_without_its_link(
    server: RunningServer, client: Client, team: str, mailbox: Mailbox
) -> None:
    mailbox.refuses = "DATA"
    before = server.log.stat().st_size
    made = client.post(f"/teams/{team}/members", json={"email": "eve@example.com", "role": "viewer"})
    assert made.status_code == 201
    data = made.json()["data"]["invitation"]
    log = logged(server, "mail_not_sent", before)
    assert data["id"] in log
    assert data["url"].rpartition("/")[2] not in log
    (listed,) = client.get(f"/teams/{team}/invitations").json()["data"]
    assert listed["id"] == data["id"]


def test_of_somebody_who_has_an_account_is_none(
    server: RunningServer, client: Client, team: str, mailbox: Mailbox, bob: Person
) -> None:
    assert client.post(f"/teams/{team}/members", json={"email": bob.email}).json()["data"]["status"] == "active"
    client.post(f"/teams/{team}/members", json={"email": "eve@example.com"})
    mailbox.wait(1)
    assert mailbox.envelopes[0][1] == ["eve@example.com"]
