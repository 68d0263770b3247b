"""Tables only: one graph that every room may read, each row written by the room that owns it."""

from sqlmodel import SQLModel

from server.kit.database import CONVENTION

SQLModel.metadata.naming_convention = CONVENTION

from server.models.accounts import ApiKey, User  # noqa: E402  (the convention must stand before the tables)
from server.models.audit import AuditChain, AuditEntry  # noqa: E402
from server.models.deployments import Blob, Deployment, DeploymentFile, DeploymentLog, DeploymentUpload  # noqa: E402
from server.models.events import (  # noqa: E402
    Event,
    EventStream,
    Webhook,
    WebhookAttempt,
    WebhookDelivery,
    WebhookSecret,
)
from server.models.jobs import DiscardedObject, JobTakeover, JobWorker  # noqa: E402
from server.models.oauth import OAuthApp, OAuthCode, OAuthGrant, OAuthToken  # noqa: E402
from server.models.projects import Project  # noqa: E402
from server.models.requests import IdempotentRequest  # noqa: E402
from server.models.sign_in import BrowserSession, Identity, KnownDevice, SetupLink, SignInFailure  # noqa: E402
from server.models.teams import Team, TeamInvitation, TeamMember  # noqa: E402

__all__ = [
    "ApiKey",
    "AuditChain",
    "AuditEntry",
    "Blob",
    "BrowserSession",
    "Deployment",
    "DeploymentFile",
    "DeploymentLog",
    "DeploymentUpload",
    "DiscardedObject",
    "Event",
    "EventStream",
    "IdempotentRequest",
    "Identity",
    "JobTakeover",
    "JobWorker",
    "KnownDevice",
    "OAuthApp",
    "OAuthCode",
    "OAuthGrant",
    "OAuthToken",
    "Project",
    "SetupLink",
    "SignInFailure",
    "Team",
    "TeamInvitation",
    "TeamMember",
    "User",
    "Webhook",
    "WebhookAttempt",
    "WebhookDelivery",
    "WebhookSecret",
]
