<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

/**
 * What a credential may do. `read` permissions see, `write` permissions create, change and delete; neither
 * includes the other.
 *
 * The values that this version knows; expect others in time.
 */
final class Permission
{
    public const TOKEN_READ = 'token:read';
    public const PROJECTS_READ = 'projects:read';
    public const PROJECTS_WRITE = 'projects:write';
    public const DEPLOYMENTS_READ = 'deployments:read';
    public const DEPLOYMENTS_WRITE = 'deployments:write';
    public const TEAMS_READ = 'teams:read';
    public const TEAMS_WRITE = 'teams:write';
    public const API_KEYS_READ = 'api_keys:read';
    public const API_KEYS_WRITE = 'api_keys:write';
    public const AUDIT_LOG_READ = 'audit_log:read';
    public const WEBHOOKS_READ = 'webhooks:read';
    public const WEBHOOKS_WRITE = 'webhooks:write';
    public const EVENTS_READ = 'events:read';
    public const OAUTH_APPS_READ = 'oauth_apps:read';
    public const OAUTH_APPS_WRITE = 'oauth_apps:write';
}
