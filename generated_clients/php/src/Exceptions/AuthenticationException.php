<?php

declare(strict_types=1);

namespace YourApp\Exceptions;

/** 401: there is no key, or it is malformed, unknown, expired or revoked. */
class AuthenticationException extends StatusException
{
}
