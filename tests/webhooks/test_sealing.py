"""The secrets of webhooks in the database: nobody finds them there, and the server still signs with them."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import standardwebhooks

from server.auth.actor import Actor
from server.kit.config import Settings
from server.kit.database import table_of
from server.kit.vault import Sealed, Vault, vault_of
from server.main import Process
from server.models import WebhookSecret
from server.webhooks import deliveries, sealing, service
from tests.support.platform import Platform
from tests.support.receiver import Receiver
from tests.support.written import written

KEY, NEXT_KEY = "the first secret key, 32 letters", "the second secret key, 32 letters"
OWN = "your-webhook-secret"

_secrets = table_of(WebhookSecret)


@pytest.fixture(params=["sqlite", "postgresql"])
def platform(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Platform]:
    url = request.getfixturevalue("postgres").create() if request.param == "postgresql" else ""
    platform = Platform(tmp_path, url, secret_key=KEY, webhook_allow_private=True).start()
    yield platform
    platform.stop()


def make(platform: Platform, url: str, **body: Any) -> tuple[Actor, str, str]:
    """Somebody, a webhook of theirs, and its secret."""
    ada = platform.user()
    with platform.database.transaction(write=True) as session:
        row, secret = service.create(session, ada, {"url": url, "events": ["*"], **body}, platform.settings)
    return ada, row.id, secret


def send(platform: Platform, ada: Actor, webhook: str) -> None:
    with platform.database.transaction(write=True) as session:
        deliveries.test(session, ada, webhook)
    platform.services.changes.bump()


def rows(platform: Platform) -> list[Any]:
    with platform.database.transaction(write=False) as session:
        return list(session.connection().execute(sa.select(_secrets)))


def pretend_it_is_old(platform: Platform, webhook: str, secret: str) -> str:
    """The row as a version before there were seals wrote it. Answers its private key."""
    vault = vault_of(platform.settings)
    (row,) = [each for each in rows(platform) if each.webhook_id == webhook]
    _, private = sealing.opened(vault, row)
    with platform.database.transaction(write=True) as session:
        values = {"secret": secret, "signing_key": private, "key_id": None}
        session.connection().execute(_secrets.update().where(_secrets.c.webhook_id == webhook).values(values))
    return private


class TestTheDatabase:
    def test_has_no_secret_to_be_found_after_use(self, platform: Platform, receiver: Receiver) -> None:
        ada, webhook, made = make(platform, receiver.url)
        _, _, own = make(platform, receiver.url, secret=OWN)
        with platform.database.transaction(write=True) as session:
            rotated = service.rotate_secret(session, ada, webhook, None, platform.settings)["secret"]
        send(platform, ada, webhook)
        (arrived,) = receiver.wait(1)
        for secret in (made, rotated):
            standardwebhooks.Webhook(secret).verify(arrived.body, arrived.headers)
        private = [sealing.opened(vault_of(platform.settings), row)[1] for row in rows(platform)]
        found = written(platform.settings)
        assert webhook.encode() in found, "this is where they would be"
        for secret in (made, own, rotated, made.removeprefix("whsec_"), KEY, *private):
            assert secret.encode() not in found
            assert base64.b64encode(secret.encode()) not in found


class TestAStart:
    def test_seals_what_an_older_version_has_left(self, platform: Platform, receiver: Receiver) -> None:
        ada, webhook, _ = make(platform, receiver.url, secret=OWN)
        private = pretend_it_is_old(platform, webhook, OWN)
        send(platform, ada, webhook)
        (arrived,) = receiver.wait(1)
        standardwebhooks.Webhook(OWN.encode()).verify(arrived.body, arrived.headers)
        vault = vault_of(platform.settings)
        assert sealing.seal_all(platform.database, vault) == 1
        assert sealing.seal_all(platform.database, vault) == 0
        (row,) = rows(platform)
        assert row.key_id == vault.key_id
        assert sealing.opened(vault, row) == (OWN, private)
        send(platform, ada, webhook)
        standardwebhooks.Webhook(OWN.encode()).verify(receiver.wait(2)[1].body, receiver.wait(2)[1].headers)

    def test_with_a_new_key_seals_anew_what_the_old_one_has_sealed(self, platform: Platform) -> None:
        _, _, secret = make(platform, "http://127.0.0.1:9/")
        both = Vault(NEXT_KEY, KEY)
        assert sealing.seal_all(platform.database, both) == 1
        (row,) = rows(platform)
        assert sealing.opened(Vault(NEXT_KEY), row)[0] == secret, "the old key is not needed any more"

    def test_with_another_key_is_refused_and_says_what_to_do(self, platform: Platform, tmp_path: Path) -> None:
        make(platform, "http://127.0.0.1:9/")
        changes = {"secret_key": NEXT_KEY, "jobs": "external"}
        process = Process(platform.settings.model_copy(update=changes))
        with pytest.raises(Sealed, match=rf"{Vault(KEY).key_id}.*YOUR_APP_SECRET_KEY"):
            process.start()
        process.database.dispose()
        (row,) = rows(platform)
        assert row.key_id == Vault(KEY).key_id, "it is left as it was"


class TestASealedSecret:
    def test_of_another_webhook_does_not_open(self, platform: Platform) -> None:
        """Whoever can write to the database could otherwise have others' events signed with a secret of their own."""
        make(platform, "http://127.0.0.1:9/")
        make(platform, "http://127.0.0.1:9/")
        first, second = rows(platform)
        values = {"secret": first.secret, "signing_key": first.signing_key}
        with platform.database.transaction(write=True) as session:
            session.connection().execute(_secrets.update().where(_secrets.c.id == second.id).values(values))
        with pytest.raises(Sealed, match=second.webhook_id):
            sealing.opened(vault_of(platform.settings), rows(platform)[1])


def test_two_processes_of_one_folder_have_one_key(tmp_path: Path) -> None:
    assert vault_of(Settings(data_dir=tmp_path)).key_id == vault_of(Settings(data_dir=tmp_path, jobs="external")).key_id
