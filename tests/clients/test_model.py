"""The one model that every generator reads."""

from __future__ import annotations

import copy
from typing import Any

import pytest
import yaml

from scripts.sdk.model import Model, SpecError, read
from scripts.sdk.types import Types
from scripts.sdk.words import camel, kebab, pascal, plural, singular, snake
from tests.clients.evolved import evolved


def of(document: dict[str, Any]) -> Model:
    """The model of a document."""
    return read(yaml.safe_dump(document, sort_keys=False, allow_unicode=True).encode())


class TestWords:
    """One name, as each language writes it."""

    @pytest.mark.parametrize(
        ("name", "in_snake", "in_camel", "in_pascal", "in_kebab"),
        [
            ("userId", "user_id", "userId", "UserId", "user-id"),
            ("api_keys", "api_keys", "apiKeys", "ApiKeys", "api-keys"),
            ("Last-Event-ID", "last_event_id", "lastEventId", "LastEventId", "last-event-id"),
            ("sha256", "sha256", "sha256", "Sha256", "sha256"),
            ("OAuthApp", "o_auth_app", "oAuthApp", "OAuthApp", "o-auth-app"),
            ("HTTPPage", "http_page", "httpPage", "HttpPage", "http-page"),
        ],
    )
    def test_names(self, name: str, in_snake: str, in_camel: str, in_pascal: str, in_kebab: str) -> None:
        assert (snake(name), camel(name), pascal(name), kebab(name)) == (in_snake, in_camel, in_pascal, in_kebab)

    def test_singulars(self) -> None:
        given = ["projects", "policies", "status", "access", "teams"]
        assert [singular(each) for each in given] == ["project", "policy", "status", "access", "team"]

    def test_plurals(self) -> None:
        given = ["project", "policy", "webhook_key", "status", "access", "branch", "teams"]
        wanted = ["projects", "policies", "webhook_keys", "statuses", "accesses", "branches", "teams"]
        assert [plural(each) for each in given] == wanted


class TestTypes:
    """Every way to say one thing is one type."""

    def test_nullable_has_many_spellings(self) -> None:
        schemas = {"Thing": {"type": "object", "properties": {"id": {"type": "string"}}}}
        types = Types({"components": {"schemas": schemas}})
        reference = {"$ref": "#/components/schemas/Thing"}
        for node in ({"oneOf": [reference, {"type": "null"}]}, {"anyOf": [{"type": "null"}, reference]}):
            found = types.type(node)
            assert (found.kind, found.name, found.nullable) == ("model", "Thing", True)
        assert types.type({"type": ["string", "null"]}).nullable
        assert types.type({"enum": ["a", None]}).values == ("a",)
        assert types.type({"enum": ["a", None]}).nullable

    def test_all_of_is_one_object_and_const_is_an_enum(self) -> None:
        schemas = {
            "Base": {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}},
            "More": {
                "allOf": [
                    {"$ref": "#/components/schemas/Base"},
                    {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "more"}}},
                ]
            },
        }
        more = Types({"components": {"schemas": schemas}}).schema("More")
        assert [(field.name, field.required, field.type.kind) for field in more.fields] == [
            ("id", True, "string"),
            ("kind", True, "enum"),
        ]

    def test_what_stands_beside_a_reference_goes_before_what_it_leads_to(self) -> None:
        schemas = {"Name": {"type": "string", "description": "Far", "maxLength": 5}}
        field = Types({"components": {"schemas": schemas}}).field(
            "name", {"$ref": "#/components/schemas/Name", "description": "Near", "default": "x"}, required=False
        )
        assert (field.description, field.default, field.type.limits) == ("Near", "x", (("maxLength", 5),))

    @pytest.mark.parametrize(
        ("node", "told"),
        [
            ({"$ref": "#/components/schemas/Nothing"}, "leads nowhere"),
            ({"$ref": "other.yaml#/Thing"}, "same file"),
            ({"type": "object", "properties": {"id": {}}}, "has no name"),
            ({"type": "file"}, "unknown type file"),
        ],
    )
    def test_what_no_client_can_be_made_from_is_refused(self, node: dict[str, Any], told: str) -> None:
        with pytest.raises(SpecError, match=told):
            Types({"components": {"schemas": {}}}).type(node)


