<?php

declare(strict_types=1);

namespace YourApp;

/** Keeps secrets out of logs. */
final class Redaction
{
    /**
     * The headers as they may be logged.
     *
     * @param array<string, string> $headers
     *
     * @return array<string, string>
     */
    public static function headers(array $headers): array
    {
        foreach ($headers as $name => $value) {
            if (preg_match('/authorization|cookie|secret|token|api-?key|signature/i', (string) $name) === 1) {
                $headers[$name] = '[redacted]';
            }
        }

        return $headers;
    }
}
