<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * What happened to somebody's place in a team.
 *
 * @property-read EventTeam $team A team, as it was when the event happened.
 * @property-read EventMember $member Somebody's place in a team, as it was when the event happened.
 */
final class MemberEventData extends Model
{
    protected const FIELDS = ['team' => true, 'member' => true];

    protected const MODELS = [
        'team' => EventTeam::class,
        'member' => EventMember::class,
    ];
}
