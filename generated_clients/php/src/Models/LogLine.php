<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * A line of a deployment's log.
 *
 * @property-read int $number Its place in the log.
 * @property-read string $at A moment, RFC 3339: answers have it in UTC, requests may use any offset.
 * @property-read string $level ('info', 'warning', 'error', or others in time)
 * @property-read string $message
 */
final class LogLine extends Model
{
    protected const FIELDS = ['number' => true, 'at' => true, 'level' => true, 'message' => true];
}
