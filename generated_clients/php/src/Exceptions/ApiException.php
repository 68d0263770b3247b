<?php

declare(strict_types=1);

namespace YourApp\Exceptions;

/** The root of all exceptions of this package. */
class ApiException extends \RuntimeException
{
}
