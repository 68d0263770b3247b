<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Resources;

use YourApp\ApiResource;
use YourApp\Models\Health;
use YourApp\Operation;

/** Whether the API answers. */
final class HealthResource extends ApiResource
{
    /**
     * Check the API.
     *
     * Answers `200` while the API can reach its database, and `503` while it cannot. A good answer may be a second
     * old, so ask as often as you like. Needs no key, so that a load balancer or a status page can ask. It does not
     * say whether jobs run; a deployment does.
     *
     * `GET /health`
     *
     * @param array{} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     */
    public function get(array $params = [], array $options = []): Health
    {
        return Health::of(...$this->transport->call(self::operation('get'), [], $params, $options));
    }

    /** What the contract says of an operation. */
    protected static function operation(string $name): Operation
    {
        return match ($name) {
            'get' => new Operation('health.get', 'GET', ['/health'], public: true),
            default => throw new \LogicException("There is no operation {$name}"),
        };
    }
}
