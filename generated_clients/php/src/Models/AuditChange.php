<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * A field that was sent.
 *
 * @property-read string $field
 * @property-read string|null $value Its value as text; null for fields that could hold something private.
 */
final class AuditChange extends Model
{
    protected const FIELDS = ['field' => true, 'value' => true];
}
