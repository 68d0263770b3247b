"""How the collection's order, values and checks come from the contract, on a small one."""

from __future__ import annotations

from typing import Any

import jsonschema_rs
import pytest
import yaml

from scripts.postman.schemas import self_contained
from scripts.postman.story import Step, folder_title, story
from scripts.sdk.model import SpecError, read

NAMES: dict[str, Any] = {
    "version": "1.0.0",
    "client": "Client",
    "environment_prefix": "X",
    "command": "x",
    "key_placeholder": "KEY",
    "python": {"distribution": "x", "package": "x"},
    "javascript": {"package": "x"},
    "php": {"package": "x/x", "client": "X\\Client"},
    "postman": {"collection": "X"},
    "environments": {"local": "http://localhost/v1"},
}
THING = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}


def operation(operation_id: str, status: int = 200, links: dict[str, str] | None = None, **more: Any) -> dict[str, Any]:
    """An operation whose answer has links: {operationId: parameter}, filled from the answer's own id."""
    linked = {
        target: {"operationId": target, "parameters": {name: "$response.body#/data/id"}}
        for target, name in (links or {}).items()
    }
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/ThingResponse"}}}
    return {
        "operationId": operation_id,
        "tags": [operation_id.partition(".")[0]],
        "summary": operation_id,
        "responses": {str(status): {"description": "It.", "content": content, "links": linked}},
        **more,
    }


