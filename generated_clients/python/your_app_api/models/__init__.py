"""The API's objects (classes), what calls take (typed dictionaries), and the values that both may have."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .allowed_action import AllowedAction as AllowedAction
    from .allowed_actions import AllowedActions as AllowedActions
    from .api_key import ApiKey as ApiKey
    from .api_key_secret import ApiKeySecret as ApiKeySecret
    from .archive_source import ArchiveSource as ArchiveSource
    from .audit_actor import AuditActor as AuditActor
    from .audit_change import AuditChange as AuditChange
    from .audit_credential import AuditCredential as AuditCredential
    from .audit_entry import AuditEntry as AuditEntry
    from .deleted import Deleted as Deleted
    from .delivery import Delivery as Delivery
    from .delivery_attempt import DeliveryAttempt as DeliveryAttempt
    from .delivery_detail import DeliveryDetail as DeliveryDetail
    from .delivery_status import DeliveryStatus as DeliveryStatus
    from .deployment import Deployment as Deployment
    from .deployment_cancelled_event import DeploymentCancelledEvent as DeploymentCancelledEvent
    from .deployment_completed_event import DeploymentCompletedEvent as DeploymentCompletedEvent
    from .deployment_error import DeploymentError as DeploymentError
    from .deployment_event_data import DeploymentEventData as DeploymentEventData
    from .deployment_failed_event import DeploymentFailedEvent as DeploymentFailedEvent
    from .deployment_promoted_event import DeploymentPromotedEvent as DeploymentPromotedEvent
    from .deployment_source import DeploymentSource as DeploymentSource
    from .deployment_started_event import DeploymentStartedEvent as DeploymentStartedEvent
    from .deployment_status import DeploymentStatus as DeploymentStatus
    from .deployment_summary import DeploymentSummary as DeploymentSummary
    from .disabled_reason import DisabledReason as DisabledReason
    from .dry_run_result import DryRunResult as DryRunResult
    from .environment import Environment as Environment
    from .event import Event as Event
    from .event_data import EventData as EventData
    from .event_deployment import EventDeployment as EventDeployment
    from .event_error import EventError as EventError
    from .event_filter import EventFilter as EventFilter
    from .event_hook import EventHook as EventHook
    from .event_member import EventMember as EventMember
    from .event_project import EventProject as EventProject
    from .event_team import EventTeam as EventTeam
    from .event_type import EventType as EventType
    from .event_type_query import EventTypeQuery as EventTypeQuery
    from .files_source import FilesSource as FilesSource
    from .files_source_request import FilesSourceRequest as FilesSourceRequest
    from .git_source import GitSource as GitSource
    from .git_source_request import GitSourceRequest as GitSourceRequest
    from .health import Health as Health
    from .hold import Hold as Hold
    from .hook_event_data import HookEventData as HookEventData
    from .invitation import Invitation as Invitation
    from .invitation_link import InvitationLink as InvitationLink
    from .log_line import LogLine as LogLine
    from .member_event_data import MemberEventData as MemberEventData
    from .member_user import MemberUser as MemberUser
    from .o_auth_app import OAuthApp as OAuthApp
    from .o_auth_app_type import OAuthAppType as OAuthAppType
    from .o_auth_app_with_secret import OAuthAppWithSecret as OAuthAppWithSecret
    from .o_auth_scope import OAuthScope as OAuthScope
    from .permission import Permission as Permission
    from .project import Project as Project
    from .project_created_event import ProjectCreatedEvent as ProjectCreatedEvent
    from .project_deleted_event import ProjectDeletedEvent as ProjectDeletedEvent
    from .project_deployments import ProjectDeployments as ProjectDeployments
    from .project_event_data import ProjectEventData as ProjectEventData
    from .project_status import ProjectStatus as ProjectStatus
    from .project_updated_event import ProjectUpdatedEvent as ProjectUpdatedEvent
    from .replay_result import ReplayResult as ReplayResult
    from .replay_scope import ReplayScope as ReplayScope
    from .response_header import ResponseHeader as ResponseHeader
    from .role import Role as Role
    from .rotated_secret import RotatedSecret as RotatedSecret
    from .source import Source as Source
    from .source_request import SourceRequest as SourceRequest
    from .team import Team as Team
    from .team_member import TeamMember as TeamMember
    from .team_member_added_event import TeamMemberAddedEvent as TeamMemberAddedEvent
    from .team_member_removed_event import TeamMemberRemovedEvent as TeamMemberRemovedEvent
    from .team_summary import TeamSummary as TeamSummary
    from .template import Template as Template
    from .template_source import TemplateSource as TemplateSource
    from .template_source_request import TemplateSourceRequest as TemplateSourceRequest
    from .token import Token as Token
    from .uploaded_file import UploadedFile as UploadedFile
    from .user import User as User
    from .visibility import Visibility as Visibility
    from .webhook import Webhook as Webhook
    from .webhook_disabled_event import WebhookDisabledEvent as WebhookDisabledEvent
    from .webhook_key import WebhookKey as WebhookKey
    from .webhook_status import WebhookStatus as WebhookStatus
    from .webhook_test_event import WebhookTestEvent as WebhookTestEvent
    from .webhook_with_secret import WebhookWithSecret as WebhookWithSecret
else:
    from .._runtime.lazy import lazy

    __getattr__, __dir__ = lazy(
        __name__,
        {
            "AllowedAction": ".allowed_action",
            "AllowedActions": ".allowed_actions",
            "ApiKey": ".api_key",
            "ApiKeySecret": ".api_key_secret",
            "ArchiveSource": ".archive_source",
            "AuditActor": ".audit_actor",
            "AuditChange": ".audit_change",
            "AuditCredential": ".audit_credential",
            "AuditEntry": ".audit_entry",
            "Deleted": ".deleted",
            "Delivery": ".delivery",
            "DeliveryAttempt": ".delivery_attempt",
            "DeliveryDetail": ".delivery_detail",
            "DeliveryStatus": ".delivery_status",
            "Deployment": ".deployment",
            "DeploymentCancelledEvent": ".deployment_cancelled_event",
            "DeploymentCompletedEvent": ".deployment_completed_event",
            "DeploymentError": ".deployment_error",
            "DeploymentEventData": ".deployment_event_data",
            "DeploymentFailedEvent": ".deployment_failed_event",
            "DeploymentPromotedEvent": ".deployment_promoted_event",
            "DeploymentSource": ".deployment_source",
            "DeploymentStartedEvent": ".deployment_started_event",
            "DeploymentStatus": ".deployment_status",
            "DeploymentSummary": ".deployment_summary",
            "DisabledReason": ".disabled_reason",
            "DryRunResult": ".dry_run_result",
            "Environment": ".environment",
            "Event": ".event",
            "EventData": ".event_data",
            "EventDeployment": ".event_deployment",
            "EventError": ".event_error",
            "EventFilter": ".event_filter",
            "EventHook": ".event_hook",
            "EventMember": ".event_member",
            "EventProject": ".event_project",
            "EventTeam": ".event_team",
            "EventType": ".event_type",
            "EventTypeQuery": ".event_type_query",
            "FilesSource": ".files_source",
            "FilesSourceRequest": ".files_source_request",
            "GitSource": ".git_source",
            "GitSourceRequest": ".git_source_request",
            "Health": ".health",
            "Hold": ".hold",
            "HookEventData": ".hook_event_data",
            "Invitation": ".invitation",
            "InvitationLink": ".invitation_link",
            "LogLine": ".log_line",
            "MemberEventData": ".member_event_data",
            "MemberUser": ".member_user",
            "OAuthApp": ".o_auth_app",
            "OAuthAppType": ".o_auth_app_type",
            "OAuthAppWithSecret": ".o_auth_app_with_secret",
            "OAuthScope": ".o_auth_scope",
            "Permission": ".permission",
            "Project": ".project",
            "ProjectCreatedEvent": ".project_created_event",
            "ProjectDeletedEvent": ".project_deleted_event",
            "ProjectDeployments": ".project_deployments",
            "ProjectEventData": ".project_event_data",
            "ProjectStatus": ".project_status",
            "ProjectUpdatedEvent": ".project_updated_event",
            "ReplayResult": ".replay_result",
            "ReplayScope": ".replay_scope",
            "ResponseHeader": ".response_header",
            "Role": ".role",
            "RotatedSecret": ".rotated_secret",
            "Source": ".source",
            "SourceRequest": ".source_request",
            "Team": ".team",
            "TeamMember": ".team_member",
            "TeamMemberAddedEvent": ".team_member_added_event",
            "TeamMemberRemovedEvent": ".team_member_removed_event",
            "TeamSummary": ".team_summary",
            "Template": ".template",
            "TemplateSource": ".template_source",
            "TemplateSourceRequest": ".template_source_request",
            "Token": ".token",
            "UploadedFile": ".uploaded_file",
            "User": ".user",
            "Visibility": ".visibility",
            "Webhook": ".webhook",
            "WebhookDisabledEvent": ".webhook_disabled_event",
            "WebhookKey": ".webhook_key",
            "WebhookStatus": ".webhook_status",
            "WebhookTestEvent": ".webhook_test_event",
            "WebhookWithSecret": ".webhook_with_secret",
        },
    )

__all__ = [
    "AllowedAction",
    "AllowedActions",
    "ApiKey",
    "ApiKeySecret",
    "ArchiveSource",
    "AuditActor",
    "AuditChange",
    "AuditCredential",
    "AuditEntry",
    "Deleted",
    "Delivery",
    "DeliveryAttempt",
    "DeliveryDetail",
    "DeliveryStatus",
    "Deployment",
    "DeploymentCancelledEvent",
    "DeploymentCompletedEvent",
    "DeploymentError",
    "DeploymentEventData",
    "DeploymentFailedEvent",
    "DeploymentPromotedEvent",
    "DeploymentSource",
    "DeploymentStartedEvent",
    "DeploymentStatus",
    "DeploymentSummary",
    "DisabledReason",
    "DryRunResult",
    "Environment",
    "Event",
    "EventData",
    "EventDeployment",
    "EventError",
    "EventFilter",
    "EventHook",
    "EventMember",
    "EventProject",
    "EventTeam",
    "EventType",
    "EventTypeQuery",
    "FilesSource",
    "FilesSourceRequest",
    "GitSource",
    "GitSourceRequest",
    "Health",
    "Hold",
    "HookEventData",
    "Invitation",
    "InvitationLink",
    "LogLine",
    "MemberEventData",
    "MemberUser",
    "OAuthApp",
    "OAuthAppType",
    "OAuthAppWithSecret",
    "OAuthScope",
    "Permission",
    "Project",
    "ProjectCreatedEvent",
    "ProjectDeletedEvent",
    "ProjectDeployments",
    "ProjectEventData",
    "ProjectStatus",
    "ProjectUpdatedEvent",
    "ReplayResult",
    "ReplayScope",
    "ResponseHeader",
    "Role",
    "RotatedSecret",
    "Source",
    "SourceRequest",
    "Team",
    "TeamMember",
    "TeamMemberAddedEvent",
    "TeamMemberRemovedEvent",
    "TeamSummary",
    "Template",
    "TemplateSource",
    "TemplateSourceRequest",
    "Token",
    "UploadedFile",
    "User",
    "Visibility",
    "Webhook",
    "WebhookDisabledEvent",
    "WebhookKey",
    "WebhookStatus",
    "WebhookTestEvent",
    "WebhookWithSecret",
]
