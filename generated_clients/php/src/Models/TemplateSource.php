<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * A template.
 *
 * @property-read string $type ('template')
 * @property-read string $template The site that a deployment without files of its own shows: `blank`, one page; `landing`, a product page; `docs`, a documentation site. ('blank', 'landing', 'docs', or others in time)
 */
final class TemplateSource extends Model
{
    protected const FIELDS = ['type' => true, 'template' => true];
}
