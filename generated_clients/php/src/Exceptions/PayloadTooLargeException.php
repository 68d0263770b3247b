<?php

declare(strict_types=1);

namespace YourApp\Exceptions;

/** 413: the body is larger than the server takes. */
class PayloadTooLargeException extends StatusException
{
}
