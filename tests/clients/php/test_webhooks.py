"""`$client->webhooks()->unwrap` of the PHP client."""

from __future__ import annotations

import json
from typing import Any

import pytest

from scripts.sdk.model import Model
from tests.clients.php.interpreter import Php
from tests.clients.webhooks import BODY, KNOWN, LATER, REFUSED, SECRET, refused, webhook

CALL = "$client->webhooks()->unwrap($input['body'], $input['headers'], ['secret' => $input['secret']])"


class TestUnwrap:
    """What was signed is unwrapped, everything else is refused."""

    @pytest.mark.parametrize("secret", [SECRET, "your-webhook-secret"])
    def test_what_was_signed_is_unwrapped(self, php: Php, secret: str) -> None:
        assert php.run(f"return {CALL};", given=webhook(secret=secret)) == json.loads(BODY)

    def test_each_known_type_has_its_class_and_typed_data(self, php: Php) -> None:
        body = f"""
            $event = {CALL};
            $kinds = [get_class($event), $event instanceof YourApp\\WebhookEvent, get_class($event->data->deployment)];
            return [...$kinds, $event->data->deployment->url, $event->data['deployment']['id']];
        """
        kind, is_event, deployment, url, id_ = php.run(body, given=webhook(KNOWN))
        assert (kind, is_event) == ("YourApp\\Models\\DeploymentCompletedEvent", True)
        assert deployment == "YourApp\\Models\\EventDeployment"
        assert (url, id_) == ("https://x", "deploy_1")

    def test_a_type_that_came_later_is_an_event_all_the_same(self, php: Php) -> None:
        body = f"$event = {CALL}; return [get_class($event), $event->type, $event->data->project['id']];"
        assert php.run(body, given=webhook(LATER)) == ["YourApp\\WebhookEvent", "project.moved", "proj_1"]

    def test_every_type_of_the_contract_has_a_class(self, php: Php, model: Model) -> None:
        body = "return array_map(fn ($type) => YourApp\\WebhookEvent::of(['type' => $type])::class, $input);"
        kinds = php.run(body, given=[each.name for each in model.webhooks])
        assert kinds == [f"YourApp\\Models\\{each.type.name}" for each in model.webhooks]

    def test_headers_come_in_many_forms(self, php: Php) -> None:
        body = """
            ['body' => $body, 'headers' => $headers, 'secret' => $secret] = $input;
            $server = $lists = [];
            foreach ($headers as $name => $value) {
                $server['HTTP_' . strtoupper(strtr($name, '-', '_'))] = $value;
                $lists[ucwords($name, '-')] = [$value];
            }
            $configured = new ApiClient('key', ['webhook_secret' => $secret]);
            $events = [
                $client->webhooks()->unwrap($body, $server, ['secret' => $secret]),
                $client->webhooks()->unwrap($body, $lists, ['secret' => $secret]),
                (new YourApp\\WebhookVerifier($secret))->unwrap($body, $headers),
                $configured->webhooks()->unwrap($body, $headers),
            ];
            return array_map(fn ($event) => $event->id, $events);
        """
        assert php.run(body, given=webhook()) == ["evt_123"] * 4

    def test_the_secret_may_stand_in_the_environment(self, php: Php) -> None:
        call = "$client->webhooks()->unwrap($input['body'], $input['headers'])"
        variables = {"YOUR_APP_WEBHOOK_SECRET": SECRET}
        assert php.run(f"return {call}->id;", given=webhook(), environment=variables) == "evt_123"
        error = php.run(f"return caught(fn () => {call});", given=webhook())
        assert (error["name"], "YOUR_APP_WEBHOOK_SECRET" in error["message"]) == ("ConfigurationException", True)

    def test_one_of_several_signatures_is_enough(self, php: Php) -> None:
        given = webhook()
        given["headers"]["webhook-signature"] = f"v1a,xyz v1,bm90IGl0 {given['headers']['webhook-signature']}"
        assert php.run(f"return {CALL}->id;", given=given) == "evt_123"

    @pytest.mark.parametrize(("change", "told"), REFUSED)
    def test_everything_else_is_refused(self, php: Php, change: dict[str, Any], told: str) -> None:
        error = php.run(f"return caught(fn () => {CALL});", given=refused(change))
        assert error["name"] == "WebhookVerificationException"
        assert told in error["message"]

    def test_a_missing_header_is_named(self, php: Php) -> None:
        error = php.run(f"return caught(fn () => {CALL});", given=webhook() | {"headers": {}})
        assert (error["name"], error["message"]) == ("WebhookVerificationException", "The header webhook-id is missing")

    def test_an_empty_secret_is_a_mistake_of_the_caller(self, php: Php) -> None:
        error = php.run(f"return caught(fn () => {CALL});", given=webhook() | {"secret": ""})
        assert error["name"] == "ConfigurationException"
