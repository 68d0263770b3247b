// Generated from the contract by `make generate`. Do not edit.
import type { Operation, RequestOptions } from '../runtime/options.js';
import type { PagePromise } from '../runtime/pages.js';
import type { APIPromise } from '../runtime/promise.js';
import { Resource } from '../runtime/resource.js';
import type { ApiKey, ApiKeySecret, Deleted, KeyPermissions, ProjectRestriction } from '../types.js';

/** What `api_keys.list` takes. */
export interface ApiKeysListParams {
  /** Page number for pagination. 1 unless told. */
  page?: number | undefined;
  /** Number of items per page. 20 unless told. */
  limit?: number | undefined;
  /** List the keys that were revoked instead of those in force. false unless told. */
  revoked?: boolean | undefined;
}

/** What `api_keys.create` takes. */
export interface ApiKeysCreateParams {
  /** What the key is for. No white space at its ends, no control characters. */
  name: string;
  /** What the key may do. `token:read` is always among it. */
  permissions: KeyPermissions;
  /** The projects that the key reaches; null for all that you reach. */
  project_ids?: ProjectRestriction | null | undefined;
  /** When the key ends, a moment to come; null for never. */
  expires_at?: string | null | undefined;
}

/** What `api_keys.update` takes. */
export interface ApiKeysUpdateParams {
  /** What the key is for. No white space at its ends, no control characters. */
  name?: string | undefined;
  /** What the key may do. `token:read` is always among it. */
  permissions?: KeyPermissions | undefined;
  /** The projects that the key reaches; null for all that you reach. */
  project_ids?: ProjectRestriction | null | undefined;
  /** When the key ends, a moment to come; null for never. */
  expires_at?: string | null | undefined;
}

/** What `api_keys.rotate` takes. */
export interface ApiKeysRotateParams {
  /** How long the secret before it still counts. 24 unless told. */
  overlap_hours?: number | undefined;
}

const OPERATIONS = {
  list: {
    id: 'api_keys.list',
    method: 'GET',
    path: ['/api-keys'],
    query: { page: 'page', limit: 'limit', revoked: 'revoked' },
    accept: 'application/json',
    unwrap: true,
  },
  create: {
    id: 'api_keys.create',
    method: 'POST',
    path: ['/api-keys'],
    json: true,
    accept: 'application/json',
    unwrap: true,
  },
  get: {
    id: 'api_keys.get',
    method: 'GET',
    path: ['/api-keys/', ''],
    accept: 'application/json',
    unwrap: true,
  },
  update: {
    id: 'api_keys.update',
    method: 'PUT',
    path: ['/api-keys/', ''],
    json: true,
    accept: 'application/json',
    unwrap: true,
  },
  delete: {
    id: 'api_keys.delete',
    method: 'DELETE',
    path: ['/api-keys/', ''],
    accept: 'application/json',
    unwrap: true,
  },
  rotate: {
    id: 'api_keys.rotate',
    method: 'POST',
    path: ['/api-keys/', '/rotate'],
    json: true,
    accept: 'application/json',
    unwrap: true,
  },
} satisfies Record<string, Operation>;

/** The caller's API keys. A key acts for its person, with no more rights than it was given. */
export class ApiKeysResource extends Resource {

  /**
   * List API keys.
   *
   * Lists the caller's own keys, newest first, without their secrets: `hint` is what to recognise one by. Keys
   * that were revoked are listed with `revoked=true` and only there. `last_used_at` is up to a minute late.
   *
   * `GET /api-keys`, needs `api_keys:read`
   */
  list(params?: ApiKeysListParams, options?: RequestOptions): PagePromise<ApiKey> {
    return this.transport.page(OPERATIONS.list, [], params, options);
  }

