<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * What a deployment of these files would send.
 *
 * @property-read int $file_count Files of the site.
 * @property-read list<string> $missing The SHA-256 of each file that has to be uploaded, in alphabetical order.
 * @property-read int|null $missing_bytes The bytes of those files together; null unless `sizes` has them all.
 */
final class DryRunResult extends Model
{
    protected const FIELDS = ['file_count' => true, 'missing' => true, 'missing_bytes' => true];
}
