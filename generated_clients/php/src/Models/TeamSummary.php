<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * The team that the project belongs to; null when it belongs to a person.
 *
 * @property-read string $id The ID of a team.
 * @property-read string $name
 */
final class TeamSummary extends Model
{
    protected const FIELDS = ['id' => true, 'name' => true];
}
