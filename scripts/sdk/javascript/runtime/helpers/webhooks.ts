/** Verifies the webhooks that the API sends. */
import { ConfigurationError } from '../runtime/errors.js';
import { environmentVariable } from '../runtime/platform.js';
import { unwrapWebhook, type UnwrapOptions, type WebhookHeaders } from '../runtime/webhooks.js';
import { WebhooksOperations } from '../resources/webhooks.js';
import { WEBHOOK_SECRET_VARIABLE } from '../sdk.js';
import type { WebhookEvent } from '../webhook-events.js';

export class WebhooksResource extends WebhooksOperations {
  /**
   * The event in a webhook, once its signature and its time have been checked.
   *
   * @param body the request's body as it arrived: bytes or text, not parsed
   * @param headers the request's headers, in any letter case
   * @param options the secret, unless the client has it as `webhookSecret` or the environment does
   * @throws WebhookVerificationError when it was not signed with the secret, or is too old or from the future
   */
  async unwrap<T = WebhookEvent>(
    body: string | Uint8Array,
    headers: WebhookHeaders,
    options: Partial<UnwrapOptions> = {},
  ): Promise<T> {
    const secret = options.secret ?? this.transport.webhookSecret ?? environmentVariable(WEBHOOK_SECRET_VARIABLE);
    if (secret === undefined) {
      throw new ConfigurationError(
        `unwrap() needs the webhook's secret: pass \`secret\`, give the client a \`webhookSecret\`, or set ${WEBHOOK_SECRET_VARIABLE}`,
      );
    }
    return unwrapWebhook<T>(body, headers, { ...options, secret });
  }
}
