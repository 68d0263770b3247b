<?php

declare(strict_types=1);

namespace YourApp\Exceptions;

use YourApp\Models\Deployment;

/** A deployment that was waited for has not ended in time. It goes on. */
class DeploymentTimeoutException extends ApiException
{
    public function __construct(public readonly Deployment $deployment, float $seconds)
    {
        parent::__construct("Deployment {$deployment->id} is still {$deployment->status} after {$seconds} s");
    }
}
