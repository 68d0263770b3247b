<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

/**
 * `failed`, deliveries that have failed; `missed`, also the events that the webhook takes and was never sent.
 *
 * The values that this version knows; expect others in time.
 */
final class ReplayScope
{
    public const FAILED = 'failed';
    public const MISSED = 'missed';
}
