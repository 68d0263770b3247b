<?php

declare(strict_types=1);

namespace YourApp\Exceptions;

use YourApp\Http\HttpResponse;

/** The API answered with a status other than success. */
class StatusException extends ApiException
{
    private const BY_STATUS = [
        400 => BadRequestException::class,
        401 => AuthenticationException::class,
        403 => PermissionDeniedException::class,
        404 => NotFoundException::class,
        409 => ConflictException::class,
        413 => PayloadTooLargeException::class,
        415 => UnsupportedMediaTypeException::class,
        422 => ValidationException::class,
        429 => RateLimitException::class,
    ];

    /** The HTTP status. */
    public readonly int $status;

    /** For programs, stable: `validation_error`. Null when the answer was not the API's. */
    public readonly ?string $errorCode;

    /** @var list<array{field: string, message: string}> each field at fault; empty when the error is about no field */
    public readonly array $details;

    /** Name it when you ask for support. */
    public readonly ?string $requestId;

    /** @param float|null $retryAfterSeconds how long the API asks to wait, when it says so */
    final public function __construct(
        public readonly HttpResponse $response,
        public readonly ?float $retryAfterSeconds = null,
    ) {
        $error = self::errorOf($response->body);
        $this->status = $response->status;
        $this->errorCode = $error['code'];
        $this->details = $error['details'];
        $this->requestId = $error['request_id'] ?? $response->requestId();
        parent::__construct(self::describe($response, $error, $this->requestId), $response->status);
    }

    /** The exception for the answer's status. */
    public static function of(HttpResponse $response, ?float $retryAfterSeconds): self
    {
        $class = self::BY_STATUS[$response->status] ?? ($response->status >= 500 ? ServerException::class : self::class);

        return new $class($response, $retryAfterSeconds);
    }

    /** The beginning of a body, for a message. */
    public static function start(string $body): string
    {
        $start = substr(trim((string) preg_replace('/\s+/', ' ', $body)), 0, 120);

        return $start === '' ? ' (empty body)' : ": {$start}";
    }

    /**
     * What stands in an error body; nothing is taken for granted, since anybody between may have answered.
     *
     * @return array{code: ?string, message: ?string, details: list<array{field: string, message: string}>, request_id: ?string}
     */
    private static function errorOf(string $body): array
    {
        $parsed = json_decode($body, true);
        $error = is_array($parsed) && is_array($parsed['error'] ?? null) ? $parsed['error'] : [];
        $details = [];
        foreach (is_array($error['details'] ?? null) ? $error['details'] : [] as $detail) {
            if (is_array($detail)) {
                $field = $detail['field'] ?? '';
                $message = $detail['message'] ?? '';
                $details[] = ['field' => is_string($field) ? $field : '', 'message' => is_string($message) ? $message : ''] + $detail;
            }
        }
        $text = static fn (string $name): ?string => is_string($error[$name] ?? null) ? $error[$name] : null;

        return ['code' => $text('code'), 'message' => $text('message'), 'details' => $details, 'request_id' => $text('request_id')];
    }

    /** @param array{code: ?string, message: ?string, details: list<array{field: string, message: string}>, request_id: ?string} $error */
    private static function describe(HttpResponse $response, array $error, ?string $requestId): string
    {
        $named = $requestId === null ? '' : " [{$requestId}]";
        if ($error['message'] !== null) {
            $fields = implode('; ', array_map(static fn (array $detail): string => "{$detail['field']}: {$detail['message']}", $error['details']));

            return "{$response->status} {$error['code']}: {$error['message']}" . ($fields === '' ? '' : " ({$fields})") . $named;
        }
        if ($response->status >= 300 && $response->status < 400) {
            $location = $response->header('location');
            $to = $location === null ? '' : " to {$location}";

            return "{$response->status}: redirected{$to}; the API does not redirect, so check the base URL{$named}";
        }

        return "{$response->status}: not an answer of the API" . self::start($response->body) . $named;
    }
}
