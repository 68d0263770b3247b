<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

/**
 * An `archived` project takes no new deployments; its site stays up.
 *
 * The values that this version knows; expect others in time.
 */
final class ProjectStatus
{
    public const ACTIVE = 'active';
    public const ARCHIVED = 'archived';
}
