"""Events on their way: a real job engine and real databases, a real receiver, and verifiers that nobody here wrote."""

from __future__ import annotations

import base64
import json
import time
from datetime import timedelta

import pytest
import standardwebhooks
import svix.webhooks
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from server.auth.actor import Actor
from server.kit import clock
from server.webhooks import deliveries, service
from tests.support.platform import Platform
from tests.support.receiver import Arrived, Receiver
from tests.webhooks.delivering import send, subscribe


@pytest.fixture
def ada(platform: Platform) -> Actor:
    return platform.user()


class TestADeployment:
    def test_is_told_of_signed_and_as_the_contract_says(
        self, platform: Platform, ada: Actor, receiver: Receiver
    ) -> None:
        ours, our_secret = subscribe(platform, ada, f"{receiver.url}/ours")
        theirs = "your-webhook-secret"
        subscribe(platform, ada, f"{receiver.url}/theirs", "deployment.*", secret=theirs)
        project = platform.project(ada)
        deployment = platform.deploy(ada, project)
        platform.ended(deployment)
        failed = platform.deploy(ada, project, template="nonsense")
        platform.ended(failed)
        arrived = receiver.wait(5, path="/ours")
        assert [json.loads(each.body)["type"] for each in arrived] == [
            *("project.created", "deployment.started", "deployment.completed"),
            *("deployment.started", "deployment.failed"),
        ]
        assert [each.headers["webhook-sequence"] for each in arrived] == ["1", "2", "3", "4", "5"]
        completed = json.loads(arrived[2].body)
        assert completed.keys() == {"id", "type", "created_at", "data"}
        with platform.database.transaction(write=False) as session:
            (key,) = service.keys(session, ours)
        for each in arrived:
            standardwebhooks.Webhook(our_secret).verify(each.body, each.headers)
            svix.webhooks.Webhook(our_secret).verify(each.body, each.headers)
            verify_v1a(each, key.public_key)
        for each in receiver.wait(4, path="/theirs"):
            standardwebhooks.Webhook(theirs.encode()).verify(each.body, each.headers)
            svix.webhooks.Webhook(theirs.encode()).verify(each.body, each.headers)
            with pytest.raises(svix.webhooks.WebhookVerificationError):
                svix.webhooks.Webhook(our_secret).verify(each.body, each.headers)
            with pytest.raises(standardwebhooks.WebhookVerificationError):
                standardwebhooks.Webhook(theirs.encode()).verify(each.body + b" ", each.headers)

    def test_has_exactly_the_fields_of_the_overview(self, platform: Platform, ada: Actor, receiver: Receiver) -> None:
        subscribe(platform, ada, receiver.url, "deployment.completed")
        project = platform.project(ada)
        deployment = platform.deploy(ada, project)
        row = platform.ended(deployment)
        (arrived,) = receiver.wait(1)
        told = json.loads(arrived.body)["data"]
        assert told == {
            "deployment": {
                "id": deployment,
                "project_id": project,
                "status": "success",
                "url": platform.settings.site_url(platform.project_row(project).slug),
                "created_at": row.created_at.isoformat().replace("+00:00", "Z"),
                "completed_at": row.completed_at.isoformat().replace("+00:00", "Z") if row.completed_at else None,
            }
        }

    def test_that_is_not_committed_is_told_to_nobody(self, platform: Platform, ada: Actor, receiver: Receiver) -> None:
        webhook, _ = subscribe(platform, ada, receiver.url)
        with pytest.raises(RuntimeError), platform.database.transaction(write=True) as session:
            deliveries.test(session, ada, webhook)
            raise RuntimeError("as if the process had died")
        send(platform, ada, webhook)
        (arrived,) = receiver.wait(1)
        assert arrived.headers["webhook-sequence"] == "1", "the number was not used up"


def verify_v1a(arrived: Arrived, public_key: str) -> None:
    """Raises InvalidSignature unless one of the `v1a` signatures was made with this key."""
    signed = [each[4:] for each in arrived.headers["webhook-signature"].split() if each.startswith("v1a,")]
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key.removeprefix("whpk_")))
    content = f"{arrived.headers['webhook-id']}.{arrived.headers['webhook-timestamp']}.".encode() + arrived.body
    key.verify(base64.b64decode(signed[0]), content)


class TestWhatIsSent:
    def test_a_filter_and_projects_narrow_it(self, platform: Platform, ada: Actor, receiver: Receiver) -> None:
        first = platform.project(ada)
        for path, events, projects in (
            ("/all", ["*"], []),
            ("/projects", ["project.*"], []),
            ("/one", ["project.deleted"], []),
            ("/first", ["*"], [first]),
        ):
            subscribe(platform, ada, receiver.url + path, *events, projects=projects)
        second = platform.project(ada)
        for project in (first, second):
            platform.delete_project(ada, project)
        platform.services.changes.bump()
        receiver.wait(9)
        time.sleep(0.2)
        seen: dict[str, list[str]] = {}
        for each in receiver.arrived:
            seen.setdefault(each.path, []).append(json.loads(each.body)["type"])
        assert seen == {
            "/all": ["project.created", "project.deleted", "project.deleted"],
            "/projects": ["project.created", "project.deleted", "project.deleted"],
            "/one": ["project.deleted", "project.deleted"],
            "/first": ["project.deleted"],
        }

    def test_nothing_goes_to_somebody_else(self, platform: Platform, ada: Actor, receiver: Receiver) -> None:
        bob = platform.user()
        subscribe(platform, bob, f"{receiver.url}/bob")
        subscribe(platform, ada, f"{receiver.url}/ada")
        platform.project(ada)
        receiver.wait(1)
        time.sleep(0.2)
        assert [each.path for each in receiver.arrived] == ["/ada"]

    def test_is_in_order(self, platform: Platform, ada: Actor, receiver: Receiver) -> None:
        webhook, _ = subscribe(platform, ada, receiver.url)
        for _ in range(60):
            send(platform, ada, webhook)
        arrived = receiver.wait(60)
        assert [int(each.headers["webhook-sequence"]) for each in arrived] == list(range(1, 61))

    def test_after_a_rotation_is_signed_with_both_secrets_for_a_day(
        self, platform: Platform, ada: Actor, receiver: Receiver
    ) -> None:
        webhook, old = subscribe(platform, ada, receiver.url)
        with platform.database.transaction(write=True) as session:
            before = service.keys(session, webhook)[0].public_key
            rotated = service.rotate_secret(session, ada, webhook, None, platform.settings)
            assert [each.public_key for each in service.keys(session, webhook)] == [rotated["public_key"], before]
        send(platform, ada, webhook)
        (arrived,) = receiver.wait(1)
        for secret in (old, rotated["secret"]):
            standardwebhooks.Webhook(secret).verify(arrived.body, arrived.headers)
            svix.webhooks.Webhook(secret).verify(arrived.body, arrived.headers)
        verify_v1a(arrived, rotated["public_key"])
        with clock.frozen(clock.now() + timedelta(hours=25)), platform.database.transaction(write=False) as session:
            assert [each.public_key for each in service.keys(session, webhook)] == [rotated["public_key"]]
