<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * The person who did it; null when nobody was signed in.
 *
 * @property-read string $id The ID of a person.
 * @property-read string|null $name The name that the person has now; null for one who is gone.
 */
final class AuditActor extends Model
{
    protected const FIELDS = ['id' => true, 'name' => true];
}
