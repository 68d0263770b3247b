<?php

declare(strict_types=1);

namespace YourApp;

/** What every resource of the client has. */
abstract class ApiResource
{
    public function __construct(protected readonly Transport $transport)
    {
    }
}
