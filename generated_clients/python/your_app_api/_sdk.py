"""How this package and its API are called."""

from __future__ import annotations

from typing import Final, Literal

DISTRIBUTION: Final = "your-app-api"
PACKAGE: Final = "your_app_api"
VERSION: Final = "1.0.0"
CLIENT: Final = "YourAppClient"
COMMAND: Final = "your-app"
TITLE: Final = "Your App API"
KEY_PLACEHOLDER: Final = "YOUR_API_KEY"
API_KEY_VARIABLE: Final = "YOUR_APP_API_KEY"
BASE_URL_VARIABLE: Final = "YOUR_APP_BASE_URL"
CONFIG_VARIABLE: Final = "YOUR_APP_CONFIG_DIR"
WEBHOOK_SECRET_VARIABLE: Final = "YOUR_APP_WEBHOOK_SECRET"
DEFAULT_ENVIRONMENT: Final = "production"
ENVIRONMENTS: Final = {
    "production": "https://api.your-app.com/v1",
    "staging": "https://api-staging.your-app.com/v1",
    "sandbox": "https://api-sandbox.your-app.com/v1",
    "local": "http://localhost:8000/v1",
}

Environment = Literal[
    "production",
    "staging",
    "sandbox",
    "local",
]
"""One of the API's own addresses."""
