<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * A header of an answer.
 *
 * @property-read string $name In lower case.
 * @property-read string $value
 */
final class ResponseHeader extends Model
{
    protected const FIELDS = ['name' => true, 'value' => true];
}
