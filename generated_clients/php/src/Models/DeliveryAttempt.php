<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * An attempt to deliver.
 *
 * @property-read int $number 1 for the first attempt, 2 for the second …
 * @property-read string $at A moment, RFC 3339: answers have it in UTC, requests may use any offset.
 * @property-read string $url Where it was sent to.
 * @property-read int $duration_ms How long it took, in milliseconds.
 * @property-read int|null $response_status The status that the receiver answered; null without an answer.
 * @property-read list<ResponseHeader> $response_headers The headers that it answered.
 * @property-read string $response_body The first 16 KiB of what it answered.
 * @property-read bool $response_truncated Whether there was more.
 * @property-read string|null $error Why it does not count; null when the event was taken.
 */
final class DeliveryAttempt extends Model
{
    protected const FIELDS = ['number' => true, 'at' => true, 'url' => true, 'duration_ms' => true, 'response_status' => true, 'response_headers' => true, 'response_body' => true, 'response_truncated' => true, 'error' => true];

    protected const MODELS = [
        'response_headers' => ResponseHeader::class,
    ];
}