def parameter(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def steps(paths: dict[str, dict[str, Any]], tags: list[str]) -> list[Step]:
    """The story of a contract with these paths."""
    for path, item in paths.items():
        item["parameters"] = [parameter(each.partition("}")[0]) for each in path.split("{")[1:]]
    document = {
        "openapi": "3.1.0",
        "info": {"title": "X", "version": "1.0.0"},
        "x-sdk": NAMES,
        "tags": [{"name": name, "description": name} for name in tags],
        "paths": paths,
        "components": {
            "schemas": {
                "Thing": THING,
                "ThingResponse": {
                    "type": "object",
                    "required": ["data"],
                    "properties": {"data": {"$ref": "#/components/schemas/Thing"}},
                },
            }
        },
    }
    return story(read(yaml.safe_dump(document, sort_keys=False).encode()))


def body(value: Any) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/ThingResponse"}
    examples = {"one": {"value": value}, "other": {"value": {"other": True}}}
    return {"required": True, "content": {"application/json": {"schema": schema, "examples": examples}}}


def cats_and_dogs(**hints: Any) -> dict[str, dict[str, Any]]:
    """Dogs belong to cats. `hints` are for `dogs.pet`."""
    ids = {"cats.get": "id", "cats.delete": "id"}
    return {
        "/dogs/{id}": {"delete": operation("dogs.delete")},
        "/dogs/{id}/pet": {"post": operation("dogs.pet", **({"x-postman": hints} if hints else {}))},
        "/dogs": {
            "post": operation(
                "dogs.create", 201, {"dogs.pet": "id", "dogs.delete": "id"}, requestBody=body({"cat_id": "cat_1"})
            )
        },
        "/cats": {
            "get": operation("cats.list", links={"cats.get": "id"}),
            "post": operation("cats.create", 201, ids),
        },
        "/cats/{id}": {"get": operation("cats.get"), "delete": operation("cats.delete")},
    }


def by_id(told: list[Step]) -> dict[str, Step]:
    return {each.operation.id: each for each in told}


class TestTheOrder:
    def test_is_that_of_the_tags_with_creating_first_and_deleting_last(self) -> None:
        told = steps(cats_and_dogs(), ["cats", "dogs"])
        assert [(each.folder, each.operation.id) for each in told] == [
            ("cats", "cats.create"),
            ("cats", "cats.list"),
            ("cats", "cats.get"),
            ("dogs", "dogs.create"),
            ("dogs", "dogs.pet"),
            ("Clean up", "dogs.delete"),
            ("Clean up", "cats.delete"),
        ]

    def test_puts_an_operation_that_needs_one_of_its_own_after_making_one(self) -> None:
        told = steps(cats_and_dogs(first="dogs.create"), ["cats", "dogs"])
        assert [each.name for each in told][3:6] == ["dogs.create", "dogs.create, to dogs.pet", "dogs.pet"]
        assert len({each.key for each in told}) == len(told)

    def test_makes_it_from_the_example_that_it_asks_for(self) -> None:
        told = steps(cats_and_dogs(first={"operation": "dogs.create", "example": "other"}), ["cats", "dogs"])
        assert [each.body for each in told if each.operation.id == "dogs.create"] == [
            *({"cat_id": "{{catId}}"}, {"other": True})
        ]

    def test_tells_what_makes_one_from_another_where_the_contract_has_it(self) -> None:
        paths = cats_and_dogs()
        paths["/dogs/{id}/clone"] = {"post": operation("dogs.clone", 201, {"dogs.pet": "id"})}
        told = steps(paths, ["cats", "dogs"])
        assert [each.operation.id for each in told][3:6] == ["dogs.create", "dogs.pet", "dogs.clone"]
        assert by_id(told)["dogs.clone"].gives == (), "the one that was made first stays the hero"

    def test_puts_what_says_so_into_the_clean_up(self) -> None:
        told = steps(cats_and_dogs(last=True), ["cats", "dogs"])
        assert [each.operation.id for each in told if each.folder == "Clean up"] == [
            *("dogs.pet", "dogs.delete", "cats.delete")
        ]

    @pytest.mark.parametrize(("tag", "title"), [("api-keys", "API keys"), ("oauth-apps", "OAuth apps"), ("x", "X")])
    def test_has_folders_that_people_can_read(self, tag: str, title: str) -> None:
        assert folder_title(tag) == title


class TestTheIds:
    def test_come_from_what_the_story_made_and_never_from_a_list(self) -> None:
        told = by_id(steps(cats_and_dogs(), ["cats", "dogs"]))
        assert told["cats.create"].gives == (("catId", "/data/id"),)
        assert told["cats.list"].gives == ()
        assert told["cats.get"].values == {"id": "{{catId}}"}

    def test_come_from_a_list_where_nothing_makes_them(self) -> None:
        paths = {
            "/events": {"get": operation("events.list", links={"events.get": "id"})},
            "/events/{id}": {"get": operation("events.get")},
        }
        told = by_id(steps(paths, ["events"]))
        assert told["events.list"].gives == (("eventId", "/data/id"),)
        assert told["events.get"].needs == ["eventId"]

    def test_stand_in_bodies_once_the_story_knows_them(self) -> None:
        assert by_id(steps(cats_and_dogs(), ["cats", "dogs"]))["dogs.create"].body == {"cat_id": "{{catId}}"}
        assert by_id(steps(cats_and_dogs(), ["dogs", "cats"]))["dogs.create"].body == {"cat_id": "cat_1"}

    def test_are_forgotten_with_what_they_named(self) -> None:
        assert by_id(steps(cats_and_dogs(), ["cats", "dogs"]))["cats.delete"].ends == "catId"


class TestTheHints:
    def test_choose_the_example_the_values_and_the_statuses(self) -> None:
        paths = cats_and_dogs(values={"id": "dog_1"}, expect=[409])
        paths["/dogs"]["post"]["x-postman"] = {"example": "other"}
        told = by_id(steps(paths, ["cats", "dogs"]))
        assert told["dogs.create"].body == {"other": True}
        assert told["dogs.pet"].values == {"id": "dog_1"}
        assert told["dogs.pet"].statuses == [200, 409]

    def test_are_refused_when_they_are_unknown(self) -> None:
        with pytest.raises(SpecError, match=r"dogs\.pet: x-postman knows .*, not \['skip'\]"):
            steps(cats_and_dogs(skip=True), ["cats", "dogs"])

    def test_are_refused_when_there_is_no_such_example(self) -> None:
        paths = cats_and_dogs()
        paths["/dogs"]["post"]["x-postman"] = {"example": "third"}
        with pytest.raises(SpecError, match="example third"):
            steps(paths, ["cats", "dogs"])


class TestTheSchemas:
    SCHEMAS: dict[str, Any] = {
        "Node": {
            "description": "A node.",
            "type": "object",
            "required": ["id", "at"],
            "properties": {
                "id": {"$ref": "#/components/schemas/Id", "description": "Its ID.", "maxLength": 4},
                "at": {"type": ["string", "null"], "format": "date-time"},
                "next": {"oneOf": [{"$ref": "#/components/schemas/Node"}, {"type": "null"}]},
                "description": {"type": "string", "format": "binary", "examples": ["x"]},
                "pair": {"type": "array", "prefixItems": [{"type": "string"}, {"type": "integer"}], "items": False},
            },
            "dependentRequired": {"next": ["pair"]},
        },
        "Id": {"type": "string", "pattern": "^n"},
        "Unused": {"type": "string"},
    }

    @pytest.mark.parametrize(
        ("value", "valid"),
        [
            ({"id": "n1", "at": None}, True),
            ({"id": "n1", "at": "2026-11-24T12:00:00Z", "next": {"id": "n2", "at": None}, "pair": ["a", 1]}, True),
            ({"id": "x1", "at": None}, False),
            ({"id": "n12345", "at": None}, False),
            ({"id": "n1"}, False),
            ({"id": "n1", "at": "yesterday"}, False),
            ({"id": "n1", "at": None, "next": {"id": 2, "at": None}, "pair": []}, False),
            ({"id": "n1", "at": None, "pair": ["a", 1, 2]}, False),
            ({"id": "n1", "at": None, "next": None}, False),
            ({"id": "n1", "at": None, "description": 1}, False),
        ],
    )
    def test_mean_in_draft_7_what_they_mean_in_the_contract(self, value: Any, valid: bool) -> None:
        translated = self_contained("Node", self.SCHEMAS)
        validator = jsonschema_rs.Draft7Validator(translated, validate_formats=True)
        assert validator.is_valid(value) is valid
        original = {"$ref": "#/components/schemas/Node", "components": {"schemas": self.SCHEMAS}}
        assert jsonschema_rs.Draft202012Validator(original, validate_formats=True).is_valid(value) is valid

    def test_hold_what_they_need_and_nothing_else(self) -> None:
        translated = self_contained("Node", self.SCHEMAS)
        assert set(translated["definitions"]) == {"Node", "Id"}
        assert "description" not in translated["definitions"]["Node"]
        assert "binary" not in str(translated), "ajv 6 refuses formats that it does not know"
