<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

/**
 * Where a key counts.
 *
 * The values that this version knows; expect others in time.
 */
final class Environment
{
    public const PRODUCTION = 'production';
    public const SANDBOX = 'sandbox';
}
