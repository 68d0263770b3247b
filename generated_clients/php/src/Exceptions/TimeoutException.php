<?php

declare(strict_types=1);

namespace YourApp\Exceptions;

/** No complete answer arrived in time. */
class TimeoutException extends ConnectionException
{
}
