<?php

declare(strict_types=1);

namespace YourApp;

use YourApp\Http\HttpResponse;

/** When a request is sent again, and after how long. */
final class Retries
{
    /** Longer than this nobody is made to wait in silence: the exception is thrown and says how long. */
    public const MAX_WAIT_SECONDS = 60.0;

    private const FIRST_PAUSE_SECONDS = 0.5;
    private const LONGEST_PAUSE_SECONDS = 8.0;

    /**
     * Whether an answer with this status may be otherwise next time.
     *
     * @param bool $safe whether carrying it out twice does no harm (by method or by idempotency key)
     * @param bool $asked whether the server said when to come back
     */
    public static function mayPass(int $status, bool $safe, bool $asked): bool
    {
        return match (true) {
            $status === 429 => true, // refused before anything was done
            !$safe => false,
            $status === 409 => $asked, // the same request is under way; other conflicts stay
            default => $status === 408 || $status >= 500,
        };
    }

    /** How long the server asks to wait; null when it does not say. */
    public static function askedToWait(HttpResponse $response, ?float $now = null): ?float
    {
        $now ??= microtime(true);
        $after = $response->header('retry-after');
        if ($after !== null && $after !== '') {
            $at = preg_match('/^\d+(\.\d+)?$/', $after) === 1 ? $now + (float) $after : strtotime($after);
            if ($at !== false) {
                return max(0.0, $at - $now);
            }
        }
        if ($response->status !== 429) {
            return null;
        }
        $limits = $response->header('ratelimit') ?? '';
        preg_match_all('/\br(?:emaining)?=(\d+)/', $limits, $remaining);
        preg_match_all('/\b(?:t|reset)=(\d+)/', $limits, $reset);
        $exhausted = array_filter($reset[1], static fn (int $index): bool => (int) ($remaining[1][$index] ?? 0) === 0, ARRAY_FILTER_USE_KEY);
        if ($exhausted !== []) {
            return (float) max(array_map(intval(...), $exhausted));
        }
        $at = $response->header('x-ratelimit-reset');

        return $at !== null && ctype_digit($at) ? max(0.0, (float) $at - $now) : null;
    }

    /** The pause after the given failed attempt (1 for the first): doubling, up to 8 s, shortened at random by a quarter. */
    public static function pause(int $attempt): float
    {
        $seconds = min(self::LONGEST_PAUSE_SECONDS, self::FIRST_PAUSE_SECONDS * 2 ** ($attempt - 1));

        return $seconds * (1 - random_int(0, 1_000_000) / 4_000_000);
    }
}
