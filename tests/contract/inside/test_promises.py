"""What the contract says of operations, parameters, bodies and words, against the hand-written promises. No server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from server.edge.contract import METHODS, Contract
from tests.contract.inside.closed import validator
from tests.contract.inside.promises import (
    BODY_DEFAULTS,
    CONSTANTS,
    ENUMS,
    ERRORS,
    FIELDS,
    FORMATS,
    HEADERS,
    LENGTHS,
    MEANINGS,
    OPERATIONS,
    REFUSES,
    SCHEMAS,
    SDK,
    SERVERS,
    SOURCES,
    TAGS,
    TAKES,
    TEXTS,
)
from tests.contract.inside.promises.vocabulary import IDEMPOTENCY, JSON


def nodes(contract: Contract) -> dict[str, tuple[str, str, dict[str, Any]]]:
    return {
        node["operationId"]: (method.upper(), path, node)
        for path, item in contract.document["paths"].items()
        for method, node in item.items()
        if method in METHODS
    }


def success(contract: Contract, operation: str) -> dict[str, Any]:
    responses = nodes(contract)[operation][2]["responses"]
    return contract.resolve(responses[str(OPERATIONS[operation].success)])


def part(contract: Contract, name: str) -> dict[str, Any]:
    """The schema `Name`, or the part `Name.property` of it."""
    schema, _, rest = name.partition(".")
    node: dict[str, Any] = contract.document["components"]["schemas"][schema]
    return node["properties"][rest] if rest else node


def parts(contract: Contract) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema and every part of one that is written out there."""

    def below(name: str, node: Any) -> Iterator[tuple[str, dict[str, Any]]]:
        yield name, node
        for key, each in node.get("properties", {}).items():
            yield from below(f"{name}.{key}", each)
        for key in ("items", "additionalProperties"):
            if isinstance(node.get(key), dict):
                yield from below(f"{name}.{key}", node[key])

    for name, node in contract.document["components"]["schemas"].items():
        yield from below(name, node)


def having(contract: Contract, keyword: str) -> dict[str, Any]:
    return {name: node[keyword] for name, node in parts(contract) if keyword in node}


def assert_takes_and_refuses(check: Any, takes: Any, refuses: Any, where: str) -> None:
    assert [each for each in takes if not check.is_valid(each)] == [], f"{where} must take these"
    assert [each for each in refuses if check.is_valid(each)] == [], f"{where} must refuse these"


