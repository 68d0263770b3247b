<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp;

/** What this package is. */
final class Sdk
{
    public const VERSION = '1.0.0';

    /** The version of the API that it was generated from. */
    public const API_VERSION = '1.0.0';

    public const CLIENT = 'ApiClient';
    /** What documentation writes where a reader's key goes. */
    public const KEY_PLACEHOLDER = 'YOUR_API_KEY';

    public const USER_AGENT = 'your-app-api-client-php';
    public const API_KEY_VARIABLE = 'YOUR_APP_API_KEY';
    public const BASE_URL_VARIABLE = 'YOUR_APP_BASE_URL';
    public const WEBHOOK_SECRET_VARIABLE = 'YOUR_APP_WEBHOOK_SECRET';

    /** The API's own addresses. */
    public const ENVIRONMENTS = [
        'production' => 'https://api.your-app.com/v1',
        'staging' => 'https://api-staging.your-app.com/v1',
        'sandbox' => 'https://api-sandbox.your-app.com/v1',
        'local' => 'http://localhost:8000/v1',
    ];
    public const DEFAULT_ENVIRONMENT = 'production';
}
