<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

/**
 * Events of this type; `deployment.*` are all that begin with `deployment.`, also those to come, and `*` is
 * every one.
 *
 * The values that this version knows; expect others in time.
 */
final class EventTypeQuery
{
    public const DEPLOYMENT_STARTED = 'deployment.started';
    public const DEPLOYMENT_COMPLETED = 'deployment.completed';
    public const DEPLOYMENT_FAILED = 'deployment.failed';
    public const DEPLOYMENT_CANCELLED = 'deployment.cancelled';
    public const DEPLOYMENT_PROMOTED = 'deployment.promoted';
    public const PROJECT_CREATED = 'project.created';
    public const PROJECT_UPDATED = 'project.updated';
    public const PROJECT_DELETED = 'project.deleted';
    public const TEAM_MEMBER_ADDED = 'team.member_added';
    public const TEAM_MEMBER_REMOVED = 'team.member_removed';
    public const WEBHOOK_DISABLED = 'webhook.disabled';
    public const WEBHOOK_TEST = 'webhook.test';
    public const DEPLOYMENT = 'deployment.*';
    public const PROJECT = 'project.*';
    public const TEAM = 'team.*';
    public const WEBHOOK = 'webhook.*';
    public const EMPTY = '*';
}
