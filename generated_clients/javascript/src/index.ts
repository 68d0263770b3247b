// Generated from the contract by `make generate`. Do not edit.
export { YourAppClient, YourAppClient as default } from './client.js';
export {
  APIAbortError,
  APIConnectionError,
  APIError,
  APIResponseError,
  APIStatusError,
  APITimeoutError,
  AuthenticationError,
  BadRequestError,
  ConfigurationError,
  ConflictError,
  InternalServerError,
  NotFoundError,
  PayloadTooLargeError,
  PermissionDeniedError,
  RateLimitError,
  UnsupportedMediaTypeError,
  ValidationError,
  type ErrorDetail,
} from './runtime/errors.js';
export { CursorPage, CursorPagePromise, Page, PagePromise, type CursorInfo, type PageInfo } from './runtime/pages.js';
export { APIPromise, type WithResponse } from './runtime/promise.js';
export type {
  ClientOptions,
  Content,
  Fetch,
  Hooks,
  RequestEvent,
  RequestOptions,
  ResponseEvent,
} from './runtime/options.js';
export {
  WebhookVerificationError,
  unwrapWebhook,
  type UnknownEventType,
  type UnknownWebhookEvent,
  type UnwrapOptions,
  type WebhookHeaders,
} from './runtime/webhooks.js';
export type { WebhookEvent } from './webhook-events.js';
export * from './resources/health.js';
export * from './resources/token.js';
export * from './resources/projects.js';
export * from './resources/deployments.js';
export * from './resources/teams-members.js';
export * from './resources/teams-invitations.js';
export * from './resources/teams.js';
export * from './resources/api-keys.js';
export * from './resources/audit-log.js';
export * from './resources/webhooks-deliveries.js';
export * from './resources/webhooks.js';
export * from './resources/events.js';
export * from './resources/oauth-apps.js';
export * from './helpers/deployments.js';
export * from './helpers/webhooks.js';
export type { UploadProgress } from './runtime/directory.js';
export type * from './types.js';
export { API_VERSION, ENVIRONMENTS, VERSION } from './sdk.js';
