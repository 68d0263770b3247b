<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

/**
 * `uploading` waits for files, `queued` for its turn; `building` is being made ready. `success`, `failed` and
 * `cancelled` are ends.
 *
 * The values that this version knows; expect others in time.
 */
final class DeploymentStatus
{
    public const UPLOADING = 'uploading';
    public const QUEUED = 'queued';
    public const BUILDING = 'building';
    public const SUCCESS = 'success';
    public const FAILED = 'failed';
    public const CANCELLED = 'cancelled';
}
