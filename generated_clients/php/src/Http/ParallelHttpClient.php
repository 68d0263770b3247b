<?php

declare(strict_types=1);

namespace YourApp\Http;

/** An HTTP client that can send several requests at a time. */
interface ParallelHttpClient extends HttpClient
{
    /**
     * Send each once, in any order.
     *
     * @template K of array-key
     *
     * @param array<K, HttpRequest> $requests
     * @param float $timeoutSeconds for each
     * @param int $parallel how many at a time
     *
     * @return \Generator<K, HttpResponse|null> in the order in which they end; null for one that failed
     */
    public function sendAll(array $requests, float $timeoutSeconds, int $parallel): \Generator;
}
