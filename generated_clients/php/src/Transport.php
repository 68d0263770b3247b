<?php

declare(strict_types=1);

namespace YourApp;

use YourApp\Exceptions\ApiException;
use YourApp\Exceptions\ConfigurationException;
use YourApp\Exceptions\ConnectionException;
use YourApp\Exceptions\ResponseException;
use YourApp\Exceptions\StatusException;
use YourApp\Http\HttpRequest;
use YourApp\Http\HttpResponse;
use YourApp\Http\ParallelHttpClient;

/** Sends the operations: builds the request, tries again where that is safe, reads the answer. */
final class Transport
{
    private const CALL_OPTIONS = ['timeout_seconds', 'max_retries', 'headers', 'idempotency_key'];

    private readonly string $userAgent;

    public function __construct(public readonly Options $options)
    {
        $this->userAgent = Sdk::USER_AGENT . '/' . Sdk::VERSION . ' php/' . PHP_VERSION . ' ' . $options->httpClient->name();
    }

    /**
     * A call whose result is an object. The body's JSON is answered as it is, with the HTTP answer.
     *
     * @param list<string> $path
     * @param array<string, mixed>|Upload $params
     * @param array<string, mixed> $options
     *
     * @return array{array<string, mixed>, HttpResponse}
     */
    public function call(Operation $operation, array $path, array|Upload $params, array $options): array
    {
        $response = $this->send($operation, $path, $params, $options);
        try {
            $body = json_decode($response->body, true, 512, JSON_THROW_ON_ERROR);
        } catch (\JsonException $error) {
            throw new ResponseException($response, $error);
        }
        if (!is_array($body)) {
            throw new ResponseException($response);
        }

        /** @var array<string, mixed> $body */
        return [$body, $response];
    }

    /**
     * The object that stands in `data`.
     *
     * @param list<string> $path
     * @param array<string, mixed>|Upload $params
     * @param array<string, mixed> $options
     *
     * @return array{array<string, mixed>, HttpResponse}
     */
    public function data(Operation $operation, array $path, array|Upload $params, array $options): array
    {
        [$body, $response] = $this->call($operation, $path, $params, $options);
        if (!is_array($body['data'] ?? null)) {
            throw new ResponseException($response);
        }

        /** @var array<string, mixed> $data */
        $data = $body['data'];

        return [$data, $response];
    }

    /**
     * A whole list.
     *
     * @template T of Model
     *
     * @param class-string<T> $model
     * @param list<string> $path
     * @param array<string, mixed>|Upload $params
     * @param array<string, mixed> $options
     *
     * @return list<T>
     */
    public function list(string $model, Operation $operation, array $path, array|Upload $params, array $options): array
    {
        [$body, $response] = $this->call($operation, $path, $params, $options);

        return self::items($model, $body, $response);
    }

    /**
     * A numbered page of a list.
     *
     * @template T of Model
     *
     * @param class-string<T> $model
     * @param list<string> $path
     * @param array<string, mixed> $params
     * @param array<string, mixed> $options
     *
     * @return Page<T>
     */
    public function page(string $model, Operation $operation, array $path, array $params, array $options): Page
    {
        [$body, $response] = $this->call($operation, $path, $params, $options);
        $next = fn (int $page): Page => $this->page($model, $operation, $path, ['page' => $page] + $params, $options);

        return new Page(self::items($model, $body, $response), self::object($body, 'pagination', $response), $response, $next);
    }

    /**
     * A piece of a list that may still grow.
     *
     * @template T of Model
     *
     * @param class-string<T> $model
     * @param list<string> $path
     * @param array<string, mixed> $params
     * @param array<string, mixed> $options
     *
     * @return CursorPage<T>
     */
    public function cursorPage(string $model, Operation $operation, array $path, array $params, array $options): CursorPage
    {
        [$body, $response] = $this->call($operation, $path, $params, $options);
        $next = fn (int|string $after): CursorPage => $this->cursorPage($model, $operation, $path, ['after' => $after] + $params, $options);

        return new CursorPage(self::items($model, $body, $response), self::object($body, 'cursor', $response), $response, $next);
    }

    /**
     * Sends an operation for each of several paths, several at a time. Those that do not succeed are sent again as any
     * other, one after the other, so that they are retried and refused in the same way.
     *
     * @param array<string, array{list<string>, Upload}> $calls
     * @param array<string, mixed> $options
     *
     * @return \Generator<string, HttpResponse> in the order in which they end
     */
    public function sendAll(Operation $operation, array $calls, array $options, int $parallel): \Generator
    {
        $client = $this->options->httpClient;
        $left = $calls;
        if ($client instanceof ParallelHttpClient && $operation->isIdempotent()) {
            $requests = array_map(fn (array $call): HttpRequest => $this->authenticated($operation, $this->request($operation, $call[0], $call[1], $options)), $calls);
            foreach ($client->sendAll($requests, $this->timeout($options), $parallel) as $name => $response) {
                if ($response?->isSuccess() === true) {
                    unset($left[$name]);
                    yield $name => $response;
                }
            }
        }
        foreach ($left as $name => [$path, $upload]) {
            yield $name => $this->send($operation, $path, $upload, $options);
        }
    }

