<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Resources;

use YourApp\ApiResource;
use YourApp\Models\AuditEntry;
use YourApp\Operation;
use YourApp\Page;

/** Who did what, with which credential, from where and when. */
final class AuditLogResource extends ApiResource
{
    /**
     * List audit log entries.
     *
     * Tells who did what, with which credential, from where and when, the newest first: every change that was made
     * through the API, and what happened in the console.
     *
     * Without `team` it is the caller's own log: their projects, keys and sign-ins. With `team` it is the team's,
     * for its admins and owners. Entries can't be changed or deleted; each one's `hash` covers the one before it.
     *
     * `GET /audit-log`, needs `audit_log:read`
     *
     * @param array{page?: int, limit?: int, team?: string, actor?: string, action?: string, object?: string, since?: string, until?: string} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @return Page<AuditEntry>
     */
    public function list(array $params = [], array $options = []): Page
    {
        return $this->transport->page(AuditEntry::class, self::operation('list'), [], $params, $options);
    }

    /** What the contract says of an operation. */
    protected static function operation(string $name): Operation
    {
        return match ($name) {
            'list' => new Operation('audit_log.list', 'GET', ['/audit-log'], query: ['page' => 'page', 'limit' => 'limit', 'team' => 'team', 'actor' => 'actor', 'action' => 'action', 'object' => 'object', 'since' => 'since', 'until' => 'until']),
            default => throw new \LogicException("There is no operation {$name}"),
        };
    }
}
