"""Two who rotate one webhook's secret at the same moment."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from server.auth import accounts
from server.auth.actor import Actor
from server.kit.config import Settings
from server.kit.database import Database, table_of
from server.kit.errors import NotFound
from server.models import WebhookSecret
from server.webhooks import service
from tests.support.overlapping import overlap

SETTINGS = Settings()
BODY = {"url": "https://example.com/hook", "events": ["*"]}
_secrets = table_of(WebhookSecret)


@pytest.fixture
def ada(database: Database) -> Actor:
    with database.transaction(write=True) as session:
        return Actor.operator(accounts.create(session, email="ada@example.com", name="Ada", plan="free").id)


@pytest.fixture
def webhook(database: Database, ada: Actor) -> str:
    with database.transaction(write=True) as session:
        made: str = service.create(session, ada, BODY, SETTINGS)[0].id
        return made


def test_leave_one_present_secret_and_both_count(database: Database, ada: Actor, webhook: str) -> None:
    def rotate(session: Session) -> dict[str, object]:
        return service.rotate_secret(session, ada, webhook, None, SETTINGS)

    first, second = overlap(database, rotate, rotate)
    with database.transaction(write=False) as session:
        rows, total = service.list_page(session, ada, page=1, limit=10, team=None)
        keys = service.keys(session, webhook)
    assert (len(rows), total) == (1, 1), "a second present secret would show the webhook twice"
    assert [key.expires_at is None for key in keys] == [True, False, False]
    assert [key.public_key for key in keys][:2] == [second["public_key"], first["public_key"]]


def test_one_that_is_being_deleted_is_not_found(database: Database, ada: Actor, webhook: str) -> None:
    _, second = overlap(
        database,
        lambda session: service.delete(session, ada, webhook),
        lambda session: service.rotate_secret(session, ada, webhook, None, SETTINGS),
    )
    assert isinstance(second, NotFound), second


def test_the_database_refuses_a_second_present_secret(database: Database, webhook: str) -> None:
    with database.transaction(write=False) as session:
        row = session.connection().execute(sa.select(_secrets).where(_secrets.c.webhook_id == webhook)).one()
    with pytest.raises(sa.exc.IntegrityError), database.transaction(write=True) as session:
        session.connection().execute(_secrets.insert(), {**row._mapping, "id": "whs_2"})
