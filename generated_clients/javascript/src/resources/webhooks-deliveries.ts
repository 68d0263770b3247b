// Generated from the contract by `make generate`. Do not edit.
import type { Operation, RequestOptions } from '../runtime/options.js';
import type { PagePromise } from '../runtime/pages.js';
import type { APIPromise } from '../runtime/promise.js';
import { Resource } from '../runtime/resource.js';
import type { Delivery, DeliveryDetail, DeliveryStatus, EventType } from '../types.js';

/** What `webhooks.deliveries.list` takes. */
export interface WebhooksDeliveriesListParams {
  /** Page number for pagination. 1 unless told. */
  page?: number | undefined;
  /** Number of items per page. 20 unless told. */
  limit?: number | undefined;
  /** Only deliveries with this status. */
  status?: DeliveryStatus | undefined;
  /** Only deliveries of events of this type. */
  type?: EventType | undefined;
  /** Only the delivery of the event with this ID. */
  event?: string | undefined;
}

/** What `webhooks.deliveries.get` takes. */
export interface WebhooksDeliveriesGetParams {
  /** Seconds to wait for the end. 0 answers at once. 0 unless told. */
  wait?: number | undefined;
}

const OPERATIONS = {
  list: {
    id: 'webhooks.deliveries.list',
    method: 'GET',
    path: ['/webhooks/', '/deliveries'],
    query: { page: 'page', limit: 'limit', status: 'status', type: 'type', event: 'event' },
    accept: 'application/json',
    unwrap: true,
  },
  get: {
    id: 'webhooks.deliveries.get',
    method: 'GET',
    path: ['/webhooks/', '/deliveries/', ''],
    query: { wait: 'wait' },
    waits: 'wait',
    accept: 'application/json',
    unwrap: true,
  },
  redeliver: {
    id: 'webhooks.deliveries.redeliver',
    method: 'POST',
    path: ['/webhooks/', '/deliveries/', '/redeliver'],
    accept: 'application/json',
    unwrap: true,
  },
} satisfies Record<string, Operation>;

export class WebhooksDeliveriesResource extends Resource {

  /**
   * List deliveries.
   *
   * Lists what was or is being sent to a webhook, the newest event first.
   *
   * `GET /webhooks/{id}/deliveries`, needs `webhooks:read`
   *
   * @param webhookId The ID of the webhook.
   * @throws 404: There is no such thing, or it is not the caller's to see. Both answer alike.
   */
  list(webhookId: string, params?: WebhooksDeliveriesListParams, options?: RequestOptions): PagePromise<Delivery> {
    return this.transport.page(OPERATIONS.list, [webhookId], params, options);
  }

  /**
   * Get a delivery.
   *
   * Returns one delivery with the body that is sent and each attempt: when it was, how long it took, and what the
   * receiver answered. With `wait` the answer comes as soon as the delivery has ended, or after that many seconds
   * with what it is by then.
   *
   * `GET /webhooks/{id}/deliveries/{deliveryId}`, needs `webhooks:read`
   *
   * @param webhookId The ID of the webhook.
   * @param deliveryId The ID of the delivery.
   * @throws 404: There is no such thing, or it is not the caller's to see. Both answer alike.
   */
  get(
    webhookId: string,
    deliveryId: string,
    params?: WebhooksDeliveriesGetParams,
    options?: RequestOptions,
  ): APIPromise<DeliveryDetail> {
    return this.transport.call(OPERATIONS.get, [webhookId, deliveryId], params, options);
  }

  /**
   * Send a delivery again.
   *
   * Sends it again at once, whether it has arrived before or not, and begins its retries anew. It keeps its ID and
   * the event's, by which the receiver can tell. A webhook that is disabled answers `409` with the code
   * `webhook_disabled`.
   *
   * `409` `webhook_disabled`: enable it first.
   *
   * `POST /webhooks/{id}/deliveries/{deliveryId}/redeliver`, needs `webhooks:write`
   *
   * @param webhookId The ID of the webhook.
   * @param deliveryId The ID of the delivery.
   * @throws 404: There is no such thing, or it is not the caller's to see. Both answer alike.
   * @throws 409: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
   */
  redeliver(
    webhookId: string,
    deliveryId: string,
    params?: Record<string, never>,
    options?: RequestOptions,
  ): APIPromise<Delivery> {
    return this.transport.call(OPERATIONS.redeliver, [webhookId, deliveryId], params, options);
  }
}
