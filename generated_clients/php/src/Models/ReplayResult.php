<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * How much was put on its way.
 *
 * @property-read string $webhook_id The ID of a webhook.
 * @property-read int $deliveries How many deliveries.
 */
final class ReplayResult extends Model
{
    protected const FIELDS = ['webhook_id' => true, 'deliveries' => true];
}
