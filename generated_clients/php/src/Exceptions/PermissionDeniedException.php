<?php

declare(strict_types=1);

namespace YourApp\Exceptions;

/** 403: the key lacks the permission that the message names. */
class PermissionDeniedException extends StatusException
{
}
