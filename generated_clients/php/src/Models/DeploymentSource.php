<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * The files of an earlier deployment.
 *
 * @property-read string $type ('deployment')
 * @property-read string $deployment_id The ID of a deployment.
 */
final class DeploymentSource extends Model
{
    protected const FIELDS = ['type' => true, 'deployment_id' => true];
}
