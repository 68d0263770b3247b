<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * A file that is there now.
 *
 * @property-read string $sha256 A SHA-256 in hexadecimal.
 * @property-read int $size_bytes The bytes of a file.
 * @property-read int $missing_files How many files are still missing.
 * @property-read string $status `uploading` waits for files, `queued` for its turn; `building` is being made ready. `success`, `failed` and `cancelled` are ends. ('uploading', 'queued', 'building', 'success', 'failed', 'cancelled', or others in time)
 */
final class UploadedFile extends Model
{
    protected const FIELDS = ['sha256' => true, 'size_bytes' => true, 'missing_files' => true, 'status' => true];
}
