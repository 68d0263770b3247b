<?php

declare(strict_types=1);

namespace YourApp;

use YourApp\Exceptions\ConfigurationException;
use YourApp\Http\CurlHttpClient;
use YourApp\Http\HttpClient;

/** What a client was told, checked. */
final class Options
{
    private const KNOWN = [
        'base_url', 'environment', 'timeout_seconds', 'max_retries', 'headers', 'http_client', 'on_request', 'on_response', 'webhook_secret',
    ];

    /**
     * @param string|(\Closure(): string)|null $apiKey
     * @param array<string, string> $headers
     * @param (callable(RequestEvent): void)|null $onRequest
     * @param (callable(ResponseEvent): void)|null $onResponse
     */
    private function __construct(
        #[\SensitiveParameter]
        private readonly string|\Closure|null $apiKey,
        public readonly string $baseUrl,
        public readonly float $timeoutSeconds,
        public readonly int $maxRetries,
        public readonly array $headers,
        public readonly HttpClient $httpClient,
        public readonly mixed $onRequest,
        public readonly mixed $onResponse,
        #[\SensitiveParameter]
        private readonly ?string $webhookSecret,
    ) {
    }

    /**
     * @param string|(\Closure(): string)|null $apiKey
     * @param array<string, mixed> $options as `ApiClient` takes them
     */
    public static function of(#[\SensitiveParameter] string|\Closure|null $apiKey, array $options): self
    {
        $unknown = array_diff(array_keys($options), self::KNOWN);
        if ($unknown !== []) {
            throw new ConfigurationException('There is no option ' . implode(', ', $unknown) . '; there are ' . implode(', ', self::KNOWN));
        }
        $timeout = self::number($options['timeout_seconds'] ?? 60, 'timeout_seconds');
        $retries = self::number($options['max_retries'] ?? 2, 'max_retries');
        if ($timeout <= 0 || $retries < 0) {
            throw new ConfigurationException('timeout_seconds must be above 0 and max_retries 0 or more');
        }
        $client = $options['http_client'] ?? null;
        if ($client !== null && !$client instanceof HttpClient) {
            throw new ConfigurationException('http_client must be a ' . HttpClient::class . '; wrap a PSR-18 client in ' . Http\Psr18HttpClient::class);
        }
        /** @var array<string, string> $headers */
        $headers = $options['headers'] ?? [];
        /** @var (callable(RequestEvent): void)|null $onRequest */
        $onRequest = $options['on_request'] ?? null;
        /** @var (callable(ResponseEvent): void)|null $onResponse */
        $onResponse = $options['on_response'] ?? null;
        $secret = $options['webhook_secret'] ?? null;

        return new self(
            $apiKey ?? self::environmentVariable(Sdk::API_KEY_VARIABLE),
            self::baseUrl($options),
            $timeout,
            (int) $retries,
            $headers,
            $client ?? new CurlHttpClient(),
            $onRequest,
            $onResponse,
            is_string($secret) ? $secret : null,
        );
    }

    /** The key to send; null when there is none. */
    public function apiKey(): ?string
    {
        $key = $this->apiKey instanceof \Closure ? ($this->apiKey)() : $this->apiKey;
        if ($key !== null && preg_match('/[^\x21-\x7e]/', $key) === 1) {
            throw new ConfigurationException('The API key has characters that no key has: is there a line break at its end?');
        }

        return $key === '' ? null : $key;
    }

    /** What webhooks are checked with; null when neither the client nor the environment has it. */
    public function webhookSecret(): ?string
    {
        return $this->webhookSecret ?? self::environmentVariable(Sdk::WEBHOOK_SECRET_VARIABLE);
    }

    /** @return array<string, mixed> what `var_dump` may show */
    public function __debugInfo(): array
    {
        return ['baseUrl' => $this->baseUrl, 'apiKey' => '[redacted]', 'timeoutSeconds' => $this->timeoutSeconds, 'maxRetries' => $this->maxRetries];
    }

    /** @param array<string, mixed> $options */
    private static function baseUrl(array $options): string
    {
        $named = $options['environment'] ?? null;
        if ($named !== null && (!is_string($named) || !isset(Sdk::ENVIRONMENTS[$named]))) {
            throw new ConfigurationException('There is no such environment; there are ' . implode(', ', array_keys(Sdk::ENVIRONMENTS)));
        }
        $fromEnvironment = $named === null ? self::environmentVariable(Sdk::BASE_URL_VARIABLE) : null;
        $url = $options['base_url'] ?? $fromEnvironment ?? Sdk::ENVIRONMENTS[$named ?? Sdk::DEFAULT_ENVIRONMENT];
        if (!is_string($url) || preg_match('#^https?://[^/]#i', $url) !== 1) {
            throw new ConfigurationException('The base URL must begin with http:// or https://, not be "' . (is_string($url) ? $url : get_debug_type($url)) . '"');
        }

        return rtrim($url, '/');
    }

    private static function number(mixed $value, string $name): float
    {
        return is_int($value) || is_float($value) ? (float) $value : throw new ConfigurationException("{$name} must be a number");
    }

    private static function environmentVariable(string $name): ?string
    {
        $value = trim((string) getenv($name));

        return $value === '' ? null : $value;
    }
}
