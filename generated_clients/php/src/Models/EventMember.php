<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * Somebody's place in a team, as it was when the event happened.
 *
 * @property-read string $user_id The ID of a person.
 * @property-read string $name
 * @property-read string $role owner, admin, member or viewer.
 */
final class EventMember extends Model
{
    protected const FIELDS = ['user_id' => true, 'name' => true, 'role' => true];
}
