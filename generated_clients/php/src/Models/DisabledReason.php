<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

/**
 * Why nothing is sent: `request`, somebody disabled it; `gone`, the receiver answered 410; `failing`, it
 * answered no event well for 5 days. null while it is enabled.
 *
 * The values that this version knows; expect others in time.
 */
final class DisabledReason
{
    public const REQUEST = 'request';
    public const GONE = 'gone';
    public const FAILING = 'failing';
}
