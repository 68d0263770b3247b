<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\WebhookEvent;

/**
 * Project deleted.
 *
 * @property-read string $id The ID of an event.
 * @property-read string $type ('project.deleted')
 * @property-read string $created_at A moment, RFC 3339: answers have it in UTC, requests may use any offset.
 * @property-read ProjectEventData $data What happened to a project.
 */
final class ProjectDeletedEvent extends WebhookEvent
{
    protected const VARIANTS = []; // it is one itself

    protected const FIELDS = ['id' => true, 'type' => true, 'created_at' => true, 'data' => true];

    protected const MODELS = [
        'data' => ProjectEventData::class,
    ];
}
