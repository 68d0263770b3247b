<?php

declare(strict_types=1);

namespace YourApp;

/**
 * Which page of how many this is.
 *
 * @property-read int $page
 * @property-read int $limit items per page
 * @property-read int $total items on all pages together
 * @property-read int $pages
 */
final class PageInfo extends Model
{
    protected const FIELDS = ['page' => true, 'limit' => true, 'total' => true, 'pages' => true];
}
