"""What is promised of deployments."""

from __future__ import annotations

import hashlib
from typing import Any, get_args

from server.deployments import logs, states
from tests.contract.inside.promises.projects import TEMPLATES
from tests.contract.inside.promises.vocabulary import (
    ANY_TEXT,
    BYTES,
    EVENTS,
    FIRST,
    GZIP,
    IDEMPOTENCY,
    INDEX,
    ITS_ID,
    JSON,
    LARGEST,
    LIMIT,
    NO_OBJECT,
    NO_TEXT,
    NO_WORDS,
    PAGE,
    PROJECT,
    STYLE,
    TEXT,
    THAT_ID,
    URLS,
    ZIP,
    Bodies,
    Operation,
    Operations,
    Parameter,
    Values,
    at_least,
    id_texts,
    identifier,
    one_of,
    whole,
)

INDEX_DIGEST, STYLE_DIGEST = (hashlib.sha256(each).hexdigest() for each in (INDEX, STYLE))
DIGESTS = ((INDEX_DIGEST, "0" * 64), ("0" * 63, "0" * 65, "A" * 64, "g" * 64))
DEPLOYMENT = identifier("id", "deploy")
STATUSES = (*states.OPEN, *states.ENDED)
ITS_PROJECT = {"id": "$response.body#/data/project_id"}


def files(**fields: Any) -> dict[str, Any]:
    """A `files` source of one file, with these fields changed."""
    return {"source": {"type": "files", "files": {"/index.html": INDEX_DIGEST}, **fields}}


def git(**fields: Any) -> dict[str, Any]:
    """A `git` source with these fields changed."""
    return {"source": {"type": "git", "url": "https://git.example.org/site.git", **fields}}


def template(**fields: Any) -> dict[str, Any]:
    """A `template` source with these fields changed."""
    return {"source": {"type": "template", **fields}}


REASONS = ("r", "r" * 500, "Checkout is broken since 3.2")
NO_REASONS = ("", "r" * 501, "two\nlines", "a\x7f", "a\x1f", *NO_TEXT)
FILES_TAKEN = (
    files(),
    files(files={"/index.html": INDEX_DIGEST, "/style.css": STYLE_DIGEST}),
    files(sizes={}),
    files(sizes={INDEX_DIGEST: 0}),
    files(sizes={STYLE_DIGEST: 5}),
)
FILES_REFUSED = (
    {"source": {"type": "files"}},
    {"source": {"files": {"/index.html": INDEX_DIGEST}}},
    files(files={}),
    *(files(files={"/index.html": each}) for each in (*DIGESTS[1], "", *NO_TEXT)),
    *(files(files=each) for each in NO_OBJECT),
    *(files(sizes=each) for each in NO_OBJECT),
    *(files(sizes={INDEX_DIGEST: each}) for each in (-1, LARGEST + 1, 1.5, "1", None, True)),
    files(file={}),
    *({"source": each} for each in (*NO_OBJECT, {})),
)
# Sources that a request can name, and those that an answer can show.
REQUESTED = ("template", "files", "git")
SHOWN = ("template", "archive", "files", "git", "deployment")


