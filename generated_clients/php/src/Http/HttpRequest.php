<?php

declare(strict_types=1);

namespace YourApp\Http;

use YourApp\Upload;

/** What is sent. */
final class HttpRequest
{
    /**
     * @param array<string, string> $headers
     * @param string|Upload|null $body JSON, or bytes or a file
     */
    public function __construct(
        public readonly string $method,
        public readonly string $url,
        public readonly array $headers,
        public readonly string|Upload|null $body = null,
    ) {
    }

    public function withHeader(string $name, string $value): self
    {
        return new self($this->method, $this->url, [$name => $value] + $this->headers, $this->body);
    }
}
