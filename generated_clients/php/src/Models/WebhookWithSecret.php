<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * A new webhook, with its secret.
 *
 * @property-read string $id The ID of a webhook.
 * @property-read string $url Where events are sent to.
 * @property-read string|null $description A few words about the webhook.
 * @property-read list<string> $events Which events to send.
 * @property-read list<string> $projects Only events of the projects with these IDs; none named, events of all and those that belong to no project.
 * @property-read string|null $team_id The ID of the team that it belongs to; null when it belongs to a person.
 * @property-read string $status Whether events are sent. ('enabled', 'disabled', or others in time)
 * @property-read string|null $disabled_reason Why nothing is sent: `request`, somebody disabled it; `gone`, the receiver answered 410; `failing`, it answered no event well for 5 days. null while it is enabled. ('request', 'gone', 'failing', or others in time)
 * @property-read string|null $disabled_at A moment, RFC 3339 in UTC; null while it has not come or when it never will.
 * @property-read string|null $failing_since A moment, RFC 3339 in UTC; null while it has not come or when it never will.
 * @property-read string $public_key An Ed25519 public key, `whpk_` and its 32 bytes in base64.
 * @property-read string $created_at A moment, RFC 3339: answers have it in UTC, requests may use any offset.
 * @property-read string $updated_at A moment, RFC 3339: answers have it in UTC, requests may use any offset.
 * @property-read string $secret The secret. Keep it: no later answer shows it.
 */
final class WebhookWithSecret extends Model
{
    protected const FIELDS = ['id' => true, 'url' => true, 'description' => true, 'events' => true, 'projects' => true, 'team_id' => true, 'status' => true, 'disabled_reason' => true, 'disabled_at' => true, 'failing_since' => true, 'public_key' => true, 'created_at' => true, 'updated_at' => true, 'secret' => true];
}
