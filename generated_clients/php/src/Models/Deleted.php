<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * What is gone.
 *
 * @property-read string $id The ID that it had.
 * @property-read true $deleted (true)
 */
final class Deleted extends Model
{
    protected const FIELDS = ['id' => true, 'deleted' => true];
}
