<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * A delivery with what was sent and what came back.
 *
 * @property-read string $id The ID of a delivery.
 * @property-read string $webhook_id The ID of a webhook.
 * @property-read string $event_id The ID of an event.
 * @property-read string $event_type What has happened. Expect others in time. ('deployment.started', 'deployment.completed', 'deployment.failed', 'deployment.cancelled', 'deployment.promoted', 'project.created', 'project.updated', 'project.deleted', 'team.member_added', 'team.member_removed', 'webhook.disabled', 'webhook.test', or others in time)
 * @property-read int $sequence The event's number in the account or team.
 * @property-read string $status `waiting` is being sent, or waits to be, or to be tried again; `delivered` was taken by the receiver; `failed` was given up after the last attempt, or when the webhook was disabled. ('waiting', 'delivered', 'failed', or others in time)
 * @property-read int $attempt_count How often it was tried.
 * @property-read string|null $next_attempt_at A moment, RFC 3339 in UTC; null while it has not come or when it never will.
 * @property-read int|null $last_response_status The status of the last answer; null without one.
 * @property-read string|null $last_error Why the last attempt does not count; null when it does.
 * @property-read string $created_at A moment, RFC 3339: answers have it in UTC, requests may use any offset.
 * @property-read string|null $completed_at A moment, RFC 3339 in UTC; null while it has not come or when it never will.
 * @property-read string $body The body that is sent, to the byte.
 * @property-read list<DeliveryAttempt> $attempts Each attempt, the first one first; of more than 50, the last 50.
 */
final class DeliveryDetail extends Model
{
    protected const FIELDS = ['id' => true, 'webhook_id' => true, 'event_id' => true, 'event_type' => true, 'sequence' => true, 'status' => true, 'attempt_count' => true, 'next_attempt_at' => true, 'last_response_status' => true, 'last_error' => true, 'created_at' => true, 'completed_at' => true, 'body' => true, 'attempts' => true];

    protected const MODELS = [
        'attempts' => DeliveryAttempt::class,
    ];
}
