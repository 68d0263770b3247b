<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * A webhook, as it was when the event happened.
 *
 * @property-read string $id The ID of a webhook.
 * @property-read string $url Where it sends to.
 * @property-read string $status Whether events are sent. ('enabled', 'disabled', or others in time)
 * @property-read string|null $disabled_reason Why nothing is sent: `request`, somebody disabled it; `gone`, the receiver answered 410; `failing`, it answered no event well for 5 days. null while it is enabled. ('request', 'gone', 'failing', or others in time)
 */
final class EventHook extends Model
{
    protected const FIELDS = ['id' => true, 'url' => true, 'status' => true, 'disabled_reason' => true];
}
