<?php

declare(strict_types=1);

namespace YourApp\Http;

/** What came back. */
final class HttpResponse
{
    /**
     * @param array<string, string> $headers names in lower case; values of a repeated header joined by ", "
     */
    public function __construct(
        public readonly int $status,
        public readonly array $headers,
        public readonly string $body,
    ) {
    }

    public function header(string $name): ?string
    {
        return $this->headers[strtolower($name)] ?? null;
    }

    /** Name it when you ask for support. */
    public function requestId(): ?string
    {
        return $this->header('x-request-id');
    }

    public function isSuccess(): bool
    {
        return $this->status >= 200 && $this->status < 300;
    }
}
