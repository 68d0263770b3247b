// Generated from the contract by `make generate`. Do not edit.
import type { Operation, RequestOptions } from '../runtime/options.js';
import type { APIPromise } from '../runtime/promise.js';
import { Resource } from '../runtime/resource.js';
import type { Health } from '../types.js';

const OPERATIONS = {
  get: {
    id: 'health.get',
    method: 'GET',
    path: ['/health'],
    public: true,
    accept: 'application/json',
  },
} satisfies Record<string, Operation>;

/** Whether the API answers. */
export class HealthResource extends Resource {

  /**
   * Check the API.
   *
   * Answers `200` while the API can reach its database, and `503` while it cannot. A good answer may be a second
   * old, so ask as often as you like. Needs no key, so that a load balancer or a status page can ask. It does not
   * say whether jobs run; a deployment does.
   *
   * `GET /health`
   */
  get(params?: Record<string, never>, options?: RequestOptions): APIPromise<Health> {
    return this.transport.call(OPERATIONS.get, [], params, options);
  }
}
