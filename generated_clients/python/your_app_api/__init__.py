"""Your App API: Deploy a site with one request and know when it is live.

from your_app_api import YourAppClient

client = YourAppClient(api_key="YOUR_API_KEY")
"""

from typing import TYPE_CHECKING

from ._sdk import VERSION as __version__

if TYPE_CHECKING:
    from ._helpers.deployments import DeploymentFailedError as DeploymentFailedError
    from ._helpers.deployments import DeploymentTimeoutError as DeploymentTimeoutError
    from ._runtime.directory import UploadProgress as UploadProgress
    from ._runtime.errors import APIConnectionError as APIConnectionError
    from ._runtime.errors import APIError as APIError
    from ._runtime.errors import APIResponseError as APIResponseError
    from ._runtime.errors import APIStatusError as APIStatusError
    from ._runtime.errors import APITimeoutError as APITimeoutError
    from ._runtime.errors import AuthenticationError as AuthenticationError
    from ._runtime.errors import BadRequestError as BadRequestError
    from ._runtime.errors import ConfigurationError as ConfigurationError
    from ._runtime.errors import ConflictError as ConflictError
    from ._runtime.errors import ErrorDetail as ErrorDetail
    from ._runtime.errors import InternalServerError as InternalServerError
    from ._runtime.errors import NotFoundError as NotFoundError
    from ._runtime.errors import PayloadTooLargeError as PayloadTooLargeError
    from ._runtime.errors import PermissionDeniedError as PermissionDeniedError
    from ._runtime.errors import RateLimitError as RateLimitError
    from ._runtime.errors import UnsupportedMediaTypeError as UnsupportedMediaTypeError
    from ._runtime.errors import ValidationError as ValidationError
    from ._runtime.errors import WebhookVerificationError as WebhookVerificationError
    from ._runtime.options import NOT_GIVEN as NOT_GIVEN
    from ._runtime.options import NotGiven as NotGiven
    from ._runtime.options import RequestEvent as RequestEvent
    from ._runtime.options import ResponseEvent as ResponseEvent
    from ._runtime.pages import AsyncCursorPage as AsyncCursorPage
    from ._runtime.pages import AsyncPage as AsyncPage
    from ._runtime.pages import CursorPage as CursorPage
    from ._runtime.pages import Page as Page
    from ._runtime.responses import APIResponse as APIResponse
    from .client import AsyncYourAppClient as AsyncYourAppClient
    from .client import YourAppClient as YourAppClient
    from .webhook_events import WebhookEvent as WebhookEvent
else:
    # Imported when they are asked for: a program that only verifies webhooks does not wait for an HTTP client.
    from ._runtime.lazy import lazy

    __getattr__, __dir__ = lazy(
        __name__,
        {
            "DeploymentFailedError": "._helpers.deployments",
            "DeploymentTimeoutError": "._helpers.deployments",
            "UploadProgress": "._runtime.directory",
            "APIConnectionError": "._runtime.errors",
            "APIError": "._runtime.errors",
            "APIResponseError": "._runtime.errors",
            "APIStatusError": "._runtime.errors",
            "APITimeoutError": "._runtime.errors",
            "AuthenticationError": "._runtime.errors",
            "BadRequestError": "._runtime.errors",
            "ConfigurationError": "._runtime.errors",
            "ConflictError": "._runtime.errors",
            "ErrorDetail": "._runtime.errors",
            "InternalServerError": "._runtime.errors",
            "NotFoundError": "._runtime.errors",
            "PayloadTooLargeError": "._runtime.errors",
            "PermissionDeniedError": "._runtime.errors",
            "RateLimitError": "._runtime.errors",
            "UnsupportedMediaTypeError": "._runtime.errors",
            "ValidationError": "._runtime.errors",
            "WebhookVerificationError": "._runtime.errors",
            "NOT_GIVEN": "._runtime.options",
            "NotGiven": "._runtime.options",
            "RequestEvent": "._runtime.options",
            "ResponseEvent": "._runtime.options",
            "AsyncCursorPage": "._runtime.pages",
            "AsyncPage": "._runtime.pages",
            "CursorPage": "._runtime.pages",
            "Page": "._runtime.pages",
            "APIResponse": "._runtime.responses",
            "YourAppClient": ".client",
            "AsyncYourAppClient": ".client",
            "WebhookEvent": ".webhook_events",
        },
    )

__all__ = [
    "__version__",
    "APIConnectionError",
    "APIError",
    "APIResponse",
    "APIResponseError",
    "APIStatusError",
    "APITimeoutError",
    "AsyncCursorPage",
    "AsyncPage",
    "AsyncYourAppClient",
    "AuthenticationError",
    "BadRequestError",
    "ConfigurationError",
    "ConflictError",
    "CursorPage",
    "DeploymentFailedError",
    "DeploymentTimeoutError",
    "ErrorDetail",
    "InternalServerError",
    "NOT_GIVEN",
    "NotFoundError",
    "NotGiven",
    "Page",
    "PayloadTooLargeError",
    "PermissionDeniedError",
    "RateLimitError",
    "RequestEvent",
    "ResponseEvent",
    "UnsupportedMediaTypeError",
    "UploadProgress",
    "ValidationError",
    "WebhookEvent",
    "WebhookVerificationError",
    "YourAppClient",
]
