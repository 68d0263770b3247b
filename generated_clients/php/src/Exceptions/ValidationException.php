<?php

declare(strict_types=1);

namespace YourApp\Exceptions;

/** 422: the request breaks a rule; details lists every field at fault. */
class ValidationException extends StatusException
{
}
