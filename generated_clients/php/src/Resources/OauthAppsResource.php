<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Resources;

use YourApp\ApiResource;
use YourApp\Models\Deleted;
use YourApp\Models\OAuthApp;
use YourApp\Models\OAuthAppWithSecret;
use YourApp\Operation;
use YourApp\Page;

/**
 * An OAuth application acts for people who allow it. Its endpoints are `/oauth/*`, described in their own file:
 * `/oauth/openapi.yaml`.
 */
final class OauthAppsResource extends ApiResource
{
    /**
     * List your OAuth applications.
     *
     * Lists the applications that you manage, newest first, without their secrets. The applications that *you*
     * allowed to act for you stand in the console, under Settings → Authorized applications.
     *
     * `GET /oauth-apps`, needs `oauth_apps:read`
     *
     * @param array{page?: int, limit?: int} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @return Page<OAuthApp>
     */
    public function list(array $params = [], array $options = []): Page
    {
        return $this->transport->page(OAuthApp::class, self::operation('list'), [], $params, $options);
    }

    /**
     * Register an OAuth application.
     *
     * Registers an application that acts for people who allow it. The `client_secret` of a `confidential` one (it
     * runs on a server) is answered this once; a `public` one (it runs on people's devices) has none and always uses
     * PKCE. `redirect_uris` count to the letter. Unless you say otherwise an application may ask for `read` and
     * nothing else, and must use PKCE.
     *
     * `403`: nobody gives away what they lack. Your key must hold every permission that the `scopes` stand for; and
     * since an application with a secret acts for your account without asking anybody, and for ever, a key that
     * expires registers `public` ones only.
     *
     * `POST /oauth-apps`, needs `oauth_apps:write`
     *
     * @param array{name: string, homepage_url?: string|null, type?: 'confidential'|'public', require_pkce?: bool, redirect_uris: list<string>, scopes?: list<'read'|'write'|'projects:read'|'projects:write'|'deployments:read'|'deployments:write'|'teams:read'|'teams:write'|'api_keys:read'|'audit_log:read'|'webhooks:read'|'webhooks:write'|'events:read'|'oauth_apps:read'>} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @throws \YourApp\Exceptions\PayloadTooLargeException 413: The body is larger than the server takes; the message names the limit.
     * @throws \YourApp\Exceptions\UnsupportedMediaTypeException 415: The Content-Type is missing or not one that the operation takes; the message lists those.
     */
    public function create(array $params, array $options = []): OAuthAppWithSecret
    {
        return OAuthAppWithSecret::of(...$this->transport->data(self::operation('create'), [], $params, $options));
    }

    /**
     * Get an OAuth application.
     *
     * Returns one application that you manage, without its secret.
     *
     * `GET /oauth-apps/{id}`, needs `oauth_apps:read`
     *
     * @param string $oAuthAppId The ID of the OAuth application.
     * @param array{} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @throws \YourApp\Exceptions\NotFoundException 404: There is no such thing, or it is not the caller's to see. Both answer alike.
     */
    public function get(string $oAuthAppId, array $params = [], array $options = []): OAuthApp
    {
        return OAuthApp::of(...$this->transport->data(self::operation('get'), [$oAuthAppId], $params, $options));
    }

    /**
     * Update an OAuth application.
     *
     * Changes the fields that are sent and leaves the others as they are. What people allowed before stays as they
     * allowed it. The `type` cannot be changed: register another application.
     *
     * `403`: your key must hold every permission that the application's `scopes` stand for, those before and those
     * after; and a key that expires gives an application with a secret no further scopes.
     *
     * `PUT /oauth-apps/{id}`, needs `oauth_apps:write`
     *
     * @param string $oAuthAppId The ID of the OAuth application.
     * @param array{name?: string, homepage_url?: string|null, require_pkce?: bool, redirect_uris?: list<string>, scopes?: list<'read'|'write'|'projects:read'|'projects:write'|'deployments:read'|'deployments:write'|'teams:read'|'teams:write'|'api_keys:read'|'audit_log:read'|'webhooks:read'|'webhooks:write'|'events:read'|'oauth_apps:read'>} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @throws \YourApp\Exceptions\NotFoundException 404: There is no such thing, or it is not the caller's to see. Both answer alike.
     * @throws \YourApp\Exceptions\PayloadTooLargeException 413: The body is larger than the server takes; the message names the limit.
     * @throws \YourApp\Exceptions\UnsupportedMediaTypeException 415: The Content-Type is missing or not one that the operation takes; the message lists those.
     */
    public function update(string $oAuthAppId, array $params, array $options = []): OAuthApp
    {
        return OAuthApp::of(...$this->transport->data(self::operation('update'), [$oAuthAppId], $params, $options));
    }

    /**
     * Delete an OAuth application.
     *
     * Removes the application. Every token that it holds ends with the next request.
     *
     * `DELETE /oauth-apps/{id}`, needs `oauth_apps:write`
     *
     * @param string $oAuthAppId The ID of the OAuth application.
     * @param array{} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @throws \YourApp\Exceptions\NotFoundException 404: There is no such thing, or it is not the caller's to see. Both answer alike.
     */
    public function delete(string $oAuthAppId, array $params = [], array $options = []): Deleted
    {
        return Deleted::of(...$this->transport->data(self::operation('delete'), [$oAuthAppId], $params, $options));
    }

    /**
     * Rotate an application's secret.
     *
     * Gives a `confidential` application another `client_secret`, answered this once. The one before it counts for
     * another day, so that every server of yours can be changed without haste; an even older one ends now.
     *
     * `403`: your key must hold every permission that the application's `scopes` stand for, and must not expire: the
     * secret does not.
     *
     * `409` `no_secret`: a public application has none.
     *
     * `POST /oauth-apps/{id}/rotate-secret`, needs `oauth_apps:write`
     *
     * @param string $oAuthAppId The ID of the OAuth application.
     * @param array{} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @throws \YourApp\Exceptions\NotFoundException 404: There is no such thing, or it is not the caller's to see. Both answer alike.
     * @throws \YourApp\Exceptions\ConflictException 409: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
     */
    public function rotateSecret(string $oAuthAppId, array $params = [], array $options = []): OAuthAppWithSecret
    {
        return OAuthAppWithSecret::of(...$this->transport->data(self::operation('rotateSecret'), [$oAuthAppId], $params, $options));
    }

    /** What the contract says of an operation. */
    protected static function operation(string $name): Operation
    {
        return match ($name) {
            'list' => new Operation('oauth_apps.list', 'GET', ['/oauth-apps'], query: ['page' => 'page', 'limit' => 'limit']),
            'create' => new Operation('oauth_apps.create', 'POST', ['/oauth-apps'], json: true, bodyRequired: true),
            'get' => new Operation('oauth_apps.get', 'GET', ['/oauth-apps/', '']),
            'update' => new Operation('oauth_apps.update', 'PUT', ['/oauth-apps/', ''], json: true, bodyRequired: true),
            'delete' => new Operation('oauth_apps.delete', 'DELETE', ['/oauth-apps/', '']),
            'rotateSecret' => new Operation('oauth_apps.rotate_secret', 'POST', ['/oauth-apps/', '/rotate-secret']),
            default => throw new \LogicException("There is no operation {$name}"),
        };
    }
}
