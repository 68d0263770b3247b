<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * Why it failed; null unless `status` is `failed`.
 *
 * @property-read string $code For programs: `build_crashed`, `upload_expired`, `git_failed`, `git_timeout`, `git_too_large`, `git_address_refused`, `validation_error` or `internal_error`. Expect others in time.
 * @property-read string $message For people.
 */
final class DeploymentError extends Model
{
    protected const FIELDS = ['code' => true, 'message' => true];
}
