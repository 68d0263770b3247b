/** What a client and a call can be told, and what an operation is. */

/** A request that is about to leave. Secrets are redacted: it is fit for a log. */
export interface RequestEvent {
  /** `projects.create` */
  operation: string;
  method: string;
  url: string;
  headers: Record<string, string>;
  /** 1 for the first try. */
  attempt: number;
}

/** What came of a request. Secrets are redacted: it is fit for a log. */
export interface ResponseEvent extends RequestEvent {
  /** Undefined when no answer arrived; then `error` says why. */
  status: number | undefined;
  responseHeaders: Record<string, string>;
  requestId: string | undefined;
  durationSeconds: number;
  error: Error | undefined;
  /** How long the client waits before it tries again; undefined when it does not. */
  retryInSeconds: number | undefined;
}

/** Called around every try. What they throw, the call throws. */
export interface Hooks {
  request?: (event: RequestEvent) => void | Promise<void>;
  response?: (event: ResponseEvent) => void | Promise<void>;
}

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface ClientOptions {
  /** Your key, or a function that answers it for each request: for an OAuth token that is renewed. */
  apiKey?: string | (() => string | Promise<string>) | undefined;
  /** Where the API is, with its version: `http://localhost:8000/v1`. Goes before `environment`. */
  baseURL?: string | undefined;
  /** One of the API's own addresses. */
  environment?: string | undefined;
  /** How long one try may take, its body included, beside the `wait` of a call that has one. 60 unless told. */
  timeoutSeconds?: number | undefined;
  /** How often a request is sent again after a failure that may pass. 2 unless told. */
  maxRetries?: number | undefined;
  /** Sent with each request. */
  defaultHeaders?: Record<string, string> | undefined;
  /** Sends the requests: your own agent, proxy or middleware around `fetch`. */
  fetch?: Fetch | undefined;
  hooks?: Hooks | undefined;
  /** What `webhooks.unwrap` checks signatures with. */
  webhookSecret?: string | undefined;
}

export interface RequestOptions {
  /** How long one try may take, its body included. What a `wait` lets the server hold the answer comes on top. */
  timeoutSeconds?: number | undefined;
  /** How often the request is sent again after a failure that may pass; 0 for never. */
  maxRetries?: number | undefined;
  /** Sent with this request. */
  headers?: Record<string, string> | undefined;
  /** Names this request, so that it is carried out once however often it is sent. Made by itself unless told. */
  idempotencyKey?: string | undefined;
  /** Aborts the request, its retries and their pauses. */
  signal?: AbortSignal | undefined;
}

/** Bytes to send. A stream can be sent only once, so such a request is not retried; a function that makes one can. */
export type Content = Blob | ArrayBuffer | ArrayBufferView | ReadableStream<Uint8Array>;

/** A body that is not JSON. */
export interface Upload<Type extends string = string> {
  content: Content | (() => Content);
  contentType: Type;
}

/** One operation of the API, as generated from the contract. */
export interface Operation {
  /** `projects.get` */
  readonly id: string;
  readonly method: string;
  /** The path split at its parameters: `['/projects/', '/deployments']`. */
  readonly path: readonly string[];
  /** Argument → name of the query parameter. */
  readonly query?: Readonly<Record<string, string>>;
  /** Argument → header name. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether it takes JSON. */
  readonly json?: boolean;
  /** Content types that it takes besides JSON. */
  readonly uploads?: readonly string[];
  /** Whether an `Idempotency-Key` makes it safe to send again. */
  readonly idempotencyKey?: boolean;
  /** The query parameter that says how many seconds the server may hold the answer. */
  readonly waits?: string;
  /** Whether it is open to everybody. */
  readonly public?: boolean;
  /** Whether it is none of the contract's: then the caller knows whether it takes an `Idempotency-Key`. */
  readonly raw?: boolean;
  /** What the client asks for. */
  readonly accept: string;
  /** Whether the result stands in `data`. */
  readonly unwrap?: boolean;
}