class TestOperations:
    def test_are_these_at_these_routes(self, contract: Contract) -> None:
        assert contract.document["openapi"].startswith("3.1")
        found = {name: (method, path) for name, (method, path, _) in nodes(contract).items()}
        assert found == {name: (each.method, each.path) for name, each in OPERATIONS.items()}

    def test_have_the_one_tag_that_begins_their_name(self, contract: Contract) -> None:
        assert [each["name"] for each in contract.document["tags"]] == TAGS
        for name, (_, _, node) in nodes(contract).items():
            assert node["tags"] == [name.partition(".")[0]]

    def test_ask_for_this_permission(self, contract: Contract) -> None:
        assert "security" not in contract.document, "each operation says it itself"
        for name, (_, _, node) in nodes(contract).items():
            permission = OPERATIONS[name].permission
            assert node["security"] == ([{"apiKey": [permission]}] if permission else []), name

    def test_take_a_key_as_a_bearer_token(self, contract: Contract) -> None:
        schemes = contract.document["components"]["securitySchemes"]
        assert {name: (each["type"], each["scheme"]) for name, each in schemes.items()} == {
            "apiKey": ("http", "bearer")
        }

    def test_answer_with_these_statuses(self, contract: Contract) -> None:
        for name, (_, _, node) in nodes(contract).items():
            assert set(node["responses"]) == {str(each) for each in OPERATIONS[name].statuses}, name

    def test_share_their_errors(self, contract: Contract) -> None:
        for name, (_, _, node) in nodes(contract).items():
            for status, response in node["responses"].items():
                if status[0] in "45":
                    assert response == {"$ref": f"#/components/responses/{ERRORS[int(status)]}"}, f"{name} → {status}"
                    content = contract.resolve(response)["content"]
                    assert {each: media["schema"] for each, media in content.items()} == {
                        JSON: {"$ref": "#/components/schemas/ErrorResponse"}
                    }, f"{name} → {status}"

    def test_succeed_with_these_media_types(self, contract: Contract) -> None:
        for name, promise in OPERATIONS.items():
            assert set(success(contract, name)["content"]) == set(promise.answers), name

    def test_say_when_an_answer_is_repeated_where_they_take_an_idempotency_key(self, contract: Contract) -> None:
        """The closed check of the answers leaves this header out, as it is only there the second time."""
        header = {"$ref": "#/components/headers/Idempotency-Replayed"}
        declared = contract.resolve(header)
        assert (declared["schema"], declared.get("required", False)) == (
            {"$ref": "#/components/schemas/IsReplay"},
            False,
        )
        for name, (_, _, node) in nodes(contract).items():
            found = {
                status: contract.resolve(response).get("headers", {}).get("Idempotency-Replayed")
                for status, response in node["responses"].items()
            }
            takes_a_key = IDEMPOTENCY in OPERATIONS[name].parameters
            wanted = {str(OPERATIONS[name].success): header} if takes_a_key else {}
            assert {status: each for status, each in found.items() if each} == wanted, name

    def test_offer_these_links(self, contract: Contract) -> None:
        for name, promise in OPERATIONS.items():
            links = success(contract, name).get("links", {})
            found = {key: (each["operationId"], each.get("parameters", {})) for key, each in links.items()}
            assert found == promise.links, name

    def test_are_served_here(self, contract: Contract) -> None:
        servers = contract.document["servers"]
        assert [each["url"] for each in servers] == SERVERS
        assert servers[-1]["variables"]["host"]["default"] == "localhost:8000"

    def test_have_clients_of_these_names(self, contract: Contract) -> None:
        found = contract.document["x-sdk"]
        assert found == SDK
        assert next(iter(found["environments"])) == "production", "the first one is the default"


class TestParameters:
    def test_are_these(self, contract: Contract) -> None:
        for name, (method, path, _) in nodes(contract).items():
            found = {
                (each["name"], each["in"], each.get("required", False))
                for each in contract.parameters(path, method.lower())
            }
            assert found == {(each.name, each.place, each.required) for each in OPERATIONS[name].parameters}, name

    def test_have_these_defaults(self, contract: Contract) -> None:
        for name, (method, path, _) in nodes(contract).items():
            for each in contract.parameters(path, method.lower()):
                promise = next(p for p in OPERATIONS[name].parameters if p.name == each["name"])
                assert contract.resolve(each["schema"]).get("default") == promise.default, f"{name} {promise.name}"

    def test_take_and_refuse_these_values(self, contract: Contract) -> None:
        compiled: dict[str, Any] = {}
        for name, (method, path, _) in nodes(contract).items():
            for each in contract.parameters(path, method.lower()):
                promise = next(p for p in OPERATIONS[name].parameters if p.name == each["name"])
                shown = repr(each["schema"])
                if shown not in compiled:
                    compiled[shown] = validator(contract, each["schema"])
                assert_takes_and_refuses(compiled[shown], promise.takes, promise.refuses, f"{name} {promise.name}")
                # A text is decoded as the schema's type says: a number, a truth, or any text at all.
                kind = {bool: "boolean", int: "integer"}.get(type(promise.takes[0]), "string")
                assert contract.resolve(each["schema"])["type"] == kind, name


