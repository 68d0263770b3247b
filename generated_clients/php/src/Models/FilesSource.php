<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * Files named by their digests.
 *
 * @property-read string $type ('files')
 */
final class FilesSource extends Model
{
    protected const FIELDS = ['type' => true];
}
