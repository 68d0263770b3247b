<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * One version of a project's site.
 *
 * @property-read string $id The ID of a deployment.
 * @property-read string $project_id The ID of a project.
 * @property-read int $number 1 for the project's first deployment, 2 for its second …
 * @property-read string $status `uploading` waits for files, `queued` for its turn; `building` is being made ready. `success`, `failed` and `cancelled` are ends. ('uploading', 'queued', 'building', 'success', 'failed', 'cancelled', or others in time)
 * @property-read bool $is_live Whether the project's URL shows this deployment.
 * @property-read list<string> $missing The SHA-256 of each file that has to be uploaded, in alphabetical order.
 * @property-read TemplateSource|ArchiveSource|FilesSource|GitSource|DeploymentSource|Source $source Where the files came from, told apart by `type`. Expect other types in time.
 * @property-read string $url The project's URL.
 * @property-read string $immutable_url This deployment's own URL. It never shows anything else.
 * @property-read int $file_count How many files it has.
 * @property-read int $size_bytes The size of all files together.
 * @property-read DeploymentError|null $error Why it failed; null unless `status` is `failed`.
 * @property-read string $created_at A moment, RFC 3339: answers have it in UTC, requests may use any offset.
 * @property-read string|null $started_at A moment, RFC 3339 in UTC; null while it has not come or when it never will.
 * @property-read string|null $completed_at A moment, RFC 3339 in UTC; null while it has not come or when it never will.
 * @property-read AllowedActions $allowed_actions What the caller may do with the deployment now, and why not.
 * @property-read Hold|null $hold Why a success does not go live by itself; null when it does.
 */
final class Deployment extends Model
{
    protected const FIELDS = ['id' => true, 'project_id' => true, 'number' => true, 'status' => true, 'is_live' => true, 'missing' => true, 'source' => true, 'url' => true, 'immutable_url' => true, 'file_count' => true, 'size_bytes' => true, 'error' => true, 'created_at' => true, 'started_at' => true, 'completed_at' => true, 'allowed_actions' => true, 'hold' => true];

    protected const MODELS = [
        'source' => Source::class,
        'error' => DeploymentError::class,
        'allowed_actions' => AllowedActions::class,
        'hold' => Hold::class,
    ];
}
