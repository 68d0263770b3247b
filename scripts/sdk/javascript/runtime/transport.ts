/** Sends the operations: builds the request, times it, tries again where that is safe, reads the answer. */
import {
  APIAbortError,
  APIConnectionError,
  APIError,
  APIResponseError,
  APIStatusError,
  APITimeoutError,
  ConfigurationError,
  statusErrorOf,
} from './errors.js';
import type { ClientOptions, Operation, RequestEvent, RequestOptions } from './options.js';
import { CursorPage, CursorPagePromise, Page, PagePromise, type CursorInfo, type PageInfo } from './pages.js';
import { environmentVariable, sleep, userAgent } from './platform.js';
import { APIPromise, type Send } from './promise.js';
import { redacted } from './redaction.js';
import { buildRequest, type Arguments, type BuiltRequest } from './request.js';
import { MAX_WAIT_SECONDS, askedToWait, mayPass, neverSent, pause } from './retries.js';
import {
  API_KEY_VARIABLE,
  BASE_URL_VARIABLE,
  CLIENT_NAME,
  DEFAULT_ENVIRONMENT,
  ENVIRONMENTS,
  KEY_PLACEHOLDER,
} from '../sdk.js';

const TIMEOUT_SECONDS = 60;
const MAX_RETRIES = 2;
/** A timer of more, or of Infinity, would go off at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
const IDEMPOTENT_METHODS = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']);

/** What one try brought: an answer with its body, or why there is none. */
type Outcome = { response: Response; text: string | undefined } | { error: APIError; resendable: boolean };

