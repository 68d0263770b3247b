// Generated from the contract by `make generate`. Do not edit.

/** This package's version. */
export const VERSION: string = '1.0.0';
/** The version of the API that it was generated from. */
export const API_VERSION: string = '1.0.0';
export const PACKAGE_NAME: string = '@your-app/api-client';
export const CLIENT_NAME: string = 'YourAppClient';
/** What documentation writes where a reader's key goes. */
export const KEY_PLACEHOLDER: string = 'YOUR_API_KEY';
export const API_KEY_VARIABLE: string = 'YOUR_APP_API_KEY';
export const BASE_URL_VARIABLE: string = 'YOUR_APP_BASE_URL';
export const WEBHOOK_SECRET_VARIABLE: string = 'YOUR_APP_WEBHOOK_SECRET';

/** The API's own addresses. */
export const ENVIRONMENTS: Readonly<Record<string, string>> = {
  production: 'https://api.your-app.com/v1',
  staging: 'https://api-staging.your-app.com/v1',
  sandbox: 'https://api-sandbox.your-app.com/v1',
  local: 'http://localhost:8000/v1',
};
export const DEFAULT_ENVIRONMENT: string = 'production';
