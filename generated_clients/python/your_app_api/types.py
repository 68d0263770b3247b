"""Types for those who annotate their own code: what calls take besides the models."""

from ._runtime.options import (
    NOT_GIVEN as NOT_GIVEN,
)
from ._runtime.options import (
    ApiKey as ApiKey,
)
from ._runtime.options import (
    AsyncApiKey as AsyncApiKey,
)
from ._runtime.options import (
    Content as Content,
)
from ._runtime.options import (
    NotGiven as NotGiven,
)
from ._runtime.options import (
    RequestEvent as RequestEvent,
)
from ._runtime.options import (
    RequestHook as RequestHook,
)
from ._runtime.options import (
    RequestOptions as RequestOptions,
)
from ._runtime.options import (
    ResponseEvent as ResponseEvent,
)
from ._runtime.options import (
    ResponseHook as ResponseHook,
)
from ._runtime.pages import (
    AsyncCursorListing as AsyncCursorListing,
)
from ._runtime.pages import (
    AsyncListing as AsyncListing,
)
from ._runtime.pages import (
    Cursor as Cursor,
)
from ._runtime.pages import (
    Pagination as Pagination,
)
from .api.api_keys import ApiKeysCreateParams as ApiKeysCreateParams
from .api.api_keys import ApiKeysDeleteParams as ApiKeysDeleteParams
from .api.api_keys import ApiKeysGetParams as ApiKeysGetParams
from .api.api_keys import ApiKeysListParams as ApiKeysListParams
from .api.api_keys import ApiKeysRotateParams as ApiKeysRotateParams
from .api.api_keys import ApiKeysUpdateParams as ApiKeysUpdateParams
from .api.audit_log import AuditLogListParams as AuditLogListParams
from .api.deployments import DeploymentsCancelParams as DeploymentsCancelParams
from .api.deployments import DeploymentsCreateParams as DeploymentsCreateParams
from .api.deployments import DeploymentsDryRunParams as DeploymentsDryRunParams
from .api.deployments import DeploymentsGetParams as DeploymentsGetParams
from .api.deployments import DeploymentsListParams as DeploymentsListParams
from .api.deployments import DeploymentsLogsParams as DeploymentsLogsParams
from .api.deployments import DeploymentsPromoteParams as DeploymentsPromoteParams
from .api.deployments import DeploymentsRedeployParams as DeploymentsRedeployParams
from .api.deployments import DeploymentsUploadFileParams as DeploymentsUploadFileParams
from .api.events import EventsGetParams as EventsGetParams
from .api.events import EventsListParams as EventsListParams
from .api.health import HealthGetParams as HealthGetParams
from .api.oauth_apps import OauthAppsCreateParams as OauthAppsCreateParams
from .api.oauth_apps import OauthAppsDeleteParams as OauthAppsDeleteParams
from .api.oauth_apps import OauthAppsGetParams as OauthAppsGetParams
from .api.oauth_apps import OauthAppsListParams as OauthAppsListParams
from .api.oauth_apps import OauthAppsRotateSecretParams as OauthAppsRotateSecretParams
from .api.oauth_apps import OauthAppsUpdateParams as OauthAppsUpdateParams
from .api.projects import ProjectsCreateParams as ProjectsCreateParams
from .api.projects import ProjectsDeleteParams as ProjectsDeleteParams
from .api.projects import ProjectsGetParams as ProjectsGetParams
from .api.projects import ProjectsListParams as ProjectsListParams
from .api.projects import ProjectsReleaseParams as ProjectsReleaseParams
from .api.projects import ProjectsTransferParams as ProjectsTransferParams
from .api.projects import ProjectsUpdateParams as ProjectsUpdateParams
from .api.teams import TeamsCreateParams as TeamsCreateParams
from .api.teams import TeamsDeleteParams as TeamsDeleteParams
from .api.teams import TeamsGetParams as TeamsGetParams
from .api.teams import TeamsListParams as TeamsListParams
from .api.teams import TeamsUpdateParams as TeamsUpdateParams
from .api.teams_invitations import TeamsInvitationsListParams as TeamsInvitationsListParams
from .api.teams_invitations import TeamsInvitationsRevokeParams as TeamsInvitationsRevokeParams
from .api.teams_members import TeamsMembersAddParams as TeamsMembersAddParams
from .api.teams_members import TeamsMembersListParams as TeamsMembersListParams
from .api.teams_members import TeamsMembersRemoveParams as TeamsMembersRemoveParams
from .api.teams_members import TeamsMembersUpdateParams as TeamsMembersUpdateParams
from .api.token import TokenGetParams as TokenGetParams
from .api.webhooks import WebhooksCreateParams as WebhooksCreateParams
from .api.webhooks import WebhooksDeleteParams as WebhooksDeleteParams
from .api.webhooks import WebhooksGetParams as WebhooksGetParams
from .api.webhooks import WebhooksKeysParams as WebhooksKeysParams
from .api.webhooks import WebhooksListParams as WebhooksListParams
from .api.webhooks import WebhooksReplayParams as WebhooksReplayParams
from .api.webhooks import WebhooksRotateSecretParams as WebhooksRotateSecretParams
from .api.webhooks import WebhooksTestParams as WebhooksTestParams
from .api.webhooks import WebhooksUpdateParams as WebhooksUpdateParams
from .api.webhooks_deliveries import WebhooksDeliveriesGetParams as WebhooksDeliveriesGetParams
from .api.webhooks_deliveries import WebhooksDeliveriesListParams as WebhooksDeliveriesListParams
from .api.webhooks_deliveries import WebhooksDeliveriesRedeliverParams as WebhooksDeliveriesRedeliverParams
