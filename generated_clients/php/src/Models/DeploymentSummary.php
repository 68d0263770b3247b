<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * The newest deployment; null while there is none.
 *
 * @property-read string $id The ID of a deployment.
 * @property-read string $status `uploading` waits for files, `queued` for its turn; `building` is being made ready. `success`, `failed` and `cancelled` are ends. ('uploading', 'queued', 'building', 'success', 'failed', 'cancelled', or others in time)
 * @property-read string $created_at A moment, RFC 3339: answers have it in UTC, requests may use any offset.
 */
final class DeploymentSummary extends Model
{
    protected const FIELDS = ['id' => true, 'status' => true, 'created_at' => true];
}
