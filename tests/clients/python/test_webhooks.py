"""`client.webhooks.unwrap` of the Python clients."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from tests.clients.python.driver import Driver
from tests.clients.webhooks import BODY, KNOWN, LATER, REFUSED, SECRET, refused, webhook


def unwrap(driver: Driver, given: dict[str, Any], **options: Any) -> Any:
    secret = {"secret": given["secret"]} if "secret" in given else {}
    return driver.call("webhooks.unwrap", given["body"], given["headers"], **secret, **options)


class TestUnwrap:
    """What was signed is unwrapped, everything else is refused."""

    @pytest.mark.parametrize("secret", [SECRET, "your-webhook-secret"])
    def test_what_was_signed_is_unwrapped(self, driver: Driver, secret: str) -> None:
        event = unwrap(driver, webhook(secret=secret))
        assert event.to_dict() == json.loads(BODY)
        assert (event.id, event.type) == ("evt_123", "deployment.completed")
        assert event.created_at == dt.datetime(2024, 1, 21, 10, 30, tzinfo=dt.UTC)

    def test_known_types_are_typed_and_later_ones_arrive(self, driver: Driver) -> None:
        from your_app_api.models import DeploymentCompletedEvent, EventDeployment

        event = unwrap(driver, webhook(KNOWN))
        assert (type(event), type(event.data.deployment)) == (DeploymentCompletedEvent, EventDeployment)
        later = unwrap(driver, webhook(LATER))
        assert (later.type, later.to_dict()) == ("project.moved", json.loads(LATER))

    def test_headers_and_bodies_come_in_many_forms(self, driver: Driver) -> None:
        import httpx

        given = webhook()
        upper = {name.upper(): [value] for name, value in given["headers"].items()}
        for body in (BODY.encode(), bytearray(BODY.encode()), BODY):
            for headers in (given["headers"], upper, httpx.Headers(given["headers"])):
                assert unwrap(driver, given | {"body": body, "headers": headers}).id == "evt_123"

    def test_the_secret_may_stand_elsewhere(self, driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
        from your_app_api import ConfigurationError

        given = webhook()
        call = ("webhooks.unwrap", given["body"], given["headers"])
        with pytest.raises(ConfigurationError, match="YOUR_APP_WEBHOOK_SECRET"):
            driver.call(*call)
        assert driver.call(*call, client={"webhook_secret": SECRET}).id == "evt_123"
        monkeypatch.setenv("YOUR_APP_WEBHOOK_SECRET", SECRET)
        assert driver.call(*call).id == "evt_123"

    def test_one_of_several_signatures_is_enough(self, driver: Driver) -> None:
        given = webhook()
        given["headers"]["webhook-signature"] = f"v1a,xyz v1,bm90IGl0 {given['headers']['webhook-signature']}"
        assert unwrap(driver, given).id == "evt_123"

    @pytest.mark.parametrize(("change", "told"), REFUSED)
    def test_everything_else_is_refused(self, driver: Driver, change: dict[str, Any], told: str) -> None:
        from your_app_api import WebhookVerificationError

        with pytest.raises(WebhookVerificationError, match=told):
            unwrap(driver, refused(change))

    def test_the_window_can_be_another(self, driver: Driver) -> None:
        assert unwrap(driver, webhook(at=-500), tolerance=600).id == "evt_123"

    def test_a_body_that_is_signed_and_no_event_is_refused(self, driver: Driver) -> None:
        from your_app_api import WebhookVerificationError

        for body in ("not JSON", "[]", "5"):
            with pytest.raises(WebhookVerificationError, match="is right, but the body is not"):
                unwrap(driver, webhook(body=body))

    def test_a_parsed_body_and_an_empty_secret_are_mistakes_of_the_caller(self, driver: Driver) -> None:
        from your_app_api import ConfigurationError

        with pytest.raises(ConfigurationError, match="parsed"):
            unwrap(driver, webhook() | {"body": json.loads(BODY)})
        with pytest.raises(ConfigurationError, match="needs the webhook's secret"):
            unwrap(driver, webhook() | {"secret": ""})
        with pytest.raises(ConfigurationError, match="not base64"):
            unwrap(driver, webhook() | {"secret": "whsec_%"})
