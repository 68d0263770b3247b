<?php

declare(strict_types=1);

namespace YourApp\Exceptions;

/** 409: the thing's present state does not allow that; errorCode says which rule. */
class ConflictException extends StatusException
{
}
