<?php

declare(strict_types=1);

namespace YourApp;

use YourApp\Exceptions\ConfigurationException;
use YourApp\Http\HttpRequest;

/** Turns an operation and its arguments into what is sent. */
final class RequestBuilder
{
    /**
     * @param list<string> $path
     * @param array<string, mixed>|Upload $params query and header parameters and the fields of the body, or an upload
     * @param array<string, string> $headers
     */
    public static function build(Operation $operation, array $path, array|Upload $params, string $baseUrl, array $headers, ?string $idempotencyKey): HttpRequest
    {
        $headers += ['Accept' => $operation->accept];
        $query = [];
        $rest = [];
        foreach ($params instanceof Upload ? [] : $params as $name => $value) {
            if (isset($operation->headers[$name])) {
                $headers[$operation->headers[$name]] = self::text($value);
            } elseif (isset($operation->query[$name])) {
                $query[] = self::pairs($operation->query[$name], $value);
            } else {
                $rest[$name] = $value;
            }
        }
        if ($idempotencyKey !== null) {
            unset($headers[self::keyHeader($headers)]);
            $headers['Idempotency-Key'] = $idempotencyKey;
        } elseif ($operation->idempotencyKey && self::keyHeader($headers) === null) {
            $headers['Idempotency-Key'] = bin2hex(random_bytes(16));
        }
        $body = null;
        if ($params instanceof Upload) {
            if ($operation->uploads === []) {
                throw new ConfigurationException("{$operation->id} takes no uploads");
            }
            $body = $params;
            $headers['Content-Type'] = $params->contentType;
        } elseif ($operation->json) {
            if ($rest !== [] || $operation->bodyRequired) {
                $body = self::json($operation, $rest);
                $headers['Content-Type'] = 'application/json';
            }
        } else {
            // Nothing that the operation knows: the API says so, and what was meant.
            foreach ($rest as $name => $value) {
                $query[] = self::pairs((string) $name, $value);
            }
        }
        $query = array_filter($query, static fn (string $pairs): bool => $pairs !== '');
        $url = $baseUrl . self::path($operation, $path) . ($query === [] ? '' : '?' . implode('&', $query));

        return new HttpRequest($operation->method, $url, $headers, $body);
    }

    /**
     * How the caller wrote the header of the idempotency key; null where there is none.
     *
     * @param array<string, string> $headers
     */
    public static function keyHeader(array $headers): ?string
    {
        foreach ($headers as $name => $_) {
            if (strcasecmp((string) $name, 'Idempotency-Key') === 0) {
                return (string) $name;
            }
        }

        return null;
    }

    /** @param list<string> $path */
    private static function path(Operation $operation, array $path): string
    {
        $url = $operation->path[0];
        foreach ($path as $index => $value) {
            // "." and ".." would change the path however they are escaped (URL Standard, "double-dot path segment").
            if ($value === '' || $value === '.' || $value === '..') {
                throw new ConfigurationException("{$operation->id}: path argument " . ($index + 1) . " must be an ID, not \"{$value}\"");
            }
            $url .= rawurlencode($value) . $operation->path[$index + 1];
        }

        return $url;
    }

    /** @param array<string, mixed> $fields */
    private static function json(Operation $operation, array $fields): string
    {
        try {
            return json_encode($fields === [] ? new \stdClass() : $fields, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_PRESERVE_ZERO_FRACTION);
        } catch (\JsonException $error) {
            throw new ConfigurationException("{$operation->id}: the fields cannot be sent as JSON: {$error->getMessage()}", 0, $error);
        }
    }

    /** A list is sent as the parameter repeated (OpenAPI's `form`, exploded). */
    private static function pairs(string $name, mixed $value): string
    {
        $values = array_map(self::text(...), is_array($value) ? array_values($value) : [$value]);

        return $value === null ? '' : implode('&', array_map(static fn (string $text): string => rawurlencode($name) . '=' . rawurlencode($text), $values));
    }

    private static function text(mixed $value): string
    {
        return match (true) {
            is_bool($value) => $value ? 'true' : 'false',
            $value instanceof \DateTimeInterface => \DateTimeImmutable::createFromInterface($value)->setTimezone(new \DateTimeZone('UTC'))->format('Y-m-d\TH:i:s.v\Z'),
            is_scalar($value), $value instanceof \Stringable => (string) $value,
            default => json_encode($value, JSON_THROW_ON_ERROR),
        };
    }
}
