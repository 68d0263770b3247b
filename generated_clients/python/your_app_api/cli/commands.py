"""A command for each operation of the API."""

from __future__ import annotations

from typing import Annotated, Literal

from typer import Argument, Option, Typer

# Called otherwise than any parameter or field of the API can be.
from .calls import EVERY_PAGE, JSON
from .calls import content as _content
from .calls import given as _given
from .calls import json_value as _json_value
from .calls import null_or as _null_or
from .calls import show as _show
from .session import session as _session

health_group = Typer(name="health", help="Whether the API answers.", no_args_is_help=True)
token_group = Typer(name="token", help="The credential that a request is made with.", no_args_is_help=True)
projects_group = Typer(name="projects", help="A project is a site and all of its deployments.", no_args_is_help=True)
deployments_group = Typer(
    name="deployments", help="A deployment is one version of a project's site.", no_args_is_help=True
)
teams_group = Typer(name="teams", help="People who share projects.", no_args_is_help=True)
teams_members_group = Typer(name="members", help="`teams.members`.", no_args_is_help=True)
teams_group.add_typer(teams_members_group)
teams_invitations_group = Typer(name="invitations", help="`teams.invitations`.", no_args_is_help=True)
teams_group.add_typer(teams_invitations_group)
api_keys_group = Typer(name="api-keys", help="The caller's API keys.", no_args_is_help=True)
audit_log_group = Typer(
    name="audit-log", help="Who did what, with which credential, from where and when.", no_args_is_help=True
)
webhooks_group = Typer(
    name="webhooks",
    help="A webhook is an address of yours that events are sent to as they happen, signed as Standard Webhooks has it, tried again until they are taken.",
    no_args_is_help=True,
)
webhooks_deliveries_group = Typer(name="deliveries", help="`webhooks.deliveries`.", no_args_is_help=True)
webhooks_group.add_typer(webhooks_deliveries_group)
events_group = Typer(
    name="events", help="What has happened in an account or a team, in order and without a gap.", no_args_is_help=True
)
oauth_apps_group = Typer(
    name="oauth-apps", help="An OAuth application acts for people who allow it.", no_args_is_help=True
)


def register(app: Typer) -> None:
    """Add every command."""
    app.add_typer(health_group, rich_help_panel="Everything else")
    app.add_typer(token_group, rich_help_panel="Everything else")
    app.add_typer(projects_group, rich_help_panel="Everything else")
    app.add_typer(deployments_group, rich_help_panel="Everything else")
    app.add_typer(teams_group, rich_help_panel="Everything else")
    app.add_typer(api_keys_group, rich_help_panel="Everything else")
    app.add_typer(audit_log_group, rich_help_panel="Everything else")
    app.add_typer(webhooks_group, rich_help_panel="Everything else")
    app.add_typer(events_group, rich_help_panel="Everything else")
    app.add_typer(oauth_apps_group, rich_help_panel="Everything else")


