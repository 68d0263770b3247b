"""Changes of operations, parameters and the document as a whole."""

from __future__ import annotations

from tests.contract.planted import Node, Planted, operation, parameter, schema, without

SORT = {"name": "sort", "in": "query", "description": "How.", "schema": {"type": "string"}, "example": "name"}


WEBHOOK = {
    "post": {
        "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Deployment"}}}},
        "responses": {"200": {"description": "Taken."}},
    }
}


OAUTH = {
    "type": "oauth2",
    "flows": {
        "authorizationCode": {
            "authorizationUrl": "/oauth/authorize",
            "tokenUrl": "/oauth/token",
            "scopes": {"projects:read": "See", "projects:write": "Change"},
        }
    },
}


def add_oauth(document: Node) -> None:
    document["components"]["securitySchemes"]["oauth2"] = {
        **OAUTH,
        "flows": {k: {**v} for k, v in OAUTH["flows"].items()},
    }


def rename_path_parameter(document: Node) -> None:
    document["paths"]["/projects/{projectId}"] = document["paths"].pop("/projects/{id}")
    item = document["paths"]["/projects/{projectId}"]
    item["parameters"] = [{**document["components"]["parameters"]["ProjectId"], "name": "projectId"}]


def move_operation(document: Node) -> None:
    document["paths"]["/deployments/{id}/activate"] = document["paths"].pop("/deployments/{id}/promote")


def move_parameter(document: Node) -> None:
    parameter(document, "projects.list", "team")["in"] = "header"


def inline_reference(document: Node) -> None:
    operation(document, "projects.list")["parameters"][0] = document["components"]["parameters"]["Page"]


def server_order(document: Node) -> None:
    document["servers"].reverse()


OPERATIONS = [
    Planted(
        "an operation is removed",
        lambda d: without(d["paths"]["/projects/{id}"], "delete"),
        ("breaking operation-removed projects.delete",),
    ),
    Planted(
        "an operation moves to another path",
        move_operation,
        ("breaking operation-moved deployments.promote",),
    ),
    Planted(
        "an operationId changes",
        lambda d: operation(d, "projects.get").update(operationId="projects.retrieve"),
        ("breaking operation-renamed projects.get",),
    ),
    Planted(
        "an operation is new",
        lambda d: d["paths"].update({"/ping": {"get": {"operationId": "ping.get", "responses": {}}}}),
        ("additive operation-added ping.get",),
    ),
    Planted(
        "an operation asks for another permission",
        lambda d: operation(d, "projects.get").update(security=[{"apiKey": ["projects:write"]}]),
        ("breaking permission-changed projects.get",),
    ),
    Planted(
        "a public operation asks for a key",
        lambda d: operation(d, "health.get").update(security=[{"apiKey": ["token:read"]}]),
        ("breaking permission-changed health.get",),
    ),
    Planted(
        "an operation becomes public",
        lambda d: operation(d, "token.get").update(security=[]),
        ("additive permission-widened token.get",),
    ),
    Planted(
        "an operation takes OAuth tokens as well",
        lambda d: operation(d, "token.get")["security"].append({"oauth2": ["projects:read"]}),
        ("additive permission-widened token.get",),
        before=add_oauth,
    ),
    Planted(
        "an operation no longer takes OAuth tokens",
        lambda d: operation(d, "token.get")["security"].pop(),
        ("breaking permission-changed token.get",),
        before=lambda d: (add_oauth(d), operation(d, "token.get")["security"].append({"oauth2": ["projects:read"]})),
    ),
    Planted(
        "an operation asks for two permissions",
        lambda d: operation(d, "token.get").update(security=[{"apiKey": ["token:read", "projects:read"]}]),
        ("breaking permission-changed token.get",),
    ),
    Planted(
        "the document's security stands in for the operation's own",
        lambda d: (d.update(security=[{"apiKey": ["token:read"]}]), without(operation(d, "token.get"), "security")),
        (),
    ),
    Planted(
        "an operation is deprecated",
        lambda d: operation(d, "projects.delete").update(deprecated=True),
        ("documentation deprecated projects.delete",),
    ),
    Planted(
        "a description changes",
        lambda d: operation(d, "projects.delete").update(description="Ends it."),
        ("documentation documentation projects.delete",),
    ),
    Planted(
        "a hint for our own tools changes",
        lambda d: operation(d, "projects.delete").update({"x-postman": {"last": True}}),
        (),
    ),
    Planted(
        "callbacks appear, which nobody taught the comparison",
        lambda d: operation(d, "projects.delete").update(callbacks={"gone": {}}),
        ("breaking not-understood projects.delete",),
    ),
]

