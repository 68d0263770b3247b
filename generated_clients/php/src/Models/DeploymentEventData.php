<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * What happened to a deployment.
 *
 * @property-read EventDeployment $deployment A deployment, as it was when the event happened.
 */
final class DeploymentEventData extends Model
{
    protected const FIELDS = ['deployment' => true];

    protected const MODELS = [
        'deployment' => EventDeployment::class,
    ];
}
