<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * The person; null while they are only invited.
 *
 * @property-read string $id The ID of a person.
 * @property-read string $name
 * @property-read string $email
 */
final class MemberUser extends Model
{
    protected const FIELDS = ['id' => true, 'name' => true, 'email' => true];
}
