// Generated from the contract by `make generate`. Do not edit.
import type { Operation, RequestOptions } from '../runtime/options.js';
import type { PagePromise } from '../runtime/pages.js';
import type { APIPromise } from '../runtime/promise.js';
import { Resource } from '../runtime/resource.js';
import type { Deleted, OAuthApp, OAuthAppType, OAuthAppWithSecret, OAuthScopes, RedirectUris } from '../types.js';

/** What `oauth_apps.list` takes. */
export interface OauthAppsListParams {
  /** Page number for pagination. 1 unless told. */
  page?: number | undefined;
  /** Number of items per page. 20 unless told. */
  limit?: number | undefined;
}

/** What `oauth_apps.create` takes. */
export interface OauthAppsCreateParams {
  /** What people see when they are asked. */
  name: string;
  /** The application's own page, shown to people; null for none. */
  homepage_url?: string | null | undefined;
  /**
   * `confidential`: it can keep a secret, for it runs on a server. `public`: it runs on people's devices.
   * 'confidential' unless told.
   */
  type?: OAuthAppType | undefined;
  /**
   * Whether people are only asked with a `code_challenge`. `false` is for `confidential` applications whose
   * library cannot do PKCE. true unless told.
   */
  require_pkce?: boolean | undefined;
  /**
   * Where people may be sent back to, to the letter: https; http on `localhost`, `127.0.0.1` or `[::1]`; or a
   * scheme of your own with a dot in it.
   */
  redirect_uris: RedirectUris;
  /** What the application may ask people for; it cannot ask for more. ['read'] unless told. */
  scopes?: OAuthScopes | undefined;
}

/** What `oauth_apps.update` takes. */
export interface OauthAppsUpdateParams {
  /** What people see when they are asked. */
  name?: string | undefined;
  /** The application's own page, shown to people; null for none. */
  homepage_url?: string | null | undefined;
  /** Whether people are only asked with a `code_challenge`. */
  require_pkce?: boolean | undefined;
  /**
   * Where people may be sent back to, to the letter: https; http on `localhost`, `127.0.0.1` or `[::1]`; or a
   * scheme of your own with a dot in it.
   */
  redirect_uris?: RedirectUris | undefined;
  /** What the application may ask people for; it cannot ask for more. */
  scopes?: OAuthScopes | undefined;
}

const OPERATIONS = {
  list: {
    id: 'oauth_apps.list',
    method: 'GET',
    path: ['/oauth-apps'],
    query: { page: 'page', limit: 'limit' },
    accept: 'application/json',
    unwrap: true,
  },
  create: {
    id: 'oauth_apps.create',
    method: 'POST',
    path: ['/oauth-apps'],
    json: true,
    accept: 'application/json',
    unwrap: true,
  },
  get: {
    id: 'oauth_apps.get',
    method: 'GET',
    path: ['/oauth-apps/', ''],
    accept: 'application/json',
    unwrap: true,
  },
  update: {
    id: 'oauth_apps.update',
    method: 'PUT',
    path: ['/oauth-apps/', ''],
    json: true,
    accept: 'application/json',
    unwrap: true,
  },
  delete: {
    id: 'oauth_apps.delete',
    method: 'DELETE',
    path: ['/oauth-apps/', ''],
    accept: 'application/json',
    unwrap: true,
  },
  rotateSecret: {
    id: 'oauth_apps.rotate_secret',
    method: 'POST',
    path: ['/oauth-apps/', '/rotate-secret'],
    accept: 'application/json',
    unwrap: true,
  },
} satisfies Record<string, Operation>;

/**
 * An OAuth application acts for people who allow it. Its endpoints are `/oauth/*`, described in their own file:
 * `/oauth/openapi.yaml`.
 */
export class OauthAppsResource extends Resource {

  /**
   * List your OAuth applications.
   *
   * Lists the applications that you manage, newest first, without their secrets. The applications that *you*
   * allowed to act for you stand in the console, under Settings → Authorized applications.
   *
   * `GET /oauth-apps`, needs `oauth_apps:read`
   */
  list(params?: OauthAppsListParams, options?: RequestOptions): PagePromise<OAuthApp> {
    return this.transport.page(OPERATIONS.list, [], params, options);
  }