PARAMETERS = [
    Planted(
        "a parameter is removed",
        lambda d: without(operation(d, "projects.list")["parameters"], parameter(d, "projects.list", "team")),
        ("breaking parameter-removed projects.list",),
    ),
    Planted(
        "a parameter is renamed",
        lambda d: parameter(d, "projects.list", "team").update(name="team_id"),
        ("breaking parameter-removed projects.list", "additive parameter-added projects.list"),
    ),
    Planted(
        "a path parameter is renamed",
        rename_path_parameter,
        (
            "breaking parameter-renamed projects.get",
            "breaking parameter-renamed projects.update",
            "breaking parameter-renamed projects.delete",
        ),
    ),
    Planted(
        "a parameter moves from the query to a header",
        move_parameter,
        ("breaking parameter-moved projects.list", "additive parameter-added projects.list"),
    ),
    Planted(
        "an optional parameter is new",
        lambda d: operation(d, "projects.list")["parameters"].append(SORT),
        ("additive parameter-added projects.list",),
    ),
    Planted(
        "a required parameter is new",
        lambda d: operation(d, "projects.list")["parameters"].append({**SORT, "required": True}),
        ("breaking parameter-required projects.list",),
    ),
    Planted(
        "a creating operation takes an Idempotency-Key",
        lambda d: operation(d, "projects.create").update(
            parameters=[{"name": "Idempotency-Key", "in": "header", "schema": {"type": "string"}}]
        ),
        ("additive parameter-added projects.create",),
    ),
    Planted(
        "a parameter becomes required",
        lambda d: parameter(d, "projects.list", "team").update(required=True),
        ("breaking parameter-required projects.list.team",),
    ),
    Planted(
        "a parameter may be left out",
        lambda d: parameter(d, "projects.list", "team").update(required=False),
        ("additive parameter-optional projects.list.team",),
        before=lambda d: parameter(d, "projects.list", "team").update(required=True),
    ),
    Planted(
        "a parameter is written in another style",
        lambda d: parameter(d, "projects.list", "status").update(style="pipeDelimited"),
        ("breaking parameter-encoding projects.list.status",),
    ),
    Planted(
        "the default of a page's size changes",
        lambda d: schema(d, "PageLimit").update(default=50),
        ("breaking default-changed PageLimit",),
    ),
    Planted(
        "the largest page shrinks",
        lambda d: schema(d, "PageLimit").update(maximum=50),
        ("breaking limit-changed PageLimit",),
    ),
    Planted(
        "the largest page grows",
        lambda d: schema(d, "PageLimit").update(maximum=200),
        ("additive limit-changed PageLimit",),
    ),
    Planted(
        "a shared parameter is written out",
        inline_reference,
        (),
    ),
]

DOCUMENT = [
    Planted(
        "a server is removed",
        lambda d: d["servers"].pop(1),
        ("breaking server-removed servers",),
    ),
    Planted("another server comes first", server_order, ("breaking server-changed servers",)),
    Planted(
        "a server is new",
        lambda d: d["servers"].append({"url": "https://eu.your-app.com/v1"}),
        ("additive server-added servers",),
    ),
    Planted(
        "keys are sent in another way",
        lambda d: d["components"]["securitySchemes"]["apiKey"].update(type="apiKey", name="X-Key"),
        ("breaking security-scheme-changed securitySchemes.apiKey",) * 2,
    ),
    Planted(
        "a scope is removed",
        lambda d: d["components"]["securitySchemes"]["oauth2"]["flows"]["authorizationCode"].update(
            scopes={"projects:read": "See", "teams:read": "See teams"}
        ),
        ("breaking scope-removed securitySchemes.oauth2", "additive scope-added securitySchemes.oauth2"),
        before=add_oauth,
    ),
    Planted(
        "tokens are had somewhere else",
        lambda d: d["components"]["securitySchemes"]["oauth2"]["flows"]["authorizationCode"].update(tokenUrl="/token"),
        ("breaking security-scheme-changed securitySchemes.oauth2",),
        before=add_oauth,
    ),
    Planted(
        "a webhook is no longer sent",
        lambda d: d.pop("webhooks"),
        ("breaking webhook-removed webhooks.deployment.completed",),
        before=lambda d: d.update(webhooks={"deployment.completed": WEBHOOK}),
    ),
    Planted(
        "a webhook loses a property",
        lambda d: without(schema(d, "Deployment")["properties"], "number"),
        ("breaking property-removed Deployment.number",),
        before=lambda d: d.update(webhooks={"deployment.completed": WEBHOOK}),
    ),
    Planted(
        "a webhook is new",
        lambda d: d.update(webhooks={"deployment.completed": WEBHOOK}),
        ("additive webhook-added webhooks.deployment.completed",),
    ),
    Planted(
        "a package has another name",
        lambda d: d["x-sdk"]["python"].update(package="other_api"),
        ("breaking sdk-name-changed x-sdk.python.package",),
        before=lambda d: d.update({"x-sdk": {"python": {"package": "your_app_api"}}}),
    ),
    Planted(
        "the introduction is rewritten",
        lambda d: d["info"].update(description="An API."),
        ("documentation documentation info",),
    ),
    Planted(
        "a schema's description and example change",
        lambda d: schema(d, "Slug").update(description="Its name.", examples=["a"]),
        ("documentation documentation Slug",),
    ),
]
