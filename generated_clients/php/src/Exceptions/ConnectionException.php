<?php

declare(strict_types=1);

namespace YourApp\Exceptions;

/** No answer arrived: the name did not resolve, the connection was refused or broke off. */
class ConnectionException extends ApiException
{
    /** @param bool $neverSent whether the request certainly did not reach a server, so that sending it again is safe */
    public function __construct(string $message, public readonly bool $neverSent = false, ?\Throwable $previous = null)
    {
        parent::__construct($message, 0, $previous);
    }
}