  /**
   * Register an OAuth application.
   *
   * Registers an application that acts for people who allow it. The `client_secret` of a `confidential` one (it
   * runs on a server) is answered this once; a `public` one (it runs on people's devices) has none and always uses
   * PKCE. `redirect_uris` count to the letter. Unless you say otherwise an application may ask for `read` and
   * nothing else, and must use PKCE.
   *
   * `403`: nobody gives away what they lack. Your key must hold every permission that the `scopes` stand for; and
   * since an application with a secret acts for your account without asking anybody, and for ever, a key that
   * expires registers `public` ones only.
   *
   * `POST /oauth-apps`, needs `oauth_apps:write`
   *
   * @throws 413: The body is larger than the server takes; the message names the limit.
   * @throws 415: The Content-Type is missing or not one that the operation takes; the message lists those.
   */
  create(params: OauthAppsCreateParams, options?: RequestOptions): APIPromise<OAuthAppWithSecret> {
    return this.transport.call(OPERATIONS.create, [], params ?? {}, options);
  }

  /**
   * Get an OAuth application.
   *
   * Returns one application that you manage, without its secret.
   *
   * `GET /oauth-apps/{id}`, needs `oauth_apps:read`
   *
   * @param oAuthAppId The ID of the OAuth application.
   * @throws 404: There is no such thing, or it is not the caller's to see. Both answer alike.
   */
  get(oAuthAppId: string, params?: Record<string, never>, options?: RequestOptions): APIPromise<OAuthApp> {
    return this.transport.call(OPERATIONS.get, [oAuthAppId], params, options);
  }

  /**
   * Update an OAuth application.
   *
   * Changes the fields that are sent and leaves the others as they are. What people allowed before stays as they
   * allowed it. The `type` cannot be changed: register another application.
   *
   * `403`: your key must hold every permission that the application's `scopes` stand for, those before and those
   * after; and a key that expires gives an application with a secret no further scopes.
   *
   * `PUT /oauth-apps/{id}`, needs `oauth_apps:write`
   *
   * @param oAuthAppId The ID of the OAuth application.
   * @throws 404: There is no such thing, or it is not the caller's to see. Both answer alike.
   * @throws 413: The body is larger than the server takes; the message names the limit.
   * @throws 415: The Content-Type is missing or not one that the operation takes; the message lists those.
   */
  update(oAuthAppId: string, params: OauthAppsUpdateParams, options?: RequestOptions): APIPromise<OAuthApp> {
    return this.transport.call(OPERATIONS.update, [oAuthAppId], params ?? {}, options);
  }

  /**
   * Delete an OAuth application.
   *
   * Removes the application. Every token that it holds ends with the next request.
   *
   * `DELETE /oauth-apps/{id}`, needs `oauth_apps:write`
   *
   * @param oAuthAppId The ID of the OAuth application.
   * @throws 404: There is no such thing, or it is not the caller's to see. Both answer alike.
   */
  delete(oAuthAppId: string, params?: Record<string, never>, options?: RequestOptions): APIPromise<Deleted> {
    return this.transport.call(OPERATIONS.delete, [oAuthAppId], params, options);
  }

  /**
   * Rotate an application's secret.
   *
   * Gives a `confidential` application another `client_secret`, answered this once. The one before it counts for
   * another day, so that every server of yours can be changed without haste; an even older one ends now.
   *
   * `403`: your key must hold every permission that the application's `scopes` stand for, and must not expire: the
   * secret does not.
   *
   * `409` `no_secret`: a public application has none.
   *
   * `POST /oauth-apps/{id}/rotate-secret`, needs `oauth_apps:write`
   *
   * @param oAuthAppId The ID of the OAuth application.
   * @throws 404: There is no such thing, or it is not the caller's to see. Both answer alike.
   * @throws 409: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
   */
  rotateSecret(
    oAuthAppId: string,
    params?: Record<string, never>,
    options?: RequestOptions,
  ): APIPromise<OAuthAppWithSecret> {
    return this.transport.call(OPERATIONS.rotateSecret, [oAuthAppId], params, options);
  }
}
