/** Turns an operation and its arguments into what is sent. */
import { ConfigurationError } from './errors.js';
import type { Operation, Upload } from './options.js';

export interface Arguments {
  path: readonly string[];
  /** Query and header parameters and the fields of the body, or an upload. */
  params?: object | undefined;
}

export interface BuiltRequest {
  method: string;
  url: string;
  headers: Headers;
  /** The body, made anew for each try. */
  body: () => BodyInit | undefined;
  /** Whether `body` can be asked for more than once. */
  replayable: boolean;
  /** How long the server was asked to hold the answer. */
  waitSeconds: number;
}

/** What is sent. Throws a `ConfigurationError` where a path argument cannot be part of a path. */
export function buildRequest(
  operation: Operation,
  { path, params }: Arguments,
  baseURL: string,
  extraHeaders: Record<string, string>,
  idempotencyKey: string | undefined,
): BuiltRequest {
  const headers = new Headers({ Accept: operation.accept });
  const query = new URLSearchParams();
  const rest: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(params ?? {})) {
    if (value === undefined) continue;
    const header = operation.headers?.[name];
    if (header !== undefined) headers.set(header, text(value));
    else if (operation.query?.[name] !== undefined) add(query, operation.query[name], value);
    else rest[name] = value;
  }
  for (const [name, value] of Object.entries(extraHeaders)) headers.set(name, value);
  if (idempotencyKey !== undefined) headers.set('Idempotency-Key', idempotencyKey);
  else if (operation.idempotencyKey === true && !headers.has('Idempotency-Key'))
    headers.set('Idempotency-Key', crypto.randomUUID());

  let body: BuiltRequest['body'] = () => undefined;
  let replayable = true;
  if (isUpload(operation, rest)) {
    const { content, contentType } = rest;
    headers.set('Content-Type', contentType);
    replayable = typeof content === 'function' || !(content instanceof ReadableStream);
    body = () => (typeof content === 'function' ? content() : content) as BodyInit;
  } else if (operation.json === true) {
    if (params !== undefined) {
      const json = JSON.stringify(rest);
      headers.set('Content-Type', 'application/json');
      body = () => json;
    }
  } else {
    // Nothing that the operation knows: the API says so, and what was meant.
    for (const [name, value] of Object.entries(rest)) add(query, name, value);
  }
  const search = query.toString();
  const url = `${baseURL}${pathOf(operation, path)}${search === '' ? '' : `?${search}`}`;
  const wait = operation.waits === undefined ? 0 : Number(query.get(operation.waits));
  // What is no number of seconds the server refuses at once.
  return { method: operation.method, url, headers, body, replayable, waitSeconds: wait > 0 ? wait : 0 };
}

function pathOf(operation: Operation, path: readonly string[]): string {
  return operation.path.reduce((before, literal, index) => {
    const value: unknown = path[index - 1];
    // "." and ".." would change the path however they are escaped (URL Standard, "double-dot path segment").
    if ((typeof value !== 'string' && typeof value !== 'number') || value === '' || value === '.' || value === '..') {
      throw new ConfigurationError(
        `${operation.id}: path argument ${index} must be an ID, not ${value === undefined ? 'undefined' : JSON.stringify(value)}`,
      );
    }
    return `${before}${encodeURIComponent(value)}${literal}`;
  });
}

function isUpload(operation: Operation, params: Record<string, unknown>): params is Record<string, unknown> & Upload {
  if (operation.uploads === undefined || params['content'] === undefined) return false;
  // An operation that takes JSON as well may have a field called `content`; an upload names its type.
  if (operation.json === true && params['contentType'] === undefined) return false;
  params['contentType'] ??= operation.uploads[0];
  return true;
}

/** A list is sent as the parameter repeated (OpenAPI's `form`, exploded). */
function add(query: URLSearchParams, name: string, value: unknown): void {
  if (value === null) return;
  for (const item of Array.isArray(value) ? value : [value]) query.append(name, text(item));
}

function text(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
