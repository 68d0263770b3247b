<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Resources;

use YourApp\ApiResource;
use YourApp\Models\Delivery;
use YourApp\Models\DeliveryDetail;
use YourApp\Operation;
use YourApp\Page;

final class WebhooksDeliveriesResource extends ApiResource
{
    /**
     * List deliveries.
     *
     * Lists what was or is being sent to a webhook, the newest event first.
     *
     * `GET /webhooks/{id}/deliveries`, needs `webhooks:read`
     *
     * @param string $webhookId The ID of the webhook.
     * @param array{page?: int, limit?: int, status?: 'waiting'|'delivered'|'failed', type?: 'deployment.started'|'deployment.completed'|'deployment.failed'|'deployment.cancelled'|'deployment.promoted'|'project.created'|'project.updated'|'project.deleted'|'team.member_added'|'team.member_removed'|'webhook.disabled'|'webhook.test', event?: string} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @return Page<Delivery>
     *
     * @throws \YourApp\Exceptions\NotFoundException 404: There is no such thing, or it is not the caller's to see. Both answer alike.
     */
    public function list(string $webhookId, array $params = [], array $options = []): Page
    {
        return $this->transport->page(Delivery::class, self::operation('list'), [$webhookId], $params, $options);
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
     * @param string $webhookId The ID of the webhook.
     * @param string $deliveryId The ID of the delivery.
     * @param array{wait?: int} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @throws \YourApp\Exceptions\NotFoundException 404: There is no such thing, or it is not the caller's to see. Both answer alike.
     */
    public function get(string $webhookId, string $deliveryId, array $params = [], array $options = []): DeliveryDetail
    {
        return DeliveryDetail::of(...$this->transport->data(self::operation('get'), [$webhookId, $deliveryId], $params, $options));
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
     * @param string $webhookId The ID of the webhook.
     * @param string $deliveryId The ID of the delivery.
     * @param array{} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @throws \YourApp\Exceptions\NotFoundException 404: There is no such thing, or it is not the caller's to see. Both answer alike.
     * @throws \YourApp\Exceptions\ConflictException 409: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
     */
    public function redeliver(string $webhookId, string $deliveryId, array $params = [], array $options = []): Delivery
    {
        return Delivery::of(...$this->transport->data(self::operation('redeliver'), [$webhookId, $deliveryId], $params, $options));
    }

    /** What the contract says of an operation. */
    protected static function operation(string $name): Operation
    {
        return match ($name) {
            'list' => new Operation('webhooks.deliveries.list', 'GET', ['/webhooks/', '/deliveries'], query: ['page' => 'page', 'limit' => 'limit', 'status' => 'status', 'type' => 'type', 'event' => 'event']),
            'get' => new Operation('webhooks.deliveries.get', 'GET', ['/webhooks/', '/deliveries/', ''], query: ['wait' => 'wait'], waits: 'wait'),
            'redeliver' => new Operation('webhooks.deliveries.redeliver', 'POST', ['/webhooks/', '/deliveries/', '/redeliver']),
            default => throw new \LogicException("There is no operation {$name}"),
        };
    }
}
