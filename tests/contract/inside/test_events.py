"""What is sent to webhooks: twelve kinds of event in one envelope, as the contract says and the server writes."""

from __future__ import annotations

from typing import Any

from server.edge.contract import Contract
from server.events.types import TYPES
from tests.contract.inside.closed import PREFIX, Exchange, validator
from tests.contract.inside.promises.events import DATA, DELIVERY_HEADERS, schema_of
from tests.contract.inside.promises.vocabulary import JSON


def to(name: str) -> dict[str, str]:
    return {"$ref": f"{PREFIX}{name}"}


def bare(node: dict[str, Any]) -> dict[str, Any]:
    """Without what only people read."""
    return {key: each for key, each in node.items() if key not in ("description", "examples")}


def data_of(event: str) -> tuple[str, dict[str, str]]:
    return DATA[event.partition(".")[0]]


def told(exchanges: list[Exchange]) -> list[dict[str, Any]]:
    """Every event that was listed, as it is sent: without what only a list adds."""
    added = ("sequence", "project_id", "team_id")
    return [
        {key: each for key, each in event.items() if key not in added}
        for exchange in exchanges
        if (exchange.operation, exchange.status, exchange.media_type) == ("events.list", 200, JSON)
        for event in exchange.body["data"]
    ]


class TestEvents:
    def test_are_these_and_come_with_these_headers(self, contract: Contract) -> None:
        webhooks = contract.document["webhooks"]
        assert tuple(webhooks) == TYPES
        for name, item in webhooks.items():
            assert set(item) == {"post"}, name
            node = item["post"]
            assert (node["operationId"], node["tags"], node["security"]) == (name, ["events"], []), name
            headers = [contract.resolve(each) for each in node["parameters"]]
            assert {(each["in"], each["required"]) for each in headers} == {("header", True)}, name
            assert {each["name"]: each["schema"] for each in headers} == {
                key: to(schema) for key, schema in DELIVERY_HEADERS.items()
            }, name
            assert node["requestBody"]["required"] is True, name
            content = node["requestBody"]["content"]
            assert {key: each["schema"] for key, each in content.items()} == {JSON: to(schema_of(name))}, name
            assert set(node["responses"]) == {"2XX"}, name

    def test_have_one_envelope(self, contract: Contract) -> None:
        schemas = contract.document["components"]["schemas"]
        for name in TYPES:
            node = schemas[schema_of(name)]
            assert set(node["required"]) == {"id", "type", "created_at", "data"}, name
            assert bare({**node, "required": None, "properties": None}) == {
                "type": "object",
                "required": None,
                "properties": None,
            }, name
            assert {key: bare(each) for key, each in node["properties"].items()} == {
                "id": to("EventId"),
                "type": {"type": "string", "const": name},
                "created_at": to("Timestamp"),
                "data": to(data_of(name)[0]),
            }, name

    def test_tell_of_these_things(self, contract: Contract) -> None:
        schemas = contract.document["components"]["schemas"]
        for schema, things in DATA.values():
            node = schemas[schema]
            assert set(node) - {"description"} == {"type", "required", "properties"}, schema
            assert (node["type"], set(node["required"])) == ("object", set(things)), schema
            assert node["properties"] == {key: to(each) for key, each in things.items()}, schema

    def test_are_what_the_server_writes(self, contract: Contract, recorded: list[Exchange]) -> None:
        checks = {name: validator(contract, to(schema_of(name))) for name in TYPES}
        seen = {each["type"] for each in told(recorded)}
        assert seen >= SEEN, SEEN - seen
        for event in told(recorded):
            problems = [each.message for each in checks[event["type"]].iter_errors(event)]
            assert problems == [], event
            assert set(event) == {"id", "type", "created_at", "data"}
            assert set(event["data"]) == set(data_of(event["type"])[1]), event["type"]


# What happens in the scenario. The others need a worker: tests/webhooks and tests/deployments see them sent.
SEEN = {
    *("deployment.completed", "deployment.failed", "deployment.cancelled", "deployment.promoted"),
    *("project.created", "project.updated", "project.deleted", "team.member_added", "webhook.test"),
}
