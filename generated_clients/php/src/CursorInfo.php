<?php

declare(strict_types=1);

namespace YourApp;

/**
 * Where to go on reading.
 *
 * @property-read int|string|null $next send this as `after` to get what follows
 * @property-read bool|null $complete whether nothing will follow
 */
final class CursorInfo extends Model
{
    protected const FIELDS = ['next' => true, 'complete' => true];
}
