<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

/**
 * `waiting` is being sent, or waits to be, or to be tried again; `delivered` was taken by the receiver; `failed`
 * was given up after the last attempt, or when the webhook was disabled.
 *
 * The values that this version knows; expect others in time.
 */
final class DeliveryStatus
{
    public const WAITING = 'waiting';
    public const DELIVERED = 'delivered';
    public const FAILED = 'failed';
}
