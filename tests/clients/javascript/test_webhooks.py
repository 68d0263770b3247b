"""`client.webhooks.unwrap` of the JavaScript client."""

# ruff: noqa: E501 - long lines are JavaScript

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.clients.javascript.node import Node
from tests.clients.webhooks import BODY, KNOWN, LATER, REFUSED, SECRET, refused, webhook

CALL = "return client.webhooks.unwrap(input.body, input.headers, { secret: input.secret });"
CAUGHT = f"return caught(async () => {{ {CALL} }});"


class TestUnwrap:
    """What was signed is unwrapped, everything else is refused."""

    @pytest.mark.parametrize("secret", [SECRET, "your-webhook-secret"])
    def test_what_was_signed_is_unwrapped(self, node: Node, secret: str) -> None:
        assert node.run(CALL, given=webhook(secret=secret)) == json.loads(BODY)

    @pytest.mark.parametrize("body", [KNOWN, LATER])
    def test_known_and_later_types_arrive_as_they_are(self, node: Node, body: str) -> None:
        assert node.run(CALL, given=webhook(body)) == json.loads(body)

    def test_headers_come_in_many_forms(self, node: Node) -> None:
        body = """
            const { body, headers, secret } = input;
            const upper = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), [value]]));
            const bytes = new TextEncoder().encode(body);
            const events = [
              await client.webhooks.unwrap(bytes, new Headers(headers), { secret }),
              await client.webhooks.unwrap(Buffer.from(bytes), upper, { secret }),
              await sdk.unwrapWebhook(body, headers, { secret }),
              await new YourAppClient({ ...options, webhookSecret: secret }).webhooks.unwrap(body, headers),
            ];
            return events.map((event) => event.id);
        """
        assert node.run(body, given=webhook()) == ["evt_123"] * 4

    def test_the_secret_may_stand_in_the_environment(self, node: Node) -> None:
        body = "return client.webhooks.unwrap(input.body, input.headers);"
        assert node.run(body, given=webhook(), environment={"YOUR_APP_WEBHOOK_SECRET": SECRET})["id"] == "evt_123"
        error = node.run(f"return caught(async () => {{ {body} }});", given=webhook())
        assert (error["name"], "YOUR_APP_WEBHOOK_SECRET" in error["message"]) == ("ConfigurationError", True)

    def test_one_of_several_signatures_is_enough(self, node: Node) -> None:
        given = webhook()
        given["headers"]["webhook-signature"] = f"v1a,xyz v1,bm90IGl0 {given['headers']['webhook-signature']}"
        assert node.run(CALL, given=given)["id"] == "evt_123"

    @pytest.mark.parametrize(("change", "told"), REFUSED)
    def test_everything_else_is_refused(self, node: Node, change: dict[str, Any], told: str) -> None:
        error = node.run(CAUGHT, given=refused(change))
        assert error["name"] == "WebhookVerificationError"
        assert told in error["message"]

    def test_a_missing_header_is_named(self, node: Node) -> None:
        error = node.run(CAUGHT, given=webhook() | {"headers": {}})
        assert (error["name"], error["message"]) == ("WebhookVerificationError", "The header webhook-id is missing")

    def test_a_parsed_body_and_an_empty_secret_are_mistakes_of_the_caller(self, node: Node) -> None:
        assert "parsed" in node.run(CAUGHT, given=webhook() | {"body": json.loads(BODY)})["message"]
        assert "empty" in node.run(CAUGHT, given=webhook() | {"secret": ""})["message"]
