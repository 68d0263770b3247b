"""Everything that this package raises. Catch `APIError` for all of it, or a subclass for one case."""

from ._runtime.errors import (
    APIConnectionError as APIConnectionError,
)
from ._runtime.errors import (
    APIError as APIError,
)
from ._runtime.errors import (
    APIResponseError as APIResponseError,
)
from ._runtime.errors import (
    APIStatusError as APIStatusError,
)
from ._runtime.errors import (
    APITimeoutError as APITimeoutError,
)
from ._runtime.errors import (
    AuthenticationError as AuthenticationError,
)
from ._runtime.errors import (
    BadRequestError as BadRequestError,
)
from ._runtime.errors import (
    ConfigurationError as ConfigurationError,
)
from ._runtime.errors import (
    ConflictError as ConflictError,
)
from ._runtime.errors import (
    ErrorDetail as ErrorDetail,
)
from ._runtime.errors import (
    InternalServerError as InternalServerError,
)
from ._runtime.errors import (
    NotFoundError as NotFoundError,
)
from ._runtime.errors import (
    PayloadTooLargeError as PayloadTooLargeError,
)
from ._runtime.errors import (
    PermissionDeniedError as PermissionDeniedError,
)
from ._runtime.errors import (
    RateLimitError as RateLimitError,
)
from ._runtime.errors import (
    UnsupportedMediaTypeError as UnsupportedMediaTypeError,
)
from ._runtime.errors import (
    ValidationError as ValidationError,
)
from ._runtime.errors import (
    WebhookVerificationError as WebhookVerificationError,
)
