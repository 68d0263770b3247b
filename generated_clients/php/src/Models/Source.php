<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * Where the files came from, told apart by `type`. Expect other types in time.
 *
 * @property-read string $type
 */
class Source extends Model
{
    protected const FIELDS = ['type' => true];

    protected const DISCRIMINATOR = 'type';

    protected const VARIANTS = [
        'template' => TemplateSource::class,
        'archive' => ArchiveSource::class,
        'files' => FilesSource::class,
        'git' => GitSource::class,
        'deployment' => DeploymentSource::class,
    ];
}
