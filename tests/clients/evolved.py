"""The contract as it may be later: what the generators must take without an edit."""

from __future__ import annotations

import copy
from typing import Any

KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "Names the request.",
    "schema": {"type": "string", "maxLength": 255},
}
ID = {"type": "string"}


def _answer(schema: dict[str, Any], status: str = "200", **others: Any) -> dict[str, Any]:
    return {status: {"description": "Done.", "content": {"application/json": {"schema": schema}, **others}}}


def _data(name: str, schemas: dict[str, Any], *, many: bool = False) -> dict[str, Any]:
    """A new schema of an answer with this in `data`."""
    item = {"$ref": f"#/components/schemas/{name}"}
    data = {"type": "array", "items": item} if many else item
    answer = f"{name}{'List' if many else ''}Answer"
    schemas[answer] = {"type": "object", "required": ["data"], "properties": {"data": data}}
    return {"$ref": f"#/components/schemas/{answer}"}


def _operation(identifier: str, responses: dict[str, Any], **others: Any) -> dict[str, Any]:
    tag = identifier.partition(".")[0]
    security = [{"apiKey": [f"{tag}:write"]}]
    told = {"operationId": identifier, "tags": [tag], "summary": "Do it", "security": security}
    return told | {"responses": responses} | others


def _path(*names: str) -> list[dict[str, Any]]:
    return [{"name": name, "in": "path", "required": True, "description": "An ID.", "schema": ID} for name in names]


def _json(schema: dict[str, Any], required: bool = True) -> dict[str, Any]:
    return {"required": required, "content": {"application/json": {"schema": schema}}}


def evolved(contract: dict[str, Any]) -> dict[str, Any]:
    """The contract with nested resources, keys, uploads, streams, awkward names and new members of unions."""
    later = copy.deepcopy(contract)
    schemas, paths = later["components"]["schemas"], later["paths"]
    paths["/projects"]["post"]["parameters"] = [KEY]
    schemas |= {
        "Member": {
            "description": "A member */ of a team.",
            "type": "object",
            "required": ["id", "role", "class"],
            "properties": {
                "id": ID,
                "role": {"type": "string", "enum": ["owner", "2fa-admin", "class", "OWNER"]},
                "class": {"type": ["string", "null"], "description": "A word that languages keep for themselves."},
                "tags": {"type": "object", "additionalProperties": {"type": "string"}},
                "boss": {"$ref": "#/components/schemas/Member"},
                "notes": {"type": "array", "items": {"$ref": "#/components/schemas/List"}},
            },
        },
        "List": {
            "description": "A schema whose name is taken in PHP.",
            "type": "object",
            "properties": {"x-odd name": ID},
        },
        "Page": {
            "description": "A schema whose name is taken in the runtimes.",
            "type": "object",
            "required": ["id"],
            "properties": {"id": ID},
        },
    }
    schemas["MemberAdd"] = {
        "type": "object",
        "required": ["user_id"],
        "properties": {"user_id": ID, "role": {"type": "string"}, "dry_run": ID},
    }
    later["tags"].append({"name": "teams", "description": "Teams."})
    paths["/teams/{id}/members"] = {
        "parameters": _path("id"),
        "get": _operation(
            "teams.members.list",
            _answer(_data("Member", schemas, many=True)),
            parameters=[
                {"name": "role", "in": "query", "schema": {"type": "array", "items": {"type": "string"}}},
                {"name": "until-change", "in": "query", "schema": {"$ref": "#/components/schemas/WaitSeconds"}},
            ],
        ),
        "post": _operation(
            "teams.members.add",
            _answer(_data("Member", schemas), "201"),
            parameters=[
                KEY,
                {"name": "dry_run", "in": "query", "schema": {"type": "boolean"}},
                {"name": "If-Match", "in": "header", "schema": {"type": "string"}},
            ],
            requestBody=_json({"$ref": "#/components/schemas/MemberAdd"}),
        ),
    }
    paths["/teams/{id}/members/{userId}"] = {
        "parameters": _path("id", "userId"),
        "delete": _operation("teams.members.remove", _answer(_data("Deleted", schemas))),
    }
    paths["/teams/{id}/pages"] = {
        "parameters": _path("id"),
        "get": _operation("teams.pages.get-first", _answer(_data("Page", schemas))),
    }
    paths["/deployments/{id}/parts/{sha256}"] = {
        "parameters": _path("id", "sha256"),
        "put": _operation(
            "deployments.parts.put",
            _answer(_data("Deleted", schemas)),
            requestBody={
                "required": True,
                "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
            },
        ),
        "get": _operation(
            "deployments.parts.download",
            {
                "200": {
                    "description": "The bytes.",
                    "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
                }
            },
        ),
    }
    logs = next(each for each in paths.values() if each.get("get", {}).get("operationId") == "deployments.logs")["get"]
    content = logs["responses"]["200"]["content"]
    content["text/event-stream"] = {"schema": {"type": "string"}}
    content["text/plain"] = {"schema": {"type": "string"}}
    schemas["Source"]["oneOf"].append({"$ref": "#/components/schemas/HologramSource"})
    schemas["Source"]["discriminator"]["mapping"]["hologram"] = "#/components/schemas/HologramSource"
    schemas["HologramSource"] = {
        "type": "object",
        "required": ["type"],
        "properties": {"type": {"type": "string", "const": "hologram"}, "depth": {"type": "number"}},
    }
    schemas["TeamMovedEvent"] = {
        "type": "object",
        "required": ["id", "type", "created_at", "data"],
        "properties": {
            "id": ID,
            "type": {"type": "string", "const": "team.moved"},
            "created_at": {"$ref": "#/components/schemas/Timestamp"},
            "data": {"$ref": "#/components/schemas/Member"},
        },
    }
    event = {"summary": "A team has moved", "requestBody": _json({"$ref": "#/components/schemas/TeamMovedEvent"})}
    later["webhooks"]["team.moved"] = {"post": event | {"responses": {"2XX": {"description": "Taken."}}}}
    return later


def renamed(contract: dict[str, Any]) -> dict[str, Any]:
    """The contract with every name of the SDKs changed."""
    later = copy.deepcopy(contract)
    later["x-sdk"] |= {
        "version": "3.2.1",
        "client": "AcmeCloud",
        "environment_prefix": "ACME",
        "key_placeholder": "ACME_KEY",
        "command": "acme",
        "python": {"distribution": "acme-cloud", "package": "acme_cloud"},
        "javascript": {"package": "@acme/cloud"},
        "php": {"package": "acme/cloud", "client": "Acme\\Cloud\\Client"},
        "environments": {"live": "https://api.acme.example/v1", "test": "https://test.acme.example/v1"},
    }
    return later
