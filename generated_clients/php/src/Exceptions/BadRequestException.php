<?php

declare(strict_types=1);

namespace YourApp\Exceptions;

/** 400: the request could not be read. */
class BadRequestException extends StatusException
{
}
