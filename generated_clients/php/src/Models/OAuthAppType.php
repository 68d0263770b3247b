<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

/**
 * `confidential`: it can keep a secret, for it runs on a server. `public`: it runs on people's devices.
 *
 * The values that this version knows; expect others in time.
 */
final class OAuthAppType
{
    public const CONFIDENTIAL = 'confidential';
    public const PUBLIC = 'public';
}