class TestOperations:
    """Where each operation has its place, what it takes and gives."""

    def test_results(self, model: Model) -> None:
        kinds = {each.id: (each.result.kind, each.result.type.name) for each in model.operations}
        assert kinds["health.get"] == ("object", "Health")
        assert kinds["projects.list"] == ("page", "Project")
        assert kinds["projects.delete"] == ("deleted", "Deleted")
        assert kinds["deployments.logs"] == ("cursor", "LogLine")

    def test_who_may_and_what_may_be_repeated(self, model: Model) -> None:
        health, update = model.operation("health.get"), model.operation("projects.update")
        assert (health.is_public, health.permission) == (True, None)
        assert (update.is_public, update.permission, update.may_repeat) == (False, "projects:write", True)
        assert not model.operation("deployments.cancel").may_repeat
        create = model.operation("projects.create")
        assert create.may_repeat == create.idempotency_key

    def test_what_the_server_may_hold_is_known_of_each_parameter_called_wait(self, model: Model) -> None:
        waiting = {each.id: each.waits for each in model.operations if each.waits}
        assert waiting == {each.id: "wait" for each in model.operations if "wait" in {q.name for q in each.query}}
        assert {"deployments.get", "webhooks.deliveries.get", "events.list"} <= set(waiting)

    def test_ids_are_called_after_what_they_are_of(self, model: Model) -> None:
        assert [each.argument for each in model.operation("deployments.list").path_parameters] == ["project_id"]
        assert [each.argument for each in model.operation("deployments.get").path_parameters] == ["deployment_id"]

    def test_nested_resources_are_a_tree(self, contract: dict[str, Any]) -> None:
        later = of(evolved(contract))
        teams = next(each for each in later.resources if each.name == "teams")
        assert {(child.path, child.class_name) for child in teams.children} >= {
            (("teams", "members"), "TeamsMembers"),
            (("teams", "pages"), "TeamsPages"),
        }
        remove = later.operation("teams.members.remove")
        assert [each.argument for each in remove.path_parameters] == ["team_id", "user_id"]
        assert later.operation("deployments.parts.download").result.kind == "raw"
        assert later.operation("teams.members.list").result.kind == "list"
        assert later.operation("teams.members.add").idempotency_key
        assert later.operation("teams.members.list").waits == "until-change"

    def test_a_credential_without_a_permission_is_still_a_credential(self, contract: dict[str, Any]) -> None:
        later = copy.deepcopy(contract)
        later["paths"]["/token"]["get"]["security"] = [{"apiKey": []}]
        token = of(later).operation("token.get")
        assert (token.is_public, token.permission) == (False, None)

    def test_mistakes_are_told_with_their_place(self, contract: dict[str, Any]) -> None:
        def broken(change: Any) -> str:
            later = copy.deepcopy(contract)
            change(later)
            with pytest.raises(SpecError) as caught:
                of(later)
            return str(caught.value)

        assert "x-sdk block lacks 'client'" in broken(lambda it: it["x-sdk"].pop("client"))
        assert "has no x-sdk block" in broken(lambda it: it.pop("x-sdk"))
        assert "GET /token needs an operationId" in broken(
            lambda it: it["paths"]["/token"]["get"].update(operationId="token")
        )
        assert "more than one operation has the operationId token.get" in broken(
            lambda it: it["paths"]["/health"]["get"].update(operationId="token.get")
        )
        assert "declares no success status" in broken(lambda it: it["paths"]["/token"]["get"]["responses"].pop("200"))
        assert "declared path parameters [] differ" in broken(
            lambda it: it["paths"].update({"/odd/{id}": {"get": it["paths"]["/token"]["get"] | {"operationId": "a.b"}}})
        )


class TestNames:
    """The contract's x-sdk block."""

    def test_the_environments_are_servers_of_the_contract(self, model: Model) -> None:
        known = set()
        for server in model.servers:
            url = server["url"]
            for name, variable in server.get("variables", {}).items():
                url = url.replace("{" + name + "}", variable["default"])
            known.add(url)
        assert {url for _, url in model.names.environments} <= known
        assert model.names.base_url == "https://api.your-app.com/v1"
