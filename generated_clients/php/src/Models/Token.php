<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * A credential, without its secret.
 *
 * @property-read string $id The ID of a credential.
 * @property-read string $type An API key, an access token of OAuth 2.0, or a page of the console. ('api_key', 'oauth_token', 'session', or others in time)
 * @property-read string $name The name that it was given.
 * @property-read string $environment Where a key counts. ('production', 'sandbox', or others in time)
 * @property-read list<string> $permissions What it may do, in alphabetical order.
 * @property-read list<string>|null $project_ids The projects that it is restricted to; null for all that its person reaches.
 * @property-read string $created_at A moment, RFC 3339: answers have it in UTC, requests may use any offset.
 * @property-read string|null $expires_at A moment, RFC 3339 in UTC; null while it has not come or when it never will.
 * @property-read User $user A person.
 */
final class Token extends Model
{
    protected const FIELDS = ['id' => true, 'type' => true, 'name' => true, 'environment' => true, 'permissions' => true, 'project_ids' => true, 'created_at' => true, 'expires_at' => true, 'user' => true];

    protected const MODELS = [
        'user' => User::class,
    ];
}
