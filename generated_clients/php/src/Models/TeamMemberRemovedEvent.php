<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\WebhookEvent;

/**
 * Team member removed.
 *
 * @property-read string $id The ID of an event.
 * @property-read string $type ('team.member_removed')
 * @property-read string $created_at A moment, RFC 3339: answers have it in UTC, requests may use any offset.
 * @property-read MemberEventData $data What happened to somebody's place in a team.
 */
final class TeamMemberRemovedEvent extends WebhookEvent
{
    protected const VARIANTS = []; // it is one itself

    protected const FIELDS = ['id' => true, 'type' => true, 'created_at' => true, 'data' => true];

    protected const MODELS = [
        'data' => MemberEventData::class,
    ];
}
