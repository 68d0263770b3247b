<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * The link to send to the person, shown this once; null unless they were just invited.
 *
 * @property-read string $id The ID of an invitation.
 * @property-read string $url Where the person accepts. Counts once.
 * @property-read string $expires_at A moment, RFC 3339: answers have it in UTC, requests may use any offset.
 */
final class InvitationLink extends Model
{
    protected const FIELDS = ['id' => true, 'url' => true, 'expires_at' => true];
}