class TestBodies:
    def test_are_of_these_media_types(self, contract: Contract) -> None:
        for name, (_, _, node) in nodes(contract).items():
            body = node.get("requestBody", {})
            assert set(body.get("content", {})) == set(OPERATIONS[name].bodies), name
            assert body.get("required", False) == OPERATIONS[name].body_required, name

    def test_take_and_refuse_these_values(self, contract: Contract) -> None:
        for name, taken in TAKES.items():
            check = validator(contract, nodes(contract)[name][2]["requestBody"]["content"][JSON]["schema"])
            assert_takes_and_refuses(check, taken, REFUSES[name], name)

    def test_have_these_fields(self, contract: Contract) -> None:
        for name, fields in FIELDS.items():
            assert set(part(contract, name)["properties"]) == fields, name

    def test_that_are_files_are_any_bytes(self, contract: Contract) -> None:
        for name, (_, _, node) in nodes(contract).items():
            for media_type, media in node.get("requestBody", {}).get("content", {}).items():
                if media_type != JSON:
                    schema = contract.resolve(media["schema"])
                    assert (schema["type"], schema["format"]) == ("string", "binary"), f"{name} {media_type}"

    def test_have_these_defaults(self, contract: Contract) -> None:
        for name in TAKES:
            schema = contract.resolve(nodes(contract)[name][2]["requestBody"]["content"][JSON]["schema"])
            found = {key: each["default"] for key, each in schema["properties"].items() if "default" in each}
            assert found == BODY_DEFAULTS.get(name, {}), name

    def test_tell_sources_apart_by_their_type(self, contract: Contract) -> None:
        for name, kinds in SOURCES.items():
            schema = part(contract, name)
            targets = {kind: f"#/components/schemas/{each}" for kind, each in kinds.items()}
            assert schema["discriminator"] == {"propertyName": "type", "mapping": targets}, name
            assert sorted(each["$ref"] for each in schema["oneOf"]) == sorted(targets.values()), name


class TestSchemas:
    def test_take_and_refuse_these_values(self, contract: Contract) -> None:
        for name, (takes, refuses) in SCHEMAS.items():
            assert_takes_and_refuses(validator(contract, part(contract, name)), takes, refuses, name)

    def test_list_the_words_that_the_code_writes(self, contract: Contract) -> None:
        found = having(contract, "enum")
        assert {name: set(words) for name, words in found.items()} == ENUMS
        assert [name for name, words in found.items() if len(words) != len(set(words))] == []
        types = {name: node.get("type") for name, node in parts(contract) if name in ENUMS}
        assert types == {name: ["string", "null"] if None in words else "string" for name, words in ENUMS.items()}

    def test_are_these_in_the_headers_of_answers(self, contract: Contract) -> None:
        found = contract.document["components"]["headers"]
        assert {name: node["schema"] for name, node in found.items()} == {
            name: {"$ref": f"#/components/schemas/{schema}"} for name, schema in HEADERS.items()
        }

    def test_mean_this_here(self, contract: Contract) -> None:
        found: dict[str, set[str]] = {}
        for name, target in having(contract, "$ref").items():
            found.setdefault(target.rpartition("/")[2], set()).add(name)
        assert {name: found.get(name, set()) for name in MEANINGS} == MEANINGS

    def test_have_these_constants(self, contract: Contract) -> None:
        assert having(contract, "const") == CONSTANTS
        types = {bool: "boolean", str: "string"}
        for name, value in CONSTANTS.items():
            assert part(contract, name)["type"] == types[type(value)], name

    def test_tell_right_texts_from_wrong_ones_before_the_server_does(self, contract: Contract) -> None:
        for name, (right, wrong) in TEXTS.items():
            check = validator(contract, {"$ref": f"#/components/schemas/{name}"})
            assert [text for text in right if not check.is_valid(text)] == [], name
            assert [text for text in wrong if check.is_valid(text)] == [], name

    def test_have_these_formats(self, contract: Contract) -> None:
        assert having(contract, "format") == FORMATS

    def test_have_these_lengths(self, contract: Contract) -> None:
        found = {
            name: (node.get("minLength"), node.get("maxLength"))
            for name, node in parts(contract)
            if "minLength" in node or "maxLength" in node
        }
        assert found == LENGTHS

    def test_are_open_in_answers_so_that_a_field_can_be_added(self, contract: Contract) -> None:
        closed = {name for name, node in having(contract, "additionalProperties").items() if node is False}
        assert closed == set(FIELDS)
        assert set(FIELDS) >= set(SOURCES["SourceRequest"].values())
