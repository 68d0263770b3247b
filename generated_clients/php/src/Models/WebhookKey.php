<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * A key with which what is sent is signed.
 *
 * @property-read string $public_key An Ed25519 public key, `whpk_` and its 32 bytes in base64.
 * @property-read string $created_at A moment, RFC 3339: answers have it in UTC, requests may use any offset.
 * @property-read string|null $expires_at A moment, RFC 3339 in UTC; null while it has not come or when it never will.
 */
final class WebhookKey extends Model
{
    protected const FIELDS = ['public_key' => true, 'created_at' => true, 'expires_at' => true];
}
