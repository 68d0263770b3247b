"""Moments in requests: whatever RFC 3339 has is understood or refused, and nothing of it is our mistake."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.support.running import Client

UNTOLD = (
    "2016-12-31T23:59:60Z",  # a leap second
    "0000-01-01T00:00:00Z",
    "0001-01-01T00:00:00+10:00",  # before the year 1
    "9999-12-31T23:59:59-10:00",  # after the year 9999
    "yesterday",
    "2024-01-15",
)
TOLD = ("2024-01-15T10:30:00Z", "2024-01-15t10:30:00z", "2024-01-15T12:30:00.123456789+02:00")


def _key(client: Client, moment: str) -> httpx.Response:
    return client.post("/api-keys", json={"name": "x", "permissions": ["projects:read"], "expires_at": moment})


def _changed_key(client: Client, moment: str) -> httpx.Response:
    made = client.post("/api-keys", json={"name": "x", "permissions": ["projects:read"]}).json()["data"]
    return client.put(f"/api-keys/{made['id']}", json={"expires_at": moment})


def _replay(client: Client, moment: str) -> httpx.Response:
    made = client.post("/webhooks", json={"url": "https://example.com/hook", "events": ["*"]}).json()["data"]
    return client.post(f"/webhooks/{made['id']}/replay", json={"scope": "failed", "since": moment})


PLACES: dict[str, tuple[Callable[[Client, str], Any], str, int]] = {
    "POST /api-keys": (_key, "expires_at", 422),  # all of TOLD is over
    "PUT /api-keys": (_changed_key, "expires_at", 422),
    "GET /audit-log since": (lambda client, moment: client.get("/audit-log", params={"since": moment}), "since", 200),
    "GET /audit-log until": (lambda client, moment: client.get("/audit-log", params={"until": moment}), "until", 200),
    "POST /webhooks/…/replay": (_replay, "since", 200),
}


@pytest.mark.parametrize("place", PLACES)
class TestAMoment:
    @pytest.mark.parametrize("moment", UNTOLD)
    def test_that_cannot_be_told_is_422_and_names_its_field(self, client: Client, place: str, moment: str) -> None:
        ask, field, _ = PLACES[place]
        response = ask(client, moment)
        assert response.status_code == 422, response.text
        assert [each["field"] for each in response.json()["error"]["details"]] == [field]

    @pytest.mark.parametrize("moment", TOLD)
    def test_in_any_spelling_is_understood(self, client: Client, place: str, moment: str) -> None:
        ask, _, status = PLACES[place]
        response = ask(client, moment)
        assert response.status_code == status, response.text
        if status == 422:
            assert response.json()["error"]["details"][0]["message"] == "This moment is over."


def test_a_moment_in_another_zone_is_answered_in_utc(client: Client) -> None:
    response = _key(client, "2099-01-01T01:30:00+02:00")
    assert response.json()["data"]["expires_at"] == "2098-12-31T23:30:00Z"
