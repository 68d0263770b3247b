<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * A deployment, as it was when the event happened.
 *
 * @property-read string $id The ID of a deployment.
 * @property-read string $project_id The ID of a project.
 * @property-read string $status `uploading` waits for files, `queued` for its turn; `building` is being made ready. `success`, `failed` and `cancelled` are ends. ('uploading', 'queued', 'building', 'success', 'failed', 'cancelled', or others in time)
 * @property-read string $url The project's URL.
 * @property-read string $created_at A moment, RFC 3339: answers have it in UTC, requests may use any offset.
 * @property-read string|null $completed_at A moment, RFC 3339 in UTC; null while it has not come or when it never will.
 * @property-read EventError|null $error Why a deployment failed; only there if it did.
 */
final class EventDeployment extends Model
{
    protected const FIELDS = ['id' => true, 'project_id' => true, 'status' => true, 'url' => true, 'created_at' => true, 'completed_at' => true, 'error' => true];

    protected const MODELS = [
        'error' => EventError::class,
    ];
}
