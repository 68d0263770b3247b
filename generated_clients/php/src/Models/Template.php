<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

/**
 * The site that a deployment without files of its own shows: `blank`, one page; `landing`, a product page;
 * `docs`, a documentation site.
 *
 * The values that this version knows; expect others in time.
 */
final class Template
{
    public const BLANK = 'blank';
    public const LANDING = 'landing';
    public const DOCS = 'docs';
}