    /**
     * Sends an operation until it is answered, refused for good, or has failed too often.
     *
     * @param list<string> $path
     * @param array<string, mixed>|Upload $params
     * @param array<string, mixed> $options
     */
    public function send(Operation $operation, array $path, array|Upload $params, array $options): HttpResponse
    {
        $request = $this->request($operation, $path, $params, $options);
        // A key is always sent, but one that the operation does not take makes nothing safe: the server ignores it.
        $safe = $operation->isIdempotent() || $operation->idempotencyKey || ($operation->raw && RequestBuilder::keyHeader($request->headers) !== null);
        $retries = is_int($options['max_retries'] ?? null) ? $options['max_retries'] : $this->options->maxRetries;
        $timeout = $this->timeout($options) + $operation->waitSeconds($params);
        for ($attempt = 1;; ++$attempt) {
            $wait = $this->attempt($operation, $this->authenticated($operation, $request), $attempt, $safe, $retries, $timeout);
            if ($wait instanceof HttpResponse) {
                return $wait;
            }
            usleep((int) (1_000_000 * $wait));
        }
    }

    /** Answers the HTTP answer of a success, or how long to wait before the next try; throws when there is none. */
    private function attempt(Operation $operation, HttpRequest $request, int $attempt, bool $safe, int $retries, float $timeout): HttpResponse|float
    {
        $event = new RequestEvent($operation->id, $request->method, $request->url, Redaction::headers($request->headers), $attempt);
        if (is_callable($this->options->onRequest)) {
            ($this->options->onRequest)($event);
        }
        $started = microtime(true);
        $response = $error = $wait = null;
        try {
            $response = $this->options->httpClient->send($request, $timeout);
            if (!$response->isSuccess()) {
                $asked = Retries::askedToWait($response);
                $error = StatusException::of($response, $asked);
                $wait = Retries::mayPass($response->status, $safe, $asked !== null) ? $asked ?? Retries::pause($attempt) : null;
            }
        } catch (ConnectionException $error) {
            $wait = $safe || $error->neverSent ? Retries::pause($attempt) : null;
        }
        if ($attempt > $retries || $wait > Retries::MAX_WAIT_SECONDS) {
            $wait = null;
        }
        $this->report($event, $response, $started, $error, $wait);
        if ($wait !== null) {
            return $wait;
        }

        return $error === null && $response !== null ? $response : throw $error ?? new ApiException('no answer');
    }

    private function report(RequestEvent $event, ?HttpResponse $response, float $started, ?ApiException $error, ?float $wait): void
    {
        if (!is_callable($this->options->onResponse)) {
            return;
        }
        $headers = Redaction::headers($response->headers ?? []);
        $duration = microtime(true) - $started;
        ($this->options->onResponse)(new ResponseEvent($event, $response?->status, $headers, $response?->requestId(), $duration, $error, $wait));
    }

    /**
     * @param list<string> $path
     * @param array<string, mixed>|Upload $params
     * @param array<string, mixed> $options
     */
    private function request(Operation $operation, array $path, array|Upload $params, array $options): HttpRequest
    {
        $unknown = array_diff(array_keys($options), self::CALL_OPTIONS);
        if ($unknown !== []) {
            throw new ConfigurationException("{$operation->id}: there is no option " . implode(', ', $unknown) . '; there are ' . implode(', ', self::CALL_OPTIONS));
        }
        $key = $options['idempotency_key'] ?? null;
        /** @var array<string, string> $headers */
        $headers = $options['headers'] ?? [];
        $headers += $this->options->headers + ['User-Agent' => $this->userAgent];

        return RequestBuilder::build($operation, $path, $params, $this->options->baseUrl, $headers, is_string($key) ? $key : null);
    }

    /** @param array<string, mixed> $options */
    private function timeout(array $options): float
    {
        return is_numeric($options['timeout_seconds'] ?? null) ? (float) $options['timeout_seconds'] : $this->options->timeoutSeconds;
    }

    private function authenticated(Operation $operation, HttpRequest $request): HttpRequest
    {
        $key = $this->options->apiKey();
        if ($key !== null) {
            return $request->withHeader('Authorization', "Bearer {$key}");
        }
        if ($operation->public) {
            return $request;
        }
        throw new ConfigurationException("{$operation->id} needs an API key. Pass one, new " . Sdk::CLIENT . "('" . Sdk::KEY_PLACEHOLDER . "'), or set " . Sdk::API_KEY_VARIABLE);
    }

    /**
     * @template T of Model
     *
     * @param class-string<T> $model
     * @param array<string, mixed> $body
     *
     * @return list<T>
     */
    private static function items(string $model, array $body, HttpResponse $response): array
    {
        if (!is_array($body['data'] ?? null)) {
            throw new ResponseException($response);
        }
        $items = [];
        foreach ($body['data'] as $fields) {
            /** @var array<string, mixed> $fields */
            $items[] = $model::of(is_array($fields) ? $fields : throw new ResponseException($response));
        }

        return $items;
    }

    /**
     * @param array<string, mixed> $body
     *
     * @return array<string, mixed>
     */
    private static function object(array $body, string $name, HttpResponse $response): array
    {
        /** @var array<string, mixed>|null $object */
        $object = $body[$name] ?? null;

        return is_array($object) ? $object : throw new ResponseException($response);
    }
}
