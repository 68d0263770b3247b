<?php

declare(strict_types=1);

namespace YourApp;

use YourApp\Exceptions\ConfigurationException;
use YourApp\Exceptions\WebhookVerificationException;

/** Checks that a webhook was sent by the API and not by somebody else, as Standard Webhooks 1.0 says. */
final class WebhookVerifier
{
    private readonly string $key;

    /**
     * @param string $secret the webhook's secret, as it was shown or chosen at its creation
     * @param int $toleranceSeconds how old, or how far ahead, the signature may be
     */
    public function __construct(#[\SensitiveParameter] string $secret, private readonly int $toleranceSeconds = 300)
    {
        // `whsec_…` holds bytes in base64; any other secret was chosen by a person and is taken as it is.
        $key = str_starts_with($secret, 'whsec_') ? base64_decode(substr($secret, 6), true) : $secret;
        if ($key === false || $key === '') {
            throw new ConfigurationException('The webhook secret is empty, or begins with whsec_ and is not base64');
        }
        $this->key = $key;
    }

    /**
     * The event in a webhook, once its signature and its time have been checked.
     *
     * @param string $body the request's body as it arrived: `file_get_contents('php://input')`
     * @param array<string, string|list<string>> $headers the request's headers (`getallheaders()`), or `$_SERVER`
     * @param int|null $now the moment to check against, in seconds since 1970; now unless told
     *
     * @throws WebhookVerificationException when it was not signed with the secret, or is too old or from the future
     */
    public function unwrap(string $body, array $headers, ?int $now = null): WebhookEvent
    {
        $id = self::header($headers, 'webhook-id');
        $timestamp = self::header($headers, 'webhook-timestamp');
        $signatures = self::header($headers, 'webhook-signature');
        if (preg_match('/^\d{1,12}$/D', $timestamp) !== 1) {
            throw new WebhookVerificationException('webhook-timestamp is not a number of seconds');
        }
        $away = (int) $timestamp - ($now ?? time());
        if (abs($away) > $this->toleranceSeconds) {
            throw new WebhookVerificationException('The webhook was signed ' . abs($away) . ' s ' . ($away < 0 ? 'ago' : 'ahead of now') . "; {$this->toleranceSeconds} s are allowed");
        }
        $expected = hash_hmac('sha256', "{$id}.{$timestamp}.{$body}", $this->key, true);
        foreach (explode(' ', $signatures) as $signature) {
            [$version, $value] = [...explode(',', $signature, 2), ''];
            $bytes = $version === 'v1' ? base64_decode($value, true) : false;
            if ($bytes !== false && hash_equals($expected, $bytes)) {
                return self::parse($body);
            }
        }
        throw new WebhookVerificationException('No signature in webhook-signature was made with this secret for this body');
    }

    /** @return array<string, mixed> */
    public function __debugInfo(): array
    {
        return ['secret' => '[redacted]', 'toleranceSeconds' => $this->toleranceSeconds];
    }

    /** @param array<string, string|list<string>> $headers */
    private static function header(array $headers, string $name): string
    {
        foreach ($headers as $key => $value) {
            $key = strtolower(strtr((string) $key, '_', '-'));
            if ($key === $name || $key === "http-{$name}") { // $_SERVER has HTTP_WEBHOOK_ID
                $value = is_array($value) ? $value[0] ?? '' : $value;
                if ($value !== '') {
                    return $value;
                }
            }
        }
        throw new WebhookVerificationException("The header {$name} is missing");
    }

    private static function parse(string $body): WebhookEvent
    {
        $fields = json_decode($body, true);
        if (!is_array($fields)) {
            throw new WebhookVerificationException('The signature is right, but the body is not JSON');
        }

        /** @var array<string, mixed> $fields */
        return WebhookEvent::of($fields);
    }
}
