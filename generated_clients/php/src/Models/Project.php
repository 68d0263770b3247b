<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * A site and all of its deployments.
 *
 * @property-read string $id The ID of a project.
 * @property-read string $name A name for people.
 * @property-read string $slug The site's name in its URL.
 * @property-read string|null $description A few words about the project.
 * @property-read string $status An `archived` project takes no new deployments; its site stays up. ('active', 'archived', or others in time)
 * @property-read string $visibility Who may read the project through the API: `private`, its owner or team; `public`, anybody with a key that holds the permission, who sees the project and its deployments and not their logs. Only its owner or team may change it. The site itself is always open to everybody. ('private', 'public', or others in time)
 * @property-read string $template The site that a deployment without files of its own shows: `blank`, one page; `landing`, a product page; `docs`, a documentation site. ('blank', 'landing', 'docs', or others in time)
 * @property-read string $url Where the site is. Shows what is live.
 * @property-read string $created_at A moment, RFC 3339: answers have it in UTC, requests may use any offset.
 * @property-read string $updated_at A moment, RFC 3339: answers have it in UTC, requests may use any offset.
 * @property-read TeamSummary|null $team The team that the project belongs to; null when it belongs to a person.
 * @property-read ProjectDeployments $deployments The project's deployments in short.
 */
final class Project extends Model
{
    protected const FIELDS = ['id' => true, 'name' => true, 'slug' => true, 'description' => true, 'status' => true, 'visibility' => true, 'template' => true, 'url' => true, 'created_at' => true, 'updated_at' => true, 'team' => true, 'deployments' => true];

    protected const MODELS = [
        'team' => TeamSummary::class,
        'deployments' => ProjectDeployments::class,
    ];
}
