<?php

declare(strict_types=1);

namespace YourApp\Resources;

use YourApp\Exceptions\ConfigurationException;
use YourApp\Exceptions\WebhookVerificationException;
use YourApp\Sdk;
use YourApp\WebhookEvent;
use YourApp\WebhookVerifier;

/** Verifies the webhooks that the API sends. */
final class WebhooksResource extends WebhooksOperations
{
    /**
     * The event in a webhook, once its signature and its time have been checked.
     *
     * @param string $body the request's body as it arrived: `file_get_contents('php://input')`
     * @param array<string, string|list<string>> $headers the request's headers (`getallheaders()`), or `$_SERVER`
     * @param array{secret?: string, tolerance_seconds?: int, now?: int} $options the secret, unless the client or the environment has it
     *
     * @throws WebhookVerificationException when it was not signed with the secret, or is too old or from the future
     */
    public function unwrap(string $body, array $headers, array $options = []): WebhookEvent
    {
        $secret = $options['secret'] ?? $this->transport->options->webhookSecret();
        if ($secret === null) {
            throw new ConfigurationException("unwrap() needs the webhook's secret: pass secret, give the client a webhook_secret, or set " . Sdk::WEBHOOK_SECRET_VARIABLE);
        }

        return (new WebhookVerifier($secret, $options['tolerance_seconds'] ?? 300))->unwrap($body, $headers, $options['now'] ?? null);
    }
}
