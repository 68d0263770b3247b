<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * A secret that has just been made.
 *
 * @property-read string $webhook_id The ID of a webhook.
 * @property-read string $secret The secret. Keep it: no later answer shows it.
 * @property-read string $public_key An Ed25519 public key, `whpk_` and its 32 bytes in base64.
 * @property-read string $previous_expires_at A moment, RFC 3339: answers have it in UTC, requests may use any offset.
 */
final class RotatedSecret extends Model
{
    protected const FIELDS = ['webhook_id' => true, 'secret' => true, 'public_key' => true, 'previous_expires_at' => true];
}
