// Generated from the contract by `make generate`. Do not edit.
import type { Operation, RequestOptions } from '../runtime/options.js';
import type { APIPromise } from '../runtime/promise.js';
import { Resource } from '../runtime/resource.js';
import type { Token } from '../types.js';

const OPERATIONS = {
  get: {
    id: 'token.get',
    method: 'GET',
    path: ['/token'],
    accept: 'application/json',
    unwrap: true,
  },
} satisfies Record<string, Operation>;

/** The credential that a request is made with. */
export class TokenResource extends Resource {

  /**
   * Describe the credential in use.
   *
   * Tells who the key acts for, what it permits, when it expires and which environment it belongs to. Ask it first
   * when a request is refused: a `403` names the permission that is missing, this names those that are there.
   * Every valid key holds `token:read`.
   *
   * `GET /token`, needs `token:read`
   */
  get(params?: Record<string, never>, options?: RequestOptions): APIPromise<Token> {
    return this.transport.call(OPERATIONS.get, [], params, options);
  }
}
