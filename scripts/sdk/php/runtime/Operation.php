<?php

declare(strict_types=1);

namespace YourApp;

/** One operation of the API, as generated from the contract. */
final class Operation
{
    /**
     * @param string $id `projects.get`
     * @param list<string> $path the path split at its parameters: `['/projects/', '/deployments']`
     * @param array<string, string> $query argument => name of the query parameter
     * @param array<string, string> $headers argument => name of the header
     * @param bool $json whether it takes JSON
     * @param bool $bodyRequired whether it always takes a body
     * @param list<string> $uploads content types that it takes besides JSON
     * @param bool $idempotencyKey whether an `Idempotency-Key` makes it safe to send again
     * @param bool $public whether it is open to everybody
     * @param string $accept what the client asks for
     * @param string|null $waits the query parameter that says how many seconds the server may hold the answer
     * @param bool $raw whether it is none of the contract's: then the caller knows whether it takes an `Idempotency-Key`
     */
    public function __construct(
        public readonly string $id,
        public readonly string $method,
        public readonly array $path,
        public readonly array $query = [],
        public readonly array $headers = [],
        public readonly bool $json = false,
        public readonly bool $bodyRequired = false,
        public readonly array $uploads = [],
        public readonly bool $idempotencyKey = false,
        public readonly bool $public = false,
        public readonly string $accept = 'application/json',
        public readonly ?string $waits = null,
        public readonly bool $raw = false,
    ) {
    }

    /**
     * How long the server is asked to hold the answer. What is no number of seconds it refuses at once.
     *
     * @param array<string, mixed>|Upload $params
     */
    public function waitSeconds(array|Upload $params): float
    {
        $wait = $this->waits === null || $params instanceof Upload ? null : $params[array_search($this->waits, $this->query, true)] ?? null;

        return is_numeric($wait) ? max(0.0, (float) $wait) : 0.0;
    }

    /** Whether carrying it out twice is the same as once (RFC 9110, section 9.2.2). */
    public function isIdempotent(): bool
    {
        return in_array($this->method, ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'], true);
    }
}