  /**
   * Create API key.
   *
   * Creates a key that acts for the caller, and shows its secret in `key`: **this once**, we only keep its hash.
   * For that reason the request takes no `Idempotency-Key`; a key whose secret got lost is rotated or deleted.
   *
   * **Nobody gives away what they do not have.** Each of `permissions` must be one of the credential that you
   * use; one that is restricted to projects can only make keys that are restricted to some of these; a key that
   * expires only makes keys that expire no later. Otherwise the answer is `403`.
   *
   * **Restricted to projects**: with `project_ids` the key reaches these projects and nothing else, for as long
   * as you reach them. Permissions beyond projects (teams, the audit log) can't be combined with it.
   *
   * `POST /api-keys`, needs `api_keys:write`
   *
   * @throws 413: The body is larger than the server takes; the message names the limit.
   * @throws 415: The Content-Type is missing or not one that the operation takes; the message lists those.
   */
  create(params: ApiKeysCreateParams, options?: RequestOptions): APIPromise<ApiKeySecret> {
    return this.transport.call(OPERATIONS.create, [], params ?? {}, options);
  }

  /**
   * Get API key details.
   *
   * Returns one of the caller's keys without its secret.
   *
   * `GET /api-keys/{id}`, needs `api_keys:read`
   *
   * @param keyId The ID of the API key.
   * @throws 404: There is no such thing, or it is not the caller's to see. Both answer alike.
   */
  get(keyId: string, params?: Record<string, never>, options?: RequestOptions): APIPromise<ApiKey> {
    return this.transport.call(OPERATIONS.get, [keyId], params, options);
  }

  /**
   * Update API key.
   *
   * Changes the fields that you send and leaves the others as they are, from the next request on. `null` ends a
   * restriction to projects or an expiry.
   *
   * Your credential must hold all that the key holds, before and after, and must not end before the key will; see
   * `POST /api-keys`.
   *
   * `PUT /api-keys/{id}`, needs `api_keys:write`
   *
   * @param keyId The ID of the API key.
   * @throws 404: There is no such thing, or it is not the caller's to see. Both answer alike.
   * @throws 413: The body is larger than the server takes; the message names the limit.
   * @throws 415: The Content-Type is missing or not one that the operation takes; the message lists those.
   */
  update(keyId: string, params: ApiKeysUpdateParams, options?: RequestOptions): APIPromise<ApiKey> {
    return this.transport.call(OPERATIONS.update, [keyId], params ?? {}, options);
  }

  /**
   * Revoke API key.
   *
   * Ends the key from the next request on, with all of its secrets, for ever. `GET /api-keys?revoked=true` still
   * lists it, so that the audit log can be understood. You can revoke keys that hold more than the credential you
   * use.
   *
   * `DELETE /api-keys/{id}`, needs `api_keys:write`
   *
   * @param keyId The ID of the API key.
   * @throws 404: There is no such thing, or it is not the caller's to see. Both answer alike.
   */
  delete(keyId: string, params?: Record<string, never>, options?: RequestOptions): APIPromise<Deleted> {
    return this.transport.call(OPERATIONS.delete, [keyId], params, options);
  }

  /**
   * Rotate API key.
   *
   * Gives the key another secret and shows it in `key`: **this once**. ID, name and permissions stay. The secret
   * before it counts for `overlap_hours` more (24 unless you say otherwise, at most 168), so that servers can be
   * changed one after the other; with 0 it ends at once, as a key that has leaked should. A key has at most two
   * secrets: rotating again ends the oldest.
   *
   * Your credential must hold all that the key holds, and must not end before it; see `POST /api-keys`.
   *
   * `POST /api-keys/{id}/rotate`, needs `api_keys:write`
   *
   * @param keyId The ID of the API key.
   * @throws 404: There is no such thing, or it is not the caller's to see. Both answer alike.
   * @throws 413: The body is larger than the server takes; the message names the limit.
   * @throws 415: The Content-Type is missing or not one that the operation takes; the message lists those.
   */
  rotate(keyId: string, params?: ApiKeysRotateParams, options?: RequestOptions): APIPromise<ApiKeySecret> {
    return this.transport.call(OPERATIONS.rotate, [keyId], params, options);
  }
}
