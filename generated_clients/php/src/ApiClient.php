<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp;

/**
 * A client of the Your App API.
 *
 * ```php
 * $client = new ApiClient('YOUR_API_KEY');
 * ```
 */
final class ApiClient
{
    private readonly Transport $transport;

    /** @var array<string, ApiResource> */
    private array $made = [];

    /**
     * @param string|(\Closure(): string)|null $apiKey your key, or a function that answers it for each request (for an OAuth
     *                                                 token that is renewed); YOUR_APP_API_KEY unless told
     * @param array{
     *     base_url?: string,
     *     environment?: 'production'|'staging'|'sandbox'|'local',
     *     timeout_seconds?: float,
     *     max_retries?: int,
     *     headers?: array<string, string>,
     *     http_client?: Http\HttpClient,
     *     on_request?: callable(RequestEvent): void,
     *     on_response?: callable(ResponseEvent): void,
     *     webhook_secret?: string
     * } $options `timeout_seconds` (60; a call's `wait` comes on top) and `max_retries` (2) count for each
     *                 request; `base_url` goes before `environment`
     */
    public function __construct(#[\SensitiveParameter] string|\Closure|null $apiKey = null, array $options = [])
    {
        $this->transport = new Transport(Options::of($apiKey, $options));
    }

    /** Whether the API answers. */
    public function health(): Resources\HealthResource
    {
        /** @var Resources\HealthResource */
        return $this->made['health'] ??= new Resources\HealthResource($this->transport);
    }

    /** The credential that a request is made with. */
    public function token(): Resources\TokenResource
    {
        /** @var Resources\TokenResource */
        return $this->made['token'] ??= new Resources\TokenResource($this->transport);
    }

    /** A project is a site and all of its deployments. It belongs to a person or to a team. */
    public function projects(): Resources\ProjectsResource
    {
        /** @var Resources\ProjectsResource */
        return $this->made['projects'] ??= new Resources\ProjectsResource($this->transport);
    }

    /**
     * A deployment is one version of a project's site. It is `uploading` while files are missing, then `queued`,
     * then `building`, and ends as `success`, `failed` or `cancelled`. A success goes live at the project's URL
     * unless a newer deployment already did, and stays reachable for ever at a URL of its own.
     */
    public function deployments(): Resources\DeploymentsResource
    {
        /** @var Resources\DeploymentsResource */
        return $this->made['deployments'] ??= new Resources\DeploymentsResource($this->transport);
    }

    /**
     * People who share projects. Each has a role in the team, which decides what they may do there: `viewer`,
     * `member`, `admin` or `owner`.
     */
    public function teams(): Resources\TeamsResource
    {
        /** @var Resources\TeamsResource */
        return $this->made['teams'] ??= new Resources\TeamsResource($this->transport);
    }

    /** The caller's API keys. A key acts for its person, with no more rights than it was given. */
    public function apiKeys(): Resources\ApiKeysResource
    {
        /** @var Resources\ApiKeysResource */
        return $this->made['api_keys'] ??= new Resources\ApiKeysResource($this->transport);
    }

    /** Who did what, with which credential, from where and when. */
    public function auditLog(): Resources\AuditLogResource
    {
        /** @var Resources\AuditLogResource */
        return $this->made['audit_log'] ??= new Resources\AuditLogResource($this->transport);
    }

    /**
     * A webhook is an address of yours that events are sent to as they happen, signed as Standard Webhooks has it,
     * tried again until they are taken. Each delivery can be looked at, sent again and replayed.
     */
    public function webhooks(): Resources\WebhooksResource
    {
        /** @var Resources\WebhooksResource */
        return $this->made['webhooks'] ??= new Resources\WebhooksResource($this->transport);
    }

    /**
     * What has happened in an account or a team, in order and without a gap. Webhooks bring the same events; whoever
     * missed one finds it here.
     */
    public function events(): Resources\EventsResource
    {
        /** @var Resources\EventsResource */
        return $this->made['events'] ??= new Resources\EventsResource($this->transport);
    }

    /**
     * An OAuth application acts for people who allow it. Its endpoints are `/oauth/*`, described in their own file:
     * `/oauth/openapi.yaml`.
     */
    public function oauthApps(): Resources\OauthAppsResource
    {
        /** @var Resources\OauthAppsResource */
        return $this->made['oauth_apps'] ??= new Resources\OauthAppsResource($this->transport);
    }

    /**
     * A request to a path that this version has no method for, with retries and errors as for all others.
     *
     * An `idempotency_key` of yours is sent, and makes the request one that is sent again after a failure: give one only
     * where the API takes it.
     *
     * @param string $path below the base URL: `/projects`
     * @param array<string, mixed> $body sent as JSON
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @return array<string, mixed> the whole answer
     */
    public function request(string $method, string $path, array $body = [], array $options = []): array
    {
        return $this->transport->call(new Operation("{$method} {$path}", strtoupper($method), [$path], json: true, raw: true), [], $body, $options)[0];
    }
}