@health_group.command(
    "get",
    help="Check the API.\n\nAnswers `200` while the API can reach its database, and `503` while it cannot. A good answer may be a second\nold, so ask as often as you like. Needs no key, so that a load balancer or a status page can ask. It does not\nsay whether jobs run; a deployment does.",
    short_help="Check the API.",
)
def health_get(
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({})
    _result = _session().client.health.get(**_values)
    _show(_result, as_json=_as_json)


@token_group.command(
    "get",
    help="Describe the credential in use.\n\nTells who the key acts for, what it permits, when it expires and which environment it belongs to. Ask it first\nwhen a request is refused: a `403` names the permission that is missing, this names those that are there.\nEvery valid key holds `token:read`.\n\nNeeds the permission `token:read`.",
    short_help="Describe the credential in use.",
)
def token_get(
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({})
    _result = _session().client.token.get(**_values)
    _show(_result, as_json=_as_json)


@projects_group.command(
    "list",
    help="List all projects.\n\nLists the projects that the caller owns and those of the caller's teams, newest first, each with its team and\nits latest deployment. A credential that is restricted to projects lists none but these. Ask for the next page while `pagination.page` is less than `pagination.pages`.\n\nNeeds the permission `projects:read`.",
    short_help="List all projects.",
)
def projects_list(
    page: Annotated[
        int | None, Option("--page", help="Page number for pagination. `1` unless told.", show_default=False)
    ] = None,
    limit: Annotated[
        int | None, Option("--limit", help="Number of items per page. `20` unless told.", show_default=False)
    ] = None,
    status: Annotated[
        Literal["active", "archived"] | None,
        Option("--status", help="Only projects with this status.", show_default=False),
    ] = None,
    team: Annotated[
        str | None,
        Option(
            "--team",
            help="Only projects of the team with this ID. A team that is not yours has no projects for you.",
            show_default=False,
        ),
    ] = None,
    _every_page: Annotated[bool, EVERY_PAGE] = False,
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({"page": page, "limit": limit, "status": status, "team": team})
    _result = _session().client.projects.list(**_values)
    _show(
        _result,
        as_json=_as_json,
        every_page=_every_page,
        columns=["id", "name", "status", "url", "visibility", "created_at", "team"],
    )


@projects_group.command(
    "create",
    help="Create a new project.\n\nCreates an empty project; nothing is live until its first deployment succeeds. The project's URL is made from\nits name (`My New Project` becomes `my-new-project`) with a few characters added when that name is taken.\nWith `team_id` the project belongs to the team, otherwise to the caller.\n\nNeeds the permission `projects:write`.",
    short_help="Create a new project.",
)
def projects_create(
    name: Annotated[
        str,
        Option(
            "--name", help="A name for people. No white space at its ends, no control characters.", show_default=False
        ),
    ],
    description: Annotated[
        str | None, Option("--description", help="A few words about the project.", show_default=False)
    ] = None,
    no_description: Annotated[bool, Option("--no-description", help="Send null for it.", show_default=False)] = False,
    template: Annotated[
        Literal["blank", "landing", "docs"] | None,
        Option(
            "--template",
            help='The site that a deployment without files of its own shows: `blank`, one page; `landing`, a product page; `docs`, a documentation site. `"blank"` unless told.',
            show_default=False,
        ),
    ] = None,
    visibility: Annotated[
        Literal["private", "public"] | None,
        Option(
            "--visibility",
            help='Who may read the project through the API: `private`, its owner or team; `public`, anybody with a key that holds the permission, who sees the project and its deployments and not their logs. Only its owner or team may change it. The site itself is always open to everybody. `"private"` unless told.',
            show_default=False,
        ),
    ] = None,
    team_id: Annotated[
        str | None,
        Option(
            "--team-id",
            help="The team that it belongs to. You must be its owner, an admin or a member.",
            show_default=False,
        ),
    ] = None,
    idempotency_key: Annotated[
        str | None, Option(help="Names this request, so that it is carried out once. Made by itself unless told.")
    ] = None,
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given(
        {
            "name": name,
            "description": _null_or(description, no_description),
            "template": template,
            "visibility": visibility,
            "team_id": team_id,
            "idempotency_key": idempotency_key,
        }
    )
    _result = _session().client.projects.create(**_values)
    _show(_result, as_json=_as_json)


@projects_group.command(
    "get",
    help="Get project details.\n\nReturns one project with its team, its latest deployment and the ID of the one that is live.\n\nNeeds the permission `projects:read`.",
    short_help="Get project details.",
)
def projects_get(
    project_id: Annotated[str, Argument(help="The ID of the project.", metavar="PROJECT_ID", show_default=False)],
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({})
    _result = _session().client.projects.get(project_id, **_values)
    _show(_result, as_json=_as_json)


@projects_group.command(
    "update",
    help="Update project.\n\nChanges the fields that are sent and leaves the others as they are. An `archived` project takes no new\ndeployments and its site stays up; set it to `active` to go on. The URL does not change with the name, so that\nlinks to the site keep working.\n\nNeeds the permission `projects:write`.",
    short_help="Update project.",
)
def projects_update(
    project_id: Annotated[str, Argument(help="The ID of the project.", metavar="PROJECT_ID", show_default=False)],
    name: Annotated[
        str | None,
        Option(
            "--name", help="A name for people. No white space at its ends, no control characters.", show_default=False
        ),
    ] = None,
    description: Annotated[
        str | None, Option("--description", help="A few words about the project.", show_default=False)
    ] = None,
    no_description: Annotated[bool, Option("--no-description", help="Send null for it.", show_default=False)] = False,
    status: Annotated[
        Literal["active", "archived"] | None,
        Option(
            "--status", help="An `archived` project takes no new deployments; its site stays up.", show_default=False
        ),
    ] = None,
    template: Annotated[
        Literal["blank", "landing", "docs"] | None,
        Option(
            "--template",
            help="The site that a deployment without files of its own shows: `blank`, one page; `landing`, a product page; `docs`, a documentation site.",
            show_default=False,
        ),
    ] = None,
    visibility: Annotated[
        Literal["private", "public"] | None,
        Option(
            "--visibility",
            help="Who may read the project through the API: `private`, its owner or team; `public`, anybody with a key that holds the permission, who sees the project and its deployments and not their logs. Only its owner or team may change it. The site itself is always open to everybody.",
            show_default=False,
        ),
    ] = None,
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given(
        {
            "name": name,
            "description": _null_or(description, no_description),
            "status": status,
            "template": template,
            "visibility": visibility,
        }
    )
    _result = _session().client.projects.update(project_id, **_values)
    _show(_result, as_json=_as_json)


@projects_group.command(
    "delete",
    help="Delete project.\n\nEnds the project's site at once and removes its deployments, their logs and their files. Deployments that still\nrun are stopped. This cannot be undone; to keep the site and only stop new deployments, archive the project.\n\nNeeds the permission `projects:write`.",
    short_help="Delete project.",
)
def projects_delete(
    project_id: Annotated[str, Argument(help="The ID of the project.", metavar="PROJECT_ID", show_default=False)],
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({})
    _result = _session().client.projects.delete(project_id, **_values)
    _show(_result, as_json=_as_json)


@projects_group.command(
    "release",
    help="Release a held project.\n\nEnds the hold that a promotion with a reason has put on the project. The newest successful deployment goes live at\nonce, as it would have without the hold. On a project that is not held this changes nothing.\n\nNeeds the permission `deployments:write`.",
    short_help="Release a held project.",
)
def projects_release(
    project_id: Annotated[str, Argument(help="The ID of the project.", metavar="PROJECT_ID", show_default=False)],
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({})
    _result = _session().client.projects.release(project_id, **_values)
    _show(_result, as_json=_as_json)


@projects_group.command(
    "transfer",
    help="Transfer a project.\n\nHands the project to a team where you may create projects, or with `team_id: null` to yourself. Its site,\ndeployments and URL stay as they are; who may see and change it is decided by its new owner from the next\nrequest on. A project of a team is given away by its admins and owners.\n\nNeeds the permission `projects:write`.",
    short_help="Transfer a project.",
)
def projects_transfer(
    project_id: Annotated[str, Argument(help="The ID of the project.", metavar="PROJECT_ID", show_default=False)],
    team_id: Annotated[
        str | None,
        Option(
            "--team-id", help="The ID of a team where you may create projects; null for yourself.", show_default=False
        ),
    ] = None,
    no_team_id: Annotated[bool, Option("--no-team-id", help="Send null for it.", show_default=False)] = False,
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({"team_id": _null_or(team_id, no_team_id)})
    _result = _session().client.projects.transfer(project_id, **_values)
    _show(_result, as_json=_as_json)


@deployments_group.command(
    "list",
    help="List deployments.\n\nLists the deployments of a project, newest first.\n\nNeeds the permission `deployments:read`.",
    short_help="List deployments.",
)
def deployments_list(
    project_id: Annotated[str, Argument(help="The ID of the project.", metavar="PROJECT_ID", show_default=False)],
    page: Annotated[
        int | None, Option("--page", help="Page number for pagination. `1` unless told.", show_default=False)
    ] = None,
    limit: Annotated[
        int | None, Option("--limit", help="Number of items per page. `20` unless told.", show_default=False)
    ] = None,
    status: Annotated[
        Literal["uploading", "queued", "building", "success", "failed", "cancelled"] | None,
        Option("--status", help="Only deployments with this status.", show_default=False),
    ] = None,
    _every_page: Annotated[bool, EVERY_PAGE] = False,
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({"page": page, "limit": limit, "status": status})
    _result = _session().client.deployments.list(project_id, **_values)
    _show(
        _result,
        as_json=_as_json,
        every_page=_every_page,
        columns=["id", "number", "status", "is_live", "url", "file_count", "created_at", "completed_at"],
    )


@deployments_group.command(
    "create",
    help="Trigger deployment.\n\nStarts a deployment and answers before it is done; follow it with `GET /deployments/{id}`.\n\n**What is deployed** depends on the body. Without one, or with `{}`, it is the project's template. With\n`Content-Type: application/zip` or `application/gzip` (a gzipped tar) it is the archive that you send: its files\nat the paths they have in it, `index.html` at the top being the site's front page.\n\n**Only what changed**: with a `files` source you send the site's paths and the SHA-256 of each file. The answer\nlists those that are `missing`; `PUT` each to `/deployments/{id}/files/{sha256}`, in any order and in parallel.\nThe deployment is `uploading` until none is missing, and then goes on by itself; what has not come within 24 hours\nis not waited for, and it fails as `upload_expired`. A large list may be sent with `Content-Encoding: gzip`. `POST /projects/{id}/deployments/dry-run` tells beforehand what would travel.\n\n**From a repository**: with a `git` source the files of a branch, tag or commit are fetched over https.\n\n**An archive is checked before the answer**: an entry with an absolute path, a `..`, a link, a device or a name\nthat only differs in case from another, or an archive that is damaged or over a limit, gets a `422` that names\nthe entry, and nothing is kept. `.git/`, `__MACOSX/` and `.DS_Store` are left out; the log says so.\n\n**Limits**, unless the server's operator has set others: 20,000 files, of 128 MiB each and 1 GiB together; an\narchive of 256 MiB as it is sent; a JSON body of 4 MiB; a path of 1,024 bytes, of which none between two slashes\nis longer than 255, in at most 32 folders. An error that comes of one names it.\n\n**Two deployments at once**: the one that was created last stays live, whichever finishes last. While the project\nis held (see `POST /deployments/{id}/promote`) a success does not go live; `hold` says so.\n\n`409` `project_archived`: the project is archived.\n\nNeeds the permission `deployments:write`.",
    short_help="Trigger deployment.",
)
def deployments_create(
    project_id: Annotated[str, Argument(help="The ID of the project.", metavar="PROJECT_ID", show_default=False)],
    source: Annotated[
        str | None,
        Option("--source", help="Where the files come from, told apart by `type`.", metavar="JSON", show_default=False),
    ] = None,
    _file: Annotated[
        str | None, Option("--file", help="A file to send, or `-` for stdin.", metavar="PATH", show_default=False)
    ] = None,
    _content_type: Annotated[
        Literal["application/zip", "application/gzip"] | None,
        Option("--content-type", help="What the file is.", show_default=False),
    ] = None,
    idempotency_key: Annotated[
        str | None, Option(help="Names this request, so that it is carried out once. Made by itself unless told.")
    ] = None,
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({"source": _json_value(source), "idempotency_key": idempotency_key})
    if _file is not None:
        _values |= _content(_file, _content_type, ["application/zip", "application/gzip"])
    _result = _session().client.deployments.create(project_id, **_values)
    _show(_result, as_json=_as_json)


@deployments_group.command(
    "dry-run",
    help="Tell what a deployment would send.\n\nChecks the paths of a `files` source and tells which files would have to be uploaded. Nothing is created. Send\n`sizes` to be told the bytes as well.\n\n`409` `project_archived`: the project is archived.\n\nNeeds the permission `deployments:write`.",
    short_help="Tell what a deployment would send.",
)
def deployments_dry_run(
    project_id: Annotated[str, Argument(help="The ID of the project.", metavar="PROJECT_ID", show_default=False)],
    source: Annotated[
        str,
        Option(
            "--source",
            help="Files that are named by their digests, and uploaded where the server has not got them.",
            metavar="JSON",
            show_default=False,
        ),
    ],
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({"source": _json_value(source)})
    _result = _session().client.deployments.dry_run(project_id, **_values)
    _show(_result, as_json=_as_json)


@deployments_group.command(
    "get",
    help="Get deployment status.\n\nReturns one deployment. It has ended when `completed_at` is set; `status` says how, and `error` says why when it\nis `failed`. With `wait` the answer comes as soon as the deployment has ended, or after that many seconds with\nwhat it is by then: ask again until it has ended.\n\nNeeds the permission `deployments:read`.",
    short_help="Get deployment status.",
)
def deployments_get(
    deployment_id: Annotated[
        str, Argument(help="The ID of the deployment.", metavar="DEPLOYMENT_ID", show_default=False)
    ],
    wait: Annotated[
        int | None,
        Option("--wait", help="Seconds to wait for the end. 0 answers at once. `0` unless told.", show_default=False),
    ] = None,
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({"wait": wait})
    _result = _session().client.deployments.get(deployment_id, **_values)
    _show(_result, as_json=_as_json)


@deployments_group.command(
    "cancel",
    help="Cancel deployment.\n\nStops a deployment that has not ended; what is live stays live. A deployment that has ended answers `409` with\nthe code `deployment_ended`. Cancelling one that is cancelled already changes nothing and answers `200`.\n\n`409` `deployment_ended`: it has succeeded or failed. One that is cancelled already stays so, with a `200`.\n\nNeeds the permission `deployments:write`.",
    short_help="Cancel deployment.",
)
def deployments_cancel(
    deployment_id: Annotated[
        str, Argument(help="The ID of the deployment.", metavar="DEPLOYMENT_ID", show_default=False)
    ],
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({})
    _result = _session().client.deployments.cancel(deployment_id, **_values)
    _show(_result, as_json=_as_json)


@deployments_group.command(
    "redeploy",
    help="Deploy the same files again.\n\nCreates a new deployment of the project with exactly the files of this one, without sending them. It must be a\n`success`; any other answers `409` with the code `deployment_not_successful`. To only switch back to this\ndeployment as it is, promote it.\n\n`409` `deployment_not_successful`: only a success has files; `project_archived`: the project is archived.\n\nNeeds the permission `deployments:write`.",
    short_help="Deploy the same files again.",
)
def deployments_redeploy(
    deployment_id: Annotated[
        str, Argument(help="The ID of the deployment.", metavar="DEPLOYMENT_ID", show_default=False)
    ],
    idempotency_key: Annotated[
        str | None, Option(help="Names this request, so that it is carried out once. Made by itself unless told.")
    ] = None,
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({"idempotency_key": idempotency_key})
    _result = _session().client.deployments.redeploy(deployment_id, **_values)
    _show(_result, as_json=_as_json)


@deployments_group.command(
    "upload-file",
    help="Upload a missing file.\n\nSends the content of one file of an `uploading` deployment. It is checked against the digest: content that does\nnot have it gets a `422` and is not kept. Files may be sent in any order, in parallel, and again. When none is\nmissing any more the deployment goes on by itself. A digest that the deployment does not list gets a `404`.\n\n`409` `deployment_ended`: the deployment has failed or was cancelled.\n\nNeeds the permission `deployments:write`.",
    short_help="Upload a missing file.",
)
def deployments_upload_file(
    deployment_id: Annotated[
        str, Argument(help="The ID of the deployment.", metavar="DEPLOYMENT_ID", show_default=False)
    ],
    sha256: Annotated[
        str, Argument(help="The SHA-256 of the file's content, in hexadecimal.", metavar="SHA256", show_default=False)
    ],
    _file: Annotated[
        str, Option("--file", help="A file to send, or `-` for stdin.", metavar="PATH", show_default=False)
    ],
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({})
    _values |= _content(_file, None, ["application/octet-stream"])
    _result = _session().client.deployments.upload_file(deployment_id, sha256, **_values)
    _show(_result, as_json=_as_json)


@deployments_group.command(
    "promote",
    help="Make a deployment live.\n\nPoints the project's URL at this deployment, at once: the way to roll back, and to roll forward again. It must\nbe a `success`; any other answers `409` with the code `deployment_not_successful`.\n\n**With a `reason` the project is held**: later successes do not take over until it is released with\n`POST /projects/{id}/release`. Everybody who looks at the project or deploys to it is shown the reason in `hold`.\nWithout one the next success goes live as usual, and a hold that there is stays and follows this deployment.\n\n`409` `deployment_not_successful`: only a success can go live.\n\nNeeds the permission `deployments:write`.",
    short_help="Make a deployment live.",
)
def deployments_promote(
    deployment_id: Annotated[
        str, Argument(help="The ID of the deployment.", metavar="DEPLOYMENT_ID", show_default=False)
    ],
    reason: Annotated[
        str | None,
        Option("--reason", help="Why later deployments must not take over, for everybody to read.", show_default=False),
    ] = None,
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({"reason": reason})
    _result = _session().client.deployments.promote(deployment_id, **_values)
    _show(_result, as_json=_as_json)


@deployments_group.command(
    "logs",
    help="Read the logs.\n\nReturns the lines of a deployment's log in order. To follow a deployment that runs, ask again with `after` set\nto the `cursor.next` of the last answer until `cursor.complete` is true.\n\n**As text**: with `Accept: text/plain` the lines come as a terminal would show them. Where `limit` has cut them off, the\nlast line says how to ask for the rest.\n\n**As a stream**: with `Accept: text/event-stream` the answer stays open and brings each line as it is written, as\nan event `log` whose `data` is the line in JSON and whose `id` is its number, and at last an event `end` with the\ndeployment's status. A client that reconnects with `Last-Event-ID`, as browsers do, misses nothing.\n\nNeeds the permission `deployments:read`.",
    short_help="Read the logs.",
)
def deployments_logs(
    deployment_id: Annotated[
        str, Argument(help="The ID of the deployment.", metavar="DEPLOYMENT_ID", show_default=False)
    ],
    after: Annotated[
        int | None,
        Option("--after", help="Only lines with a higher number than this. `0` unless told.", show_default=False),
    ] = None,
    limit: Annotated[
        int | None, Option("--limit", help="At most this many lines. `500` unless told.", show_default=False)
    ] = None,
    last_event_id: Annotated[
        int | None,
        Option(
            "--last-event-id",
            help="For a stream, like `after`; the larger of the two counts. `0` unless told.",
            show_default=False,
        ),
    ] = None,
    _every_page: Annotated[bool, EVERY_PAGE] = False,
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({"after": after, "limit": limit, "last_event_id": last_event_id})
    _result = _session().client.deployments.logs(deployment_id, **_values)
    _show(_result, as_json=_as_json, every_page=_every_page, columns=["number", "at", "level", "message"])


@teams_group.command(
    "list",
    help="List teams.\n\nLists the teams that the caller belongs to, newest first, each with the caller's `role` in it.\n\nNeeds the permission `teams:read`.",
    short_help="List teams.",
)
def teams_list(
    page: Annotated[
        int | None, Option("--page", help="Page number for pagination. `1` unless told.", show_default=False)
    ] = None,
    limit: Annotated[
        int | None, Option("--limit", help="Number of items per page. `20` unless told.", show_default=False)
    ] = None,
    _every_page: Annotated[bool, EVERY_PAGE] = False,
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({"page": page, "limit": limit})
    _result = _session().client.teams.list(**_values)
    _show(_result, as_json=_as_json, every_page=_every_page, columns=["id", "name", "role", "created_at"])


@teams_group.command(
    "create",
    help="Create team.\n\nCreates a team whose owner is the caller. Give projects to it with `team_id` when you create them, or with\n`POST /projects/{id}/transfer`.\n\nNeeds the permission `teams:write`.",
    short_help="Create team.",
)
def teams_create(
    name: Annotated[
        str,
        Option(
            "--name", help="A name for people. No white space at its ends, no control characters.", show_default=False
        ),
    ],
    idempotency_key: Annotated[
        str | None, Option(help="Names this request, so that it is carried out once. Made by itself unless told.")
    ] = None,
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({"name": name, "idempotency_key": idempotency_key})
    _result = _session().client.teams.create(**_values)
    _show(_result, as_json=_as_json)


@teams_group.command(
    "get",
    help="Get team details.\n\nReturns one team with the caller's `role` in it. A team that the caller does not belong to is answered like\none that does not exist.\n\nNeeds the permission `teams:read`.",
    short_help="Get team details.",
)
def teams_get(
    team_id: Annotated[str, Argument(help="The ID of the team.", metavar="TEAM_ID", show_default=False)],
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({})
    _result = _session().client.teams.get(team_id, **_values)
    _show(_result, as_json=_as_json)


@teams_group.command(
    "update",
    help="Update team.\n\nChanges the fields that you send and leaves the others as they are. Needs the role admin or owner.\n\nNeeds the permission `teams:write`.",
    short_help="Update team.",
)
def teams_update(
    team_id: Annotated[str, Argument(help="The ID of the team.", metavar="TEAM_ID", show_default=False)],
    name: Annotated[
        str | None,
        Option(
            "--name", help="A name for people. No white space at its ends, no control characters.", show_default=False
        ),
    ] = None,
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({"name": name})
    _result = _session().client.teams.update(team_id, **_values)
    _show(_result, as_json=_as_json)


@teams_group.command(
    "delete",
    help="Delete team.\n\nEnds the team, its memberships and its invitations. Needs the role owner. A team that has projects answers\n`409` `team_has_projects`: delete or transfer them first.\n\nNeeds the permission `teams:write`.",
    short_help="Delete team.",
)
def teams_delete(
    team_id: Annotated[str, Argument(help="The ID of the team.", metavar="TEAM_ID", show_default=False)],
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({})
    _result = _session().client.teams.delete(team_id, **_values)
    _show(_result, as_json=_as_json)


@teams_members_group.command(
    "list",
    help="List team members.\n\nLists the people who belong to the team, those who came first before the others. Invitations that nobody has\naccepted yet are at `/teams/{id}/invitations`.\n\nNeeds the permission `teams:read`.",
    short_help="List team members.",
)
def teams_members_list(
    team_id: Annotated[str, Argument(help="The ID of the team.", metavar="TEAM_ID", show_default=False)],
    page: Annotated[
        int | None, Option("--page", help="Page number for pagination. `1` unless told.", show_default=False)
    ] = None,
    limit: Annotated[
        int | None, Option("--limit", help="Number of items per page. `20` unless told.", show_default=False)
    ] = None,
    _every_page: Annotated[bool, EVERY_PAGE] = False,
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({"page": page, "limit": limit})
    _result = _session().client.teams.members.list(team_id, **_values)
    _show(_result, as_json=_as_json, every_page=_every_page, columns=["status", "email", "role", "created_at"])


@teams_members_group.command(
    "add",
    help="Add team member.\n\nAdds a person by `user_id` or by `email`; give one of the two. Needs the role admin or owner; only an owner\nadds owners.\n\n**An address that has an account** becomes a member at once: `status` is `active`.\n\n**An address that has none** is invited: `status` is `invited`, and `invitation.url` is a link for the\nperson, shown this once. It counts once and for seven days, and whoever has it can accept it. Inviting an\naddress again replaces its link. A server that is set up to send mail mails the link to the address, too; it\nmay not arrive, so keep it until the person has accepted.\n\n`Location` is where you change or remove the member or withdraw the invitation; it answers no `GET`.\n\n`409` `already_member`: the person is in the team; change their role instead.\n\nNeeds the permission `teams:write`.",
    short_help="Add team member.",
)
def teams_members_add(
    team_id: Annotated[str, Argument(help="The ID of the team.", metavar="TEAM_ID", show_default=False)],
    user_id: Annotated[str | None, Option("--user-id", help="The ID of a person.", show_default=False)] = None,
    email: Annotated[
        str | None, Option("--email", help="An e-mail address. Upper and lower case are the same.", show_default=False)
    ] = None,
    role: Annotated[
        Literal["viewer", "member", "admin", "owner"] | None,
        Option(
            "--role",
            help='What a person may do in a team. `viewer` sees it and its projects; `member` also creates, changes, deploys and deletes projects; `admin` also renames the team, manages members, invitations and webhooks, transfers projects and sees the audit log; `owner` may do everything, manage owners and delete the team. `"member"` unless told.',
            show_default=False,
        ),
    ] = None,
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({"user_id": user_id, "email": email, "role": role})
    _result = _session().client.teams.members.add(team_id, **_values)
    _show(_result, as_json=_as_json)


@teams_members_group.command(
    "update",
    help="Change a member's role.\n\nGives a member another role, from the next request on. Needs the role admin or owner; only an owner makes or\ndemotes owners, and the last owner stays one (`409`). Invitations that the member has sent and could not send with\nthe new role end.\n\n`409` `last_owner`: a team keeps an owner.\n\nNeeds the permission `teams:write`.",
    short_help="Change a member's role.",
)
def teams_members_update(
    team_id: Annotated[str, Argument(help="The ID of the team.", metavar="TEAM_ID", show_default=False)],
    user_id: Annotated[str, Argument(help="The ID of the member.", metavar="USER_ID", show_default=False)],
    role: Annotated[
        Literal["viewer", "member", "admin", "owner"],
        Option(
            "--role",
            help="What a person may do in a team. `viewer` sees it and its projects; `member` also creates, changes, deploys and deletes projects; `admin` also renames the team, manages members, invitations and webhooks, transfers projects and sees the audit log; `owner` may do everything, manage owners and delete the team.",
            show_default=False,
        ),
    ],
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({"role": role})
    _result = _session().client.teams.members.update(team_id, user_id, **_values)
    _show(_result, as_json=_as_json)


@teams_members_group.command(
    "remove",
    help="Remove team member.\n\nEnds a membership; the person has no access from the next request on, whatever credential they use, and the\ninvitations that they sent end too. Needs the role admin or owner; only an owner removes owners. Everybody\nmay leave with their own ID, except for the last owner (`409`).\n\n`409` `last_owner`: a team keeps an owner.\n\nNeeds the permission `teams:write`.",
    short_help="Remove team member.",
)
def teams_members_remove(
    team_id: Annotated[str, Argument(help="The ID of the team.", metavar="TEAM_ID", show_default=False)],
    user_id: Annotated[str, Argument(help="The ID of the member.", metavar="USER_ID", show_default=False)],
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({})
    _result = _session().client.teams.members.remove(team_id, user_id, **_values)
    _show(_result, as_json=_as_json)


@teams_invitations_group.command(
    "list",
    help="List invitations.\n\nLists the invitations that can still be accepted, newest first, without their links. Needs the role admin or\nowner. `POST /teams/{id}/members` makes them.\n\nNeeds the permission `teams:read`.",
    short_help="List invitations.",
)
def teams_invitations_list(
    team_id: Annotated[str, Argument(help="The ID of the team.", metavar="TEAM_ID", show_default=False)],
    page: Annotated[
        int | None, Option("--page", help="Page number for pagination. `1` unless told.", show_default=False)
    ] = None,
    limit: Annotated[
        int | None, Option("--limit", help="Number of items per page. `20` unless told.", show_default=False)
    ] = None,
    _every_page: Annotated[bool, EVERY_PAGE] = False,
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({"page": page, "limit": limit})
    _result = _session().client.teams.invitations.list(team_id, **_values)
    _show(
        _result,
        as_json=_as_json,
        every_page=_every_page,
        columns=["id", "email", "role", "invited_by", "created_at", "expires_at"],
    )


@teams_invitations_group.command(
    "revoke",
    help="Withdraw an invitation.\n\nMakes the link worthless. An invitation that was accepted is gone and answers `404`; remove the member\ninstead. Needs the role admin or owner.\n\nNeeds the permission `teams:write`.",
    short_help="Withdraw an invitation.",
)
def teams_invitations_revoke(
    team_id: Annotated[str, Argument(help="The ID of the team.", metavar="TEAM_ID", show_default=False)],
    invitation_id: Annotated[
        str, Argument(help="The ID of the invitation.", metavar="INVITATION_ID", show_default=False)
    ],
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({})
    _result = _session().client.teams.invitations.revoke(team_id, invitation_id, **_values)
    _show(_result, as_json=_as_json)


@api_keys_group.command(
    "list",
    help="List API keys.\n\nLists the caller's own keys, newest first, without their secrets: `hint` is what to recognise one by. Keys\nthat were revoked are listed with `revoked=true` and only there. `last_used_at` is up to a minute late.\n\nNeeds the permission `api_keys:read`.",
    short_help="List API keys.",
)
def api_keys_list(
    page: Annotated[
        int | None, Option("--page", help="Page number for pagination. `1` unless told.", show_default=False)
    ] = None,
    limit: Annotated[
        int | None, Option("--limit", help="Number of items per page. `20` unless told.", show_default=False)
    ] = None,
    revoked: Annotated[
        bool | None,
        Option(
            "--revoked/--no-revoked",
            help="List the keys that were revoked instead of those in force. `false` unless told.",
            show_default=False,
        ),
    ] = None,
    _every_page: Annotated[bool, EVERY_PAGE] = False,
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({"page": page, "limit": limit, "revoked": revoked})
    _result = _session().client.api_keys.list(**_values)
    _show(
        _result,
        as_json=_as_json,
        every_page=_every_page,
        columns=[
            "id",
            "name",
            "hint",
            "environment",
            "created_at",
            "expires_at",
            "last_used_at",
            "previous_expires_at",
            "revoked",
        ],
    )


@api_keys_group.command(
    "create",
    help="Create API key.\n\nCreates a key that acts for the caller, and shows its secret in `key`: **this once**, we only keep its hash.\nFor that reason the request takes no `Idempotency-Key`; a key whose secret got lost is rotated or deleted.\n\n**Nobody gives away what they do not have.** Each of `permissions` must be one of the credential that you\nuse; one that is restricted to projects can only make keys that are restricted to some of these; a key that\nexpires only makes keys that expire no later. Otherwise the answer is `403`.\n\n**Restricted to projects**: with `project_ids` the key reaches these projects and nothing else, for as long\nas you reach them. Permissions beyond projects (teams, the audit log) can't be combined with it.\n\nNeeds the permission `api_keys:write`.",
    short_help="Create API key.",
)
def api_keys_create(
    name: Annotated[
        str,
        Option(
            "--name", help="What the key is for. No white space at its ends, no control characters.", show_default=False
        ),
    ],
    permissions: Annotated[
        list[str],
        Option(
            "--permissions",
            help="What the key may do. `token:read` is always among it.",
            metavar="TEXT …",
            show_default=False,
        ),
    ],
    project_ids: Annotated[
        list[str] | None,
        Option(
            "--project-ids",
            help="The projects that the key reaches; null for all that you reach.",
            metavar="TEXT …",
            show_default=False,
        ),
    ] = None,
    no_project_ids: Annotated[bool, Option("--no-project-ids", help="Send null for it.", show_default=False)] = False,
    expires_at: Annotated[
        str | None,
        Option("--expires-at", help="When the key ends, a moment to come; null for never.", show_default=False),
    ] = None,
    no_expires_at: Annotated[bool, Option("--no-expires-at", help="Send null for it.", show_default=False)] = False,
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given(
        {
            "name": name,
            "permissions": permissions or None,
            "project_ids": _null_or(project_ids or None, no_project_ids),
            "expires_at": _null_or(expires_at, no_expires_at),
        }
    )
    _result = _session().client.api_keys.create(**_values)
    _show(_result, as_json=_as_json)


@api_keys_group.command(
    "get",
    help="Get API key details.\n\nReturns one of the caller's keys without its secret.\n\nNeeds the permission `api_keys:read`.",
    short_help="Get API key details.",
)
def api_keys_get(
    key_id: Annotated[str, Argument(help="The ID of the API key.", metavar="KEY_ID", show_default=False)],
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({})
    _result = _session().client.api_keys.get(key_id, **_values)
    _show(_result, as_json=_as_json)


@api_keys_group.command(
    "update",
    help="Update API key.\n\nChanges the fields that you send and leaves the others as they are, from the next request on. `null` ends a\nrestriction to projects or an expiry.\n\nYour credential must hold all that the key holds, before and after, and must not end before the key will; see\n`POST /api-keys`.\n\nNeeds the permission `api_keys:write`.",
    short_help="Update API key.",
)
def api_keys_update(
    key_id: Annotated[str, Argument(help="The ID of the API key.", metavar="KEY_ID", show_default=False)],
    name: Annotated[
        str | None,
        Option(
            "--name", help="What the key is for. No white space at its ends, no control characters.", show_default=False
        ),
    ] = None,
    permissions: Annotated[
        list[str] | None,
        Option(
            "--permissions",
            help="What the key may do. `token:read` is always among it.",
            metavar="TEXT …",
            show_default=False,
        ),
    ] = None,
    project_ids: Annotated[
        list[str] | None,
        Option(
            "--project-ids",
            help="The projects that the key reaches; null for all that you reach.",
            metavar="TEXT …",
            show_default=False,
        ),
    ] = None,
    no_project_ids: Annotated[bool, Option("--no-project-ids", help="Send null for it.", show_default=False)] = False,
    expires_at: Annotated[
        str | None,
        Option("--expires-at", help="When the key ends, a moment to come; null for never.", show_default=False),
    ] = None,
    no_expires_at: Annotated[bool, Option("--no-expires-at", help="Send null for it.", show_default=False)] = False,
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given(
        {
            "name": name,
            "permissions": permissions or None,
            "project_ids": _null_or(project_ids or None, no_project_ids),
            "expires_at": _null_or(expires_at, no_expires_at),
        }
    )
    _result = _session().client.api_keys.update(key_id, **_values)
    _show(_result, as_json=_as_json)


@api_keys_group.command(
    "delete",
    help="Revoke API key.\n\nEnds the key from the next request on, with all of its secrets, for ever. `GET /api-keys?revoked=true` still\nlists it, so that the audit log can be understood. You can revoke keys that hold more than the credential\nyou use.\n\nNeeds the permission `api_keys:write`.",
    short_help="Revoke API key.",
)
def api_keys_delete(
    key_id: Annotated[str, Argument(help="The ID of the API key.", metavar="KEY_ID", show_default=False)],
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({})
    _result = _session().client.api_keys.delete(key_id, **_values)
    _show(_result, as_json=_as_json)


@api_keys_group.command(
    "rotate",
    help="Rotate API key.\n\nGives the key another secret and shows it in `key`: **this once**. ID, name and permissions stay. The secret\nbefore it counts for `overlap_hours` more (24 unless you say otherwise, at most 168), so that servers can be\nchanged one after the other; with 0 it ends at once, as a key that has leaked should. A key has at most two\nsecrets: rotating again ends the oldest.\n\nYour credential must hold all that the key holds, and must not end before it; see `POST /api-keys`.\n\nNeeds the permission `api_keys:write`.",
    short_help="Rotate API key.",
)
def api_keys_rotate(
    key_id: Annotated[str, Argument(help="The ID of the API key.", metavar="KEY_ID", show_default=False)],
    overlap_hours: Annotated[
        int | None,
        Option(
            "--overlap-hours", help="How long the secret before it still counts. `24` unless told.", show_default=False
        ),
    ] = None,
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({"overlap_hours": overlap_hours})
    _result = _session().client.api_keys.rotate(key_id, **_values)
    _show(_result, as_json=_as_json)


@audit_log_group.command(
    "list",
    help="List audit log entries.\n\nTells who did what, with which credential, from where and when, the newest first: every change that was made\nthrough the API, and what happened in the console.\n\nWithout `team` it is the caller's own log: their projects, keys and sign-ins. With `team` it is the team's,\nfor its admins and owners. Entries can't be changed or deleted; each one's `hash` covers the one before it.\n\nNeeds the permission `audit_log:read`.",
    short_help="List audit log entries.",
)
def audit_log_list(
    page: Annotated[
        int | None, Option("--page", help="Page number for pagination. `1` unless told.", show_default=False)
    ] = None,
    limit: Annotated[
        int | None, Option("--limit", help="Number of items per page. `20` unless told.", show_default=False)
    ] = None,
    team: Annotated[
        str | None,
        Option(
            "--team",
            help="The log of the team with this ID. A team that is not yours has no entries for you.",
            show_default=False,
        ),
    ] = None,
    actor: Annotated[
        str | None, Option("--actor", help="Only what the person with this ID did.", show_default=False)
    ] = None,
    action: Annotated[str | None, Option("--action", help="Only this action.", show_default=False)] = None,
    object: Annotated[
        str | None, Option("--object", help="Only what was done to the thing with this ID.", show_default=False)
    ] = None,
    since: Annotated[
        str | None, Option("--since", help="Only entries from this moment on.", show_default=False)
    ] = None,
    until: Annotated[str | None, Option("--until", help="Only entries before this moment.", show_default=False)] = None,
    _every_page: Annotated[bool, EVERY_PAGE] = False,
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given(
        {
            "page": page,
            "limit": limit,
            "team": team,
            "actor": actor,
            "action": action,
            "object": object,
            "since": since,
            "until": until,
        }
    )
    _result = _session().client.audit_log.list(**_values)
    _show(
        _result, as_json=_as_json, every_page=_every_page, columns=["id", "number", "at", "action", "address", "hash"]
    )


@webhooks_group.command(
    "list",
    help="List webhooks.\n\nLists the caller's own webhooks, or with `team` those of a team that the caller belongs to, newest first. `status` and\n`failing_since` tell which of them need attention.\n\nNeeds the permission `webhooks:read`.",
    short_help="List webhooks.",
)
def webhooks_list(
    page: Annotated[
        int | None, Option("--page", help="Page number for pagination. `1` unless told.", show_default=False)
    ] = None,
    limit: Annotated[
        int | None, Option("--limit", help="Number of items per page. `20` unless told.", show_default=False)
    ] = None,
    team: Annotated[
        str | None,
        Option(
            "--team",
            help="The webhooks of the team with this ID in place of your own. A team that is not yours has none for you.",
            show_default=False,
        ),
    ] = None,
    _every_page: Annotated[bool, EVERY_PAGE] = False,
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({"page": page, "limit": limit, "team": team})
    _result = _session().client.webhooks.list(**_values)
    _show(
        _result,
        as_json=_as_json,
        every_page=_every_page,
        columns=["id", "status", "url", "disabled_reason", "disabled_at", "failing_since", "public_key", "created_at"],
    )


@webhooks_group.command(
    "create",
    help="Create a webhook.\n\nFrom now on each event of your account that `events` names is sent to `url` as a `POST`; with `team_id`, each event of\nthat team, whose owner or admin you must be. `projects` narrows it further, to events of these projects.\n\n**The secret** signs what is sent. Choose one (`whsec_` and base64, or any text, whose UTF-8 bytes are the key), or leave it\nout and get one. It is in this answer and in none after it. Check each request that arrives with your SDK's `unwrap`, or\nwith any library for Standard Webhooks.\n\n**The address** must be https, on port 443 or above 1023, and its host a public one.\n\n**What arrives** is described under `webhooks` in this document. Answer with any `2xx` within 15 seconds, before you do\nthe work. Anything else is tried again after 5 seconds, 5 and 30 minutes, 2, 5, 10, 14, 20 and 24 hours; your\n`Retry-After` is honoured, redirects are not followed, and a `410` disables the webhook. One that has answered no event well\nfor 5 days is disabled too, and an event `webhook.disabled` tells the others.\n\n`409` `webhook_limit`: an account or a team has at most 50.\n\nNeeds the permission `webhooks:write`.",
    short_help="Create a webhook.",
)
def webhooks_create(
    url: Annotated[
        str,
        Option(
            "--url",
            help="Where to send events to: https, and plain http only where the operator allows private receivers. No user, password or `#`.",
            show_default=False,
        ),
    ],
    events: Annotated[
        list[str], Option("--events", help="Which events to send.", metavar="TEXT …", show_default=False)
    ],
    secret: Annotated[
        str | None,
        Option(
            "--secret",
            help="A secret of your own, 16 or more characters: any text, whose UTF-8 bytes are the key, or `whsec_` and 24 to 64 bytes in base64.",
            show_default=False,
        ),
    ] = None,
    description: Annotated[
        str | None, Option("--description", help="A few words about the webhook.", show_default=False)
    ] = None,
    no_description: Annotated[bool, Option("--no-description", help="Send null for it.", show_default=False)] = False,
    projects: Annotated[
        list[str] | None,
        Option(
            "--projects",
            help="Only events of the projects with these IDs; none named, events of all and those that belong to no project.",
            metavar="TEXT …",
            show_default=False,
        ),
    ] = None,
    team_id: Annotated[
        str | None,
        Option(
            "--team-id", help="The team whose events are sent. You must be its owner or an admin.", show_default=False
        ),
    ] = None,
    idempotency_key: Annotated[
        str | None, Option(help="Names this request, so that it is carried out once. Made by itself unless told.")
    ] = None,
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given(
        {
            "url": url,
            "events": events or None,
            "secret": secret,
            "description": _null_or(description, no_description),
            "projects": projects or None,
            "team_id": team_id,
            "idempotency_key": idempotency_key,
        }
    )
    _result = _session().client.webhooks.create(**_values)
    _show(_result, as_json=_as_json)


@webhooks_group.command(
    "get",
    help="Get a webhook.\n\nReturns one webhook, without its secret. While `failing_since` is set it has not answered well since then; `status` and\n`disabled_reason` tell whether anything is sent to it.\n\nNeeds the permission `webhooks:read`.",
    short_help="Get a webhook.",
)
def webhooks_get(
    webhook_id: Annotated[str, Argument(help="The ID of the webhook.", metavar="WEBHOOK_ID", show_default=False)],
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({})
    _result = _session().client.webhooks.get(webhook_id, **_values)
    _show(_result, as_json=_as_json)


@webhooks_group.command(
    "update",
    help="Update a webhook.\n\nChanges the fields that you send and leaves the others. With the status `disabled` nothing is sent any more, and what was\nwaiting is given up; with `enabled` it starts again with the next event. `POST /webhooks/{id}/replay` sends what was missed.\n\nNeeds the permission `webhooks:write`.",
    short_help="Update a webhook.",
)
def webhooks_update(
    webhook_id: Annotated[str, Argument(help="The ID of the webhook.", metavar="WEBHOOK_ID", show_default=False)],
    url: Annotated[
        str | None,
        Option(
            "--url",
            help="Where to send events to: https, and plain http only where the operator allows private receivers. No user, password or `#`.",
            show_default=False,
        ),
    ] = None,
    events: Annotated[
        list[str] | None, Option("--events", help="Which events to send.", metavar="TEXT …", show_default=False)
    ] = None,
    description: Annotated[
        str | None, Option("--description", help="A few words about the webhook.", show_default=False)
    ] = None,
    no_description: Annotated[bool, Option("--no-description", help="Send null for it.", show_default=False)] = False,
    projects: Annotated[
        list[str] | None,
        Option(
            "--projects",
            help="Only events of the projects with these IDs; none named, events of all and those that belong to no project.",
            metavar="TEXT …",
            show_default=False,
        ),
    ] = None,
    status: Annotated[
        Literal["enabled", "disabled"] | None, Option("--status", help="Whether events are sent.", show_default=False)
    ] = None,
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given(
        {
            "url": url,
            "events": events or None,
            "description": _null_or(description, no_description),
            "projects": projects or None,
            "status": status,
        }
    )
    _result = _session().client.webhooks.update(webhook_id, **_values)
    _show(_result, as_json=_as_json)


@webhooks_group.command(
    "delete",
    help="Delete a webhook.\n\nEnds the webhook at once and removes it with all of its deliveries. To only pause it, set its status to `disabled`.\n\nNeeds the permission `webhooks:write`.",
    short_help="Delete a webhook.",
)
def webhooks_delete(
    webhook_id: Annotated[str, Argument(help="The ID of the webhook.", metavar="WEBHOOK_ID", show_default=False)],
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({})
    _result = _session().client.webhooks.delete(webhook_id, **_values)
    _show(_result, as_json=_as_json)


@webhooks_group.command(
    "test",
    help="Send a test event.\n\nSends an event `webhook.test` to this webhook, whatever events it takes, signed and retried like any other. Follow the\ndelivery that it answers to see what the receiver said. A webhook that is disabled answers `409` with the code\n`webhook_disabled`.\n\n`409` `webhook_disabled`: enable it first.\n\nNeeds the permission `webhooks:write`.",
    short_help="Send a test event.",
)
def webhooks_test(
    webhook_id: Annotated[str, Argument(help="The ID of the webhook.", metavar="WEBHOOK_ID", show_default=False)],
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({})
    _result = _session().client.webhooks.test(webhook_id, **_values)
    _show(_result, as_json=_as_json)


@webhooks_group.command(
    "rotate-secret",
    help="Rotate the secret.\n\nGives the webhook a new secret and a new key pair. For 24 hours what is sent is signed with the old ones too, so that you\ncan change them at the receiver without missing anything. The secret is in this answer and in none after it. Of secrets that\nare replaced in short order, the newest four count.\n\nNeeds the permission `webhooks:write`.",
    short_help="Rotate the secret.",
)
def webhooks_rotate_secret(
    webhook_id: Annotated[str, Argument(help="The ID of the webhook.", metavar="WEBHOOK_ID", show_default=False)],
    secret: Annotated[
        str | None,
        Option(
            "--secret",
            help="A secret of your own, 16 or more characters: any text, whose UTF-8 bytes are the key, or `whsec_` and 24 to 64 bytes in base64.",
            show_default=False,
        ),
    ] = None,
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({"secret": secret})
    _result = _session().client.webhooks.rotate_secret(webhook_id, **_values)
    _show(_result, as_json=_as_json)


@webhooks_group.command(
    "keys",
    help="List the public keys.\n\nThe Ed25519 keys with which what this webhook receives is signed (`v1a` in `webhook-signature`), the newest first. Whoever\nchecks with one of them needs no secret, and nobody who checks could sign. Needs no key, so that a receiver can ask.",
    short_help="List the public keys.",
)
def webhooks_keys(
    webhook_id: Annotated[str, Argument(help="The ID of the webhook.", metavar="WEBHOOK_ID", show_default=False)],
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({})
    _result = _session().client.webhooks.keys(webhook_id, **_values)
    _show(_result, as_json=_as_json, columns=["public_key", "created_at", "expires_at"])


@webhooks_group.command(
    "replay",
    help="Send what was missed.\n\nSends again what has not reached the webhook since a time: the deliveries that failed, and with `missed` also the events that\nwere never on their way to it, because it was disabled, did not exist yet or did not take them. Each goes out in its order,\nat once. What has been delivered is not sent again.\n\n`409` `webhook_disabled`: enable it first.\n\nNeeds the permission `webhooks:write`.",
    short_help="Send what was missed.",
)
def webhooks_replay(
    webhook_id: Annotated[str, Argument(help="The ID of the webhook.", metavar="WEBHOOK_ID", show_default=False)],
    scope: Annotated[
        Literal["failed", "missed"],
        Option(
            "--scope",
            help="`failed`, deliveries that have failed; `missed`, also the events that the webhook takes and was never sent.",
            show_default=False,
        ),
    ],
    since: Annotated[
        str | None,
        Option("--since", help="Only events from this moment on; all that are kept, if left out.", show_default=False),
    ] = None,
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({"scope": scope, "since": since})
    _result = _session().client.webhooks.replay(webhook_id, **_values)
    _show(_result, as_json=_as_json)


@webhooks_deliveries_group.command(
    "list",
    help="List deliveries.\n\nLists what was or is being sent to a webhook, the newest event first.\n\nNeeds the permission `webhooks:read`.",
    short_help="List deliveries.",
)
def webhooks_deliveries_list(
    webhook_id: Annotated[str, Argument(help="The ID of the webhook.", metavar="WEBHOOK_ID", show_default=False)],
    page: Annotated[
        int | None, Option("--page", help="Page number for pagination. `1` unless told.", show_default=False)
    ] = None,
    limit: Annotated[
        int | None, Option("--limit", help="Number of items per page. `20` unless told.", show_default=False)
    ] = None,
    status: Annotated[
        Literal["waiting", "delivered", "failed"] | None,
        Option("--status", help="Only deliveries with this status.", show_default=False),
    ] = None,
    type: Annotated[
        Literal[
            "deployment.started",
            "deployment.completed",
            "deployment.failed",
            "deployment.cancelled",
            "deployment.promoted",
            "project.created",
            "project.updated",
            "project.deleted",
            "team.member_added",
            "team.member_removed",
            "webhook.disabled",
            "webhook.test",
        ]
        | None,
        Option("--type", help="Only deliveries of events of this type.", show_default=False),
    ] = None,
    event: Annotated[
        str | None, Option("--event", help="Only the delivery of the event with this ID.", show_default=False)
    ] = None,
    _every_page: Annotated[bool, EVERY_PAGE] = False,
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({"page": page, "limit": limit, "status": status, "type": type, "event": event})
    _result = _session().client.webhooks.deliveries.list(webhook_id, **_values)
    _show(
        _result,
        as_json=_as_json,
        every_page=_every_page,
        columns=[
            "id",
            "status",
            "event_type",
            "sequence",
            "attempt_count",
            "next_attempt_at",
            "last_response_status",
            "last_error",
            "created_at",
            "completed_at",
        ],
    )


@webhooks_deliveries_group.command(
    "get",
    help="Get a delivery.\n\nReturns one delivery with the body that is sent and each attempt: when it was, how long it took, and what the receiver\nanswered. With `wait` the answer comes as soon as the delivery has ended, or after that many seconds with what it is by then.\n\nNeeds the permission `webhooks:read`.",
    short_help="Get a delivery.",
)
def webhooks_deliveries_get(
    webhook_id: Annotated[str, Argument(help="The ID of the webhook.", metavar="WEBHOOK_ID", show_default=False)],
    delivery_id: Annotated[str, Argument(help="The ID of the delivery.", metavar="DELIVERY_ID", show_default=False)],
    wait: Annotated[
        int | None,
        Option("--wait", help="Seconds to wait for the end. 0 answers at once. `0` unless told.", show_default=False),
    ] = None,
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({"wait": wait})
    _result = _session().client.webhooks.deliveries.get(webhook_id, delivery_id, **_values)
    _show(_result, as_json=_as_json)


@webhooks_deliveries_group.command(
    "redeliver",
    help="Send a delivery again.\n\nSends it again at once, whether it has arrived before or not, and begins its retries anew. It keeps its ID and the event's,\nby which the receiver can tell. A webhook that is disabled answers `409` with the code `webhook_disabled`.\n\n`409` `webhook_disabled`: enable it first.\n\nNeeds the permission `webhooks:write`.",
    short_help="Send a delivery again.",
)
def webhooks_deliveries_redeliver(
    webhook_id: Annotated[str, Argument(help="The ID of the webhook.", metavar="WEBHOOK_ID", show_default=False)],
    delivery_id: Annotated[str, Argument(help="The ID of the delivery.", metavar="DELIVERY_ID", show_default=False)],
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({})
    _result = _session().client.webhooks.deliveries.redeliver(webhook_id, delivery_id, **_values)
    _show(_result, as_json=_as_json)


@events_group.command(
    "list",
    help="Read the events.\n\nReturns what has happened in your account, or with `team` in a team of yours, in order. Events are numbered from 1 without a\ngap, for each account and each team; `sequence` is that number, and a webhook gets it in the header `webhook-sequence`. To\nread on, ask again with `after` set to the `cursor.next` of the last answer. With `wait` the answer comes as soon as there is\nan event after it. Events are kept for as long as the server is told to, 90 days unless it is told otherwise.\n\n**As a stream**: with `Accept: text/event-stream` the answer stays open and brings each event as it happens, `id` being its\nnumber. A client that reconnects with `Last-Event-ID`, as browsers do, misses nothing. To see only what is new, begin `after`\nthe `cursor.latest` of a first answer.\n\nNeeds the permission `events:read`.",
    short_help="Read the events.",
)
def events_list(
    after: Annotated[
        int | None,
        Option("--after", help="Only events with a higher number than this. `0` unless told.", show_default=False),
    ] = None,
    limit: Annotated[
        int | None, Option("--limit", help="At most this many events. `100` unless told.", show_default=False)
    ] = None,
    team: Annotated[
        str | None,
        Option(
            "--team",
            help="The events of the team with this ID in place of your own. A team that is not yours has none for you.",
            show_default=False,
        ),
    ] = None,
    type: Annotated[
        Literal[
            "deployment.started",
            "deployment.completed",
            "deployment.failed",
            "deployment.cancelled",
            "deployment.promoted",
            "project.created",
            "project.updated",
            "project.deleted",
            "team.member_added",
            "team.member_removed",
            "webhook.disabled",
            "webhook.test",
            "deployment.*",
            "project.*",
            "team.*",
            "webhook.*",
            "*",
        ]
        | None,
        Option("--type", help="Only events of this type, or with `deployment.*` of these types.", show_default=False),
    ] = None,
    project: Annotated[
        str | None, Option("--project", help="Only events of the project with this ID.", show_default=False)
    ] = None,
    wait: Annotated[
        int | None,
        Option(
            "--wait",
            help="Seconds to wait while there is no event. 0 answers at once. `0` unless told.",
            show_default=False,
        ),
    ] = None,
    last_event_id: Annotated[
        int | None,
        Option(
            "--last-event-id",
            help="For a stream, like `after`; the larger of the two counts. `0` unless told.",
            show_default=False,
        ),
    ] = None,
    _every_page: Annotated[bool, EVERY_PAGE] = False,
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given(
        {
            "after": after,
            "limit": limit,
            "team": team,
            "type": type,
            "project": project,
            "wait": wait,
            "last_event_id": last_event_id,
        }
    )
    _result = _session().client.events.list(**_values)
    _show(_result, as_json=_as_json, every_page=_every_page, columns=["id", "type", "created_at", "sequence"])


@events_group.command(
    "get",
    help="Get an event.\n\nReturns one event, with the same content that webhooks were sent. Whoever sees its account or team sees it.\n\nNeeds the permission `events:read`.",
    short_help="Get an event.",
)
def events_get(
    event_id: Annotated[str, Argument(help="The ID of the event.", metavar="EVENT_ID", show_default=False)],
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({})
    _result = _session().client.events.get(event_id, **_values)
    _show(_result, as_json=_as_json)


@oauth_apps_group.command(
    "list",
    help="List your OAuth applications.\n\nLists the applications that you manage, newest first, without their secrets. The applications that *you* allowed\nto act for you stand in the console, under Settings → Authorized applications.\n\nNeeds the permission `oauth_apps:read`.",
    short_help="List your OAuth applications.",
)
def oauth_apps_list(
    page: Annotated[
        int | None, Option("--page", help="Page number for pagination. `1` unless told.", show_default=False)
    ] = None,
    limit: Annotated[
        int | None, Option("--limit", help="Number of items per page. `20` unless told.", show_default=False)
    ] = None,
    _every_page: Annotated[bool, EVERY_PAGE] = False,
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({"page": page, "limit": limit})
    _result = _session().client.oauth_apps.list(**_values)
    _show(
        _result,
        as_json=_as_json,
        every_page=_every_page,
        columns=["id", "name", "homepage_url", "type", "require_pkce", "secret_hint", "created_at"],
    )


@oauth_apps_group.command(
    "create",
    help="Register an OAuth application.\n\nRegisters an application that acts for people who allow it. The `client_secret` of a `confidential` one (it runs\non a server) is answered this once; a `public` one (it runs on people's devices) has none and always uses PKCE.\n`redirect_uris` count to the letter. Unless you say otherwise an application may ask for `read` and nothing else, and must\nuse PKCE.\n\n`403`: nobody gives away what they lack. Your key must hold every permission that the `scopes` stand for; and since an\napplication with a secret acts for your account without asking anybody, and for ever, a key that expires registers\n`public` ones only.\n\nNeeds the permission `oauth_apps:write`.",
    short_help="Register an OAuth application.",
)
def oauth_apps_create(
    name: Annotated[str, Option("--name", help="What people see when they are asked.", show_default=False)],
    redirect_uris: Annotated[
        list[str],
        Option(
            "--redirect-uris",
            help="Where people may be sent back to, to the letter: https; http on `localhost`, `127.0.0.1` or `[::1]`; or a scheme of your own with a dot in it.",
            metavar="TEXT …",
            show_default=False,
        ),
    ],
    homepage_url: Annotated[
        str | None,
        Option(
            "--homepage-url", help="The application's own page, shown to people; null for none.", show_default=False
        ),
    ] = None,
    no_homepage_url: Annotated[bool, Option("--no-homepage-url", help="Send null for it.", show_default=False)] = False,
    type: Annotated[
        Literal["confidential", "public"] | None,
        Option(
            "--type",
            help='`confidential`: it can keep a secret, for it runs on a server. `public`: it runs on people\'s devices. `"confidential"` unless told.',
            show_default=False,
        ),
    ] = None,
    require_pkce: Annotated[
        bool | None,
        Option(
            "--require-pkce/--no-require-pkce",
            help="Whether people are only asked with a `code_challenge`. `false` is for `confidential` applications whose library cannot do PKCE. `true` unless told.",
            show_default=False,
        ),
    ] = None,
    scopes: Annotated[
        list[str] | None,
        Option(
            "--scopes",
            help='What the application may ask people for; it cannot ask for more. `["read"]` unless told.',
            metavar="TEXT …",
            show_default=False,
        ),
    ] = None,
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given(
        {
            "name": name,
            "redirect_uris": redirect_uris or None,
            "homepage_url": _null_or(homepage_url, no_homepage_url),
            "type": type,
            "require_pkce": require_pkce,
            "scopes": scopes or None,
        }
    )
    _result = _session().client.oauth_apps.create(**_values)
    _show(_result, as_json=_as_json)


@oauth_apps_group.command(
    "get",
    help="Get an OAuth application.\n\nReturns one application that you manage, without its secret.\n\nNeeds the permission `oauth_apps:read`.",
    short_help="Get an OAuth application.",
)
def oauth_apps_get(
    o_auth_app_id: Annotated[
        str, Argument(help="The ID of the OAuth application.", metavar="O_AUTH_APP_ID", show_default=False)
    ],
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({})
    _result = _session().client.oauth_apps.get(o_auth_app_id, **_values)
    _show(_result, as_json=_as_json)


@oauth_apps_group.command(
    "update",
    help="Update an OAuth application.\n\nChanges the fields that are sent and leaves the others as they are. What people allowed before stays as they\nallowed it. The `type` cannot be changed: register another application.\n\n`403`: your key must hold every permission that the application's `scopes` stand for, those before and those\nafter; and a key that expires gives an application with a secret no further scopes.\n\nNeeds the permission `oauth_apps:write`.",
    short_help="Update an OAuth application.",
)
def oauth_apps_update(
    o_auth_app_id: Annotated[
        str, Argument(help="The ID of the OAuth application.", metavar="O_AUTH_APP_ID", show_default=False)
    ],
    name: Annotated[
        str | None, Option("--name", help="What people see when they are asked.", show_default=False)
    ] = None,
    homepage_url: Annotated[
        str | None,
        Option(
            "--homepage-url", help="The application's own page, shown to people; null for none.", show_default=False
        ),
    ] = None,
    no_homepage_url: Annotated[bool, Option("--no-homepage-url", help="Send null for it.", show_default=False)] = False,
    require_pkce: Annotated[
        bool | None,
        Option(
            "--require-pkce/--no-require-pkce",
            help="Whether people are only asked with a `code_challenge`.",
            show_default=False,
        ),
    ] = None,
    redirect_uris: Annotated[
        list[str] | None,
        Option(
            "--redirect-uris",
            help="Where people may be sent back to, to the letter: https; http on `localhost`, `127.0.0.1` or `[::1]`; or a scheme of your own with a dot in it.",
            metavar="TEXT …",
            show_default=False,
        ),
    ] = None,
    scopes: Annotated[
        list[str] | None,
        Option(
            "--scopes",
            help="What the application may ask people for; it cannot ask for more.",
            metavar="TEXT …",
            show_default=False,
        ),
    ] = None,
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given(
        {
            "name": name,
            "homepage_url": _null_or(homepage_url, no_homepage_url),
            "require_pkce": require_pkce,
            "redirect_uris": redirect_uris or None,
            "scopes": scopes or None,
        }
    )
    _result = _session().client.oauth_apps.update(o_auth_app_id, **_values)
    _show(_result, as_json=_as_json)


@oauth_apps_group.command(
    "delete",
    help="Delete an OAuth application.\n\nRemoves the application. Every token that it holds ends with the next request.\n\nNeeds the permission `oauth_apps:write`.",
    short_help="Delete an OAuth application.",
)
def oauth_apps_delete(
    o_auth_app_id: Annotated[
        str, Argument(help="The ID of the OAuth application.", metavar="O_AUTH_APP_ID", show_default=False)
    ],
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({})
    _result = _session().client.oauth_apps.delete(o_auth_app_id, **_values)
    _show(_result, as_json=_as_json)


@oauth_apps_group.command(
    "rotate-secret",
    help="Rotate an application's secret.\n\nGives a `confidential` application another `client_secret`, answered this once. The one before it counts for\nanother day, so that every server of yours can be changed without haste; an even older one ends now.\n\n`403`: your key must hold every permission that the application's `scopes` stand for, and must not expire: the secret\ndoes not.\n\n`409` `no_secret`: a public application has none.\n\nNeeds the permission `oauth_apps:write`.",
    short_help="Rotate an application's secret.",
)
def oauth_apps_rotate_secret(
    o_auth_app_id: Annotated[
        str, Argument(help="The ID of the OAuth application.", metavar="O_AUTH_APP_ID", show_default=False)
    ],
    _as_json: Annotated[bool, JSON] = False,
) -> None:
    _values = _given({})
    _result = _session().client.oauth_apps.rotate_secret(o_auth_app_id, **_values)
    _show(_result, as_json=_as_json)
