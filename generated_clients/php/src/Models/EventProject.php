<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * A project, as it was when the event happened.
 *
 * @property-read string $id The ID of a project.
 * @property-read string $name A name for people.
 * @property-read string $slug The site's name in its URL.
 * @property-read string|null $description A few words about the project.
 * @property-read string $status An `archived` project takes no new deployments; its site stays up. ('active', 'archived', or others in time)
 * @property-read string $visibility Who may read the project through the API: `private`, its owner or team; `public`, anybody with a key that holds the permission, who sees the project and its deployments and not their logs. Only its owner or team may change it. The site itself is always open to everybody. ('private', 'public', or others in time)
 * @property-read string $url Where the site is.
 * @property-read string|null $team_id The ID of the team that it belongs to; null when it belongs to a person.
 * @property-read string $created_at A moment, RFC 3339: answers have it in UTC, requests may use any offset.
 * @property-read string $updated_at A moment, RFC 3339: answers have it in UTC, requests may use any offset.
 */
final class EventProject extends Model
{
    protected const FIELDS = ['id' => true, 'name' => true, 'slug' => true, 'description' => true, 'status' => true, 'visibility' => true, 'url' => true, 'team_id' => true, 'created_at' => true, 'updated_at' => true];
}
