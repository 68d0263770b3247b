<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * What it happened to, by the kind of thing. `type` tells which of these there are.
 *
 * @property-read EventDeployment|null $deployment A deployment, as it was when the event happened.
 * @property-read EventProject|null $project A project, as it was when the event happened.
 * @property-read EventTeam|null $team A team, as it was when the event happened.
 * @property-read EventMember|null $member Somebody's place in a team, as it was when the event happened.
 * @property-read EventHook|null $webhook A webhook, as it was when the event happened.
 */
final class EventData extends Model
{
    protected const FIELDS = ['deployment' => true, 'project' => true, 'team' => true, 'member' => true, 'webhook' => true];

    protected const MODELS = [
        'deployment' => EventDeployment::class,
        'project' => EventProject::class,
        'team' => EventTeam::class,
        'member' => EventMember::class,
        'webhook' => EventHook::class,
    ];
}
