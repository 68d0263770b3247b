"""Changes of what is sent, and of enums."""

from __future__ import annotations

from tests.contract.planted import Node, Planted, operation, prop, schema, without


def require_team(document: Node) -> None:
    schema(document, "ProjectCreate")["required"].append("team_id")


def add_required_property(document: Node) -> None:
    schema(document, "ProjectCreate")["properties"]["region"] = {"type": "string"}
    schema(document, "ProjectCreate")["required"].append("region")


def rename_source_kind(document: Node) -> None:
    mapping = schema(document, "SourceRequest")["discriminator"]["mapping"]
    mapping["preset"] = mapping.pop("template")


def require_in_all_of(document: Node) -> None:
    create = schema(document, "ProjectCreate")
    document["components"]["schemas"]["ProjectCreate"] = {"allOf": [create, {"required": ["visibility"]}]}


def same_in_all_of(document: Node) -> None:
    create = schema(document, "ProjectCreate")
    document["components"]["schemas"]["ProjectCreate"] = {"description": create["description"], "allOf": [create]}


BODIES = [
    Planted("a property becomes required", require_team, ("breaking property-required ProjectCreate.team_id",)),
    Planted("a required property is new", add_required_property, ("breaking property-required ProjectCreate.region",)),
    Planted(
        "an optional property is new",
        lambda d: schema(d, "ProjectCreate")["properties"].update(region={"type": "string"}),
        ("additive property-added ProjectCreate.region",),
    ),
    Planted(
        "a property may be left out",
        lambda d: schema(d, "ProjectCreate").update(required=[]),
        ("additive property-optional ProjectCreate.name",),
    ),
    Planted(
        "a property is removed from a body",
        lambda d: without(schema(d, "ProjectUpdate")["properties"], "visibility"),
        ("breaking property-removed ProjectUpdate.visibility",),
    ),
    Planted(
        "a property of a body becomes read-only",
        lambda d: prop(d, "ProjectUpdate.visibility").update(readOnly=True),
        ("breaking property-removed ProjectUpdate.visibility",),
    ),
    Planted(
        "a default changes beside a reference",
        lambda d: prop(d, "ProjectCreate.visibility").update(default="public"),
        ("breaking default-changed ProjectCreate.visibility",),
    ),
    Planted(
        "a default disappears",
        lambda d: without(prop(d, "ProjectCreate.template"), "default"),
        ("breaking default-changed ProjectCreate.template",),
    ),
    Planted(
        "a longer text is taken",
        lambda d: schema(d, "ProjectName").update(maxLength=200),
        ("additive limit-changed ProjectName",),
    ),
    Planted(
        "only a shorter text is taken",
        lambda d: schema(d, "ProjectName").update(maxLength=50),
        ("breaking limit-changed ProjectName",),
    ),
    Planted(
        "a body's text must keep to another pattern",
        lambda d: schema(d, "ProjectName").update(pattern="^[a-z]+$"),
        ("breaking pattern-changed ProjectName",),
    ),
    Planted(
        "a body's text must have a format",
        lambda d: schema(d, "ProjectDescription").update(format="email"),
        ("breaking format-changed ProjectDescription",),
    ),
    Planted(
        "null is no longer taken",
        lambda d: schema(d, "ProjectDescription").update(type="string"),
        ("breaking type-changed ProjectDescription",),
    ),
    Planted(
        "null is taken as well",
        lambda d: schema(d, "ProjectName").update(type=["string", "null"]),
        ("additive type-changed ProjectName",),
    ),
    Planted(
        "unknown fields are refused",
        lambda d: schema(d, "ProjectCreate").update(additionalProperties=False),
        ("breaking fields-closed ProjectCreate",),
        before=lambda d: schema(d, "ProjectCreate").update(additionalProperties=True),
    ),
    Planted(
        "a requirement hides in an allOf", require_in_all_of, ("breaking property-required ProjectCreate.visibility",)
    ),
    Planted("a schema is written with allOf and says the same", same_in_all_of, ()),
    Planted(
        "a body becomes required",
        lambda d: operation(d, "deployments.create")["requestBody"].update(required=True),
        ("breaking body-required deployments.create",),
    ),
    Planted(
        "a body may be left out",
        lambda d: operation(d, "projects.create")["requestBody"].update(required=False),
        ("additive body-optional projects.create",),
    ),
    Planted(
        "a body is no longer taken",
        lambda d: without(operation(d, "projects.update"), "requestBody"),
        ("breaking body-removed projects.update",),
    ),
    Planted(
        "an optional body is new",
        lambda d: operation(d, "deployments.cancel").update(
            requestBody={"content": {"application/json": {"schema": {"type": "object"}}}}
        ),
        ("additive body-added deployments.cancel",),
    ),
    Planted(
        "a media type is no longer taken",
        lambda d: without(operation(d, "deployments.create")["requestBody"]["content"], "application/gzip"),
        ("breaking media-type-removed deployments.create",),
    ),
    Planted(
        "a media type is taken as well",
        lambda d: operation(d, "deployments.create")["requestBody"]["content"].update({"application/zstd": {}}),
        ("additive media-type-added deployments.create",),
    ),
    Planted(
        "the kind of a union that is sent is renamed",
        rename_source_kind,
        (
            "breaking kind-removed SourceRequest",
            "additive kind-added SourceRequest",
        ),
    ),
    Planted(
        "a keyword appears that nobody taught the comparison",
        lambda d: schema(d, "ProjectCreate").update(dependentRequired={"team_id": ["visibility"]}),
        ("breaking not-understood ProjectCreate",),
    ),
]

ENUMS = [
    Planted(
        "a value that is only sent is removed",
        lambda d: without(prop(d, "TemplateSourceRequest.template")["enum"], "docs"),
        ("breaking enum-value-removed TemplateSourceRequest.template",),
        before=lambda d: schema(d, "TemplateSourceRequest")["properties"].update(
            template={"type": "string", "enum": ["blank", "docs"]}
        ),
    ),
    Planted(
        "a value that is only answered is removed",
        lambda d: without(prop(d, "LogLine.level")["enum"], "warning"),
        ("breaking enum-value-removed LogLine.level",),
    ),
    Planted(
        "a value that is only answered is new",
        lambda d: prop(d, "LogLine.level")["enum"].append("debug"),
        ("additive enum-value-added LogLine.level",),
    ),
    Planted(
        "a value that is sent and answered is renamed",
        lambda d: schema(d, "Visibility").update(enum=["private", "open"]),
        (
            "breaking enum-value-removed Visibility",
            "breaking enum-value-removed Visibility",
            "additive enum-value-added Visibility",
            "additive enum-value-added Visibility",
        ),
    ),
    Planted(
        "only some values are taken",
        lambda d: schema(d, "ProjectDescription").update(enum=["a", "b"]),
        ("breaking enum-closed ProjectDescription",),
    ),
    Planted(
        "only some values are answered",
        lambda d: prop(d, "User.name").update(enum=["Ada", "Bob"]),
        ("additive enum-closed User.name",),
    ),
    Planted(
        "any value may be answered",
        lambda d: without(prop(d, "LogLine.level"), "enum"),
        ("additive enum-opened LogLine.level",),
    ),
    Planted(
        "a constant becomes an enum that has it",
        lambda d: schema(d, "Health")["properties"].update(status={"type": "string", "enum": ["ok", "degraded"]}),
        ("additive enum-value-added Health.status",),
    ),
]
