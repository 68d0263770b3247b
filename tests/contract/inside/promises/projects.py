"""What is promised of projects."""

from __future__ import annotations

from typing import Any

from server.deployments.sources import template_names
from tests.contract.inside.promises.vocabulary import (
    DESCRIPTIONS,
    FIRST,
    IDEMPOTENCY,
    ITS_ID,
    JSON,
    LIMIT,
    NAMES,
    NO_DESCRIPTIONS,
    NO_NAMES,
    NO_OBJECT,
    NO_TEXT,
    NO_WORDS,
    PAGE,
    PROJECT,
    TEAM,
    URLS,
    Bodies,
    Operation,
    Operations,
    Values,
    id_texts,
    identifier,
    identifiers,
    one_of,
)


def project(**fields: Any) -> dict[str, Any]:
    """A project with these fields."""
    return {"name": "My Website", **fields}


TEMPLATES = ("blank", "landing", "docs")


OPERATIONS: Operations = {
    "projects.list": Operation(
        "GET",
        "/projects",
        "projects:read",
        parameters=(
            PAGE,
            LIMIT,
            one_of("status", ("active", "archived")),
            identifier("team", "team", "query"),
        ),
        links={"project": ("projects.get", FIRST)},
    ),
    "projects.create": Operation(
        "POST",
        "/projects",
        "projects:write",
        201,
        (IDEMPOTENCY,),
        (JSON,),
        body_required=True,
        conflicts=True,
        links={
            "get": ("projects.get", ITS_ID),
            "update": ("projects.update", ITS_ID),
            "delete": ("projects.delete", ITS_ID),
            "deploy": ("deployments.create", ITS_ID),
            "deployments": ("deployments.list", ITS_ID),
        },
    ),
    "projects.get": Operation(
        "GET",
        "/projects/{id}",
        "projects:read",
        parameters=(PROJECT,),
        links={
            "latest_deployment": ("deployments.get", {"id": "$response.body#/data/deployments/latest/id"}),
            "deployments": ("deployments.list", ITS_ID),
        },
    ),
    "projects.update": Operation(
        "PUT",
        "/projects/{id}",
        "projects:write",
        200,
        (PROJECT,),
        (JSON,),
        body_required=True,
        links={"get": ("projects.get", ITS_ID)},
    ),
    "projects.delete": Operation(
        "DELETE", "/projects/{id}", "projects:write", 200, (PROJECT,), links={"gone": ("projects.get", ITS_ID)}
    ),
    "projects.release": Operation(
        "POST",
        "/projects/{id}/release",
        "deployments:write",
        200,
        (PROJECT,),
        links={"live_deployment": ("deployments.get", {"id": "$response.body#/data/deployments/live_id"})},
    ),
    "projects.transfer": Operation(
        "POST",
        "/projects/{id}/transfer",
        "projects:write",
        200,
        (PROJECT,),
        (JSON,),
        body_required=True,
        links={"get": ("projects.get", ITS_ID)},
    ),
}

TAKES: Bodies = {
    "projects.create": (
        *(project(name=each) for each in NAMES),
        *(project(description=each) for each in DESCRIPTIONS),
        *(project(template=each) for each in TEMPLATES),
        *(project(visibility=each) for each in ("private", "public")),
        project(team_id=TEAM),
    ),
    "projects.update": (
        *({"name": each} for each in NAMES),
        *({"description": each} for each in DESCRIPTIONS),
        *({"template": each} for each in TEMPLATES),
        *({"visibility": each} for each in ("private", "public")),
        *({"status": each} for each in ("archived", "active")),
    ),
    "projects.transfer": ({"team_id": None}, {"team_id": TEAM}),
}

REFUSES: Bodies = {
    "projects.create": (
        {},
        {"description": "no name"},
        *NO_OBJECT,
        *(project(name=each) for each in NO_NAMES),
        *(project(description=each) for each in NO_DESCRIPTIONS),
        *(project(template=each) for each in NO_WORDS),
        *(project(visibility=each) for each in NO_WORDS),
        *(project(team_id=each) for each in (*identifiers("team")[1], "", *NO_TEXT)),
        project(status="active"),
        project(nmae="My Website"),
    ),
    "projects.update": (
        {},
        *NO_OBJECT,
        *({"name": each} for each in NO_NAMES),
        *({"description": each} for each in NO_DESCRIPTIONS),
        *({"template": each} for each in NO_WORDS),
        *({"visibility": each} for each in NO_WORDS),
        *({"status": each} for each in NO_WORDS),
        {"name": "a", "team_id": TEAM},
        {"name": "a", "slug": "b"},
    ),
    "projects.transfer": (
        {},
        *NO_OBJECT,
        *({"team_id": each} for each in (*identifiers("team")[1], "", 5, True, [], {})),
        {"team_id": None, "user_id": "usr_123"},
    ),
}

REFUSED_BY_RULES: Bodies = {
    "projects.transfer": ({"team_id": "team_000"},),
}

BODY_DEFAULTS: dict[str, dict[str, Any]] = {
    "projects.create": {"template": "blank", "visibility": "private"},
}

SCHEMAS: Values = {
    "ProjectId": id_texts("proj"),
    "NewOwner": ((*identifiers("team")[0], None), (*identifiers("team")[1], 5, True, [], {})),
    "Slug": (("a", "my-website", "0-1", "z9-z0", "s" * 35), ("", "s" * 36, "-a", "a-", "a--b", "A", "a_b", *NO_TEXT)),
    "Project.url": URLS,
}

ENUMS: dict[str, set[Any]] = {
    "ProjectStatus": {"active", "archived"},
    "Visibility": {"private", "public"},
    "Template": set(template_names()),
}

FORMATS: dict[str, str] = {
    "Project.url": "uri",
}

LENGTHS: dict[str, tuple[int | None, int | None]] = {
    "ProjectName": (1, 100),
    "ProjectDescription": (None, 500),
    "Slug": (None, 35),
}

FIELDS: dict[str, set[str]] = {
    "ProjectCreate": {"name", "description", "template", "visibility", "team_id"},
    "ProjectUpdate": {"name", "description", "template", "visibility", "status"},
    "ProjectTransfer": {"team_id"},
}

MEANINGS: dict[str, set[str]] = {
    "TeamId": {"ProjectCreate.team_id"},
    "NewOwner": {"ProjectTransfer.team_id"},
    "ProjectId": {"Project.id"},
    "Slug": {"Project.slug"},
    "Timestamp": {"Project.created_at", "Project.updated_at"},
    "ProjectStatus": {"Project.status", "ProjectUpdate.status"},
    "Visibility": {"Project.visibility", "ProjectCreate.visibility", "ProjectUpdate.visibility"},
    "Template": {"Project.template", "ProjectCreate.template", "ProjectUpdate.template"},
}
