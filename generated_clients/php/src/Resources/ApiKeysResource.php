<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Resources;

use YourApp\ApiResource;
use YourApp\Models\ApiKey;
use YourApp\Models\ApiKeySecret;
use YourApp\Models\Deleted;
use YourApp\Operation;
use YourApp\Page;

/** The caller's API keys. A key acts for its person, with no more rights than it was given. */
final class ApiKeysResource extends ApiResource
{
    /**
     * List API keys.
     *
     * Lists the caller's own keys, newest first, without their secrets: `hint` is what to recognise one by. Keys
     * that were revoked are listed with `revoked=true` and only there. `last_used_at` is up to a minute late.
     *
     * `GET /api-keys`, needs `api_keys:read`
     *
     * @param array{page?: int, limit?: int, revoked?: bool} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @return Page<ApiKey>
     */
    public function list(array $params = [], array $options = []): Page
    {
        return $this->transport->page(ApiKey::class, self::operation('list'), [], $params, $options);
    }

    /**
     * Create API key.
     *
     * Creates a key that acts for the caller, and shows its secret in `key`: **this once**, we only keep its hash.
     * For that reason the request takes no `Idempotency-Key`; a key whose secret got lost is rotated or deleted.
     *
     * **Nobody gives away what they do not have.** Each of `permissions` must be one of the credential that you
     * use; one that is restricted to projects can only make keys that are restricted to some of these; a key that
     * expires only makes keys that expire no later. Otherwise the answer is `403`.
     *
     * **Restricted to projects**: with `project_ids` the key reaches these projects and nothing else, for as long
     * as you reach them. Permissions beyond projects (teams, the audit log) can't be combined with it.
     *
     * `POST /api-keys`, needs `api_keys:write`
     *
     * @param array{name: string, permissions: list<'token:read'|'projects:read'|'projects:write'|'deployments:read'|'deployments:write'|'teams:read'|'teams:write'|'api_keys:read'|'api_keys:write'|'audit_log:read'|'webhooks:read'|'webhooks:write'|'events:read'|'oauth_apps:read'|'oauth_apps:write'>, project_ids?: list<string>|null, expires_at?: string|null} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @throws \YourApp\Exceptions\PayloadTooLargeException 413: The body is larger than the server takes; the message names the limit.
     * @throws \YourApp\Exceptions\UnsupportedMediaTypeException 415: The Content-Type is missing or not one that the operation takes; the message lists those.
     */
    public function create(array $params, array $options = []): ApiKeySecret
    {
        return ApiKeySecret::of(...$this->transport->data(self::operation('create'), [], $params, $options));
    }

    /**
     * Get API key details.
     *
     * Returns one of the caller's keys without its secret.
     *
     * `GET /api-keys/{id}`, needs `api_keys:read`
     *
     * @param string $keyId The ID of the API key.
     * @param array{} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @throws \YourApp\Exceptions\NotFoundException 404: There is no such thing, or it is not the caller's to see. Both answer alike.
     */
    public function get(string $keyId, array $params = [], array $options = []): ApiKey
    {
        return ApiKey::of(...$this->transport->data(self::operation('get'), [$keyId], $params, $options));
    }

    /**
     * Update API key.
     *
     * Changes the fields that you send and leaves the others as they are, from the next request on. `null` ends a
     * restriction to projects or an expiry.
     *
     * Your credential must hold all that the key holds, before and after, and must not end before the key will; see
     * `POST /api-keys`.
     *
     * `PUT /api-keys/{id}`, needs `api_keys:write`
     *
     * @param string $keyId The ID of the API key.
     * @param array{name?: string, permissions?: list<'token:read'|'projects:read'|'projects:write'|'deployments:read'|'deployments:write'|'teams:read'|'teams:write'|'api_keys:read'|'api_keys:write'|'audit_log:read'|'webhooks:read'|'webhooks:write'|'events:read'|'oauth_apps:read'|'oauth_apps:write'>, project_ids?: list<string>|null, expires_at?: string|null} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @throws \YourApp\Exceptions\NotFoundException 404: There is no such thing, or it is not the caller's to see. Both answer alike.
     * @throws \YourApp\Exceptions\PayloadTooLargeException 413: The body is larger than the server takes; the message names the limit.
     * @throws \YourApp\Exceptions\UnsupportedMediaTypeException 415: The Content-Type is missing or not one that the operation takes; the message lists those.
     */
    public function update(string $keyId, array $params, array $options = []): ApiKey
    {
        return ApiKey::of(...$this->transport->data(self::operation('update'), [$keyId], $params, $options));
    }

    /**
     * Revoke API key.
     *
     * Ends the key from the next request on, with all of its secrets, for ever. `GET /api-keys?revoked=true` still
     * lists it, so that the audit log can be understood. You can revoke keys that hold more than the credential you
     * use.
     *
     * `DELETE /api-keys/{id}`, needs `api_keys:write`
     *
     * @param string $keyId The ID of the API key.
     * @param array{} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @throws \YourApp\Exceptions\NotFoundException 404: There is no such thing, or it is not the caller's to see. Both answer alike.
     */
    public function delete(string $keyId, array $params = [], array $options = []): Deleted
    {
        return Deleted::of(...$this->transport->data(self::operation('delete'), [$keyId], $params, $options));
    }

    /**
     * Rotate API key.
     *
     * Gives the key another secret and shows it in `key`: **this once**. ID, name and permissions stay. The secret
     * before it counts for `overlap_hours` more (24 unless you say otherwise, at most 168), so that servers can be
     * changed one after the other; with 0 it ends at once, as a key that has leaked should. A key has at most two
     * secrets: rotating again ends the oldest.
     *
     * Your credential must hold all that the key holds, and must not end before it; see `POST /api-keys`.
     *
     * `POST /api-keys/{id}/rotate`, needs `api_keys:write`
     *
     * @param string $keyId The ID of the API key.
     * @param array{overlap_hours?: int} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @throws \YourApp\Exceptions\NotFoundException 404: There is no such thing, or it is not the caller's to see. Both answer alike.
     * @throws \YourApp\Exceptions\PayloadTooLargeException 413: The body is larger than the server takes; the message names the limit.
     * @throws \YourApp\Exceptions\UnsupportedMediaTypeException 415: The Content-Type is missing or not one that the operation takes; the message lists those.
     */
    public function rotate(string $keyId, array $params = [], array $options = []): ApiKeySecret
    {
        return ApiKeySecret::of(...$this->transport->data(self::operation('rotate'), [$keyId], $params, $options));
    }

    /** What the contract says of an operation. */
    protected static function operation(string $name): Operation
    {
        return match ($name) {
            'list' => new Operation('api_keys.list', 'GET', ['/api-keys'], query: ['page' => 'page', 'limit' => 'limit', 'revoked' => 'revoked']),
            'create' => new Operation('api_keys.create', 'POST', ['/api-keys'], json: true, bodyRequired: true),
            'get' => new Operation('api_keys.get', 'GET', ['/api-keys/', '']),
            'update' => new Operation('api_keys.update', 'PUT', ['/api-keys/', ''], json: true, bodyRequired: true),
            'delete' => new Operation('api_keys.delete', 'DELETE', ['/api-keys/', '']),
            'rotate' => new Operation('api_keys.rotate', 'POST', ['/api-keys/', '/rotate'], json: true),
            default => throw new \LogicException("There is no operation {$name}"),
        };
    }
}
