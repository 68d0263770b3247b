<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

/**
 * Who may read the project through the API: `private`, its owner or team; `public`, anybody with a key that
 * holds the permission, who sees the project and its deployments and not their logs. Only its owner or team may
 * change it. The site itself is always open to everybody.
 *
 * The values that this version knows; expect others in time.
 */
final class Visibility
{
    public const PRIVATE = 'private';
    public const PUBLIC = 'public';
}
