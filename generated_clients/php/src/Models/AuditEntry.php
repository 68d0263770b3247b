<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * One thing that was done.
 *
 * @property-read string $id The ID of an entry of the audit log.
 * @property-read int $number 1 for the first entry of this log, 2 for the second …
 * @property-read string $at A moment, RFC 3339: answers have it in UTC, requests may use any offset.
 * @property-read string $action An operation of this API (`teams.members.add`), or what was done in the console (`session.create`).
 * @property-read AuditActor|null $actor The person who did it; null when nobody was signed in.
 * @property-read AuditCredential|null $credential What it was done with; null when nobody was signed in.
 * @property-read string|null $object_id The ID of what it was done to.
 * @property-read list<AuditChange> $changes The fields that were sent, in alphabetical order.
 * @property-read string|null $address The network address that it came from.
 * @property-read string|null $request_id The ID of the request.
 * @property-read string $hash A SHA-256 in hexadecimal.
 */
final class AuditEntry extends Model
{
    protected const FIELDS = ['id' => true, 'number' => true, 'at' => true, 'action' => true, 'actor' => true, 'credential' => true, 'object_id' => true, 'changes' => true, 'address' => true, 'request_id' => true, 'hash' => true];

    protected const MODELS = [
        'actor' => AuditActor::class,
        'credential' => AuditCredential::class,
        'changes' => AuditChange::class,
    ];
}
