// Generated from the contract by `make generate`. Do not edit.
import type { Operation, RequestOptions } from '../runtime/options.js';
import type { PagePromise } from '../runtime/pages.js';
import type { APIPromise } from '../runtime/promise.js';
import { Resource } from '../runtime/resource.js';
import type { Transport } from '../runtime/transport.js';
import type {
  Deleted,
  Delivery,
  EventFilters,
  ReplayResult,
  ReplayScope,
  RotatedSecret,
  Webhook,
  WebhookKey,
  WebhookProjects,
  WebhookStatus,
  WebhookWithSecret,
} from '../types.js';
import { WebhooksDeliveriesResource } from '../resources/webhooks-deliveries.js';

/** What `webhooks.list` takes. */
export interface WebhooksListParams {
  /** Page number for pagination. 1 unless told. */
  page?: number | undefined;
  /** Number of items per page. 20 unless told. */
  limit?: number | undefined;
  /** The webhooks of the team with this ID in place of your own. A team that is not yours has none for you. */
  team?: string | undefined;
}

/** What `webhooks.create` takes. */
export interface WebhooksCreateParams {
  /**
   * Where to send events to: https, and plain http only where the operator allows private receivers. No user,
   * password or `#`.
   */
  url: string;
  /** Which events to send. */
  events: EventFilters;
  /**
   * A secret of your own, 16 or more characters: any text, whose UTF-8 bytes are the key, or `whsec_` and 24 to 64
   * bytes in base64.
   */
  secret?: string | undefined;
  /** A few words about the webhook. */
  description?: string | null | undefined;
  /** Only events of the projects with these IDs; none named, events of all and those that belong to no project. */
  projects?: WebhookProjects | undefined;
  /** The team whose events are sent. You must be its owner or an admin. */
  team_id?: string | undefined;
}

/** What `webhooks.update` takes. */
export interface WebhooksUpdateParams {
  /**
   * Where to send events to: https, and plain http only where the operator allows private receivers. No user,
   * password or `#`.
   */
  url?: string | undefined;
  /** Which events to send. */
  events?: EventFilters | undefined;
  /** A few words about the webhook. */
  description?: string | null | undefined;
  /** Only events of the projects with these IDs; none named, events of all and those that belong to no project. */
  projects?: WebhookProjects | undefined;
  /** Whether events are sent. */
  status?: WebhookStatus | undefined;
}

/** What `webhooks.rotate_secret` takes. */
export interface WebhooksRotateSecretParams {
  /**
   * A secret of your own, 16 or more characters: any text, whose UTF-8 bytes are the key, or `whsec_` and 24 to 64
   * bytes in base64.
   */
  secret?: string | undefined;
}

/** What `webhooks.replay` takes. */
export interface WebhooksReplayParams {
  /** `failed`, deliveries that have failed; `missed`, also the events that the webhook takes and was never sent. */
  scope: ReplayScope;
  /** Only events from this moment on; all that are kept, if left out. */
  since?: string | undefined;
}

const OPERATIONS = {
  list: {
    id: 'webhooks.list',
    method: 'GET',
    path: ['/webhooks'],
    query: { page: 'page', limit: 'limit', team: 'team' },
    accept: 'application/json',
    unwrap: true,
  },
  create: {
    id: 'webhooks.create',
    method: 'POST',
    path: ['/webhooks'],
    json: true,
    idempotencyKey: true,
    accept: 'application/json',
    unwrap: true,
  },
  get: {
    id: 'webhooks.get',
    method: 'GET',
    path: ['/webhooks/', ''],
    accept: 'application/json',
    unwrap: true,
  },
  update: {
    id: 'webhooks.update',
    method: 'PUT',
    path: ['/webhooks/', ''],
    json: true,
    accept: 'application/json',
    unwrap: true,
  },
  delete: {
    id: 'webhooks.delete',
    method: 'DELETE',
    path: ['/webhooks/', ''],
    accept: 'application/json',
    unwrap: true,
  },
  test: {
    id: 'webhooks.test',
    method: 'POST',
    path: ['/webhooks/', '/test'],
    accept: 'application/json',
    unwrap: true,
  },
  rotateSecret: {
    id: 'webhooks.rotate_secret',
    method: 'POST',
    path: ['/webhooks/', '/rotate-secret'],
    json: true,
    accept: 'application/json',
    unwrap: true,
  },
  keys: {
    id: 'webhooks.keys',
    method: 'GET',
    path: ['/webhooks/', '/keys'],
    public: true,
    accept: 'application/json',
    unwrap: true,
  },
  replay: {
    id: 'webhooks.replay',
    method: 'POST',
    path: ['/webhooks/', '/replay'],
    json: true,
    accept: 'application/json',
    unwrap: true,
  },
} satisfies Record<string, Operation>;

