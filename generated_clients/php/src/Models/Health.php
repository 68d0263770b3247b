<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * Whether the API works. The one answer that is not wrapped in `data`.
 *
 * @property-read string $status Always `ok`; an API that is not answers 503. ('ok')
 * @property-read string $version The version of the API.
 * @property-read string $environment Where a key counts. ('production', 'sandbox', or others in time)
 */
final class Health extends Model
{
    protected const FIELDS = ['status' => true, 'version' => true, 'environment' => true];
}
