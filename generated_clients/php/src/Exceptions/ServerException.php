<?php

declare(strict_types=1);

namespace YourApp\Exceptions;

/** 5xx: the server could not do it. */
class ServerException extends StatusException
{
}
