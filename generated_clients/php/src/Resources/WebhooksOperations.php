<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Resources;

use YourApp\ApiResource;
use YourApp\Models\Deleted;
use YourApp\Models\Delivery;
use YourApp\Models\ReplayResult;
use YourApp\Models\RotatedSecret;
use YourApp\Models\Webhook;
use YourApp\Models\WebhookKey;
use YourApp\Models\WebhookWithSecret;
use YourApp\Operation;
use YourApp\Page;

/**
 * A webhook is an address of yours that events are sent to as they happen, signed as Standard Webhooks has it,
 * tried again until they are taken. Each delivery can be looked at, sent again and replayed.
 */
class WebhooksOperations extends ApiResource
{
    private ?WebhooksDeliveriesResource $deliveries = null;

    public function deliveries(): WebhooksDeliveriesResource
    {
        return $this->deliveries ??= new WebhooksDeliveriesResource($this->transport);
    }

    /**
     * List webhooks.
     *
     * Lists the caller's own webhooks, or with `team` those of a team that the caller belongs to, newest first.
     * `status` and `failing_since` tell which of them need attention.
     *
     * `GET /webhooks`, needs `webhooks:read`
     *
     * @param array{page?: int, limit?: int, team?: string} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @return Page<Webhook>
     */
    public function list(array $params = [], array $options = []): Page
    {
        return $this->transport->page(Webhook::class, self::operation('list'), [], $params, $options);
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
     * @param array{url: string, events: list<'deployment.started'|'deployment.completed'|'deployment.failed'|'deployment.cancelled'|'deployment.promoted'|'project.created'|'project.updated'|'project.deleted'|'team.member_added'|'team.member_removed'|'webhook.disabled'|'deployment.*'|'project.*'|'team.*'|'webhook.*'|'*'>, secret?: string, description?: string|null, projects?: list<string>, team_id?: string} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @throws \YourApp\Exceptions\ConflictException 409: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
     * @throws \YourApp\Exceptions\PayloadTooLargeException 413: The body is larger than the server takes; the message names the limit.
     * @throws \YourApp\Exceptions\UnsupportedMediaTypeException 415: The Content-Type is missing or not one that the operation takes; the message lists those.
     */
    public function create(array $params, array $options = []): WebhookWithSecret
    {
        return WebhookWithSecret::of(...$this->transport->data(self::operation('create'), [], $params, $options));
    }

    /**
     * Get a webhook.
     *
     * Returns one webhook, without its secret. While `failing_since` is set it has not answered well since then;
     * `status` and `disabled_reason` tell whether anything is sent to it.
     *
     * `GET /webhooks/{id}`, needs `webhooks:read`
     *
     * @param string $webhookId The ID of the webhook.
     * @param array{} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @throws \YourApp\Exceptions\NotFoundException 404: There is no such thing, or it is not the caller's to see. Both answer alike.
     */
    public function get(string $webhookId, array $params = [], array $options = []): Webhook
    {
        return Webhook::of(...$this->transport->data(self::operation('get'), [$webhookId], $params, $options));
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
     * @param string $webhookId The ID of the webhook.
     * @param array{url?: string, events?: list<'deployment.started'|'deployment.completed'|'deployment.failed'|'deployment.cancelled'|'deployment.promoted'|'project.created'|'project.updated'|'project.deleted'|'team.member_added'|'team.member_removed'|'webhook.disabled'|'deployment.*'|'project.*'|'team.*'|'webhook.*'|'*'>, description?: string|null, projects?: list<string>, status?: 'enabled'|'disabled'} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @throws \YourApp\Exceptions\NotFoundException 404: There is no such thing, or it is not the caller's to see. Both answer alike.
     * @throws \YourApp\Exceptions\PayloadTooLargeException 413: The body is larger than the server takes; the message names the limit.
     * @throws \YourApp\Exceptions\UnsupportedMediaTypeException 415: The Content-Type is missing or not one that the operation takes; the message lists those.
     */
    public function update(string $webhookId, array $params, array $options = []): Webhook
    {
        return Webhook::of(...$this->transport->data(self::operation('update'), [$webhookId], $params, $options));
    }

    /**
     * Delete a webhook.
     *
     * Ends the webhook at once and removes it with all of its deliveries. To only pause it, set its status to
     * `disabled`.
     *
     * `DELETE /webhooks/{id}`, needs `webhooks:write`
     *
     * @param string $webhookId The ID of the webhook.
     * @param array{} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @throws \YourApp\Exceptions\NotFoundException 404: There is no such thing, or it is not the caller's to see. Both answer alike.
     */
    public function delete(string $webhookId, array $params = [], array $options = []): Deleted
    {
        return Deleted::of(...$this->transport->data(self::operation('delete'), [$webhookId], $params, $options));
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
     * @param string $webhookId The ID of the webhook.
     * @param array{} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @throws \YourApp\Exceptions\NotFoundException 404: There is no such thing, or it is not the caller's to see. Both answer alike.
     * @throws \YourApp\Exceptions\ConflictException 409: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
     */
    public function test(string $webhookId, array $params = [], array $options = []): Delivery
    {
        return Delivery::of(...$this->transport->data(self::operation('test'), [$webhookId], $params, $options));
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
     * @param string $webhookId The ID of the webhook.
     * @param array{secret?: string} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @throws \YourApp\Exceptions\NotFoundException 404: There is no such thing, or it is not the caller's to see. Both answer alike.
     * @throws \YourApp\Exceptions\PayloadTooLargeException 413: The body is larger than the server takes; the message names the limit.
     * @throws \YourApp\Exceptions\UnsupportedMediaTypeException 415: The Content-Type is missing or not one that the operation takes; the message lists those.
     */
    public function rotateSecret(string $webhookId, array $params = [], array $options = []): RotatedSecret
    {
        return RotatedSecret::of(...$this->transport->data(self::operation('rotateSecret'), [$webhookId], $params, $options));
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
     * @param string $webhookId The ID of the webhook.
     * @param array{} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @return list<WebhookKey>
     *
     * @throws \YourApp\Exceptions\NotFoundException 404: There is no such thing, or it is not the caller's to see. Both answer alike.
     */
    public function keys(string $webhookId, array $params = [], array $options = []): array
    {
        return $this->transport->list(WebhookKey::class, self::operation('keys'), [$webhookId], $params, $options);
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
     * @param string $webhookId The ID of the webhook.
     * @param array{scope: 'failed'|'missed', since?: string} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @throws \YourApp\Exceptions\NotFoundException 404: There is no such thing, or it is not the caller's to see. Both answer alike.
     * @throws \YourApp\Exceptions\ConflictException 409: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
     * @throws \YourApp\Exceptions\PayloadTooLargeException 413: The body is larger than the server takes; the message names the limit.
     * @throws \YourApp\Exceptions\UnsupportedMediaTypeException 415: The Content-Type is missing or not one that the operation takes; the message lists those.
     */
    public function replay(string $webhookId, array $params, array $options = []): ReplayResult
    {
        return ReplayResult::of(...$this->transport->data(self::operation('replay'), [$webhookId], $params, $options));
    }

    /** What the contract says of an operation. */
    protected static function operation(string $name): Operation
    {
        return match ($name) {
            'list' => new Operation('webhooks.list', 'GET', ['/webhooks'], query: ['page' => 'page', 'limit' => 'limit', 'team' => 'team']),
            'create' => new Operation('webhooks.create', 'POST', ['/webhooks'], json: true, bodyRequired: true, idempotencyKey: true),
            'get' => new Operation('webhooks.get', 'GET', ['/webhooks/', '']),
            'update' => new Operation('webhooks.update', 'PUT', ['/webhooks/', ''], json: true, bodyRequired: true),
            'delete' => new Operation('webhooks.delete', 'DELETE', ['/webhooks/', '']),
            'test' => new Operation('webhooks.test', 'POST', ['/webhooks/', '/test']),
            'rotateSecret' => new Operation('webhooks.rotate_secret', 'POST', ['/webhooks/', '/rotate-secret'], json: true),
            'keys' => new Operation('webhooks.keys', 'GET', ['/webhooks/', '/keys'], public: true),
            'replay' => new Operation('webhooks.replay', 'POST', ['/webhooks/', '/replay'], json: true, bodyRequired: true),
            default => throw new \LogicException("There is no operation {$name}"),
        };
    }
}
