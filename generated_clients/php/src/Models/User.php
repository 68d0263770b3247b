<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * A person.
 *
 * @property-read string $id The ID of a person.
 * @property-read string $name
 * @property-read string $email
 */
final class User extends Model
{
    protected const FIELDS = ['id' => true, 'name' => true, 'email' => true];
}
