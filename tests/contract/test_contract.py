"""The contract and the server, held against each other without a running server."""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from openapi_spec_validator import validate

from scripts import check_spec
from server.auth.usage import KeyUsage
from server.edge.app import create_api
from server.edge.contract import METHODS, Contract
from server.edge.operation import ContractError, handlers
from server.kit.services import Services

CONTRACT = Contract.load()
SERVER = Path(__file__).parents[2] / "server"


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path, method, item[method])
        for path, item in CONTRACT.document["paths"].items()
        for method in METHODS
        if method in item
    ]


def strings(node: Any) -> Iterator[str]:
    """Every string in it, but for the names of fields."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict | list):
        for each in node.values() if isinstance(node, dict) else node:
            yield from strings(each)


class TestTheDocument:
    def test_is_valid_openapi_3_1(self) -> None:
        validate(copy.deepcopy(CONTRACT.document))

    def test_keeps_our_own_rules(self) -> None:
        assert check_spec.problems(CONTRACT) == []

    def test_names_every_code_of_a_409_at_the_operations_that_answer_it(self) -> None:
        """`idempotency_key_reused` stands at the parameter, and `email_taken` is for the console and the command."""
        raised = {
            keyword.value.value
            for module in SERVER.rglob("*.py")
            for node in ast.walk(ast.parse(module.read_text()))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Conflict"
            for keyword in node.keywords
            if keyword.arg == "code" and isinstance(keyword.value, ast.Constant)
        }
        told = {
            code
            for _, _, node in operations()
            if "409" in node["responses"]
            for code in re.findall(r"`([a-z]+(?:_[a-z]+)+)`", node["description"])
        }
        assert len(raised) > 5
        assert raised - {"idempotency_key_reused", "email_taken"} <= told
        silent = [
            node["operationId"]
            for _, _, node in operations()
            if "409" in node["responses"]
            and "`409`" not in node["description"]
            and not any(str(each.get("$ref")).endswith("/IdempotencyKey") for each in node.get("parameters", ()))
        ]
        assert silent == []

    def test_uses_every_component_that_it_has(self) -> None:
        used = {
            "/".join(each.split("/")[:4]) for each in strings(CONTRACT.document) if each.startswith("#/components/")
        }
        for kind, components in CONTRACT.document["components"].items():
            for name in components if kind != "securitySchemes" else ():
                assert f"#/components/{kind}/{name}" in used, f"{kind}/{name} is used nowhere"


class TestOperationsAndHandlers:
    @pytest.mark.parametrize(("path", "method", "node"), operations(), ids=lambda value: str(value)[:40])
    def test_every_operation_has_a_handler(self, path: str, method: str, node: dict[str, Any]) -> None:
        files = set(node.get("requestBody", {}).get("content", {})) - {"application/json"}
        handler = handlers(node["operationId"], node["tags"][0], uploads=bool(files)).answer
        assert f"{method.upper()} {path}" in (handler.__doc__ or ""), "a handler's docstring begins with its route"

    def test_every_handler_has_an_operation(self) -> None:
        ids = {node["operationId"] for _, _, node in operations()}
        for module in SERVER.glob("*/handlers.py"):
            names = [
                node.name
                for node in ast.parse(module.read_text()).body
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
            ]
            for name in names:
                stem = re.sub("_(authorize|receive|again|quick)$", "", name)
                dotted = {each.replace(".", "_") for each in ids}
                assert f"{module.parent.name}_{stem}" in dotted, f"{module}: {name} belongs to no operation"


class TestTheStart:
    """What the contract does not say clearly stops the server from starting."""

    def start(self, services: Services, change: Any) -> None:
        document = copy.deepcopy(CONTRACT.document)
        change(document)
        create_api(services, Contract(CONTRACT.yaml, CONTRACT.json, CONTRACT.digest, document), KeyUsage())

    def test_the_contract_as_it_is_starts(self, services: Services) -> None:
        self.start(services, lambda document: None)

    @pytest.mark.parametrize(
        "security",
        [
            pytest.param(None, id="no security at all"),
            pytest.param([{}], id="an empty requirement"),
            pytest.param([{"apiKey": []}], id="a scheme without a permission"),
            pytest.param([{"apiKey": ["projects:read"]}, {}], id="optional"),
            pytest.param([{"apiKey": ["projects:raed"]}], id="a permission that does not exist"),
            pytest.param([{"apiKey": ["projects:read", "projects:write"]}], id="two permissions"),
            pytest.param([{"apiKey": ["projects:read"]}, {"other": []}], id="one scheme without"),
        ],
    )
    def test_an_operation_without_one_clear_permission_does_not(
        self, services: Services, security: list[Any] | None
    ) -> None:
        def change(document: dict[str, Any]) -> None:
            if security is None:
                del document["paths"]["/projects"]["get"]["security"]
            else:
                document["paths"]["/projects"]["get"]["security"] = security

        with pytest.raises(ContractError, match=r"projects\.list"):
            self.start(services, change)

    def test_an_operation_without_a_handler_does_not(self, services: Services) -> None:
        def change(document: dict[str, Any]) -> None:
            document["paths"]["/projects"]["get"]["operationId"] = "projects.search"

        with pytest.raises(ContractError, match=r"projects\.search has no handler"):
            self.start(services, change)

    def test_an_idempotency_key_without_the_question_who_may_see_the_answer_again_does_not(
        self, services: Services
    ) -> None:
        def change(document: dict[str, Any]) -> None:
            parameters = document["paths"]["/projects/{id}/transfer"]["post"].setdefault("parameters", [])
            parameters.append({"$ref": "#/components/parameters/IdempotencyKey"})

        with pytest.raises(ContractError, match=r"projects\.transfer: an Idempotency-Key"):
            self.start(services, change)

    def test_an_operation_outside_of_its_tag_does_not(self, services: Services) -> None:
        def change(document: dict[str, Any]) -> None:
            document["paths"]["/projects"]["get"]["tags"] = ["teams"]

        with pytest.raises(ContractError, match="must begin with its tag"):
            self.start(services, change)


class TestOurRules:
    """Each rule of scripts/check_spec.py finds what it is there to find."""

    @pytest.mark.parametrize(
        ("where", "value", "problem"),
        [
            (("paths", "/projects", "get", "responses", "403"), None, "lacks the answer 403"),
            (("paths", "/projects", "post", "responses", "415"), None, "lacks the answer 415"),
            (("paths", "/projects/{id}", "get", "responses", "404"), None, "lacks the answer 404"),
            (("paths", "/projects", "get", "responses", "429"), {"$ref": "#/components/responses/Conflict"}, "429"),
            (("paths", "/projects", "get", "responses", "202"), {"description": "x"}, "exactly one success"),
            (("paths", "/projects", "get", "security"), [{"apiKey": ["projects:write"]}], "only reads"),
            (("paths", "/projects", "post", "security"), [{"apiKey": ["projects:read"]}], "writes and asks"),
            (("paths", "/projects", "get", "security"), [{"apiKey": ["x:read"]}], "lacks"),
            (("paths", "/projects", "post", "responses", "201", "links"), None, "has no links"),
            (("paths", "/projects", "post", "responses", "201", "headers", "X-Request-Id"), None, "X-Request-Id"),
            (("components", "schemas", "Token", "description"), None, "Token has no description"),
            (("components", "schemas", "Permission", "enum"), ["token:read"], "Permission and"),
        ],
        ids=lambda value: "/".join(value)[:60] if isinstance(value, tuple) else "",
    )
    def test_finds(self, where: tuple[str, ...], value: Any, problem: str) -> None:
        document = copy.deepcopy(CONTRACT.document)
        node = document
        for part in where[:-1]:
            node = node[part]
        if value is None:
            del node[where[-1]]
        else:
            node[where[-1]] = value
        changed = Contract(yaml.safe_dump(document).encode(), b"", "", document)
        assert any(problem in each for each in check_spec.problems(changed)), check_spec.problems(changed)

    def test_finds_an_example_that_breaks_its_schema(self) -> None:
        document = copy.deepcopy(CONTRACT.document)
        examples = document["paths"]["/projects"]["post"]["responses"]["201"]["content"]["application/json"]["examples"]
        examples["created"]["value"]["data"]["status"] = "gone"
        changed = Contract(b"", b"", "", document)
        assert any("breaks its schema" in each for each in check_spec.problems(changed))
