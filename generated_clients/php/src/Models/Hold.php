<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * Why a success does not go live by itself; null when it does.
 *
 * @property-read string $reason What the person who promoted said.
 * @property-read string $since A moment, RFC 3339: answers have it in UTC, requests may use any offset.
 */
final class Hold extends Model
{
    protected const FIELDS = ['reason' => true, 'since' => true];
}
