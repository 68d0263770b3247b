<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp;

use YourApp\Models\DeploymentStartedEvent;
use YourApp\Models\DeploymentCompletedEvent;
use YourApp\Models\DeploymentFailedEvent;
use YourApp\Models\DeploymentCancelledEvent;
use YourApp\Models\DeploymentPromotedEvent;
use YourApp\Models\ProjectCreatedEvent;
use YourApp\Models\ProjectUpdatedEvent;
use YourApp\Models\ProjectDeletedEvent;
use YourApp\Models\TeamMemberAddedEvent;
use YourApp\Models\TeamMemberRemovedEvent;
use YourApp\Models\WebhookDisabledEvent;
use YourApp\Models\WebhookTestEvent;

/**
 * What a webhook tells. One of a type that this version knows is of that type's own class, whose `data` is typed:
 * `$event instanceof DeploymentStartedEvent`. Expect other types in time: they are of this class.
 *
 * @property-read string $id the same for each attempt to deliver it: note it, so that you act once
 * @property-read string $type what has happened
 * @property-read string $created_at RFC 3339
 * @property-read Model $data what it happened to
 */
class WebhookEvent extends Model
{
    protected const FIELDS = ['id' => true, 'type' => true, 'created_at' => true, 'data' => true];

    protected const MODELS = ['data' => Model::class];

    protected const DISCRIMINATOR = 'type';

    protected const VARIANTS = [
        'deployment.started' => DeploymentStartedEvent::class,
        'deployment.completed' => DeploymentCompletedEvent::class,
        'deployment.failed' => DeploymentFailedEvent::class,
        'deployment.cancelled' => DeploymentCancelledEvent::class,
        'deployment.promoted' => DeploymentPromotedEvent::class,
        'project.created' => ProjectCreatedEvent::class,
        'project.updated' => ProjectUpdatedEvent::class,
        'project.deleted' => ProjectDeletedEvent::class,
        'team.member_added' => TeamMemberAddedEvent::class,
        'team.member_removed' => TeamMemberRemovedEvent::class,
        'webhook.disabled' => WebhookDisabledEvent::class,
        'webhook.test' => WebhookTestEvent::class,
    ];
}
