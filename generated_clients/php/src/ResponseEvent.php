<?php

declare(strict_types=1);

namespace YourApp;

use YourApp\Exceptions\ApiException;

/** What came of a request. Secrets are redacted: it is fit for a log. */
final class ResponseEvent
{
    /**
     * @param int|null $status null when no answer arrived; then `error` says why
     * @param array<string, string> $headers the answer's
     * @param float|null $retryInSeconds how long the client waits before it tries again; null when it does not
     */
    public function __construct(
        public readonly RequestEvent $request,
        public readonly ?int $status,
        public readonly array $headers,
        public readonly ?string $requestId,
        public readonly float $durationSeconds,
        public readonly ?ApiException $error,
        public readonly ?float $retryInSeconds,
    ) {
    }
}
