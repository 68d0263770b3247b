<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * People who share projects.
 *
 * @property-read string $id The ID of a team.
 * @property-read string $name A name for people.
 * @property-read string $role What a person may do in a team. `viewer` sees it and its projects; `member` also creates, changes, deploys and deletes projects; `admin` also renames the team, manages members, invitations and webhooks, transfers projects and sees the audit log; `owner` may do everything, manage owners and delete the team. ('viewer', 'member', 'admin', 'owner', or others in time)
 * @property-read string $created_at A moment, RFC 3339: answers have it in UTC, requests may use any offset.
 * @property-read string $updated_at A moment, RFC 3339: answers have it in UTC, requests may use any offset.
 */
final class Team extends Model
{
    protected const FIELDS = ['id' => true, 'name' => true, 'role' => true, 'created_at' => true, 'updated_at' => true];
}
