<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * Why a deployment failed; only there if it did.
 *
 * @property-read string $code For programs.
 * @property-read string $message For people.
 */
final class EventError extends Model
{
    protected const FIELDS = ['code' => true, 'message' => true];
}
