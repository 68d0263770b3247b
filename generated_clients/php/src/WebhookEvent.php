<?php

declare(strict_types=1);

namespace YourApp;

/**
 * What a webhook tells.
 *
 * @property-read string $id the same for each attempt to deliver it: note it, so that you act once
 * @property-read string $type `deployment.completed`; expect others in time
 * @property-read string $created_at RFC 3339
 * @property-read array<string, mixed> $data
 */
final class WebhookEvent extends Model
{
    protected const FIELDS = ['id' => true, 'type' => true, 'created_at' => true, 'data' => true];
}
