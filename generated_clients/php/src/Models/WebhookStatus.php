<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

/**
 * Whether events are sent.
 *
 * The values that this version knows; expect others in time.
 */
final class WebhookStatus
{
    public const ENABLED = 'enabled';
    public const DISABLED = 'disabled';
}
