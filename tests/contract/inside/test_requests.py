"""Values at the edges, sent to the server; whom it lets in; and its links, followed."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote

import pytest

from server.edge.contract import Contract
from tests.contract.inside.closed import Exchange
from tests.contract.inside.promises import OPERATIONS, REFUSED_BY_RULES, REFUSES, TAKES
from tests.contract.inside.promises.vocabulary import BYTES, GZIP, JSON, ZIP, Parameter
from tests.contract.inside.world import World, zipped

PARAMETERS = [(name, each) for name, operation in OPERATIONS.items() for each in operation.parameters]

# Links that lead to where they say, and to a 409 from where these tests come: operation and link.
TOO_SOON = {
    ("deployments.create", "promote"),  # it has not ended
    ("teams.members.list", "update"),  # the first member is the only owner
}


def labelled(cases: list[tuple[str, Parameter]]) -> list[Any]:
    return [pytest.param(*case, id=f"{case[0]} {case[1].name}") for case in cases]


class TestParameters:
    @pytest.mark.parametrize(
        ("operation", "parameter"), labelled([each for each in PARAMETERS if each[1].place != "path"])
    )
    def test_take_their_edges_and_refuse_what_is_beyond(
        self, world: World, operation: str, parameter: Parameter
    ) -> None:
        for number, value in enumerate((*parameter.takes, *parameter.refuses)):
            request = world.sound(operation)
            if parameter.place == "query":
                text = str(value).lower() if isinstance(value, bool) else str(value)
                request["query"] = f"{parameter.name}={quote(text)}"
            else:
                request["headers"] = {**request.get("headers", {}), parameter.name: str(value)}
            wanted = OPERATIONS[operation].success if number < len(parameter.takes) else 422
            world.forget_named_requests()  # the same Idempotency-Key for another operation would be in use already
            answer = world.ask(operation, **request)
            assert answer.status == wanted, f"{value!r}: {answer.body!r}"

    @pytest.mark.parametrize(
        ("operation", "parameter"), labelled([each for each in PARAMETERS if each[1].place == "path"])
    )
    def test_of_the_path_cannot_be_anything_else(self, world: World, operation: str, parameter: Parameter) -> None:
        for value in (*parameter.takes, *parameter.refuses):
            request = {**world.sound(operation), parameter.name: value}
            assert world.ask(operation, **request).status == 404, value

    def test_that_are_left_out_have_their_defaults(self, world: World) -> None:
        for operation in ("projects.list", "deployments.list"):
            page = world.ask(operation, **world.sound(operation)).json["pagination"]
            assert (page["page"], page["limit"]) == (1, 20)
        world.ask("deployments.get", id=world.queued)
        assert len(world.ask("deployments.logs", id=world.success).json["data"]) > 1

    def test_filter(self, world: World) -> None:
        found = world.ask("projects.list", query="status=archived").json["data"]
        assert world.archived in [each["id"] for each in found]
        assert {each["status"] for each in found} == {"archived"}
        assert world.ask("projects.list", query="team=team_000").json["data"] == []
        found = world.ask("deployments.list", id=world.project, query="status=failed&limit=1").json
        assert [each["id"] for each in found["data"]] == [world.failed]
        after = world.ask("deployments.logs", id=world.success, query="after=1").json["data"]
        assert after[0]["number"] == 2


class TestBodies:
    @pytest.mark.parametrize("operation", TAKES)
    def test_with_values_at_the_edges_are_taken(self, world: World, operation: str) -> None:
        for body in TAKES[operation]:
            request = {**world.sound(operation), "json": world.real(body)}
            answer = world.ask(operation, **request)
            assert answer.status == OPERATIONS[operation].success, f"{body}: {answer.body!r}"

    @pytest.mark.parametrize("operation", REFUSES)
    def test_with_values_beyond_are_refused(self, world: World, operation: str) -> None:
        for body in (*REFUSES[operation], *(world.real(each) for each in REFUSED_BY_RULES.get(operation, ()))):
            request = world.sound(operation)
            request.pop("json", None)
            content: dict[str, Any] = {"body": json.dumps(body).encode(), "headers": {"content-type": JSON}}
            answer = world.ask(operation, **request, **content)
            assert answer.status == 422, f"{body}: {answer.body!r}"

    @pytest.mark.parametrize("operation", [name for name, each in OPERATIONS.items() if JSON in each.bodies])
    def test_that_are_left_out(self, world: World, operation: str) -> None:
        request = world.sound(operation)
        request.pop("json", None)
        promise = OPERATIONS[operation]
        assert world.ask(operation, **request).status == (400 if promise.body_required else promise.success)

    @pytest.mark.parametrize("media_type", [JSON, ZIP, GZIP, BYTES, "text/plain"])
    @pytest.mark.parametrize("operation", [name for name, each in OPERATIONS.items() if each.bodies])
    def test_of_another_media_type_are_refused(self, world: World, operation: str, media_type: str) -> None:
        request = world.sound(operation)
        request.pop("json", None)
        request.update(body=zipped(), headers={"content-type": media_type})
        status = world.ask(operation, **request).status
        assert (status == 415) == (media_type not in OPERATIONS[operation].bodies), status

    def test_that_leave_fields_out_get_their_defaults(self, world: World) -> None:
        made = world.ask("projects.create", json={"name": "Plain"}).json["data"]
        assert (made["template"], made["visibility"]) == ("blank", "private")
        changed = world.ask("projects.update", id=made["id"], json={"name": "Other"}).json["data"]
        assert (changed["template"], changed["visibility"]) == ("blank", "private")


class TestPermissions:
    @pytest.mark.parametrize("operation", [name for name, each in OPERATIONS.items() if each.permission])
    def test_are_this_one_and_no_other(self, world: World, operation: str) -> None:
        permission = OPERATIONS[operation].permission or ""
        assert world.ask(operation, **world.sound(operation), key=None).status == 401
        others = world.ask(operation, **world.sound(operation), key=world.all_but[permission])
        assert others.status == (403 if permission != "token:read" else 200), "every key may see itself"
        only = world.ask(operation, **world.sound(operation), key=world.only[permission])
        if OPERATIONS[operation].gives:
            assert only.status == 403, "nobody gives away what they lack"
            assert all(each in only.json["error"]["message"] for each in OPERATIONS[operation].gives)
            only = world.ask(operation, **world.sound(operation), key=world.enough[operation])
        assert only.status == OPERATIONS[operation].success, only.body

    def test_are_not_needed_to_ask_for_the_health(self, world: World) -> None:
        assert world.ask("health.get", key=None).status == 200


class TestLinks:
    """Of the contract, as a client reads them: each leads somewhere."""

    @pytest.mark.parametrize("operation", [name for name, each in OPERATIONS.items() if each.links])
    def test_lead_to_an_operation_that_takes_what_they_give(
        self, world: World, contract: Contract, operation: str
    ) -> None:
        promise = OPERATIONS[operation]
        node = contract.document["paths"][promise.path][promise.method.lower()]
        for name, link in contract.resolve(node["responses"][str(promise.success)])["links"].items():
            request = world.sound(operation)
            assert world.ask(operation, **request).status == promise.success
            exchange = world.exchanges[-1]
            target = link["operationId"]
            given = {key: value_of(each, request, exchange) for key, each in link.get("parameters", {}).items()}
            known = {each.name: each for each in OPERATIONS[target].parameters}
            assert set(given) <= set(known)
            sound = {key: value for key, value in world.sound(target).items() if key == "json"}
            sound.update({key: value for key, value in given.items() if known[key].place == "path"})
            query = "&".join(f"{key}={value}" for key, value in given.items() if known[key].place == "query")
            status = world.ask(target, **sound, query=query).status
            if name == "gone":
                assert status == 404
            else:
                wanted = 409 if (operation, name) in TOO_SOON else OPERATIONS[target].success
                assert status == wanted, f"{name}: {status}"


def value_of(expression: str, request: dict[str, Any], exchange: Exchange) -> Any:
    """A runtime expression of OpenAPI 3.1 (4.8.20.4): part of the answer's body, or of the request's path."""
    if match := re.fullmatch(r"\$request\.path\.(\w+)", expression):
        return request[match[1]]
    assert expression.startswith("$response.body#/"), expression
    value = exchange.body
    for part in expression.partition("#/")[2].split("/"):
        value = value[int(part)] if isinstance(value, list) else value[part]
    assert value is not None, expression
    return value
