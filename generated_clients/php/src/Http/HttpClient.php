<?php

declare(strict_types=1);

namespace YourApp\Http;

use YourApp\Exceptions\ConnectionException;
use YourApp\Exceptions\TimeoutException;

/** Sends one request. Write your own for a proxy, for middleware or for another library. */
interface HttpClient
{
    /**
     * Send it once, without following redirects.
     *
     * @param float $timeoutSeconds for everything, the answer's body included
     *
     * @throws ConnectionException when no complete answer arrives
     * @throws TimeoutException when none arrives in time
     */
    public function send(HttpRequest $request, float $timeoutSeconds): HttpResponse;

    /** Its name and version, for the user agent: `curl/8.5.0`. */
    public function name(): string;
}
