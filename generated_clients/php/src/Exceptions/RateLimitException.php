<?php

declare(strict_types=1);

namespace YourApp\Exceptions;

/** 429: too many requests; retryAfterSeconds says how long to wait. */
class RateLimitException extends StatusException
{
}