/**
 * A webhook is an address of yours that events are sent to as they happen, signed as Standard Webhooks has it,
 * tried again until they are taken. Each delivery can be looked at, sent again and replayed.
 */
export class WebhooksOperations extends Resource {
  readonly deliveries: WebhooksDeliveriesResource;

  constructor(transport: Transport) {
    super(transport);
    this.deliveries = new WebhooksDeliveriesResource(transport);
  }

  /**
   * List webhooks.
   *
   * Lists the caller's own webhooks, or with `team` those of a team that the caller belongs to, newest first.
   * `status` and `failing_since` tell which of them need attention.
   *
   * `GET /webhooks`, needs `webhooks:read`
   */
  list(params?: WebhooksListParams, options?: RequestOptions): PagePromise<Webhook> {
    return this.transport.page(OPERATIONS.list, [], params, options);
  }

  /**
   * Create a webhook.
   *
   * From now on each event of your account that `events` names is sent to `url` as a `POST`; with `team_id`, each
   * event of that team, whose owner or admin you must be. `projects` narrows it further, to events of these
   * projects.
   *
   * **The secret** signs what is sent. Choose one (`whsec_` and base64, or any text, whose UTF-8 bytes are the key), or leave it
   * out and get one. It is in this answer and in none after it. Check each request that arrives with your SDK's `unwrap`, or
   * with any library for Standard Webhooks.
   *
   * **The address** must be https, on port 443 or above 1023, and its host a public one.
   *
   * **What arrives** is described under `webhooks` in this document. Answer with any `2xx` within 15 seconds, before you do
   * the work. Anything else is tried again after 5 seconds, 5 and 30 minutes, 2, 5, 10, 14, 20 and 24 hours; your
   * `Retry-After` is honoured, redirects are not followed, and a `410` disables the webhook. One that has answered no event well
   * for 5 days is disabled too, and an event `webhook.disabled` tells the others.
   *
   * `409` `webhook_limit`: an account or a team has at most 50.
   *
   * `POST /webhooks`, needs `webhooks:write`
   *
   * @throws 409: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
   * @throws 413: The body is larger than the server takes; the message names the limit.
   * @throws 415: The Content-Type is missing or not one that the operation takes; the message lists those.
   */
  create(params: WebhooksCreateParams, options?: RequestOptions): APIPromise<WebhookWithSecret> {
    return this.transport.call(OPERATIONS.create, [], params ?? {}, options);
  }

  /**
   * Get a webhook.
   *
   * Returns one webhook, without its secret. While `failing_since` is set it has not answered well since then;
   * `status` and `disabled_reason` tell whether anything is sent to it.
   *
   * `GET /webhooks/{id}`, needs `webhooks:read`
   *
   * @param webhookId The ID of the webhook.
   * @throws 404: There is no such thing, or it is not the caller's to see. Both answer alike.
   */
  get(webhookId: string, params?: Record<string, never>, options?: RequestOptions): APIPromise<Webhook> {
    return this.transport.call(OPERATIONS.get, [webhookId], params, options);
  }

  /**
   * Update a webhook.
   *
   * Changes the fields that you send and leaves the others. With the status `disabled` nothing is sent any more,
   * and what was waiting is given up; with `enabled` it starts again with the next event. `POST
   * /webhooks/{id}/replay` sends what was missed.
   *
   * `PUT /webhooks/{id}`, needs `webhooks:write`
   *
   * @param webhookId The ID of the webhook.
   * @throws 404: There is no such thing, or it is not the caller's to see. Both answer alike.
   * @throws 413: The body is larger than the server takes; the message names the limit.
   * @throws 415: The Content-Type is missing or not one that the operation takes; the message lists those.
   */
  update(webhookId: string, params: WebhooksUpdateParams, options?: RequestOptions): APIPromise<Webhook> {
    return this.transport.call(OPERATIONS.update, [webhookId], params ?? {}, options);
  }

