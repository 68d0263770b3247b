/** Everything that this package throws. Catch `APIError` for all of it, or a subclass for one case. */

/** A field at fault. */
export interface ErrorDetail {
  /** Its path in the body (`source.type`), or the name of a parameter. */
  field: string;
  /** What is wrong with it, for people. */
  message: string;
}

/** The root of all errors of this package. */
export class APIError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The client was made or called in a way that cannot work; nothing was sent. */
export class ConfigurationError extends APIError {}

/** No answer arrived: the name did not resolve, the connection was refused or broke off. */
export class APIConnectionError extends APIError {}

/** No complete answer arrived in time. */
export class APITimeoutError extends APIConnectionError {}

/** The caller's `signal` was aborted. */
export class APIAbortError extends APIError {}

/** A success arrived whose body is not what the API sends: a proxy's page, say, or JSON that breaks off. */
export class APIResponseError extends APIError {
  /** The answer. Its body has been read; see `body`. */
  readonly response: Response;
  /** The body as text. */
  readonly body: string;

  constructor(message: string, response: Response, body: string, options?: { cause?: unknown }) {
    super(message, options);
    this.response = response;
    this.body = body;
  }
}

/** The API answered with a status other than success. */
export class APIStatusError extends APIError {
  /** The HTTP status. */
  readonly status: number;
  /** For programs, stable: `validation_error`. Undefined when the answer was not the API's. */
  readonly code: string | undefined;
  /** Each field at fault; empty when the error is about no field. */
  readonly details: ErrorDetail[];
  /** Name it when you ask for support. */
  readonly requestId: string | undefined;
  /** How long the API asks to wait, when it says so. */
  readonly retryAfterSeconds: number | undefined;
  /** The answer. Its body has been read; see `body`. */
  readonly response: Response;
  /** The body: parsed where it is JSON, else its text. */
  readonly body: unknown;

  constructor(response: Response, body: unknown, retryAfterSeconds?: number) {
    const error = errorOf(body);
    const requestId = error.request_id ?? response.headers.get('x-request-id') ?? undefined;
    super(describe(response, body, error, requestId));
    this.status = response.status;
    this.code = error.code;
    this.details = error.details;
    this.requestId = requestId;
    this.retryAfterSeconds = retryAfterSeconds;
    this.response = response;
    this.body = body;
  }

  /** The answer's headers. */
  get headers(): Headers {
    return this.response.headers;
  }
}

/** 400: the request could not be read. */
export class BadRequestError extends APIStatusError {}
/** 401: there is no key, or it is malformed, unknown, expired or revoked. */
export class AuthenticationError extends APIStatusError {}
/** 403: the key lacks the permission that the message names. */
export class PermissionDeniedError extends APIStatusError {}
/** 404: there is no such thing, or it is not yours to see. */
export class NotFoundError extends APIStatusError {}
/** 409: the thing's present state does not allow that; `code` says which rule. */
export class ConflictError extends APIStatusError {}
/** 413: the body is larger than the server takes. */
export class PayloadTooLargeError extends APIStatusError {}
/** 415: the body's type is not one that the operation takes. */
export class UnsupportedMediaTypeError extends APIStatusError {}
/** 422: the request breaks a rule; `details` lists every field at fault. */
export class ValidationError extends APIStatusError {}
/** 429: too many requests; `retryAfterSeconds` says how long to wait. */
export class RateLimitError extends APIStatusError {}
/** 5xx: the server could not do it. */
export class InternalServerError extends APIStatusError {}

const BY_STATUS: Record<number, typeof APIStatusError> = {
  400: BadRequestError,
  401: AuthenticationError,
  403: PermissionDeniedError,
  404: NotFoundError,
  409: ConflictError,
  413: PayloadTooLargeError,
  415: UnsupportedMediaTypeError,
  422: ValidationError,
  429: RateLimitError,
};

/**
 * The error for an answer, of the class for its status.
 *
 * @internal No static method: a class that names itself inside loses its name when it is bundled.
 */
export function statusErrorOf(response: Response, body: unknown, retryAfterSeconds?: number): APIStatusError {
  const ErrorClass = BY_STATUS[response.status] ?? (response.status >= 500 ? InternalServerError : APIStatusError);
  return new ErrorClass(response, body, retryAfterSeconds);
}

interface ErrorFields {
  code?: string;
  message?: string;
  details: ErrorDetail[];
  request_id?: string;
}

/** What stands in an error body; nothing is taken for granted, since anybody between may have answered. */
function errorOf(body: unknown): ErrorFields {
  const error = isObject(body) && isObject(body['error']) ? body['error'] : {};
  const fields: ErrorFields = { details: [] };
  if (typeof error['code'] === 'string') fields.code = error['code'];
  if (typeof error['message'] === 'string') fields.message = error['message'];
  if (typeof error['request_id'] === 'string') fields.request_id = error['request_id'];
  if (Array.isArray(error['details'])) fields.details = error['details'].filter(isObject) as unknown as ErrorDetail[];
  return fields;
}

function describe(response: Response, body: unknown, error: ErrorFields, requestId: string | undefined): string {
  const named = requestId === undefined ? '' : ` [${requestId}]`;
  if (error.message !== undefined) {
    const fields = error.details.map((detail) => `${detail.field}: ${detail.message}`).join('; ');
    return `${response.status} ${error.code ?? ''}: ${error.message}${fields === '' ? '' : ` (${fields})`}${named}`;
  }
  const location = response.headers.get('location');
  if (response.status >= 300 && response.status < 400) {
    return `${response.status}: redirected${location === null ? '' : ` to ${location}`}; the API does not redirect, so check the base URL${named}`;
  }
  const text = typeof body === 'string' ? body : (JSON.stringify(body) ?? '');
  const start = text.replace(/\s+/g, ' ').trim().slice(0, 120);
  return `${response.status}: not an answer of the API${start === '' ? ' (empty body)' : `: ${start}`}${named}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