export class Transport {
  readonly baseURL: string;
  readonly #options: ClientOptions;
  readonly #apiKey: ClientOptions['apiKey'];
  readonly #userAgent = userAgent();

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#apiKey = options.apiKey ?? environmentVariable(API_KEY_VARIABLE);
    this.baseURL = baseURL(options);
    const { timeoutSeconds = TIMEOUT_SECONDS, maxRetries = MAX_RETRIES } = options;
    if (!(timeoutSeconds > 0)) throw new ConfigurationError(`timeoutSeconds must be above 0, not ${timeoutSeconds}`);
    if (!(maxRetries >= 0)) throw new ConfigurationError(`maxRetries must be 0 or more, not ${maxRetries}`);
    if (options.fetch === undefined && typeof globalThis.fetch !== 'function') {
      throw new ConfigurationError('This runtime has no fetch; pass one as `fetch`');
    }
  }

  /** What `webhooks.unwrap` checks signatures with. */
  get webhookSecret(): string | undefined {
    return this.#options.webhookSecret;
  }

  /** A call whose result is one object. */
  call<T>(operation: Operation, path: readonly string[], params?: object, options?: RequestOptions): APIPromise<T> {
    return new APIPromise<T>(
      this.sender(operation, { path, params }, options, (body) => {
        return (operation.unwrap === true ? (body as { data: T }).data : body) as T;
      }),
    );
  }

  /** A call whose result is a numbered page of a list. */
  page<T>(operation: Operation, path: readonly string[], params?: object, options?: RequestOptions): PagePromise<T> {
    const next = (page: number): PagePromise<T> => this.page(operation, path, { ...params, page }, options);
    return new PagePromise<T>(
      this.sender(operation, { path, params }, options, (body) => {
        const { data, pagination } = body as { data: T[]; pagination: PageInfo };
        return new Page(data, pagination, next);
      }),
    );
  }

  /** A call whose result is a piece of a list that may still grow. */
  cursorPage<T>(
    operation: Operation,
    path: readonly string[],
    params?: object,
    options?: RequestOptions,
  ): CursorPagePromise<T> {
    const next = (after: number | string): CursorPagePromise<T> =>
      this.cursorPage(operation, path, { ...params, after }, options);
    return new CursorPagePromise<T>(
      this.sender(operation, { path, params }, options, (body) => {
        const { data, cursor } = body as { data: T[]; cursor: CursorInfo };
        return new CursorPage(data, cursor, next);
      }),
    );
  }

  /** A call whose result is not JSON: the answer's bytes, unread. */
  raw(operation: Operation, path: readonly string[], params?: object, options?: RequestOptions): APIPromise<Response> {
    return new APIPromise<Response>(async () => {
      const { response } = await this.#send(operation, { path, params }, options, true);
      return { data: response, response };
    });
  }

  /** What an `APIPromise` runs: sends the operation and turns the body into the result. */
  sender<T>(
    operation: Operation,
    args: Arguments,
    options: RequestOptions | undefined,
    read: (body: unknown) => T,
  ): Send<T> {
    return async (raw) => {
      const { response, text } = await this.#send(operation, args, options, raw);
      if (text === undefined) return { data: undefined as T, response };
      try {
        return { data: read(JSON.parse(text)), response };
      } catch (cause) {
        throw notTheAPI(response, text, cause);
      }
    };
  }

  async #send(
    operation: Operation,
    args: Arguments,
    options: RequestOptions = {},
    raw: boolean,
  ): Promise<{ response: Response; text: string | undefined }> {
    const request = buildRequest(
      operation,
      args,
      this.baseURL,
      {
        ...(this.#userAgent === undefined ? {} : { 'User-Agent': this.#userAgent }),
        ...this.#options.defaultHeaders,
        ...options.headers,
      },
      options.idempotencyKey,
    );
    // A key is always sent, but one that the operation does not take makes nothing safe: the server ignores it.
    const safe =
      IDEMPOTENT_METHODS.has(operation.method) ||
      ((operation.idempotencyKey === true || operation.raw === true) && request.headers.has('Idempotency-Key'));
    const retries = request.replayable ? (options.maxRetries ?? this.#options.maxRetries ?? MAX_RETRIES) : 0;
    for (let attempt = 1; ; attempt++) {
      if (!request.headers.has('Authorization') || typeof this.#apiKey === 'function')
        await this.#authenticate(operation, request.headers);
      const event: RequestEvent = {
        operation: operation.id,
        method: operation.method,
        url: request.url,
        headers: redacted(request.headers),
        attempt,
      };
      await this.#options.hooks?.request?.(event);
      const started = performance.now();
      const outcome = await this.#attempt(request, options, raw);
      let wait: number | undefined;
      let error: APIError | undefined;
      if ('error' in outcome) {
        error = outcome.error;
        if (outcome.resendable || (safe && error instanceof APIConnectionError)) wait = pause(attempt);
      } else if (!outcome.response.ok) {
        const asked = askedToWait(outcome.response.headers, outcome.response.status);
        error = statusError(outcome.response, outcome.text, asked);
        if (mayPass(outcome.response.status, safe, asked !== undefined)) wait = asked ?? pause(attempt);
      }
      if (attempt > retries || (wait !== undefined && wait > MAX_WAIT_SECONDS)) wait = undefined;
      if (this.#options.hooks?.response !== undefined) {
        const response = 'error' in outcome ? undefined : outcome.response;
        await this.#options.hooks.response({
          ...event,
          status: response?.status,
          responseHeaders: response === undefined ? {} : redacted(response.headers),
          requestId: response?.headers.get('x-request-id') ?? undefined,
          durationSeconds: (performance.now() - started) / 1000,
          error,
          retryInSeconds: wait,
        });
      }
      if (wait !== undefined) {
        await sleep(wait, options.signal).catch((cause: unknown) => {
          throw new APIAbortError(`${operation.id} was aborted`, { cause });
        });
      } else if (error !== undefined) {
        throw error;
      } else if ('response' in outcome) {
        return outcome;
      }
    }
  }

  /** Send it once. Errors have their bodies read; so have successes, unless the caller wants them raw. */
  async #attempt(request: BuiltRequest, options: RequestOptions, raw: boolean): Promise<Outcome> {
    const seconds = (options.timeoutSeconds ?? this.#options.timeoutSeconds ?? TIMEOUT_SECONDS) + request.waitSeconds;
    const controller = new AbortController();
    const abort = (): void => controller.abort(options.signal?.reason);
    if (options.signal?.aborted === true) abort();
    options.signal?.addEventListener('abort', abort, { once: true });
    let late = false;
    const timer = setTimeout(
      () => {
        late = true;
        controller.abort();
      },
      Math.min(seconds * 1000, LONGEST_TIMER_MS),
    );
    try {
      const body = request.body();
      const init: RequestInit & { duplex?: 'half' } = {
        method: request.method,
        headers: request.headers,
        redirect: 'manual',
        signal: controller.signal,
      };
      if (body !== undefined) init.body = body;
      if (body instanceof ReadableStream) init.duplex = 'half';
      const fetch = this.#options.fetch ?? globalThis.fetch;
      const response = await fetch(request.url, init);
      return { response, text: raw && response.ok ? undefined : await response.text() };
    } catch (cause) {
      if (options.signal?.aborted === true)
        return {
          error: new APIAbortError(`${request.method} ${request.url} was aborted`, { cause }),
          resendable: false,
        };
      if (late)
        return {
          error: new APITimeoutError(`${request.method} ${request.url}: no complete answer within ${seconds} s`, {
            cause,
          }),
          resendable: false,
        };
      return {
        error: new APIConnectionError(`${request.method} ${request.url}: ${reason(cause)}`, { cause }),
        resendable: neverSent(cause),
      };
    } finally {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', abort);
    }
  }

  async #authenticate(operation: Operation, headers: Headers): Promise<void> {
    const key = typeof this.#apiKey === 'function' ? await this.#apiKey() : this.#apiKey;
    if (key === undefined || key === '') {
      if (operation.public === true) return;
      throw new ConfigurationError(
        `${operation.id} needs an API key. Pass one, new ${CLIENT_NAME}({ apiKey: '${KEY_PLACEHOLDER}' }), or set ${API_KEY_VARIABLE}`,
      );
    }
    if (/[^\x21-\x7e]/.test(key))
      throw new ConfigurationError('The API key has characters that no key has: is there a line break at its end?');
    headers.set('Authorization', `Bearer ${key}`);
  }
}