  /**
   * Delete a webhook.
   *
   * Ends the webhook at once and removes it with all of its deliveries. To only pause it, set its status to
   * `disabled`.
   *
   * `DELETE /webhooks/{id}`, needs `webhooks:write`
   *
   * @param webhookId The ID of the webhook.
   * @throws 404: There is no such thing, or it is not the caller's to see. Both answer alike.
   */
  delete(webhookId: string, params?: Record<string, never>, options?: RequestOptions): APIPromise<Deleted> {
    return this.transport.call(OPERATIONS.delete, [webhookId], params, options);
  }

  /**
   * Send a test event.
   *
   * Sends an event `webhook.test` to this webhook, whatever events it takes, signed and retried like any other.
   * Follow the delivery that it answers to see what the receiver said. A webhook that is disabled answers `409`
   * with the code `webhook_disabled`.
   *
   * `409` `webhook_disabled`: enable it first.
   *
   * `POST /webhooks/{id}/test`, needs `webhooks:write`
   *
   * @param webhookId The ID of the webhook.
   * @throws 404: There is no such thing, or it is not the caller's to see. Both answer alike.
   * @throws 409: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
   */
  test(webhookId: string, params?: Record<string, never>, options?: RequestOptions): APIPromise<Delivery> {
    return this.transport.call(OPERATIONS.test, [webhookId], params, options);
  }

  /**
   * Rotate the secret.
   *
   * Gives the webhook a new secret and a new key pair. For 24 hours what is sent is signed with the old ones too,
   * so that you can change them at the receiver without missing anything. The secret is in this answer and in none
   * after it. Of secrets that are replaced in short order, the newest four count.
   *
   * `POST /webhooks/{id}/rotate-secret`, needs `webhooks:write`
   *
   * @param webhookId The ID of the webhook.
   * @throws 404: There is no such thing, or it is not the caller's to see. Both answer alike.
   * @throws 413: The body is larger than the server takes; the message names the limit.
   * @throws 415: The Content-Type is missing or not one that the operation takes; the message lists those.
   */
  rotateSecret(
    webhookId: string,
    params?: WebhooksRotateSecretParams,
    options?: RequestOptions,
  ): APIPromise<RotatedSecret> {
    return this.transport.call(OPERATIONS.rotateSecret, [webhookId], params, options);
  }

  /**
   * List the public keys.
   *
   * The Ed25519 keys with which what this webhook receives is signed (`v1a` in `webhook-signature`), the newest
   * first. Whoever checks with one of them needs no secret, and nobody who checks could sign. Needs no key, so
   * that a receiver can ask.
   *
   * `GET /webhooks/{id}/keys`
   *
   * @param webhookId The ID of the webhook.
   * @throws 404: There is no such thing, or it is not the caller's to see. Both answer alike.
   */
  keys(webhookId: string, params?: Record<string, never>, options?: RequestOptions): APIPromise<WebhookKey[]> {
    return this.transport.call(OPERATIONS.keys, [webhookId], params, options);
  }

  /**
   * Send what was missed.
   *
   * Sends again what has not reached the webhook since a time: the deliveries that failed, and with `missed` also
   * the events that were never on their way to it, because it was disabled, did not exist yet or did not take
   * them. Each goes out in its order, at once. What has been delivered is not sent again.
   *
   * `409` `webhook_disabled`: enable it first.
   *
   * `POST /webhooks/{id}/replay`, needs `webhooks:write`
   *
   * @param webhookId The ID of the webhook.
   * @throws 404: There is no such thing, or it is not the caller's to see. Both answer alike.
   * @throws 409: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
   * @throws 413: The body is larger than the server takes; the message names the limit.
   * @throws 415: The Content-Type is missing or not one that the operation takes; the message lists those.
   */
  replay(webhookId: string, params: WebhooksReplayParams, options?: RequestOptions): APIPromise<ReplayResult> {
    return this.transport.call(OPERATIONS.replay, [webhookId], params ?? {}, options);
  }
}
