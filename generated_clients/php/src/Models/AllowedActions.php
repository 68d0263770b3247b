<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * What the caller may do with the deployment now, and why not.
 *
 * @property-read AllowedAction $cancel Whether the action would change something now.
 * @property-read AllowedAction $promote Whether the action would change something now.
 * @property-read AllowedAction $redeploy Whether the action would change something now.
 */
final class AllowedActions extends Model
{
    protected const FIELDS = ['cancel' => true, 'promote' => true, 'redeploy' => true];

    protected const MODELS = [
        'cancel' => AllowedAction::class,
        'promote' => AllowedAction::class,
        'redeploy' => AllowedAction::class,
    ];
}
