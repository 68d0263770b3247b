<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * What happened to a webhook.
 *
 * @property-read EventHook $webhook A webhook, as it was when the event happened.
 */
final class HookEventData extends Model
{
    protected const FIELDS = ['webhook' => true];

    protected const MODELS = [
        'webhook' => EventHook::class,
    ];
}