function baseURL(options: ClientOptions): string {
  const named = options.environment;
  if (named !== undefined && ENVIRONMENTS[named] === undefined) {
    throw new ConfigurationError(
      `There is no environment "${named}"; there are ${Object.keys(ENVIRONMENTS).join(', ')}`,
    );
  }
  const fromEnvironment = named === undefined ? environmentVariable(BASE_URL_VARIABLE) : undefined;
  const url = options.baseURL ?? fromEnvironment ?? ENVIRONMENTS[named ?? DEFAULT_ENVIRONMENT] ?? '';
  if (!/^https?:\/\/[^/]/i.test(url) || !URL.canParse(url)) {
    throw new ConfigurationError(`The base URL must begin with http:// or https://, not be "${url}"`);
  }
  return url.replace(/\/+$/, '');
}

function statusError(response: Response, text: string | undefined, asked: number | undefined): APIStatusError {
  let body: unknown = text ?? '';
  try {
    body = JSON.parse(text ?? '');
  } catch {
    // Somebody between answered, not the API; its text says who.
  }
  return statusErrorOf(response, body, asked);
}

function notTheAPI(response: Response, text: string, cause: unknown): APIResponseError {
  const type = response.headers.get('content-type') ?? 'no content type';
  const start = text.replace(/\s+/g, ' ').trim().slice(0, 120);
  return new APIResponseError(
    `${response.status} with a body that is not the API's (${type}): ${start}`,
    response,
    text,
    { cause },
  );
}

/** What went wrong below `fetch`, which itself only says "fetch failed". */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error as { cause?: unknown };
  return cause instanceof Error && cause.message !== '' ? `${error.message}: ${cause.message}` : error.message;
}
