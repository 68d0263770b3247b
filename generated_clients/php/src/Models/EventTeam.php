<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * A team, as it was when the event happened.
 *
 * @property-read string $id The ID of a team.
 * @property-read string $name
 */
final class EventTeam extends Model
{
    protected const FIELDS = ['id' => true, 'name' => true];
}
