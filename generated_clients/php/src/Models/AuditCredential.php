<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * What it was done with; null when nobody was signed in.
 *
 * @property-read string $id
 * @property-read string $type `api_key`, `oauth_token` or `session`. Expect others in time.
 */
final class AuditCredential extends Model
{
    protected const FIELDS = ['id' => true, 'type' => true];
}
