<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\WebhookEvent;

/**
 * Deployment cancelled.
 *
 * @property-read string $id The ID of an event.
 * @property-read string $type ('deployment.cancelled')
 * @property-read string $created_at A moment, RFC 3339: answers have it in UTC, requests may use any offset.
 * @property-read DeploymentEventData $data What happened to a deployment.
 */
final class DeploymentCancelledEvent extends WebhookEvent
{
    protected const VARIANTS = []; // it is one itself

    protected const FIELDS = ['id' => true, 'type' => true, 'created_at' => true, 'data' => true];

    protected const MODELS = [
        'data' => DeploymentEventData::class,
    ];
}
