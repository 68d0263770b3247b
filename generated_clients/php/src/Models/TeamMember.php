<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * A person in a team, or one who was invited to it.
 *
 * @property-read MemberUser|null $user The person; null while they are only invited.
 * @property-read string $email The address of the person.
 * @property-read string $role What a person may do in a team. `viewer` sees it and its projects; `member` also creates, changes, deploys and deletes projects; `admin` also renames the team, manages members, invitations and webhooks, transfers projects and sees the audit log; `owner` may do everything, manage owners and delete the team. ('viewer', 'member', 'admin', 'owner', or others in time)
 * @property-read string $status Whether the person belongs to the team, or has been asked to. ('active', 'invited', or others in time)
 * @property-read string $created_at A moment, RFC 3339: answers have it in UTC, requests may use any offset.
 * @property-read InvitationLink|null $invitation The link to send to the person, shown this once; null unless they were just invited.
 */
final class TeamMember extends Model
{
    protected const FIELDS = ['user' => true, 'email' => true, 'role' => true, 'status' => true, 'created_at' => true, 'invitation' => true];

    protected const MODELS = [
        'user' => MemberUser::class,
        'invitation' => InvitationLink::class,
    ];
}
