<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * An API key, without its secret.
 *
 * @property-read string $id The ID of an API key.
 * @property-read string $name What it is for.
 * @property-read string $hint What to recognise the key by.
 * @property-read list<string> $permissions What it may do, in alphabetical order.
 * @property-read string $environment Where a key counts. ('production', 'sandbox', or others in time)
 * @property-read list<string>|null $project_ids The projects that it reaches; null for all that its person reaches.
 * @property-read string $created_at A moment, RFC 3339: answers have it in UTC, requests may use any offset.
 * @property-read string|null $expires_at A moment, RFC 3339 in UTC; null while it has not come or when it never will.
 * @property-read string|null $last_used_at A moment, RFC 3339 in UTC; null while it has not come or when it never will.
 * @property-read string|null $previous_expires_at Until when the secret before its last rotation counts; null when it does not.
 * @property-read bool $revoked Whether it counts no more.
 */
final class ApiKey extends Model
{
    protected const FIELDS = ['id' => true, 'name' => true, 'hint' => true, 'permissions' => true, 'environment' => true, 'project_ids' => true, 'created_at' => true, 'expires_at' => true, 'last_used_at' => true, 'previous_expires_at' => true, 'revoked' => true];
}
