<?php

declare(strict_types=1);

namespace YourApp;

/** A request that is about to leave. Secrets are redacted: it is fit for a log. */
final class RequestEvent
{
    /**
     * @param string $operation `projects.create`
     * @param array<string, string> $headers
     * @param int $attempt 1 for the first try
     */
    public function __construct(
        public readonly string $operation,
        public readonly string $method,
        public readonly string $url,
        public readonly array $headers,
        public readonly int $attempt,
    ) {
    }
}
