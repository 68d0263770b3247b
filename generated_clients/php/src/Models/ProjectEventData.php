<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * What happened to a project.
 *
 * @property-read EventProject $project A project, as it was when the event happened.
 */
final class ProjectEventData extends Model
{
    protected const FIELDS = ['project' => true];

    protected const MODELS = [
        'project' => EventProject::class,
    ];
}
