<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * An uploaded archive.
 *
 * @property-read string $type ('archive')
 * @property-read string $media_type ('application/zip', 'application/gzip', or others in time)
 * @property-read int $size_bytes The size of the archive as sent.
 */
final class ArchiveSource extends Model
{
    protected const FIELDS = ['type' => true, 'media_type' => true, 'size_bytes' => true];
}