OPERATIONS: Operations = {
    "deployments.list": Operation(
        "GET",
        "/projects/{id}/deployments",
        "deployments:read",
        200,
        (PROJECT, PAGE, LIMIT, one_of("status", STATUSES)),
        links={"deployment": ("deployments.get", FIRST)},
    ),
    "deployments.create": Operation(
        "POST",
        "/projects/{id}/deployments",
        "deployments:write",
        201,
        (PROJECT, IDEMPOTENCY),
        (JSON, ZIP, GZIP),
        conflicts=True,
        links={
            "get": ("deployments.get", ITS_ID),
            "logs": ("deployments.logs", ITS_ID),
            "cancel": ("deployments.cancel", ITS_ID),
            "promote": ("deployments.promote", ITS_ID),
        },
    ),
    "deployments.dry_run": Operation(
        "POST",
        "/projects/{id}/deployments/dry-run",
        "deployments:write",
        200,
        (PROJECT,),
        (JSON,),
        body_required=True,
        conflicts=True,
        links={"deploy": ("deployments.create", THAT_ID)},
    ),
    "deployments.get": Operation(
        "GET",
        "/deployments/{id}",
        "deployments:read",
        200,
        (DEPLOYMENT, whole("wait", 0, 60, 0)),
        links={"project": ("projects.get", ITS_PROJECT), "logs": ("deployments.logs", ITS_ID)},
    ),
    "deployments.cancel": Operation(
        "POST",
        "/deployments/{id}/cancel",
        "deployments:write",
        200,
        (DEPLOYMENT,),
        conflicts=True,
        links={"get": ("deployments.get", ITS_ID)},
    ),
    "deployments.redeploy": Operation(
        "POST",
        "/deployments/{id}/redeploy",
        "deployments:write",
        201,
        (DEPLOYMENT, IDEMPOTENCY),
        conflicts=True,
        links={"get": ("deployments.get", ITS_ID)},
    ),
    "deployments.upload_file": Operation(
        "PUT",
        "/deployments/{id}/files/{sha256}",
        "deployments:write",
        200,
        (DEPLOYMENT, Parameter("sha256", "path", True, None, *DIGESTS)),
        (BYTES,),
        body_required=True,
        conflicts=True,
        links={"deployment": ("deployments.get", THAT_ID)},
    ),
    "deployments.promote": Operation(
        "POST",
        "/deployments/{id}/promote",
        "deployments:write",
        200,
        (DEPLOYMENT,),
        (JSON,),
        conflicts=True,
        links={"project": ("projects.get", ITS_PROJECT), "release": ("projects.release", ITS_PROJECT)},
    ),
    "deployments.logs": Operation(
        "GET",
        "/deployments/{id}/logs",
        "deployments:read",
        200,
        (
            DEPLOYMENT,
            whole("after", 0, 1_000_000_000, 0),
            whole("limit", 1, 1000, 500),
            whole("Last-Event-ID", 0, 1_000_000_000, 0, "header"),
        ),
        answers=(JSON, TEXT, EVENTS),
        links={"more": ("deployments.logs", {**THAT_ID, "after": "$response.body#/cursor/next"})},
    ),
}

TAKES: Bodies = {
    "deployments.create": (
        {},
        template(),
        *(template(template=each) for each in TEMPLATES),
        *FILES_TAKEN,
        git(),
        git(url="https://a"),
        git(url="file:///a"),
        git(url="https://a.example/" + "a" * 1982),
        *(git(ref=each) for each in ("m", "r" * 200, "v1.0/a_b+c@d-e", "_a", "0", "z", "Z")),
        *(git(folder=each) for each in ("f", "f" * 500, "public/site")),
    ),
    "deployments.dry_run": FILES_TAKEN,
    "deployments.promote": ({}, *({"reason": each} for each in REASONS)),
}

REFUSES: Bodies = {
    "deployments.create": (
        *NO_OBJECT,
        {"sources": {}},
        {"source": {"type": "archive"}},
        {"source": {"type": "deployment"}},
        {"source": {"type": 5}},
        {"source": {"template": "blank"}},
        {"source": {"url": "https://git.example.org/site.git"}},
        *(template(template=each) for each in NO_WORDS),
        template(url="https://git.example.org/site.git"),
        *FILES_REFUSED,
        {"source": {"type": "git"}},
        *(
            git(url=each)
            for each in (
                "file://a",
                "https://",
                "https://" + "a" * 1993,
                "http://git.example.org/a",
                "https://a b.example",
                "ssh://git.example.org/a",
                " https://git.example.org/a",
                "",
                *NO_TEXT,
            )
        ),
        *(git(ref=each) for each in ("", "r" * 201, "-r", ".r", "/r", "a b", "a~1", "a^", *NO_TEXT)),
        *(git(folder=each) for each in ("", "f" * 501, *NO_TEXT)),
        git(branch="main"),
    ),
    "deployments.dry_run": (
        {},
        *NO_OBJECT,
        *FILES_REFUSED,
        template(),
        git(),
        {**files(), "dry": True},
    ),
    "deployments.promote": (
        *NO_OBJECT,
        *({"reason": each} for each in NO_REASONS),
        {"reasons": "r"},
    ),
}

