<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * Something that has happened.
 *
 * @property-read string $id The ID of an event.
 * @property-read string $type What has happened. Expect others in time. ('deployment.started', 'deployment.completed', 'deployment.failed', 'deployment.cancelled', 'deployment.promoted', 'project.created', 'project.updated', 'project.deleted', 'team.member_added', 'team.member_removed', 'webhook.disabled', 'webhook.test', or others in time)
 * @property-read string $created_at A moment, RFC 3339: answers have it in UTC, requests may use any offset.
 * @property-read int $sequence Its number in the account or team: 1, 2, 3 … without a gap.
 * @property-read string|null $project_id The project that it belongs to; null for none.
 * @property-read string|null $team_id The ID of the team that it belongs to; null when it belongs to a person.
 * @property-read EventData $data What it happened to, by the kind of thing. `type` tells which of these there are.
 */
final class Event extends Model
{
    protected const FIELDS = ['id' => true, 'type' => true, 'created_at' => true, 'sequence' => true, 'project_id' => true, 'team_id' => true, 'data' => true];

    protected const MODELS = [
        'data' => EventData::class,
    ];
}
