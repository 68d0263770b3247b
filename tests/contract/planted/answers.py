"""Changes of what is answered."""

from __future__ import annotations

from tests.contract.planted import Node, Planted, operation, prop, schema, without


def rename_property(document: Node) -> None:
    project = schema(document, "Project")
    project["properties"]["link"] = project["properties"].pop("url")
    project["required"][project["required"].index("url")] = "link"


def rename_schema(document: Node) -> None:
    schemas = document["components"]["schemas"]
    schemas["Login"] = schemas.pop("Token")
    schemas["TokenResponse"]["properties"]["data"]["$ref"] = "#/components/schemas/Login"


def add_source_kind(document: Node) -> None:
    schema(document, "Source")["oneOf"].append({"$ref": "#/components/schemas/GitSource"})
    schema(document, "Source")["discriminator"]["mapping"]["git"] = "#/components/schemas/GitSource"
    document["components"]["schemas"]["GitSource"] = {"type": "object", "properties": {"type": {"const": "git"}}}


def remove_source_kind(document: Node) -> None:
    schema(document, "Source")["oneOf"].pop()
    del schema(document, "Source")["discriminator"]["mapping"]["archive"]


def page_the_logs(document: Node) -> None:
    page = schema(document, "LogPage")
    page["properties"]["pagination"] = {"$ref": "#/components/schemas/Pagination"}
    del page["properties"]["cursor"]
    page["required"] = ["data", "pagination"]


def whole_list(document: Node) -> None:
    page = schema(document, "DeploymentPage")
    del page["properties"]["pagination"]
    page["required"] = ["data"]


def paged_list(document: Node) -> None:
    schema(document, "DeploymentPage")["properties"]["pagination"] = {"$ref": "#/components/schemas/Pagination"}


ANSWERS = [
    Planted(
        "a property of an answer is removed",
        lambda d: (
            without(schema(d, "Project")["properties"], "slug"),
            without(schema(d, "Project")["required"], "slug"),
        ),
        ("breaking property-removed Project.slug",),
    ),
    Planted(
        "a property of an answer is renamed",
        rename_property,
        (
            "breaking property-removed Project.url",
            "additive property-added Project.link",
        ),
    ),
    Planted(
        "a property of an answer is new",
        lambda d: schema(d, "Project")["properties"].update(region={"type": "string"}),
        ("additive property-added Project.region",),
    ),
    Planted(
        "a property of an answer may be missing",
        lambda d: without(schema(d, "Project")["required"], "slug"),
        ("breaking property-optional Project.slug",),
    ),
    Planted(
        "a property of an answer is always there",
        lambda d: schema(d, "Project")["required"].append("slug"),
        ("additive property-required Project.slug",),
        before=lambda d: without(schema(d, "Project")["required"], "slug"),
    ),
    Planted(
        "a property of an answer becomes write-only",
        lambda d: prop(d, "User.email").update(writeOnly=True),
        ("breaking property-removed User.email",),
    ),
    Planted(
        "a property of an answer may be null",
        lambda d: prop(d, "User.email").update(type=["string", "null"]),
        ("breaking type-changed User.email",),
    ),
    Planted(
        "a property of an answer is never null",
        lambda d: schema(d, "NullableTimestamp").update(type="string"),
        ("additive type-changed NullableTimestamp",),
    ),
    Planted(
        "the type of an answer changes",
        lambda d: prop(d, "Deployment.number").update(type="string"),
        ("breaking type-changed Deployment.number",),
    ),
    Planted(
        "an integer of an answer becomes a number",
        lambda d: prop(d, "Deployment.number").update(type="number"),
        ("breaking type-changed Deployment.number",),
    ),
    Planted(
        "a text of an answer may be longer",
        lambda d: schema(d, "Slug").update(maxLength=60),
        ("breaking limit-changed Slug",),
    ),
    Planted(
        "a text of an answer is never so long",
        lambda d: schema(d, "Slug").update(maxLength=30),
        ("additive limit-changed Slug",),
    ),
    Planted(
        "the format of an answer is no longer promised",
        lambda d: without(schema(d, "Timestamp"), "format"),
        ("breaking format-changed Timestamp",),
    ),
    Planted(
        "the items of an answer have another type",
        lambda d: prop(d, "Token.permissions").update(items={"type": "integer"}),
        ("additive enum-opened Token.permissions[]", "breaking type-changed Token.permissions[]"),
    ),
    Planted("a schema is renamed, and with it a type of the SDKs", rename_schema, ("breaking schema-renamed Token",)),
    Planted("an answer may come in another kind, told apart", add_source_kind, ("additive kind-added Source",)),
    Planted("a kind of an answer no longer comes", remove_source_kind, ("breaking kind-removed Source",)),
    Planted(
        "an answer may come in a kind that nothing tells apart",
        lambda d: schema(d, "Source")["oneOf"].append({"type": "null"}),
        ("breaking kind-added Source",),
    ),
    Planted(
        "an answer that was of one kind is a union",
        lambda d: prop(d, "Deployment.error").update(oneOf=[{"$ref": "#/components/schemas/User"}]),
        ("breaking kind-removed DeploymentError", "breaking kind-added DeploymentError"),
    ),
    Planted(
        "a success has another status",
        lambda d: operation(d, "projects.create")["responses"].update(
            {"200": operation(d, "projects.create")["responses"].pop("201")}
        ),
        ("breaking status-removed projects.create", "breaking status-added projects.create"),
    ),
    Planted(
        "an error no longer comes",
        lambda d: without(operation(d, "deployments.cancel")["responses"], "409"),
        ("breaking status-removed deployments.cancel",),
    ),
    Planted(
        "another error may come",
        lambda d: operation(d, "token.get")["responses"].update(
            {"429": {"$ref": "#/components/responses/ServiceUnavailable"}}
        ),
        ("additive status-added token.get",),
    ),
    Planted(
        "an answer no longer comes as JSON",
        lambda d: operation(d, "deployments.logs")["responses"]["200"].update(content={"text/plain": {}}),
        (
            "breaking media-type-removed deployments.logs",
            "additive media-type-added deployments.logs",
            "breaking pagination-changed deployments.logs",
        ),
    ),
    Planted(
        "an answer comes as a stream as well",
        lambda d: operation(d, "deployments.logs")["responses"]["200"]["content"].update({"text/event-stream": {}}),
        ("additive media-type-added deployments.logs",),
    ),
    Planted(
        "a header of an answer is removed",
        lambda d: without(operation(d, "projects.create")["responses"]["201"]["headers"], "Location"),
        ("breaking header-removed projects.create",),
    ),
    Planted(
        "a header of an answer may be missing",
        lambda d: d["components"]["headers"]["Location"].update(required=False),
        ("breaking header-optional projects.create", "breaking header-optional deployments.create"),
    ),
    Planted(
        "a header of an answer is new",
        lambda d: operation(d, "token.get")["responses"]["200"]["headers"].update(ETag={"schema": {"type": "string"}}),
        ("additive header-added token.get",),
    ),
    Planted(
        "pages become a whole list",
        whole_list,
        (
            "breaking property-removed DeploymentPage.pagination",
            "breaking pagination-changed deployments.list",
        ),
    ),
    Planted(
        "a whole list comes in pages",
        paged_list,
        ("additive property-added DeploymentPage.pagination", "breaking pagination-changed deployments.list"),
        before=whole_list,
    ),
    Planted(
        "a list is paged in another way",
        page_the_logs,
        (
            "breaking property-removed LogPage.cursor",
            "additive property-added LogPage.pagination",
            "breaking pagination-changed deployments.logs",
        ),
    ),
]
