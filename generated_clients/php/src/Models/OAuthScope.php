<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

/**
 * `read` is every permission to see, `write` every one to change, save those that make credentials. The others
 * are permissions by their own names.
 *
 * The values that this version knows; expect others in time.
 */
final class OAuthScope
{
    public const READ = 'read';
    public const WRITE = 'write';
    public const PROJECTS_READ = 'projects:read';
    public const PROJECTS_WRITE = 'projects:write';
    public const DEPLOYMENTS_READ = 'deployments:read';
    public const DEPLOYMENTS_WRITE = 'deployments:write';
    public const TEAMS_READ = 'teams:read';
    public const TEAMS_WRITE = 'teams:write';
    public const API_KEYS_READ = 'api_keys:read';
    public const AUDIT_LOG_READ = 'audit_log:read';
    public const WEBHOOKS_READ = 'webhooks:read';
    public const WEBHOOKS_WRITE = 'webhooks:write';
    public const EVENTS_READ = 'events:read';
    public const OAUTH_APPS_READ = 'oauth_apps:read';
}
