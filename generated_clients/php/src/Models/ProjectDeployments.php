<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * The project's deployments in short.
 *
 * @property-read int $total How many there are.
 * @property-read DeploymentSummary|null $latest The newest deployment; null while there is none.
 * @property-read string|null $live_id The ID of the deployment that the project's URL shows; null while nothing is live.
 * @property-read Hold|null $hold Why a success does not go live by itself; null when it does.
 */
final class ProjectDeployments extends Model
{
    protected const FIELDS = ['total' => true, 'latest' => true, 'live_id' => true, 'hold' => true];

    protected const MODELS = [
        'latest' => DeploymentSummary::class,
        'hold' => Hold::class,
    ];
}
