<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * Whether the action would change something now.
 *
 * @property-read bool $allowed
 * @property-read string|null $reason Why not; null when it is allowed.
 */
final class AllowedAction extends Model
{
    protected const FIELDS = ['allowed' => true, 'reason' => true];
}
