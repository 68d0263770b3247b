<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

/**
 * What a person may do in a team. `viewer` sees it and its projects; `member` also creates, changes, deploys and
 * deletes projects; `admin` also renames the team, manages members, invitations and webhooks, transfers projects
 * and sees the audit log; `owner` may do everything, manage owners and delete the team.
 *
 * The values that this version knows; expect others in time.
 */
final class Role
{
    public const VIEWER = 'viewer';
    public const MEMBER = 'member';
    public const ADMIN = 'admin';
    public const OWNER = 'owner';
}
