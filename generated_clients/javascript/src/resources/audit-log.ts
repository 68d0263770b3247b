// Generated from the contract by `make generate`. Do not edit.
import type { Operation, RequestOptions } from '../runtime/options.js';
import type { PagePromise } from '../runtime/pages.js';
import { Resource } from '../runtime/resource.js';
import type { AuditEntry } from '../types.js';

/** What `audit_log.list` takes. */
export interface AuditLogListParams {
  /** Page number for pagination. 1 unless told. */
  page?: number | undefined;
  /** Number of items per page. 20 unless told. */
  limit?: number | undefined;
  /** The log of the team with this ID. A team that is not yours has no entries for you. */
  team?: string | undefined;
  /** Only what the person with this ID did. */
  actor?: string | undefined;
  /** Only this action. */
  action?: string | undefined;
  /** Only what was done to the thing with this ID. */
  object?: string | undefined;
  /** Only entries from this moment on. */
  since?: string | undefined;
  /** Only entries before this moment. */
  until?: string | undefined;
}

const OPERATIONS = {
  list: {
    id: 'audit_log.list',
    method: 'GET',
    path: ['/audit-log'],
    query: { page: 'page', limit: 'limit', team: 'team', actor: 'actor', action: 'action', object: 'object', since: 'since', until: 'until' },
    accept: 'application/json',
    unwrap: true,
  },
} satisfies Record<string, Operation>;

/** Who did what, with which credential, from where and when. */
export class AuditLogResource extends Resource {

  /**
   * List audit log entries.
   *
   * Tells who did what, with which credential, from where and when, the newest first: every change that was made
   * through the API, and what happened in the console.
   *
   * Without `team` it is the caller's own log: their projects, keys and sign-ins. With `team` it is the team's,
   * for its admins and owners. Entries can't be changed or deleted; each one's `hash` covers the one before it.
   *
   * `GET /audit-log`, needs `audit_log:read`
   */
  list(params?: AuditLogListParams, options?: RequestOptions): PagePromise<AuditEntry> {
    return this.transport.page(OPERATIONS.list, [], params, options);
  }
}
