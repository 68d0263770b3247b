<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * An invitation that nobody has accepted yet.
 *
 * @property-read string $id The ID of an invitation.
 * @property-read string $email The address that was invited.
 * @property-read string $role What a person may do in a team. `viewer` sees it and its projects; `member` also creates, changes, deploys and deletes projects; `admin` also renames the team, manages members, invitations and webhooks, transfers projects and sees the audit log; `owner` may do everything, manage owners and delete the team. ('viewer', 'member', 'admin', 'owner', or others in time)
 * @property-read string $invited_by The ID of a person.
 * @property-read string $created_at A moment, RFC 3339: answers have it in UTC, requests may use any offset.
 * @property-read string $expires_at A moment, RFC 3339: answers have it in UTC, requests may use any offset.
 */
final class Invitation extends Model
{
    protected const FIELDS = ['id' => true, 'email' => true, 'role' => true, 'invited_by' => true, 'created_at' => true, 'expires_at' => true];
}