SCHEMAS: Values = {
    "DeploymentId": id_texts("deploy"),
    "Digest": (DIGESTS[0], (*DIGESTS[1], *NO_TEXT)),
    "LogText": ANY_TEXT,
    "LogStream": ANY_TEXT,
    "Archive": ANY_TEXT,
    "FileContent": ANY_TEXT,
    "FileSize": at_least(0, LARGEST),
    "Deployment.url": URLS,
    "Deployment.immutable_url": URLS,
    "Deployment.number": at_least(1),
    "Deployment.file_count": at_least(0),
    "Deployment.size_bytes": at_least(0),
    "DryRunResult.file_count": at_least(0),
    "DryRunResult.missing_bytes": at_least(0),
    "UploadedFile.missing_files": at_least(0),
    "ProjectDeployments.total": at_least(0),
    "ArchiveSource.size_bytes": at_least(0),
    "LogLine.number": at_least(1),
    "LogCursor.next": at_least(0),
}

ENUMS: dict[str, set[Any]] = {
    "DeploymentStatus": set(STATUSES),
    "LogLine.level": set(get_args(logs.Level)),
    "ArchiveSource.media_type": {ZIP, GZIP},
}

CONSTANTS: dict[str, Any] = {
    **{f"{kind.title()}SourceRequest.type": kind for kind in REQUESTED},
    **{f"{kind.title()}Source.type": kind for kind in SHOWN},
}

FORMATS: dict[str, str] = {
    "Deployment.url": "uri",
    "Deployment.immutable_url": "uri",
    "Archive": "binary",
    "FileContent": "binary",
}

LENGTHS: dict[str, tuple[int | None, int | None]] = {
    "GitUrl": (9, 2000),
    "GitRef": (1, 200),
    "GitFolder": (1, 500),
    "HoldReason": (1, 500),
}

TEXTS: Values = {
    "FilePath": (("/a", "/ä/b c", "/a/b.html"), ("", "/", "a", "a/b", "/a\x00", "/a\n", "\n/a", "/a\x7f", *NO_TEXT)),
    "GitUrl": (("https://a.example/~u/site.git",), ("http://a", *NO_TEXT)),
    "GitFolder": (("f", "public/ä"), ("", "a\x00", "\x1fa", "a\nb", "a\x7f", "\n", *NO_TEXT)),
}

SOURCES: dict[str, dict[str, str]] = {
    "SourceRequest": {kind: f"{kind.title()}SourceRequest" for kind in REQUESTED},
    "Source": {kind: f"{kind.title()}Source" for kind in SHOWN},
}

FIELDS: dict[str, set[str]] = {
    "DeploymentCreate": {"source"},
    "DryRun": {"source"},
    "Promotion": {"reason"},
    "TemplateSourceRequest": {"type", "template"},
    "FilesSourceRequest": {"type", "files", "sizes"},
    "GitSourceRequest": {"type", "url", "ref", "folder"},
}

MEANINGS: dict[str, set[str]] = {
    "ProjectId": {"Deployment.project_id"},
    "DeploymentId": {"Deployment.id", "DeploymentSource.deployment_id", "DeploymentSummary.id"},
    "Digest": {"FileDigests.additionalProperties", "MissingDigests.items", "UploadedFile.sha256"},
    "FileSize": {"FileSizes.additionalProperties", "UploadedFile.size_bytes"},
    "Timestamp": {"Deployment.created_at", "DeploymentSummary.created_at", "Hold.since", "LogLine.at"},
    "NullableTimestamp": {"Deployment.completed_at", "Deployment.started_at"},
    "DeploymentStatus": {"Deployment.status", "DeploymentSummary.status", "UploadedFile.status"},
    "Template": {"TemplateSource.template", "TemplateSourceRequest.template"},
}
