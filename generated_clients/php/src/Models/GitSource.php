<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * A repository.
 *
 * @property-read string $type ('git')
 * @property-read string $url Its address.
 * @property-read string|null $ref What was asked for; null for the default branch.
 * @property-read string|null $folder The folder that is the site; null for the whole repository.
 * @property-read string|null $commit The commit that was deployed; null until it is fetched.
 */
final class GitSource extends Model
{
    protected const FIELDS = ['type' => true, 'url' => true, 'ref' => true, 'folder' => true, 'commit' => true];
}
