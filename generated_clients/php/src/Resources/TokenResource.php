<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Resources;

use YourApp\ApiResource;
use YourApp\Models\Token;
use YourApp\Operation;

/** The credential that a request is made with. */
final class TokenResource extends ApiResource
{
    /**
     * Describe the credential in use.
     *
     * Tells who the key acts for, what it permits, when it expires and which environment it belongs to. Ask it first
     * when a request is refused: a `403` names the permission that is missing, this names those that are there.
     * Every valid key holds `token:read`.
     *
     * `GET /token`, needs `token:read`
     *
     * @param array{} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     */
    public function get(array $params = [], array $options = []): Token
    {
        return Token::of(...$this->transport->data(self::operation('get'), [], $params, $options));
    }

    /** What the contract says of an operation. */
    protected static function operation(string $name): Operation
    {
        return match ($name) {
            'get' => new Operation('token.get', 'GET', ['/token']),
            default => throw new \LogicException("There is no operation {$name}"),
        };
    }
}
